"""Văn bản: what the offices of a locality cite, where it proves something, and the files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config.http import HttpRequest
from tasks.access import document_for_reading
from tasks.board.lists import answer_list
from tasks.documents.forms import DocumentFilters
from tasks.documents.page import DOCUMENTS, documents_to_offer
from tasks.documents.uploads import content_type_of, safe_name
from tasks.models import Document


@require_GET
def document_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    """The locality's documents; with ``goi-y``, those that a form offers again."""
    if "goi-y" in request.GET:
        offered = {"documents": documents_to_offer(request.user)}
        return render(request, "tasks/documents/_document_options.html", offered)
    form = DocumentFilters(request.GET)
    found = Document.objects.visible_to(request.user).matching(form.value("text") or "")
    rows = found.newest_first().with_uses()
    return answer_list(request, DOCUMENTS, rows, as_file=as_file, form=form, xlsx="document_xlsx")


@require_GET
def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, to be kept on the reader's machine; never shown as a page of this site."""
    document = document_for_reading(request.user, pk)
    if not document.file:
        raise Http404("Văn bản này không có tệp.")
    try:
        stored = document.file.open("rb")
    except FileNotFoundError:
        raise Http404("Tệp này không còn trên máy chủ: hãy báo người quản trị.") from None
    name = safe_name(document.file_name) or safe_name(document.file.name or "")
    response = FileResponse(
        stored, as_attachment=True, filename=name, content_type=content_type_of(name)
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
