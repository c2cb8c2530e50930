"""Addresses of the work: plural nouns without marks, a key, a final slash; commands are verbs."""

from django.urls import path

from tasks.views import home, year_grid

app_name = "tasks"
urlpatterns = [
    path("", home.home, name="home"),
    path("bang-theo-doi/", year_grid.year_grid, name="year_grid"),
]
