"""What a form sent with it, and what is said back once a service has judged it."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme


def version_sent(data: QueryDict) -> int:
    """That of the page on which the form stood; one that cannot be is met as a conflict."""
    text = data.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def tell_refusal(form: Form, error: ValidationError) -> None:
    """What the service refused, at its field."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in by_field.items():
        for sentence in sentences:
            known = name in form.fields and name != NON_FIELD_ERRORS
            form.add_error(name if known else None, sentence)


def saved_at(at: dt.datetime) -> str:
    return f"Đã lưu lúc {timezone.localtime(at):%H:%M}"


def next_sent(request: HttpRequest) -> str:
    """Where the click came from, on this site; "" where it does not say."""
    url = (request.POST or request.GET).get("next", "")
    is_safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if is_safe else ""
