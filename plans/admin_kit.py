"""What every page of the admin has in common: the person's locality, search without marks, history.

An administrator works in the admin without being a superuser: they see the rows of their locality
and of what lies in it, choose among those only, and change rows of the work at home only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.templatetags import admin_list
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet, URLField
from django.forms import Field, ModelChoiceField, ModelMultipleChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from simple_history.admin import SimpleHistoryAdmin

from plans.models import Locality
from plans.text import fold

if TYPE_CHECKING:
    _Base = BaseModelAdmin[Any]
else:
    _Base = object


def _boolean_icon(value: bool | None) -> SafeString:  # noqa: FBT001 -- called so by Django
    """Yes or no: Django's own says "True" and "False" to a screen reader in every language."""
    name, word = {True: ("yes", "Có"), False: ("no", "Không"), None: ("unknown", "Chưa rõ")}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), word)


admin_list._boolean_icon = _boolean_icon  # type: ignore[attr-defined]  # noqa: SLF001 -- no other way in


def visible_rows(rows: QuerySet[Any], request: HttpRequest, locality_lookup: str) -> QuerySet[Any]:
    """The rows of the person's locality and of what lies in it; all for a superuser.

    ``locality_lookup`` leads from the row to its locality; "" is the locality itself.
    """
    if request.user.is_superuser:
        return rows
    localities = Locality.objects.visible_to(request.user).order_by().values("pk")
    return rows.filter(**{f"{locality_lookup or 'pk'}__in": localities})


class LocalMixin(_Base):
    """Rows and choices of the person's own locality. For admins and for inlines."""

    locality_lookup: ClassVar[str] = "locality"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return visible_rows(super().get_queryset(request), request, self.locality_lookup)

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Nothing is deleted by a cross beside a field that merely names it."""
        field: Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        self._offer_visible(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any] | None:
        self._offer_visible(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _offer_visible(self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        """The choices of a relation are what the related model's own list shows the person."""
        related = self.admin_site._registry.get(db_field.remote_field.model)  # noqa: SLF001 -- has no public name
        if isinstance(related, LocalMixin) and "queryset" not in kwargs:
            kwargs["queryset"] = related.get_queryset(request)


class LocalAdmin(LocalMixin, admin.ModelAdmin):
    """A list that is searched in stored columns, whatever the marks, and costs few queries.

    ``is_written_at_home``: a locality above looks at what lies below and changes nothing there.
    """

    is_written_at_home: ClassVar[bool] = False
    list_per_page = 50
    show_full_result_count = False
    empty_value_display = "–"
    # Django 6's default already; until then it warns.
    formfield_overrides: ClassVar = {URLField: {"assume_scheme": "https"}}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, fold(search_term))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_write(request, obj)

    def _may_write(self, request: HttpRequest, obj: Any) -> bool:
        if obj is None or request.user.is_superuser or not self.is_written_at_home:
            return True
        for step in self.locality_lookup.split("__"):
            obj = getattr(obj, step)
        return bool(obj == request.user.locality)  # type: ignore[union-attr]


class HistoryAdmin(LocalAdmin, SimpleHistoryAdmin):
    """A model whose versions are kept. simple-history looks rows up past ``get_queryset``."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self._check_visible(request, object_id)
        page: HttpResponse = super().history_view(request, object_id, extra_context)
        return page

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        self._check_visible(request, object_id)
        page: HttpResponse = super().history_form_view(
            request, object_id, version_id, extra_context
        )
        return page

    def _check_visible(self, request: HttpRequest, object_id: str) -> None:
        if self.get_object(request, object_id) is None:
            raise Http404("Không có dữ liệu này trong địa bàn của bạn.")


class ReadOnlyMixin(_Base):
    """Looked at here, written elsewhere: by a page with its own rules, or never again."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 -- Django's signature; inlines get an object
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


class NoDeletionMixin(_Base):
    """Switched off or ended, never deleted; not by a superuser either."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False
