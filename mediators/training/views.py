"""Tập huấn, bồi dưỡng: the list of courses, a course, who is on its list, who came."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest
from config.register import PRINT_SIZE, Link, page_of
from config.versioned import locked_to_save
from mediators.access import (
    begun_course_for_keeping,
    check_reads_details,
    course_for_keeping,
    course_for_reading,
    locality_for_keeping,
    rights,
)
from mediators.common import saved_at, sent
from mediators.models import AccessEntry, AccessKind, Attendance, Material, TrainingCourse
from mediators.models.learning import to_invite
from mediators.models.training import YearSum
from mediators.registers import delete_page, edit_row, roster_list
from mediators.training.forms import AbsenceSheet, CourseFilters, CourseForm, InviteForm, keys_of
from mediators.training.page import COURSES
from mediators.training.parts import parts
from mediators.training.services import forget_attendance, invite, record_attendance, take_off
from mediators.training.sign_in import days_to_sign, sign_in_document
from plans.models import Locality
from plans.office.download import attachment
from plans.office.nd30 import CONTENT_TYPE


@require_GET
def course_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    form = CourseFilters(request.GET)
    matching = TrainingCourse.objects.visible_to(request.user).matching(
        form.value("text") or "",
        kind=form.value("kind") or "",
        audience=form.value("audience") or "",
    )
    year = form.value("year")
    sums = matching.summed_up()
    form.offer("year", [(one.year, one.year) for one in sums])
    shown = [one for one in sums if year in (None, one.year)]
    total = _added(shown)
    return roster_list(
        request,
        COURSES,
        matching.in_year(year).for_list().newest_first(),
        as_file=as_file,
        door="course_list",
        parts=parts(rights(request.user, None), "course_list"),
        form=form,
        count=total.n_courses,
        xlsx="course_xlsx",
        create=("Thêm lớp", "course_create"),
        fragment="mediators/training/_course_rows.html",
        sums=shown,
        years_total=total,
        today=clock.today(),
    )


def _added(sums: list[YearSum]) -> YearSum:
    return YearSum(
        0,
        sum(one.n_courses for one in sums),
        sum(one.n_invited for one in sums),
        sum(one.n_present for one in sums),
    )


@require_GET
def course_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of the course; reasons of absence are for who reads details."""
    course = course_for_reading(request.user, pk)
    may = rights(request.user, course.locality)
    counts = {
        "": course.n_invited,
        Attendance.Status.PRESENT: course.n_present,
        Attendance.Status.ABSENT: course.n_absent,
        Attendance.Status.INVITED: course.n_waiting,
    }
    status = request.GET.get("tham_du", "")
    status = status if status in counts else ""
    rows = course.attendances.all().of_status(status)
    context = {
        "course": course,
        "may": may,
        "page": page_of(request, _in_order(rows, course), count=counts[status]),
        "statuses": _statuses(counts, status),
        "materials": _materials(course) if may.details else [],
        "today": clock.today(),
    }
    return render(request, "mediators/training/course_detail.html", context)


def _in_order(rows: Any, course: TrainingCourse) -> Any:
    return rows.with_teams(course.started_on).with_people().in_order()


def _statuses(counts: dict[str, int], current: str) -> list[dict[str, Any]]:
    """Views of the list; those with nobody in them are left out."""
    names = {
        "": "Tất cả",
        Attendance.Status.PRESENT: "Có mặt",
        Attendance.Status.ABSENT: "Vắng",
        Attendance.Status.INVITED: "Chưa điểm danh",
    }
    return [
        {
            "label": names[status],
            "url": f"?tham_du={status}",
            "is_current": status == current,
            "count": count,
        }
        for status, count in counts.items()
        if count or status in ("", current)
    ]


def _materials(course: TrainingCourse) -> list[Material]:
    """The locality's materials, with how many got each at this course."""
    return list(Material.objects.within(course.locality).given_at(course).newest_first())


@require_http_methods(["GET", "POST"])
def course_create(request: HttpRequest) -> HttpResponse:
    commune = locality_for_keeping(request.user)
    return _edit(request, TrainingCourse(locality=commune), commune, title="Thêm lớp tập huấn")


@require_http_methods(["GET", "POST"])
@transaction.atomic
def course_edit(request: HttpRequest, pk: int) -> HttpResponse:
    course = course_for_keeping(request.user, pk)
    commune = course.locality
    course = locked_to_save(request, course)
    return _edit(request, course, commune, title="Sửa thông tin lớp")


def _edit(
    request: HttpRequest, course: TrainingCourse, commune: Locality, *, title: str
) -> HttpResponse:
    form = CourseForm(sent(request), instance=course, today=clock.today())
    is_new, trail = course.pk is None, [Link("Tập huấn", reverse("mediators:course_list"))]
    if not is_new:
        trail.append(Link(form.initial["title"], course.get_absolute_url()))
    return edit_row(
        request,
        form,
        commune,
        title=title,
        submit="Lưu lớp",
        trail=trail,
        then=lambda saved: reverse("mediators:course_invite", args=[saved.pk]) if is_new else saved,
    )


