"""Every address of the site. Accounts and the admin stand here; the rest in the apps."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path, reverse_lazy

from config.accounts import PasswordForm, SignInForm

urlpatterns = [
    path(
        "dang-nhap/",
        auth.LoginView.as_view(
            template_name="accounts/sign_in.html",
            authentication_form=SignInForm,
            redirect_authenticated_user=True,
        ),
        name="sign_in",
    ),
    path("dang-xuat/", auth.LogoutView.as_view(), name="sign_out"),
    path(
        "doi-mat-khau/",
        auth.PasswordChangeView.as_view(
            template_name="accounts/password_change.html",
            form_class=PasswordForm,
            success_url=reverse_lazy("password_change_done"),
        ),
        name="password_change",
    ),
    path(
        "doi-mat-khau/xong/",
        auth.PasswordChangeDoneView.as_view(template_name="accounts/password_change_done.html"),
        name="password_change_done",
    ),
    path("quan-tri/", admin.site.urls),
    path("", include("mediators.urls")),
    path("", include("tasks.urls")),
]
