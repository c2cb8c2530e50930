"""Middleware of our own."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from config.http import page_before


class HtmxSignInMiddleware:
    """Leads a person whose session ended back to the page they were on.

    Stands outside ``LoginRequiredMiddleware`` and changes its answer in two cases: htmx must be
    told to leave the page, or the sign-in form would land inside a table; and after a sent form
    the way back is the page of the form, since its address may take POST alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_way_to_sign_in(request, response):
            return response
        if request.htmx:  # type: ignore[attr-defined]
            page = request.htmx.current_url_abs_path  # type: ignore[attr-defined]
            return HttpResponseClientRedirect(redirect_to_login(page or "/").url)
        if request.method not in ("GET", "HEAD"):
            return redirect_to_login(page_before(request))
        return response


def is_way_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is the door with a way back; after signing out there is no way back."""
    return (
        isinstance(response, HttpResponseRedirectBase)
        and urlsplit(response.url).path == resolve_url(settings.LOGIN_URL)
        and f"{REDIRECT_FIELD_NAME}=" in urlsplit(response.url).query
        and not request.user.is_authenticated
    )
