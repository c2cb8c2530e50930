"""The admin's site. Apart from ``config.apps``, which is read before models may be imported."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator


class Site(admin.AdminSite):
    """The admin behind the site's own sign-in."""

    # ruff: noqa: ARG002 -- the signatures are Django's

    site_header = "Quản trị Sổ Kế hoạch"
    site_title = "Quản trị Sổ Kế hoạch"
    index_title = "Dữ liệu"
    site_url = "/"
    enable_nav_sidebar = True

    @method_decorator(login_not_required)  # it only leads to the sign-in
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied(
                "Trang này dành cho người quản trị. Cần sửa dữ liệu ở đây, hãy hỏi người quản trị."
            )
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(  # type: ignore[override]  # a redirect will do
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        return redirect("sign_out", preserve_request=True)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("password_change")
