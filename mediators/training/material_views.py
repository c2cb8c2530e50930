"""Tài liệu: the list, who has got one and who has not, giving out and taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
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
    check_reads_details,
    locality_for_keeping,
    material_for_keeping,
    material_for_reading,
    rights,
)
from mediators.common import saved_at, sent
from mediators.models import Material
from mediators.models.learning import came_to, to_give
from mediators.models.people import picks
from mediators.registers import delete_page, edit_row, roster_list
from mediators.training.forms import GiveForm, MaterialForm, keys_of
from mediators.training.page import MATERIALS
from mediators.training.parts import parts
from mediators.training.services import give_out, take_back
from plans.models import Locality

WITHOUT = "chua"


@require_GET
def material_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    check_reads_details(request.user)
    materials = Material.objects.visible_to(request.user)
    return roster_list(
        request,
        MATERIALS,
        materials.for_list().newest_first(),
        as_file=as_file,
        door="course_list",
        parts=parts(rights(request.user, None), "material_list"),
        count=materials.count(),
        xlsx="material_xlsx",
        create=("Thêm tài liệu", "material_create"),
    )


@require_GET
def material_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has got it or, with "xem=chua", which of today's mediators have not."""
    material = material_for_reading(request.user, pk)
    today = clock.today()
    lacking = to_give(material, day=today).picked(picks())
    n_lacking = lacking.count()
    is_lacking = request.GET.get("xem") == WITHOUT
    rows: Any = lacking if is_lacking else material.issues.all().with_people().in_order()
    context = {
        "material": material,
        "may": rights(request.user, material.locality),
        "page": page_of(request, rows, count=n_lacking if is_lacking else material.n_given),
        "is_lacking": is_lacking,
        "statuses": [
            _view("Đã nhận", "?xem=da-nhan", material.n_given, is_current=not is_lacking),
            _view("Chưa có", f"?xem={WITHOUT}", n_lacking, is_current=is_lacking),
        ],
        "today": today,
    }
    return render(request, "mediators/training/material_detail.html", context)


def _view(label: str, url: str, count: int, *, is_current: bool) -> dict[str, Any]:
    return {"label": label, "url": url, "count": count, "is_current": is_current}


@require_http_methods(["GET", "POST"])
def material_create(request: HttpRequest) -> HttpResponse:
    commune = locality_for_keeping(request.user)
    return _edit(request, Material(locality=commune), commune, title="Thêm tài liệu")


@require_http_methods(["GET", "POST"])
@transaction.atomic
def material_edit(request: HttpRequest, pk: int) -> HttpResponse:
    material = material_for_keeping(request.user, pk)
    commune = material.locality
    material = locked_to_save(request, material)
    return _edit(request, material, commune, title="Sửa thông tin tài liệu")


def _edit(
    request: HttpRequest, material: Material, commune: Locality, *, title: str
) -> HttpResponse:
    form = MaterialForm(sent(request), instance=material)
    trail = [Link("Tài liệu", reverse("mediators:material_list"))]
    if material.pk:
        trail.append(Link(form.initial["title"], material.get_absolute_url()))
    return edit_row(request, form, commune, title=title, submit="Lưu tài liệu", trail=trail)


@require_http_methods(["GET", "POST"])
def material_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Refused while somebody has it."""
    material = material_for_keeping(request.user, pk)
    return delete_page(
        request,
        "tài liệu",
        material,
        material.locality,
        then="mediators:material_list",
        staying="Tài liệu chưa cấp cho ai nên không con số nào thay đổi.",
        obstacles=material.obstacles_to_deletion,
        instead=[
            Link("Thu hồi", reverse("mediators:material_take_back", args=[pk])),
            Link("Về trang tài liệu", material.get_absolute_url()),
        ],
    )


@require_http_methods(["GET", "POST"])
def material_give(request: HttpRequest, pk: int) -> HttpResponse:
    """To a team, to chosen people, to who came to a course ("lop" chooses it beforehand)."""
    material = material_for_keeping(request.user, pk)
    today = clock.today()
    form = GiveForm(
        sent(request),
        people=list(to_give(material, day=today)[:PRINT_SIZE]),
        locality=material.locality,
        today=today,
        initial={"course": request.GET.get("lop", "")},
    )
    if request.method == "POST" and form.is_valid():
        count = _give(material, form, request)
        messages.success(request, f"Đã ghi cấp cho {count} người. {saved_at()}")
        return redirect(material)
    context = {"form": form, "material": material, "day": today}
    status = 422 if form.errors else 200
    return render(request, "mediators/training/material_give.html", context, status=status)


@transaction.atomic
def _give(material: Material, form: GiveForm, request: HttpRequest) -> int:
    """Who came to the course got it there; the others did not."""
    data, count = form.cleaned_data, 0
    if course := data["course"]:
        count = give_out(
            material,
            mediators=came_to(course),
            given_on=data["given_on"],
            course=course,
            by=request.user,
        )
    return count + give_out(
        material, mediators=form.chosen(), given_on=data["given_on"], by=request.user
    )


@require_http_methods(["GET", "POST"])
def material_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ticks from whom it is taken back, or who never got it."""
    material = material_for_keeping(request.user, pk)
    if ticked := keys_of(request.POST, "dong"):
        count = take_back(material, keys=ticked, by=request.user)
        messages.success(request, f"Đã thu hồi của {count} người. {saved_at()}")
        return redirect(material)
    is_blank = request.method == "POST"
    rows = material.issues.all().with_people().in_order()
    context = {"material": material, "rows": rows[:PRINT_SIZE], "is_blank": is_blank}
    status = 422 if is_blank else 200
    return render(request, "mediators/training/material_take_back.html", context, status=status)
