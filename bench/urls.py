"""The site's addresses, and beside them the pages that everything is measured against."""

from django import forms
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from config.http import HttpRequest
from config.urls import urlpatterns as site
from tasks.models import Document


class DocumentForm(forms.Form):
    number = forms.CharField(max_length=60)
    issued_on = forms.DateField()
    summary = forms.CharField(max_length=500)


def bare_list(request: HttpRequest) -> HttpResponse:
    """A plain Django page: session, user, and a table of 70 model objects."""
    documents = Document.objects.visible_to(request.user).select_related("locality")
    rows = documents.newest_first()[:70]
    return render(request, "bench/list.html", {"rows": rows})


def bare_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One model object, session, user."""
    return render(request, "bench/item.html", {"row": _document(request, pk)})


def bare_form(request: HttpRequest, pk: int) -> HttpResponse:
    """A form that saves one row and redirects; without the history that ``save`` would write."""
    row = _document(request, pk)
    form = DocumentForm(request.POST or None, initial=model_to_dict(row))
    if request.method == "POST" and form.is_valid():
        Document.objects.filter(pk=pk).update(**form.cleaned_data)
        return redirect("bench_item", pk)
    return render(request, "bench/form.html", {"form": form})


def _document(request: HttpRequest, pk: int) -> Document:
    documents = Document.objects.visible_to(request.user).select_related("locality")
    return get_object_or_404(documents, pk=pk)


urlpatterns = [
    path("bench/list/", bare_list, name="bench_list"),
    path("bench/<int:pk>/", bare_item, name="bench_item"),
    path("bench/<int:pk>/form/", bare_form, name="bench_form"),
    *site,
]
