"""The bench compares like with like only if its copies of a commune are true ones."""

from django.test import Client

from bench.browser import filled
from bench.communes import copy_everything, gather_in_provinces
from plans.models import Agency, Locality, Officer, Plan
from tasks.models import StatusUpdate, Task, TaskParty, TaskYear
from tests import factories as make
from tests.cast import Cast


def test_copies_of_a_commune_are_worlds_of_their_own(cast: Cast):
    hamlet = make.make_locality(name="Ấp 1", parent=cast.home, level=Locality.Level.HAMLET)
    make.make_update(task_year=cast.task_year, author=cast.officer)
    models = (Locality, Agency, Officer, Plan, Task, TaskParty, TaskYear, StatusUpdate)
    before = {model: model._base_manager.count() for model in models}

    n_rows = copy_everything(times=4)

    assert {model: model._base_manager.count() for model in models} == {
        model: 5 * count for model, count in before.items()
    }
    assert n_rows >= 4 * sum(before.values())
    assert list(Task.objects.visible_to(cast.officer)) == [cast.task]
    copies = Task.objects.exclude(pk=cast.task.pk)
    assert {task.plan.locality_id for task in copies}.isdisjoint({cast.home.pk})
    copied_hamlets = Locality.objects.filter(name__startswith="Ấp 1").exclude(pk=hamlet.pk)
    for row in copied_hamlets.select_related("parent"):
        assert row.parent is not None
        assert row.path == f"{row.parent.path}{row.pk:07d}"
        assert row.name.removeprefix("Ấp 1") == row.parent.name.removeprefix("Xã Tân Biên")


def test_communes_of_several_worlds_are_gathered_in_one_province(cast: Cast):
    province = make.make_locality(name="Tỉnh Tây Ninh", level=Locality.Level.PROVINCE)
    cast.home.parent = province
    cast.home.save()
    step = 1 + Locality.objects.order_by("-pk")[0].pk

    copy_everything(times=5)
    gather_in_provinces(step=step, n_worlds=3)

    communes = Locality.objects.filter(name__startswith=cast.home.name).order_by("pk")
    assert [row.parent_id for row in communes] == [
        *[province.pk] * 3,
        *[province.pk + 3 * step] * 3,
    ]
    for row in communes.select_related("parent"):
        assert row.parent is not None
        assert row.path.startswith(row.parent.path)


def test_a_form_is_filled_and_sent_as_a_browser_would(cast: Cast, client: Client):
    client.force_login(cast.officer)
    url = cast.task_year.get_absolute_url()

    fields = filled(client.get(url).content, {"state": "doing", "result": "Đã mở lớp"})

    sent = dict(fields)
    assert sent["version"] == str(cast.task_year.version)
    assert [value for name, value in fields if name.endswith("-file")] == [None]
    answer = client.post(url, {name: value for name, value in fields if value is not None})
    assert answer.status_code == 302
    assert StatusUpdate.objects.get(task_year=cast.task_year).result == "Đã mở lớp"
