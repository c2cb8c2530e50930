"""The communes of a province on a desk and on a phone, light and dark."""

import pytest
from django.urls import reverse

from plans.models import Locality, Role
from tests import factories as make
from tests.conftest import DESK, PHONE


@pytest.fixture
def reader(db):
    province = make.make_locality(name="tỉnh Tây Ninh", level=Locality.Level.PROVINCE)
    for name in ("xã Đầu", "xã Sau"):
        plan = make.make_plan(locality=make.make_locality(name=name, parent=province))
        make.make_timeline(task=make.make_task(plan=plan), with_cells=True)
    return make.make_officer(locality=province, roles=[Role.LEADER])


@pytest.mark.parametrize(
    "options",
    [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}],
    ids=["desk", "phone in the dark"],
)
def test_communes_fit_the_screen_and_are_accessible(reader, open_page, sign_in, axe, options):
    page = sign_in(open_page(**options), reader)
    page.goto(reverse("tasks:dashboard"))
    assert page.evaluate("document.documentElement.scrollWidth") <= options["viewport"]["width"]
    assert axe(page) == []
    page.get_by_role("link", name="xã Đầu").click()
    assert "xã Đầu" in page.locator(".page-head__lead").inner_text()
