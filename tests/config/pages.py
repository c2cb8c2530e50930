"""Pages that exist for these tests alone: what config gives, without the apps above it."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from config.forms import Cards, DateField, FilterForm, Form, with_one_more_row
from config.http import render_page
from config.urls import urlpatterns as of_the_site

WHO_CAN = "Nhiệm vụ II.2.a do Văn phòng HĐND và UBND chủ trì: người phụ trách cập nhật được."


def head(request: Any) -> dict[str, Any]:
    """What tasks.head.head gives, fixed."""
    entries = [("Việc của tôi", "/viec/", 6), ("Bảng theo dõi", "/bang/", 0)]
    nav = [
        SimpleNamespace(
            label=label,
            url=url,
            count=count,
            count_label="việc cần cập nhật",
            is_current=request.path.startswith(url),
        )
        for label, url, count in entries
    ]
    place = SimpleNamespace(place="UBND xã Tân Biên", unit="Văn phòng", nav=nav, is_sample=True)
    return {"head": place}


class Report(Form):
    field_css = {"done_on": "field--if-done"}
    state = forms.ChoiceField(
        label="Trạng thái",
        choices=[("doing", "Đang thực hiện"), ("done", "Hoàn thành")],
        widget=Cards(
            choices_css="choices--states",
            details={
                "doing": {"more": "Chưa xong", "mark": "m-doing", "css": "is-doing"},
                "done": {"mark": "m-done", "css": "is-done", "shows": "done"},
            },
        ),
    )
    done_on = DateField(label="Ngày hoàn thành", required=False)
    result = forms.CharField(
        label="Kết quả thực hiện", help_text="Việc đã làm", widget=forms.Textarea
    )
    note = forms.CharField(label="Ghi chú", required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    asks = forms.BooleanField(label="Đề nghị cho ý kiến", required=False)


class Proof(Form):
    field_css = {"number": "field--wide"}
    number = forms.CharField(label="Số, ký hiệu")


class ProofRows(forms.BaseFormSet):  # type: ignore[type-arg]
    row_label = "Minh chứng"
    add_label = "Thêm minh chứng"


Proofs = forms.formset_factory(Proof, formset=ProofRows, extra=1)


class Filters(FilterForm):
    on = DateField(label="Tính đến ngày", required=False, help_text="")
    text = forms.CharField(label="Tìm", required=False)


def report(request: Any) -> HttpResponse:
    form, formset = (
        Report(request.POST or None, initial=request.GET.dict()),
        Proofs(request.POST or None, prefix="proof"),
    )
    if "proof-add" in request.POST:
        form = form.unjudged()
        formset = Proofs(with_one_more_row(request.POST, "proof"), prefix="proof")
        for row in formset:
            row.unjudged()
    elif request.method == "POST" and form.is_valid() and formset.is_valid():
        messages.success(request, "Đã lưu lúc 09:41")
        return redirect(request.path)
    context = {"form": form, "formset": formset}
    return render_page(request, "tests/report.html", context, fragment="tests/_report.html")


@require_POST
def save(request: Any) -> HttpResponse:
    return HttpResponse("saved")


def refuse(request: Any) -> HttpResponse:
    raise PermissionDenied(WHO_CAN)


@login_not_required
def fail(request: Any) -> HttpResponse:
    raise RuntimeError("on purpose")


urlpatterns = [
    path("viec/", report, name="report"),
    path("viec/luu/", save, name="save"),
    path("cam/", refuse, name="refuse"),
    path("hong/", fail, name="fail"),
    *of_the_site,
]
