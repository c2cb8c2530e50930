"""Sign-in."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from plans.models import Officer


class OfficerBackend(ModelBackend):
    """Django's own; agency, locality and roles come in the query that finds the user."""

    def get_user(self, user_id: Any) -> Officer | None:
        officers = Officer.objects.select_related("agency__locality").with_roles()
        officer = officers.filter(pk=user_id).first()
        return officer if officer and self.user_can_authenticate(officer) else None
