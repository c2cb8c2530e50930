"""Which plans a page speaks of: every one in force that its reader may see, unless they pick."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse

from config.address import key_in

PLAN, LOCALITY = "ke_hoach", "dia_ban"


@dataclass(frozen=True, slots=True)
class Scope:
    """The plan or the commune that the reader picked; neither is everything they may see."""

    plan_id: int | None = None
    locality_id: int | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> Scope:
        """Return what the address picks ("ke_hoach", "dia_ban"); nonsense picks nothing."""
        return cls.of_query(request.GET)

    @classmethod
    def of_query(cls, query: QueryDict) -> Scope:
        return cls(key_in(query, PLAN), key_in(query, LOCALITY))

    @property
    def parameters(self) -> dict[str, int]:
        """The parameters that carry this scope in an address."""
        picked = {PLAN: self.plan_id, LOCALITY: self.locality_id}
        return {name: key for name, key in picked.items() if key is not None}

    def url(self, name: str, **parameters: object) -> str:
        """Return the address of a page of ``tasks`` within this scope; None is left out."""
        asked = {key: value for key, value in parameters.items() if value is not None}
        query = urlencode(self.parameters | asked)
        return reverse(f"tasks:{name}") + (f"?{query}" if query else "")


def refuse_unknown(scope: Scope, *, plan_ids: set[int], locality_ids: set[int]) -> None:
    """Raise 404 for a plan or a locality that the reader may not see."""
    if scope.plan_id is not None and scope.plan_id not in plan_ids:
        raise Http404("Không có kế hoạch này.")
    if scope.locality_id is not None and scope.locality_id not in locality_ids:
        raise Http404("Không có địa bàn này.")
