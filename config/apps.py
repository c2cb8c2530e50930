"""Django's admin, as this site presents it."""

from django.contrib.admin.apps import AdminConfig


class AdminSite(AdminConfig):
    default_site = "config.admin_site.Site"
