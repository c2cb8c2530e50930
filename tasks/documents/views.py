"""Văn bản: what the offices of a locality cite, where it proves something, and the files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config.http import HttpRequest
from tasks.access import document_for_reading
from tasks.documents.forms import DocumentFilter
from tasks.documents.page import documents_page, documents_to_offer
from tasks.documents.uploads import content_type_of, safe_name


@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    """The locality's documents; with ``goi-y``, those that a form offers again."""
    if "goi-y" in request.GET:
        offered = {"documents": documents_to_offer(request.user)}
        return render(request, "tasks/documents/_document_options.html", offered)
    form = DocumentFilter(request.GET)
    page = documents_page(request.user, text=form.text, number=form.page)
    clear_url = request.path if form.text else ""
    context = {"form": form, "page": page, "text": form.text, "clear_url": clear_url}
    return render(request, "tasks/documents/document_list.html", context)


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
