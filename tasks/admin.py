"""The admin of the work. What has rules of its own is looked at here and written on its pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from plans.admin_kit import HistoryAdmin, LocalAdmin, NoDeletionMixin, ReadOnlyMixin
from tasks.models import (
    Activity,
    Assignment,
    Contribution,
    ContributionRequest,
    Direction,
    Document,
    DueDateChange,
    DutyNote,
    Evidence,
    Funding,
    Reminder,
    StatusUpdate,
    Task,
    TaskParty,
    TaskYear,
    Timeline,
    Verdict,
    YearlyDuty,
)


class PartyInline(ReadOnlyMixin, admin.TabularInline):
    model = TaskParty
    fields = ("role", "as_printed", "agency")


class TimelineInline(ReadOnlyMixin, admin.TabularInline):
    model = Timeline
    fields = ("as_printed", "kind", "label", "first_year", "last_year", "due_on")


@admin.register(Task)
class TaskAdmin(NoDeletionMixin, HistoryAdmin):
    """Only the working title is ours to choose."""

    locality_lookup = "plan__locality"
    is_written_at_home = True
    list_display = ("code", "name", "plan")
    list_filter = ("plan__last_year",)
    list_select_related = ("plan",)
    search_fields = ("search_text",)
    readonly_fields = ("plan", "section", "code", "title", "order")
    inlines = (PartyInline, TimelineInline)
    ordering = ("plan", "order")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- Django's signature
        return False

    @admin.display(description="tên gọi", ordering="short_title")
    def name(self, task: Task) -> str:
        return task.name


@admin.register(TaskParty)
class TaskPartyAdmin(NoDeletionMixin, HistoryAdmin):
    """Which body a printed name means."""

    locality_lookup = "task__plan__locality"
    is_written_at_home = True
    list_display = ("task", "role", "as_printed", "agency")
    list_filter = ("role", ("agency", admin.EmptyFieldListFilter))
    list_select_related = ("task", "agency")
    search_fields = ("task__search_text", "agency__search_name")
    readonly_fields = ("task", "role", "order", "as_printed")
    autocomplete_fields = ("agency",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False


@admin.register(Timeline)
class TimelineAdmin(ReadOnlyMixin, HistoryAdmin):
    """Comes with the plan."""

    locality_lookup = "task__plan__locality"
    list_display = ("task", "label", "kind", "first_year", "last_year", "as_printed")
    list_filter = ("kind",)
    list_select_related = ("task",)
    search_fields = ("task__search_text",)


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyMixin, HistoryAdmin):
    """Written on the page "Phân công"."""

    locality_lookup = "task__plan__locality"
    list_display = ("task", "officer", "since", "until", "note")
    list_filter = (("until", admin.EmptyFieldListFilter), "since")
    list_select_related = ("task", "officer")
    search_fields = ("task__search_text", "officer__search_name")


@admin.register(TaskYear)
class TaskYearAdmin(ReadOnlyMixin, HistoryAdmin):
    """Follows its log."""

    locality_lookup = "timeline__task__plan__locality"
    list_display = ("timeline", "year", "state", "due_on", "completed_on", "updated_on")
    list_filter = ("year", "state", "review", "needs_direction")
    list_select_related = ("timeline__task",)
    search_fields = ("timeline__task__search_text",)
    ordering = ("-year", "timeline__task__order", "timeline__order")


@admin.register(StatusUpdate)
class StatusUpdateAdmin(ReadOnlyMixin, LocalAdmin):
    """The log: rows are only ever added, by those who report."""

    locality_lookup = "task_year__timeline__task__plan__locality"
    list_display = ("task_year", "state", "effective_on", "author", "agency_name", "recorded_at")
    list_filter = ("state", "needs_direction", "effective_on")
    list_select_related = ("task_year__timeline__task", "author")
    search_fields = ("task_year__timeline__task__search_text", "author__search_name")
    ordering = ("-recorded_at", "-pk")


@admin.register(DueDateChange)
class DueDateChangeAdmin(ReadOnlyMixin, LocalAdmin):
    locality_lookup = "task_year__timeline__task__plan__locality"
    list_display = ("task_year", "old_due_on", "new_due_on", "document", "changed_by", "changed_at")
    list_filter = ("new_due_on",)
    list_select_related = ("task_year__timeline__task", "changed_by")
    search_fields = ("task_year__timeline__task__search_text",)
    ordering = ("-changed_at", "-pk")


class DocumentForm(forms.ModelForm):
    def clean(self) -> dict[str, Any] | None:
        """The file is not on this form, so the constraint of the model is not asked."""
        cleaned = super().clean()
        says = self.cleaned_data.get("number") or self.cleaned_data.get("summary")
        if not says and not self.instance.file:
            self.add_error("number", "Nhập số, ký hiệu hoặc trích yếu.")
        return cleaned


@admin.register(Document)
class DocumentAdmin(NoDeletionMixin, HistoryAdmin):
    """Documents come in with what they prove, where files are checked."""

    form = DocumentForm
    is_written_at_home = True
    list_display = ("kind", "number", "issued_on", "summary", "issuer")
    list_display_links = ("kind", "number")
    list_filter = ("kind", "issued_on")
    search_fields = ("search_text",)
    exclude = ("file",)
    readonly_fields = ("locality", "file_name")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyMixin, HistoryAdmin):
    locality_lookup = "task_year__timeline__task__plan__locality"
    list_display = ("__str__", "task_year", "added_by", "added_at", "removed_at")
    list_filter = (("removed_at", admin.EmptyFieldListFilter),)
    list_select_related = ("document", "task_year__timeline__task", "added_by")
    search_fields = ("document__search_text", "task_year__timeline__task__search_text")


@admin.register(Contribution)
class ContributionAdmin(ReadOnlyMixin, HistoryAdmin):
    locality_lookup = "task_year__timeline__task__plan__locality"
    list_display = ("agency_name", "task_year", "done_on", "author", "is_on_behalf")
    list_filter = ("is_on_behalf", "done_on")
    list_select_related = ("task_year__timeline__task", "author")
    search_fields = ("agency__search_name", "task_year__timeline__task__search_text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("agency")


@admin.register(ContributionRequest)
class ContributionRequestAdmin(ReadOnlyMixin, LocalAdmin):
    """Rows are only ever added, on the page of a cell."""

    locality_lookup = "task_year__timeline__task__plan__locality"
    list_display = ("agency", "task_year", "asked_on", "asked_by", "note")
    list_filter = ("asked_on",)
    list_select_related = ("agency", "task_year__timeline__task", "asked_by")
    search_fields = ("agency__search_name", "task_year__timeline__task__search_text")
    ordering = ("-asked_at", "-pk")


@admin.register(Direction)
class DirectionAdmin(ReadOnlyMixin, HistoryAdmin):
    """Written on the page of a cell."""

    locality_lookup = "task_year__timeline__task__plan__locality"
    list_display = ("text", "task_year", "asked_by", "answer_by_on", "answered_at", "closed_at")
    list_filter = (("closed_at", admin.EmptyFieldListFilter), "answer_by_on")
    list_select_related = ("task_year__timeline__task", "asked_by")
    search_fields = ("task_year__timeline__task__search_text", "asked_by__search_name")
    ordering = ("-asked_at", "-pk")


@admin.register(Verdict)
class VerdictAdmin(ReadOnlyMixin, LocalAdmin):
    """Rows are only ever added, by leaders."""

    locality_lookup = "task_year__timeline__task__plan__locality"
    list_display = ("task_year", "verdict", "reason", "given_by", "given_at")
    list_filter = ("verdict", "given_at")
    list_select_related = ("task_year__timeline__task", "given_by")
    search_fields = ("task_year__timeline__task__search_text", "given_by__search_name")
    ordering = ("-given_at", "-pk")


@admin.register(Activity)
class ActivityAdmin(ReadOnlyMixin, HistoryAdmin):
    """Written on the page of the year's programme."""

    locality_lookup = "task_year__timeline__task__plan__locality"
    list_display = ("title", "task_year", "kind", "planned_on", "officer", "done_on")
    list_filter = ("kind", "task_year__year")
    list_select_related = ("task_year__timeline__task", "officer")
    search_fields = ("search_text", "task_year__timeline__task__search_text")
    ordering = ("-task_year__year", "task_year__timeline__task__order", "planned_on", "pk")


