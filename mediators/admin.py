"""The admin of the rosters: each administrator within their locality.

What a decision moves is looked at here and written on the decision's own pages. The rules of law
hold for the whole installation: only who sees every commune of it may change them.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import Field
from django.http import HttpRequest, HttpResponse

from config import clock
from mediators.models import (
    AccessEntry,
    AccessKind,
    Attendance,
    Commendation,
    Decision,
    DecisionLine,
    Holiday,
    LeavingGround,
    Material,
    MaterialIssue,
    MediationTeam,
    Mediator,
    Membership,
    NotSamePerson,
    ProcedureTerm,
    ReportingPeriod,
    StatisticalForm,
    SupportActivity,
    Supporter,
    Target,
    TeamRule,
    TrainingCourse,
)
from plans.admin_kit import (
    HistoryAdmin,
    LocalAdmin,
    LocalMixin,
    NoDeletionMixin,
    ReadOnlyMixin,
)
from plans.models import Locality


@admin.register(MediationTeam)
class MediationTeamAdmin(NoDeletionMixin, HistoryAdmin):
    """Dissolved by a date, never deleted."""

    locality_lookup = "hamlet"
    list_display = ("name", "hamlet", "needs_minority", "pilot_from", "pilot_until", "dissolved_on")
    list_filter = ("needs_minority",)
    list_select_related = ("hamlet",)
    search_fields = ("search_text",)
    autocomplete_fields = ("hamlet",)


@admin.register(Mediator)
class MediatorAdmin(NoDeletionMixin, HistoryAdmin):
    """Restricted fields are seen by who keeps the roster: administrators do; looking is logged."""

    is_written_at_home = True
    list_display = ("full_name", "sex", "qualification", "locality")
    list_filter = ("sex", "qualification", "source")
    list_select_related = ("locality",)
    search_fields = ("search_name",)
    autocomplete_fields = ("locality",)

    def _may_write(self, request: HttpRequest, obj: Any) -> bool:
        """Who is anonymised stays so."""
        is_known = obj is None or not obj.is_anonymised
        return is_known and super()._may_write(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        obj.version += 1
        super().save_model(request, obj, form, change)
        self._note(request, obj, AccessKind.CHANGE)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        mediator = self.get_object(request, object_id)
        if mediator is not None and request.method == "GET":
            self._note(request, mediator, AccessKind.VIEW)
        return super().change_view(request, object_id, form_url, extra_context)

    @staticmethod
    def _note(request: HttpRequest, obj: Mediator, kind: AccessKind) -> None:
        subject = f"Trang quản trị của {obj}"
        AccessEntry.note(kind, subject, by=request.user, locality=obj.locality, mediator=obj)  # type: ignore[arg-type]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyMixin, HistoryAdmin):
    locality_lookup = "team__hamlet"
    list_display = ("mediator", "team", "role", "started_on", "ended_on", "started_by")
    list_filter = ("role",)
    list_select_related = ("mediator", "team", "started_by")
    search_fields = ("mediator__search_name", "team__search_text")


class DecisionLineInline(ReadOnlyMixin, LocalMixin, admin.TabularInline):
    model = DecisionLine
    locality_lookup = "decision__locality"
    fields = ("team", "mediator", "kind", "role", "ground")
    extra = 0


@admin.register(Decision)
class DecisionAdmin(ReadOnlyMixin, HistoryAdmin):
    list_display = ("summary", "number", "issued_on", "state")
    list_filter = ("state",)
    search_fields = ("search_text",)
    date_hierarchy = "issued_on"
    inlines = (DecisionLineInline,)


@admin.register(DecisionLine)
class DecisionLineAdmin(ReadOnlyMixin, HistoryAdmin):
    locality_lookup = "decision__locality"
    list_display = ("mediator", "team", "kind", "role", "ground", "decision")
    list_filter = ("kind",)
    list_select_related = ("mediator", "team", "ground", "decision")
    search_fields = ("mediator__search_name", "team__search_text")


@admin.register(NotSamePerson)
class NotSamePersonAdmin(HistoryAdmin):
    locality_lookup = "first__locality"
    list_display = ("first", "second")
    list_select_related = ("first", "second")
    search_fields = ("first__search_name",)
    autocomplete_fields = ("first", "second")


@admin.register(Supporter)
class SupporterAdmin(NoDeletionMixin, HistoryAdmin):
    """Ended by a date; who was entered by mistake is deleted on their own page."""

    is_written_at_home = True
    list_display = ("full_name", "field", "workplace", "started_on", "ended_on")
    list_filter = ("field",)
    search_fields = ("search_text",)
    autocomplete_fields = ("locality",)


@admin.register(SupportActivity)
class SupportActivityAdmin(HistoryAdmin):
    is_written_at_home = True
    locality_lookup = "supporter__locality"
    list_display = ("supporter", "team", "kind", "held_on")
    list_filter = ("kind",)
    list_select_related = ("supporter", "team")
    search_fields = ("supporter__search_text", "team__search_text")
    autocomplete_fields = ("supporter", "team")
    exclude = ("case",)  # chosen on the page, among those of the team
    date_hierarchy = "held_on"


@admin.register(Commendation)
class CommendationAdmin(HistoryAdmin):
    is_written_at_home = True
    list_display = ("whom", "level", "form", "number", "decided_on")
    list_filter = ("level", "form")
    list_select_related = ("mediator", "team")
    search_fields = ("search_text",)
    autocomplete_fields = ("locality", "mediator", "team")
    date_hierarchy = "decided_on"


@admin.register(TrainingCourse)
class TrainingCourseAdmin(ReadOnlyMixin, HistoryAdmin):
    """Written on its own pages, with the list of who was asked; its versions are read here."""

    list_display = ("title", "kind", "audience", "started_on", "ended_on")
    list_filter = ("kind", "audience")
    search_fields = ("search_text",)
    date_hierarchy = "ended_on"


@admin.register(Attendance)
class AttendanceAdmin(ReadOnlyMixin, HistoryAdmin):
    locality_lookup = "course__locality"
    list_display = ("__str__", "course", "status", "note")
    list_filter = ("status",)
    list_select_related = ("mediator", "course")
    search_fields = ("mediator__search_name", "course__search_text")


@admin.register(Material)
class MaterialAdmin(ReadOnlyMixin, HistoryAdmin):
    list_display = ("title", "publisher", "issued_on", "is_for_mediators")
    list_filter = ("is_for_mediators",)


@admin.register(MaterialIssue)
class MaterialIssueAdmin(ReadOnlyMixin, HistoryAdmin):
    locality_lookup = "material__locality"
    list_display = ("mediator", "material", "given_on", "course")
    list_select_related = ("mediator", "material", "course")
    search_fields = ("mediator__search_name",)


@admin.register(AccessEntry)
class AccessEntryAdmin(ReadOnlyMixin, LocalAdmin):
    list_display = ("at", "officer", "kind", "subject")
    list_filter = ("kind",)
    list_select_related = ("officer",)
    search_fields = ("search_text", "officer__search_name")
    date_hierarchy = "at"


# What law says, for the whole installation


class SharedAdmin(HistoryAdmin):
    """Rows that every commune of the installation follows."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super(LocalMixin, self).get_queryset(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and sees_every_commune(request)

    def _may_write(self, request: HttpRequest, obj: Model | None) -> bool:  # noqa: ARG002 -- the kit's signature
        return sees_every_commune(request)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "valid_from":
            field.initial = clock.today
        return field


