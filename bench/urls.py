"""The site's addresses, and beside them the page that everything is measured against."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from config.http import HttpRequest
from config.urls import urlpatterns as site
from tasks.models import Document


def bare(request: HttpRequest) -> HttpResponse:
    """A plain Django page: session, user, and a table of 70 model objects."""
    documents = Document.objects.visible_to(request.user).select_related("locality")
    rows = documents.newest_first()[:70]
    return render(request, "bench/bare.html", {"rows": rows})


urlpatterns = [path("bench/bare/", bare, name="bench_bare"), *site]