@admin.register(Funding)
class FundingAdmin(ReadOnlyMixin, HistoryAdmin):
    """Written on the page of the plan's money."""

    locality_lookup = "task_year__timeline__task__plan__locality"
    list_display = ("task_year", "agency", "source", "estimate", "spent", "note")
    list_filter = ("source", "task_year__year")
    list_select_related = ("task_year__timeline__task", "agency")
    search_fields = ("agency__search_name", "task_year__timeline__task__search_text")
    ordering = ("-task_year__year", "task_year__timeline__task__order", "pk")


@admin.register(DutyNote)
class DutyNoteAdmin(ReadOnlyMixin, HistoryAdmin):
    """Written on the page of duties."""

    locality_lookup = "section__plan__locality"
    list_display = ("section", "year", "text", "author", "recorded_at")
    list_filter = ("year",)
    list_select_related = ("section", "author")
    search_fields = ("section__search_text", "author__search_name")


@admin.register(YearlyDuty)
class YearlyDutyAdmin(ReadOnlyMixin, HistoryAdmin):
    """Written on the page of duties."""

    locality_lookup = "plan__locality"
    list_display = ("kind", "year", "plan", "done_on", "document", "author")
    list_filter = ("kind", "year")
    list_select_related = ("plan", "document", "author")
    search_fields = ("document__search_text", "author__search_name")


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyMixin, LocalAdmin):
    """Who knows of what: written by the letters and by the person's own list."""

    locality_lookup = "task_year__timeline__task__plan__locality"
    list_display = ("task_year", "officer", "due_on", "threshold", "seen_at", "sent_at")
    list_filter = ("recorded_on", ("sent_at", admin.EmptyFieldListFilter))
    list_select_related = ("task_year__timeline__task", "officer")
    search_fields = ("officer__search_name", "task_year__timeline__task__search_text")
