"""Requests and answers: the typed request, page or fragment, the page for a stale form."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import http
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:  # a name for the type checker alone: config knows no model
    from plans.models import Officer


class HttpRequest(http.HttpRequest):
    """The request as views behind the sign-in see it."""

    htmx: HtmxDetails
    user: "Officer"


def wants_partial(request: http.HttpRequest) -> bool:
    """Whether htmx asks for a part: not for a boosted visit, nor to restore one from history."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_page(
    request: http.HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    fragment: str,
    status: int = 200,
) -> http.HttpResponse:
    """Answer the page, or its fragment to htmx; caches keep the two apart."""
    name = fragment if wants_partial(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def csrf_failure(request: http.HttpRequest, reason: str = "") -> http.HttpResponse:  # noqa: ARG001 -- Django hands it over
    """A form without a current token: a page left open for long, a sign-in in another window."""
    return render(request, "403_csrf.html", {"page": page_before(request)}, status=403)


def page_before(request: http.HttpRequest) -> str:
    """Path of the page on this site that sent the request; the front door if it cannot be told."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure()):
        return "/"
    parts = urlsplit(before)
    return parts.path + (f"?{parts.query}" if parts.query else "")
