"""Forms of the doors: Django's own, refusing in this project's words."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from config.forms import SpeakingMixin


class SignInForm(SpeakingMixin, AuthenticationForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = {
            **self.error_messages,
            "invalid_login": (
                "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng "
                "Việt rồi nhập lại."
            ),
        }


class PasswordForm(SpeakingMixin, PasswordChangeForm):
    """The old password and the new one, twice."""
