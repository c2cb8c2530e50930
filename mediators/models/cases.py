"""Sổ theo dõi hoạt động hòa giải: one line a case, without the names of its parties."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Aggregate, Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import ExtractYear, Length
from django.urls import reverse
from simple_history.models import HistoricalRecords

from mediators.models.people import Mediator
from mediators.models.teams import MediationTeam
from plans.models import Locality
from plans.models.localities import VisibleQuerySet
from plans.text import clean, fold, name_key


class Scope(models.TextChoices):
    """The three columns of the statistical form (circular 20/2013 and those after it)."""

    CIVIL = "civil", "Dân sự"
    FAMILY = "family", "Hôn nhân và gia đình"
    QUARREL = "quarrel", "Mâu thuẫn, xích mích, khác"


class Outcome(models.TextChoices):
    SUCCESS = "success", "Hòa giải thành"  # law 35/2013/QH13, article 24
    FAILURE = "failure", "Hòa giải không thành"


class CaseStatus(models.TextChoices):
    """Where a received case stands at a cut-off date: a partition."""

    SUCCESS = "success", "Hòa giải thành"
    FAILURE = "failure", "Hòa giải không thành"
    NOT_SETTLED = "not_settled", "Chưa giải quyết"  # not begun by then
    IN_PROGRESS = "in_progress", "Đang giải quyết"  # begun, not ended by then


ENDED, STILL_OPEN = "ended", "open"
STATUS_GROUPS: dict[str, tuple[CaseStatus, ...]] = {
    ENDED: (CaseStatus.SUCCESS, CaseStatus.FAILURE),
    STILL_OPEN: (CaseStatus.NOT_SETTLED, CaseStatus.IN_PROGRESS),
}


class Lines(Aggregate):
    """Texts of a group, one a line, in no order: the two databases would sort them unlike."""

    output_field: ClassVar[models.Field[Any, Any]] = models.TextField()
    template = "STRING_AGG(%(expressions)s, CHR(10))"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "GROUP_CONCAT(%(expressions)s, CHAR(10))"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass(slots=True)
class CaseSum:
    """The cases of one team received in one year, counted; ``picked`` by where they stand."""

    team_id: int
    team: str
    former_unit: str
    year: int
    n_cases: int = 0
    picked: dict[str, int] = field(default_factory=dict)

    @property
    def n_picked(self) -> int:
        return sum(self.picked.values())


def carried(year: int) -> Q:
    """Kỳ trước chuyển sang: received before 1 January and not ended by then."""
    first = dt.date(year, 1, 1)
    return Q(received_on__lt=first) & (Q(ended_on=None) | Q(ended_on__gte=first))


def picks(
    day: dt.date,
    *,
    words: str = "",
    team: int | None = None,
    year: int | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    scope: str = "",
    status: str = "",
    mediator: int | None = None,
    carried_into: int | None = None,
    has_agreement: bool = False,
    is_recognised: bool = False,
) -> Q:
    """After ``with_status(day)``: cases that answer every filter that is given.

    ``status`` is one of ``CaseStatus`` or of ``STATUS_GROUPS``. Words are looked for without marks
    in the number, the matter and the names of the mediators.
    """
    exact: dict[str, Any] = {"team": team, "received_on__year": year, "received_on__gte": since}
    exact |= {"received_on__lte": until, "scope": scope or None}
    found = Q(pk__isnull=False, **{name: asked for name, asked in exact.items() if asked})
    if key := fold(words):
        by_name = _held_by(mediator__search_name__contains=key)
        found &= Q(search_text__contains=key) | Q(by_name)
    if status:
        found &= Q(status__in=STATUS_GROUPS.get(status, (status,)))
    if mediator is not None:
        found &= Q(_held_by(mediator=mediator))
    if carried_into is not None:
        found &= carried(carried_into)
    if has_agreement:
        found &= Q(has_written_agreement=True, status=CaseStatus.SUCCESS)
    if is_recognised:
        found &= Q(court_recognised_on__lte=day)
    return found


def _held_by(**who: Any) -> Exists:
    through = MediationCase.mediators.through
    return Exists(through.objects.filter(mediationcase=OuterRef("pk"), **who))


class MediationCaseQuerySet(VisibleQuerySet["MediationCase"]):
    locality_lookup = "team__hamlet"

    def received_between(self, first: dt.date, last: dt.date) -> Self:
        """Both days included."""
        return self.filter(received_on__gte=first, received_on__lte=last)

    def with_status(self, day: dt.date) -> Self:
        """Annotates ``status`` as of that day: see ``CaseStatus``."""
        return self.annotate(
            status=Case(
                When(ended_on__lte=day, outcome=Outcome.SUCCESS, then=Value("success")),
                When(ended_on__lte=day, then=Value("failure")),
                When(started_on__lte=day, then=Value("in_progress")),
                default=Value("not_settled"),
                output_field=models.CharField(),
            )
        )

    def carried_into(self, year: int) -> Self:
        """See ``carried``."""
        return self.filter(carried(year))

    def known_on(self, day: dt.date) -> Self:
        """The ledger as it stood: what was received by that day."""
        return self.filter(received_on__lte=day)

    def ended_between(self, first: dt.date, last: dt.date) -> Self:
        """Both days included."""
        return self.filter(ended_on__gte=first, ended_on__lte=last)

    def received_in(self, year: int) -> Self:
        """A year of the paper ledgers: numbers are unique in one of them."""
        return self.filter(received_on__year=year)

    def of_team(self, team: MediationTeam) -> Self:
        return self.filter(team=team)

    def picked(self, picked: Q) -> Self:
        """The rows that ``picks`` describes."""
        return self.filter(picked)

    def summed_up(self, picked: Q) -> list[CaseSum]:
        """After ``with_status``: a row a team and year, in the order of the teams' list.

        One query gives a list its totals, its number of rows and the choices of its filters.
        """
        annotated: Any = self  # the type checker knows the model's own columns alone
        place = ("team_id", "team__name", "team__hamlet__former_unit", "year")
        rows = (
            annotated.annotate(year=ExtractYear("received_on"))
            .order_by("team__sort_place", "team__sort_name", "team_id", "year")
            .values(*place, "team__sort_place", "team__sort_name", "status")
            .annotate(n=Count("pk"), n_picked=Count("pk", filter=picked))
            .values_list(*place, "status", "n", "n_picked")
        )
        sums: dict[tuple[Any, ...], CaseSum] = {}
        for *key, status, n, n_picked in rows:
            one = sums.setdefault(tuple(key), CaseSum(*key))
            one.n_cases += n
            one.picked[status] = n_picked
        return list(sums.values())

    def for_list(self, *, with_communes: bool = False) -> Self:
        """With the team, and the names of the mediators in the query of the cases itself."""
        place = "team__hamlet__parent" if with_communes else "team__hamlet"
        through: Any = MediationCase.mediators.through.objects
        held = through.filter(mediationcase=OuterRef("pk")).order_by().values("mediationcase")
        names = held.annotate(n=Lines("mediator__full_name")).values("n")
        return self.select_related(place).annotate(name_lines=Subquery(names))

    def for_pay(self) -> Self:
        """Team by team with mediators in order and payments: see ``mediators.pay``."""
        people = Mediator.objects.in_order()
        return (
            self.select_related("team__hamlet")
            .prefetch_related(models.Prefetch("mediators", people), "payments")
            .order_by("team__sort_place", "team__sort_name", "team_id", "ended_on", "pk")
        )

    def in_order(self, *, by: str = "") -> Self:
        """Newest first; or by a column of the list, a minus in front for the other way round."""
        columns: dict[str, list[Any]] = {
            "so": [Length("ledger_number"), F("ledger_number")],
            "to": [F("team__sort_place"), F("team__sort_name")],
            "tiep-nhan": [F("received_on")],
            "ket-thuc": [F("ended_on")],
        }
        chosen = columns.get(by.removeprefix("-"), [])
        is_down = by.startswith("-")
        sorted_by = [
            one.desc(nulls_last=True) if is_down else one.asc(nulls_last=True) for one in chosen
        ]
        return self.order_by(*sorted_by, "-received_on", "-pk")


class MediationCase(models.Model):
    """Vụ, việc hòa giải. Parties are never stored: the number in the paper ledger leads to them."""

    team = models.ForeignKey(
        MediationTeam, verbose_name="tổ hòa giải", related_name="cases", on_delete=models.PROTECT
    )
    ledger_number = models.CharField("số trong sổ", max_length=30, blank=True)
    received_on = models.DateField("ngày tiếp nhận")
    started_on = models.DateField("ngày bắt đầu hòa giải", null=True, blank=True)
    ended_on = models.DateField("ngày kết thúc", null=True, blank=True)
    mediators = models.ManyToManyField(
        Mediator, verbose_name="hòa giải viên", related_name="cases", blank=True
    )
    scope = models.CharField("phạm vi", max_length=10, choices=Scope)
    matter = models.CharField(
        "nội dung",
        max_length=300,
        blank=True,
        help_text="Ghi tóm tắt vụ, việc; không ghi tên các bên.",
    )
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, blank=True)
    has_written_agreement = models.BooleanField("có văn bản hòa giải thành", default=False)
    court_recognised_on = models.DateField("Tòa án công nhận ngày", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)
    search_text = models.CharField(max_length=500, editable=False)

    # Annotated by ``with_status`` and ``for_list``
    status: str
    name_lines: str | None

    history = HistoricalRecords(excluded_fields=["search_text", "version"], m2m_fields=[mediators])
    objects = MediationCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "vụ, việc hòa giải"
        verbose_name_plural = "vụ, việc hòa giải"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(started_on__gte=F("received_on")),
                name="case_starts_after_receipt",
                violation_error_message="Ngày bắt đầu hòa giải phải từ ngày tiếp nhận trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None)
                | Q(started_on__isnull=False, ended_on__gte=F("started_on")),
                name="case_ends_after_start",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu hòa giải trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, outcome="")
                | Q(ended_on__isnull=False, outcome__in=["success", "failure"]),
                name="case_ended_has_outcome",
                violation_error_message="Vụ, việc đã kết thúc phải có kết quả, và ngược lại.",
            ),
            models.CheckConstraint(
                condition=Q(has_written_agreement=False) | Q(outcome="success"),
                name="case_agreement_needs_success",
                violation_error_message="Chỉ hòa giải thành mới có văn bản hòa giải thành.",
            ),
            models.CheckConstraint(
                condition=Q(court_recognised_on=None)
                | Q(has_written_agreement=True, court_recognised_on__gte=F("ended_on")),
                name="case_court_needs_agreement",
                violation_error_message=(
                    "Tòa án chỉ công nhận khi có văn bản hòa giải thành, từ ngày kết thúc trở đi."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["team", "received_on"], name="case_of_team"),
        ]

    def __str__(self) -> str:
        number = f" số {self.ledger_number}" if self.ledger_number else ""
        return f"Vụ, việc{number} tiếp nhận ngày {self.received_on:%d/%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.ledger_number, self.matter = clean(self.ledger_number), clean(self.matter)
        self.search_text = fold(f"{self.ledger_number} {self.matter}")[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("mediators:case_detail", args=[self.pk])

    @property
    def name(self) -> str:
        """How a page calls it: the number where the ledger gives one."""
        if self.ledger_number:
            return f"Vụ, việc số {self.ledger_number}"
        return f"Vụ, việc tiếp nhận ngày {self.received_on:%d/%m/%Y}"

    @property
    def mediator_names(self) -> list[str]:
        """After ``for_list``: by given name."""
        names = (self.name_lines or "").splitlines()
        return sorted(names, key=name_key) if len(names) > 1 else names

    @property
    def status_word(self) -> str:
        """After ``with_status``."""
        return str(CaseStatus(self.status).label)

    def status_on(self, day: dt.date) -> CaseStatus:
        """See also ``MediationCaseQuerySet.with_status``."""
        if self.ended_on is not None and self.ended_on <= day:
            return CaseStatus(self.outcome)
        if self.started_on is not None and self.started_on <= day:
            return CaseStatus.IN_PROGRESS
        return CaseStatus.NOT_SETTLED


def hold_ledger(commune: Locality) -> None:
    """Nobody else writes into the commune's ledgers until the transaction ends.

    Numbers are unique within a team and year as people read them ("05" is "5"), which no
    constraint can say: they are compared while this is held.
    """
    Locality.objects.select_for_update(no_key=True).get(pk=commune.pk)
