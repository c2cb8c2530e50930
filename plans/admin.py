"""The admin of the plan and its world: localities, bodies, people, the document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from config import clock
from plans.admin_kit import HistoryAdmin, LocalAdmin, LocalMixin, NoDeletionMixin, ReadOnlyMixin
from plans.models import (
    Agency,
    AgencyAlias,
    AgencySuccession,
    Finding,
    Locality,
    Officer,
    Plan,
    Role,
    Section,
)
from plans.text import fold

# Localities


class LocalityForm(forms.ModelForm):
    def clean_parent(self) -> Locality | None:
        parent: Locality | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and self.instance.contains(parent):
            raise ValidationError("Một địa bàn không thể thuộc chính nó hoặc địa bàn bên trong nó.")
        return parent


@admin.register(Locality)
class LocalityAdmin(HistoryAdmin):
    """A new locality lies in the administrator's own; their own stays where it is."""

    locality_lookup = ""
    form = LocalityForm
    list_display = ("name", "level", "parent", "former_unit", "is_active")
    list_filter = ("level", "is_active")
    list_select_related = ("parent",)
    search_fields = ("search_name",)
    autocomplete_fields = ("parent",)
    ordering = ("path",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        is_own = obj is not None and obj == request.user.locality  # type: ignore[union-attr]
        return ("parent",) if is_own and not request.user.is_superuser else ()

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 -- Django's signature
        **kwargs: Any,
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "parent" in form.base_fields and not request.user.is_superuser:
            form.base_fields["parent"].required = True
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        if obj.parent and obj.parent.is_sample:
            obj.is_sample = True  # what hangs below sample data is sample data
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_own = obj is not None and obj == request.user.locality  # type: ignore[union-attr]
        return not is_own and super().has_delete_permission(request, obj)


# Bodies


class AliasFormSet(BaseInlineFormSet):
    """An alias leads to one body only, or a plan's names could not be told apart."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            name = form.cleaned_data.get("name") if hasattr(form, "cleaned_data") else None
            if not name or form.cleaned_data.get("DELETE"):
                continue
            if fold(name) in seen:
                form.add_error("name", "Tên này đã có ở dòng khác: xóa bớt một dòng.")
            elif other := self._other_body(name):
                form.add_error("name", f"Đây đã là tên của “{other}”: mỗi tên chỉ của một cơ quan.")
            seen.add(fold(name))

    def _other_body(self, name: str) -> Agency | None:
        if not self.instance.locality_id:
            return None
        found = Agency.objects.named(name, locality=self.instance.locality)
        return found if found and found.pk != self.instance.pk else None


class AliasInline(LocalMixin, admin.TabularInline):
    model = AgencyAlias
    formset = AliasFormSet
    locality_lookup = "agency__locality"
    extra = 1


class SuccessionInline(LocalMixin, admin.TabularInline):
    model = AgencySuccession
    fk_name = "old"
    locality_lookup = "old__locality"
    autocomplete_fields = ("new",)
    extra = 0


class AgencyForm(forms.ModelForm):
    def clean(self) -> dict[str, Any] | None:
        """The name is compared as it is searched, in a column that no form shows."""
        cleaned = super().clean()
        name, locality = self.cleaned_data.get("name"), self.cleaned_data.get("locality")
        if name and locality:
            same = Agency.objects.filter(locality=locality, search_name=fold(name))
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("name", "Địa bàn này đã có cơ quan cùng tên.")
        return cleaned


@admin.register(Agency)
class AgencyAdmin(HistoryAdmin):
    form = AgencyForm
    list_display = ("name", "short_name", "locality", "is_whole_office", "is_active")
    list_filter = ("is_active", "is_whole_office")
    list_select_related = ("locality",)
    search_fields = ("search_name", "aliases__search_name")
    autocomplete_fields = ("locality",)
    ordering = ("sort_name",)
    inlines = (AliasInline, SuccessionInline)


@admin.register(AgencySuccession)
class AgencySuccessionAdmin(HistoryAdmin):
    locality_lookup = "old__locality"
    list_display = ("old", "new", "effective_on", "decision")
    list_filter = ("effective_on",)
    list_select_related = ("old", "new")
    search_fields = ("old__search_name", "new__search_name")
    autocomplete_fields = ("old", "new")


# People


class _OfficerFormMixin:
    """Without a body a person belongs nowhere and no administrator would find them again."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "agency" in self.fields:
            self.fields["agency"].required = True
        if "groups" in self.fields:
            groups = self.fields["groups"]
            groups.help_text = "Một người có thể giữ nhiều vai trò."
            groups.label = "Vai trò"


class OfficerAddForm(_OfficerFormMixin, AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = Officer


class OfficerChangeForm(_OfficerFormMixin, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = Officer


class HasRoleFilter(admin.SimpleListFilter):
    title = "vai trò"
    parameter_name = "vai-tro"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002 -- Django's signature
        return [(role.value, role.value) for role in Role]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


_PERSON = ("full_name", "job_title", "agency", "phone", "email", "wants_mail")


@admin.register(Officer)
class OfficerAdmin(NoDeletionMixin, HistoryAdmin, UserAdmin):
    """People are switched off, never deleted: what they reported stays theirs.

    Who is put in the group "Quản trị" may enter the admin (``plans.groups.keep_staff``). Nobody
    but a superuser makes a superuser or touches one: an administrator could take their password.
    """

    locality_lookup = "agency__locality"
    add_form = OfficerAddForm
    form = OfficerChangeForm
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        ("Cán bộ, công chức", {"fields": _PERSON}),
        ("Vai trò", {"fields": ("groups",)}),
    )
    list_display = ("full_name", "username", "job_title", "agency", "roles_in_words", "is_active")
    list_filter = ("is_active", HasRoleFilter)
    list_select_related = ("agency",)
    search_fields = ("search_name", "username")
    autocomplete_fields = ("agency",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    ordering = ("sort_name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        return rows.with_roles()  # type: ignore[no-any-return]

    @admin.display(description="vai trò")
    def roles_in_words(self, officer: Officer) -> str:
        return ", ".join(role.value for role in Role if officer.has_role(role))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        rights = ("is_active", "is_superuser") if request.user.is_superuser else ("is_active",)
        return (
            (None, {"fields": ("username", "password")}),
            ("Cán bộ, công chức", {"fields": _PERSON}),
            ("Vai trò", {"fields": (*rights, "groups")}),
            ("Lần cuối", {"fields": ("last_login", "date_joined")}),
        )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["queryset"] = Group.objects.filter(name__in=Role.values).order_by("pk")
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)


# The document


@admin.register(Plan)
class PlanAdmin(NoDeletionMixin, HistoryAdmin):
    """A plan comes in by its own page; here its names and its cadence are kept in order."""

    is_written_at_home = True
    list_display = ("__str__", "locality", "number", "issued_on", "first_year", "last_year")
    list_filter = ("cadence", "last_year")
    list_select_related = ("locality",)
    search_fields = ("number", "short_title", "title")
    readonly_fields = (
        *("locality", "first_year", "last_year", "basis", "preamble", "signature", "recipients"),
        *("loaded_on", "source_name", "source_sha256"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- Django's signature
        return False


@admin.register(Section)
class SectionAdmin(ReadOnlyMixin, LocalAdmin):
    """The text of a plan is verbatim and locked."""

    locality_lookup = "plan__locality"
    list_display = ("code", "heading", "plan", "agency")
    list_filter = ("level",)
    list_select_related = ("plan", "agency")
    search_fields = ("search_text",)
    exclude = ("search_text",)
    ordering = ("plan", "order")


@admin.register(Finding)
class FindingAdmin(NoDeletionMixin, HistoryAdmin):
    locality_lookup = "plan__locality"
    is_written_at_home = True
    list_display = ("message", "kind", "section", "plan", "settled_on")
    list_filter = (("settled_on", admin.EmptyFieldListFilter), "kind")
    list_select_related = ("plan", "section")
    search_fields = ("section__search_text", "kind")
    readonly_fields = ("plan", "section", "kind", "message", "settled_on", "settled_by")
    actions = ("settle",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- Django's signature
        return False

    @admin.action(description="Đánh dấu đã giải quyết", permissions=["change"])
    def settle(self, request: HttpRequest, findings: QuerySet[Finding]) -> None:
        today = clock.today()
        count = 0
        for finding in findings.open():  # type: ignore[attr-defined]
            if self.has_change_permission(request, finding):
                finding.explain(finding.explanation, by=request.user, today=today, is_settled=True)
                count += 1
        self.message_user(request, f"Đã đánh dấu {count} điều cần lưu ý là đã giải quyết.")
