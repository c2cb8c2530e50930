"""The front door."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from config.http import HttpRequest
from plans.models import Officer, Role

# The first role that a person holds decides: leaders look over all, the others have work to do.
FRONT_DOORS: tuple[tuple[Role, str], ...] = (
    (Role.LEADER, "tasks:dashboard"),
    (Role.COORDINATOR, "tasks:my_work"),
    (Role.OFFICER, "tasks:my_work"),
    (Role.KEEPER, "mediators:team_list"),
    (Role.ADMINISTRATOR, "tasks:year_grid"),
)


def front_door(user: Officer) -> str:
    """The name of a person's first page."""
    names = (name for role, name in FRONT_DOORS if user.has_role(role))
    return next(names, "tasks:year_grid")


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Each person's first page."""
    return redirect(front_door(request.user))