def sees_every_commune(request: HttpRequest) -> bool:
    """Whether no commune of the installation lies outside the person's locality."""
    user: Any = request.user
    if user.is_superuser:
        return True
    communes = Locality.objects.filter(level=Locality.Level.COMMUNE)
    seen = communes.visible_to(user)
    return not communes.exclude(pk__in=seen.values("pk")).exists()


@admin.register(TeamRule)
class TeamRuleAdmin(SharedAdmin):
    list_display = ("kind", "value", "valid_from", "valid_until", "legal_basis")
    list_filter = ("kind",)
    search_fields = ("kind", "legal_basis")


@admin.register(LeavingGround)
class LeavingGroundAdmin(NoDeletionMixin, SharedAdmin):
    list_display = ("name", "valid_from", "valid_until", "legal_basis")
    search_fields = ("name", "legal_basis")


@admin.register(ProcedureTerm)
class ProcedureTermAdmin(SharedAdmin):
    list_display = ("step", "days", "is_working_days", "valid_from", "valid_until", "legal_basis")
    search_fields = ("step", "legal_basis")


@admin.register(Holiday)
class HolidayAdmin(SharedAdmin):
    list_display = ("day", "name")
    search_fields = ("name",)
    date_hierarchy = "day"


@admin.register(StatisticalForm)
class StatisticalFormAdmin(SharedAdmin):
    list_display = ("code", "title", "kind", "valid_from", "valid_until", "legal_basis")
    list_filter = ("kind",)
    search_fields = ("code", "title", "legal_basis")


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(SharedAdmin):
    list_display = ("name", "day", "month", "deadline", "valid_from", "valid_until", "legal_basis")
    search_fields = ("name", "legal_basis")


@admin.register(Target)
class TargetAdmin(SharedAdmin):
    """Those for every commune, and a locality's own ones, which its administrator writes."""

    list_display = ("title", "measure", "value", "reached", "due_year", "locality", "legal_basis")
    list_filter = ("measure",)
    list_select_related = ("locality",)
    search_fields = ("title", "legal_basis")
    autocomplete_fields = ("locality",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        user: Any = request.user
        rows = super().get_queryset(request)
        return rows if user.is_superuser else rows & Target.objects.asked_of(user.locality)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super(SharedAdmin, self).has_add_permission(request)

    def _may_write(self, request: HttpRequest, obj: Any) -> bool:
        user: Any = request.user
        is_own = obj is None or (obj.locality is not None and obj.locality == user.locality)
        return is_own or sees_every_commune(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Who does not see every commune writes for their own locality."""
        if not sees_every_commune(request):
            obj.locality = request.user.locality  # type: ignore[union-attr]
        super().save_model(request, obj, form, change)
