"""Addresses of the work: plural nouns without marks, a key, a final slash; commands are verbs."""

from django.urls import path

from tasks.views import home

app_name = "tasks"
urlpatterns = [
    path("", home.home, name="home"),
]
