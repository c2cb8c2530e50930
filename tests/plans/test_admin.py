"""The admin: within the locality, searched without marks, and nobody rises above themselves."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from plans.models import Agency, Locality, Officer, Role
from tests import factories as make
from tests.tasks.reading import read, said

D = dt.date
PASSING = {"PlanImport"}  # a file between two clicks


def url(model, page="changelist", *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def rows(client, model, query=""):
    """What the list shows, a text a row."""
    root = read(client, url(model) + query)
    return [said(row) for row in root.xpath("//table[@id='result_list']/tbody/tr")]


@pytest.fixture
def boss(cast, client):
    client.force_login(cast.administrator)
    return client


# Every model


def test_every_model_of_ours_stands_in_the_admin():
    inlines = {inline.model for page in admin.site._registry.values() for inline in page.inlines}
    ours = {
        model
        for label in ("plans", "tasks")
        for model in apps.get_app_config(label).get_models()
        if not model.__name__.startswith("Historical")
    }
    missing = ours - set(admin.site._registry) - inlines
    assert {model.__name__ for model in missing} <= PASSING


@pytest.mark.parametrize(
    ("label", "lookup"),
    [
        (model._meta.label, page)
        for model, page in admin.site._registry.items()
        if model._meta.app_label in {"plans", "tasks"}
    ],
)
def test_every_list_can_be_searched_and_filtered(label, lookup):
    assert lookup.search_fields
    assert lookup.list_filter


@pytest.mark.parametrize("label", ["TaskYear", "TaskParty", "Task", "Timeline"])
def test_list_costs_the_same_with_more_rows(cast, boss, django_assert_max_num_queries, label):
    address = url(apps.get_model("tasks", label))
    boss.get(address)
    with django_assert_max_num_queries(40) as few:
        boss.get(address)
    for _ in range(4):
        task = make.make_task(plan=cast.plan, leads=[cast.officer.agency])
        make.make_timeline(task=task, with_cells=True)
    with django_assert_max_num_queries(len(few)):
        boss.get(address)


# Search


@pytest.mark.parametrize("sought", ["đặng văn sổ", "dang van so", "ĐẶNG", "so dang"])
def test_people_are_found_without_marks_and_case(cast, boss, sought):
    assert [row.split()[0:3] for row in rows(boss, Officer, f"?q={sought}")] == [
        ["Đặng", "Văn", "Sổ"]
    ]


def test_bodies_are_found_by_their_other_names(cast, boss):
    make.make_agency(name="Hội Luật gia tỉnh", locality=cast.home, aliases=["Hội luật gia huyện"])
    assert len(rows(boss, Agency, "?q=luat gia huyen")) == 1


# One's own locality


def test_people_of_other_localities_are_not_listed(cast, boss):
    assert rows(boss, Officer, "?q=le thi xa") == []


@pytest.mark.parametrize("page", ["change", "history", "password_change"])
def test_person_of_another_locality_cannot_be_opened(cast, boss, page):
    address = (
        reverse("admin:auth_user_password_change", args=[cast.stranger.pk])
        if page == "password_change"
        else url(Officer, page, cast.stranger.pk)
    )
    assert boss.get(address).status_code in {302, 403, 404}
    assert "Lê Thị Xa" not in boss.get(address, follow=True).content.decode()


def test_past_versions_of_another_locality_are_not_shown(cast, boss):
    elsewhere = cast.stranger.agency
    version = elsewhere.history.first().pk
    address = reverse("admin:plans_agency_simple_history", args=[elsewhere.pk, version])
    assert boss.get(address).status_code == 404
    assert boss.get(url(Agency, "history", elsewhere.pk)).status_code == 404


def test_bodies_of_other_localities_are_not_offered(cast, boss):
    address = reverse("admin:autocomplete")
    query = "?app_label=plans&model_name=officer&field_name=agency&term="
    found = {one["text"] for one in boss.get(address + query).json()["results"]}
    assert found == {"Công chức Tư pháp - hộ tịch", "UBMTTQ xã", "UBND xã"}


def test_administrator_above_sees_what_lies_below(cast, client):
    province = make.make_locality(name="Tỉnh", level=Locality.Level.PROVINCE)
    cast.home.parent = province
    cast.home.save()
    above = make.make_officer(locality=province, roles=[Role.ADMINISTRATOR])
    client.force_login(above)
    assert len(rows(client, Officer, "?q=dang van so")) == 1
    task = read(client, url(type(cast.task), "change", cast.task.pk))
    assert task.xpath("//input[@name='_save']") == []  # the work below is looked at only


def test_locality_of_ones_own_stays_where_it_is(cast, boss):
    root = read(boss, url(Locality, "change", cast.home.pk))
    assert root.xpath("//select[@name='parent']") == []
    assert boss.post(url(Locality, "delete", cast.home.pk), {"post": "yes"}).status_code == 403


def locality(**fields):
    return {"name": "Khu phố 1", "level": "hamlet", "parent": "", "former_unit": ""} | fields


def test_new_locality_lies_in_ones_own(cast, boss):
    refused = boss.post(url(Locality, "add"), locality())
    assert refused.status_code == 200
    assert not Locality.objects.filter(name="Khu phố 1").exists()
    boss.post(url(Locality, "add"), locality(parent=cast.home.pk))
    assert cast.home.contains(Locality.objects.get(name="Khu phố 1"))
    boss.post(url(Locality, "add"), locality(name="Xa", parent=cast.stranger.locality.pk))
    assert not Locality.objects.filter(name="Xa").exists()


def test_what_hangs_below_sample_data_is_sample_data(cast, boss):
    Locality.objects.filter(pk=cast.home.pk).update(is_sample=True)
    boss.post(url(Locality, "add"), locality(parent=cast.home.pk))
    assert Locality.objects.get(name="Khu phố 1").is_sample is True


def test_locality_does_not_lie_in_itself(cast, client):
    client.force_login(cast.superuser)
    below = make.make_locality(name="Ấp 1", parent=cast.home)
    data = locality(name=cast.home.name, level="commune", parent=below.pk)
    answer = client.post(url(Locality, "change", cast.home.pk), data)
    assert "không thể thuộc chính nó" in answer.content.decode()


# People


def person(cast, **fields):
    groups = Group.objects.filter(name=Role.OFFICER.value)
    return {
        "username": "nguoi-moi",
        "usable_password": "true",
        "password1": "mot-mat-khau-dai",
        "password2": "mot-mat-khau-dai",
        "full_name": "Lý Thị Mới",
        "job_title": "",
        "agency": cast.officer.agency.pk,
        "phone": "",
        "email": "",
        "groups": [group.pk for group in groups],
    } | fields


def test_administrator_makes_an_account(cast, boss):
    assert boss.post(url(Officer, "add"), person(cast)).status_code == 302
    made = Officer.objects.get(username="nguoi-moi")
    assert (made.full_name, made.agency, made.roles) == (
        "Lý Thị Mới",
        cast.officer.agency,
        {Role.OFFICER.value},
    )
    assert made.check_password("mot-mat-khau-dai")
    assert (made.is_staff, made.is_superuser) == (False, False)


def test_group_of_administrators_opens_the_admin(cast, boss):
    group = Group.objects.get(name=Role.ADMINISTRATOR.value)
    boss.post(url(Officer, "add"), person(cast, groups=[group.pk]))
    assert Officer.objects.get(username="nguoi-moi").is_staff is True


def test_nobody_makes_a_superuser_or_gives_permissions(cast, boss):
    permission = Permission.objects.first()
    forged = {"is_superuser": "on", "is_staff": "on", "user_permissions": [permission.pk]}
    boss.post(url(Officer, "add"), person(cast, **forged))
    made = Officer.objects.get(username="nguoi-moi")
    assert (made.is_superuser, made.is_staff) == (False, False)
    assert made.user_permissions.count() == 0
    boss.post(url(Officer, "change", made.pk), person(cast, is_active="on", **forged))
    made.refresh_from_db()
    assert (made.is_superuser, made.is_staff) == (False, False)


def test_account_in_another_locality_cannot_be_made(cast, boss):
    answer = boss.post(url(Officer, "add"), person(cast, agency=cast.stranger.agency.pk))
    assert answer.status_code == 200
    assert not Officer.objects.filter(username="nguoi-moi").exists()


def test_account_without_a_body_cannot_be_made(cast, boss):
    assert boss.post(url(Officer, "add"), person(cast, agency="")).status_code == 200
    assert not Officer.objects.filter(username="nguoi-moi").exists()


def test_superuser_is_not_touched_by_an_administrator(cast, boss):
    answer = boss.get(url(Officer, "change", cast.superuser.pk))
    assert b'name="_save"' not in answer.content
    password = reverse("admin:auth_user_password_change", args=[cast.superuser.pk])
    assert boss.get(password).status_code == 403
    passwords = {"password1": "mot-mat-khau-dai", "password2": "mot-mat-khau-dai"}
    assert boss.post(password, passwords).status_code == 403
    cast.superuser.refresh_from_db()
    assert cast.superuser.check_password(make.PASSWORD)


def test_password_of_a_colleague_is_set_anew(cast, boss):
    address = reverse("admin:auth_user_password_change", args=[cast.officer.pk])
    passwords = {"password1": "mot-mat-khau-dai", "password2": "mot-mat-khau-dai"}
    boss.post(address, passwords | {"usable_password": "true"})
    cast.officer.refresh_from_db()
    assert cast.officer.check_password("mot-mat-khau-dai")


@pytest.mark.parametrize("member", ["administrator", "superuser"])
def test_nobody_is_deleted(cast, client, member):
    client.force_login(getattr(cast, member))
    assert client.post(url(Officer, "delete", cast.officer.pk), {"post": "yes"}).status_code == 403
    assert Officer.objects.filter(pk=cast.officer.pk).exists()


# Bodies


def agency(cast, *aliases, **fields):
    data = {
        "locality": cast.home.pk,
        "name": "Phòng Kinh tế",
        "short_name": "",
        "is_active": "on",
        "aliases-TOTAL_FORMS": len(aliases),
        "aliases-INITIAL_FORMS": 0,
        "successions-TOTAL_FORMS": 0,
        "successions-INITIAL_FORMS": 0,
    } | fields
    return data | {f"aliases-{n}-name": name for n, name in enumerate(aliases)}


def test_body_is_made_with_its_other_names(cast, boss):
    boss.post(url(Agency, "add"), agency(cast, "Tài chính - Kế toán"))
    made = Agency.objects.get(name="Phòng Kinh tế")
    assert [alias.name for alias in made.aliases.all()] == ["Tài chính - Kế toán"]


def test_second_body_of_a_name_is_refused_whatever_its_marks(cast, boss):
    answer = boss.post(url(Agency, "add"), agency(cast, name="ubnd XA"))
    assert "Địa bàn này đã có cơ quan cùng tên." in answer.content.decode()


def test_name_of_another_body_is_no_alias(cast, boss):
    answer = boss.post(url(Agency, "add"), agency(cast, "UBND xã"))
    assert "Đây đã là tên của “UBND xã”" in answer.content.decode()
    assert not Agency.objects.filter(name="Phòng Kinh tế").exists()


def test_succession_is_entered_with_its_body(cast, boss):
    data = {
        "successions-TOTAL_FORMS": 1,
        "successions-0-new": cast.officer.agency.pk,
        "successions-0-effective_on": "01/07/2025",
        "successions-0-decision": "Nghị quyết",
    }
    boss.post(url(Agency, "add"), agency(cast, **data))
    assert Agency.objects.get(name="Phòng Kinh tế").on(D(2025, 7, 1)) == cast.officer.agency


# The document and the work


@pytest.mark.parametrize("member", ["administrator", "superuser"])
def test_log_is_neither_changed_nor_deleted(cast, client, member):
    update = make.make_update(task_year=cast.task_year)
    client.force_login(getattr(cast, member))
    root = read(client, url(type(update), "change", update.pk))
    assert root.xpath("//input[@name='_save']") == []
    for page in ("delete", "change"):
        answer = client.post(url(type(update), page, update.pk), {"post": "yes"})
        assert answer.status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": [update.pk], "post": "yes"}
    client.post(url(type(update)), bulk)
    assert type(update).objects.filter(pk=update.pk).exists()


def test_working_title_of_a_task_is_kept_with_its_history(cast, boss):
    inlines = {
        f"{name}-{part}_FORMS": 0
        for name in ("parties", "timelines")
        for part in ("TOTAL", "INITIAL")
    }
    boss.post(url(type(cast.task), "change", cast.task.pk), {"short_title": "Tập huấn"} | inlines)
    cast.task.refresh_from_db()
    assert (cast.task.short_title, cast.task.title) == ("Tập huấn", "Bồi dưỡng hòa giải viên")
    last = cast.task.history.first()
    assert (last.short_title, last.history_user) == ("Tập huấn", cast.administrator)
    history = boss.get(url(type(cast.task), "history", cast.task.pk)).content.decode()
    assert "Tập huấn" in history
    assert "Bùi Thị Trị" in history


def test_findings_are_settled_from_the_list(cast, boss):
    finding = make.make_finding(plan=cast.plan)
    boss.post(url(type(finding)), {"action": "settle", "_selected_action": [finding.pk]})
    finding.refresh_from_db()
    assert finding.settled_by == cast.administrator


def test_dates_are_written_day_first(cast, boss):
    data = {"title": "Kế hoạch", "short_title": "", "number": "5/KH-UBND", "cadence": "quarter"}
    data |= {"contributions_every": "year"}
    blank = {"issued_text": "", "issuer": ""}
    page = url(type(cast.plan), "change", cast.plan.pk)
    assert boss.post(page, data | blank | {"issued_on": "14/06/2024"}).status_code == 302
    cast.plan.refresh_from_db()
    assert cast.plan.issued_on == D(2024, 6, 14)
    assert read(boss, page).xpath("//input[@name='issued_on']/@value") == ["14/06/2024"]


# In the browser


@pytest.mark.parametrize(
    "address",
    [
        "admin:index",
        "admin:plans_officer_changelist",
        "admin:plans_officer_add",
        "admin:plans_agency_add",
        "admin:plans_locality_changelist",
        "admin:tasks_task_changelist",
        "admin:tasks_statusupdate_changelist",
    ],
)
def test_admin_opens_in_a_browser_without_complaint(transactional_db, cast, signed_in, address):
    page = signed_in(cast.administrator)
    page.goto(reverse(address))
    assert page.locator("h1").first.inner_text() != ""


def test_body_is_chosen_by_typing_without_marks(transactional_db, cast, signed_in):
    page = signed_in(cast.administrator)
    page.goto(reverse("admin:plans_officer_add"))
    page.locator(".field-agency .select2-selection").click()
    page.locator(".select2-search__field").fill("tu phap")
    page.locator(".select2-results__option", has_text="Công chức Tư pháp - hộ tịch").click()
    chosen = page.locator(".field-agency .select2-selection__rendered").inner_text()
    assert "Công chức Tư pháp - hộ tịch" in chosen