@require_http_methods(["GET", "POST"])
def course_delete(request: HttpRequest, pk: int) -> HttpResponse:
    course = course_for_keeping(request.user, pk)
    return delete_page(
        request,
        "lớp",
        course,
        course.locality,
        then="mediators:course_list",
        going=[
            (course.n_invited, "người trong danh sách của lớp"),
            (course.n_present, "lượt có mặt: những người này không còn được tính đã dự lớp"),
        ],
        staying="Hòa giải viên vẫn còn trong danh sách tổ; tài liệu đã cấp vẫn tính là đã nhận.",
    )


# Who is on the list


@require_http_methods(["GET", "POST"])
def course_invite(request: HttpRequest, pk: int) -> HttpResponse:
    course = course_for_keeping(request.user, pk)
    today = clock.today()
    people = list(to_invite(course, today=today)[:PRINT_SIZE]) if course.is_for_mediators else []
    form = InviteForm(sent(request), people=people, course=course, today=today)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        count = invite(
            course,
            mediators=form.chosen(),
            officials=data.get("officials", ()),
            has_come=data.get("has_come", False),
            by=request.user,
        )
        messages.success(request, f"Đã thêm {count} người vào danh sách. {saved_at()}")
        return redirect(course)
    context = {"form": form, "course": course, "day": min(today, course.started_on)}
    status = 422 if form.errors else 200
    return render(request, "mediators/training/course_invite.html", context, status=status)


@require_http_methods(["GET", "POST"])
def course_take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Ticks whom to take off the list."""
    course = course_for_keeping(request.user, pk)
    ticked = keys_of(request.POST, "dong")
    if ticked:
        count = take_off(course, keys=ticked, by=request.user)
        messages.success(request, f"Đã bỏ {count} người khỏi danh sách. {saved_at()}")
        return redirect(course)
    is_blank = request.method == "POST"
    context = {
        "course": course,
        "rows": _in_order(course.attendances.all(), course)[:PRINT_SIZE],
        "is_blank": is_blank,
    }
    status = 422 if is_blank else 200
    return render(request, "mediators/training/course_take_off.html", context, status=status)


# Who came


@require_http_methods(["GET", "POST"])
def course_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody is present unless ticked."""
    today = clock.today()
    course = begun_course_for_keeping(request.user, pk, today=today)
    rows = list(_in_order(course.attendances.all(), course)[:PRINT_SIZE])
    sheet = AbsenceSheet(sent(request), rows=rows)
    refusals: list[str] = []
    if sheet.is_valid():
        try:
            record_attendance(
                course,
                version=sheet.version,
                absent=sheet.absent,
                notes=sheet.notes,
                by=request.user,
            )
        except ValidationError as refusal:
            refusals = refusal.messages
            sheet.tell_stored()
        else:
            n_absent = len(sheet.absent)
            told = f"{len(rows) - n_absent} người có mặt, {n_absent} người vắng. {saved_at()}"
            messages.success(request, told)
            return redirect(course)
    context = {"course": course, "sheet": sheet, "refusals": refusals}
    status = 422 if refusals or sheet.errors else 200
    return render(request, "mediators/training/course_attendance.html", context, status=status)


@require_http_methods(["GET", "POST"])
def course_forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Undoes the roll call."""
    course = course_for_keeping(request.user, pk)
    if request.method == "POST":
        forget_attendance(course, by=request.user)
        messages.success(request, "Đã bỏ kết quả điểm danh.")
        return redirect(course)
    going = [
        (course.n_present, "lượt có mặt: những người này không còn được tính đã dự lớp"),
        (course.n_absent, "lượt vắng, cùng lý do"),
    ]
    context = {
        "course": course,
        "going": [{"n": count, "thing": thing} for count, thing in going if count],
    }
    return render(request, "mediators/training/course_forget.html", context)


@require_GET
def course_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """To be printed and signed; names and teams alone."""
    check_reads_details(request.user)
    course = course_for_reading(request.user, pk)
    context = {
        "course": course,
        "rows": _in_order(course.attendances.all(), course)[:PRINT_SIZE],
        "days": days_to_sign(course),
    }
    return render(request, "mediators/training/course_sheet.html", context)


@require_GET
def course_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as .docx; taking it away is logged."""
    check_reads_details(request.user)
    course = course_for_reading(request.user, pk)
    title = f"Danh sách ký tên {course.started_on:%d-%m-%Y} {course}"
    AccessEntry.note(AccessKind.EXPORT, title, by=request.user, locality=course.locality)
    rows = list(_in_order(course.attendances.all(), course))
    content = sign_in_document(course, rows)
    return attachment(content, title=title[:80], content_type=CONTENT_TYPE)
