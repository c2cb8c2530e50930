"""The front door."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from config.http import HttpRequest


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Each person's first page: everyone with work to their work, the others to the grid."""
    return redirect("tasks:year_grid")
