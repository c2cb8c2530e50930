"""Lines of evidence: a document (kind, number, date, summary, file) or a link with a title."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from config.forms import DateField, Form, with_one_more_row
from plans.models import Locality
from plans.text import clean
from tasks.documents.services import Proof, documents_numbered, is_same_file, known_document
from tasks.documents.uploads import ACCEPT, check_upload, safe_name
from tasks.models import Document

LINK = "link"
KINDS = [*Document.Kind.choices, (LINK, "Đường dẫn trên mạng")]
PREFIX = "evidence"
EMPTY_ROWS = 1
MAX_ROWS = 20
_SCHEMES = ("http://", "https://")


class EvidenceForm(Form):
    """One line; left empty it counts for nothing, whatever its kind says.

    ``unsent_file`` keeps the name of a file that came with a refused form: a browser cannot fill
    it in again, so the line asks for it, and is not saved silently without it.
    """

    marks_optional = False
    field_css: ClassVar[dict[str, str]] = {
        "number": "field--if-document",
        "issued_on": "field--if-document",
        "summary": "field--wide",
        "file": "field--if-document",
        "url": "field--full field--if-link",
        "without_file": "field--full",
    }

    kind = forms.ChoiceField(label="Loại", choices=KINDS, initial=Document.Kind.REPORT)
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    issued_on = DateField(label="Ngày văn bản", required=False, help_text="")
    summary = forms.CharField(label="Trích yếu hoặc tiêu đề", max_length=300, required=False)
    file = forms.FileField(
        label="Tệp (nếu có)",
        required=False,
        max_length=255,
        allow_empty_file=True,  # refused below in our own words
        widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={"max_length": "Đặt tên tệp ngắn hơn 255 chữ rồi chọn lại"},
    )
    url = forms.CharField(label="Đường dẫn", max_length=500, required=False)
    without_file = forms.BooleanField(label="Không kèm tệp này", required=False)
    unsent_file = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, locality: Locality, takes_links: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.locality = locality
        self.proof: Proof | None = None
        self.fields["number"].widget.attrs["list"] = "van-ban-da-co"
        self.fields["number"].widget.attrs["autocomplete"] = "off"
        if takes_links:
            self.fields["url"].widget.attrs["inputmode"] = "url"
        else:
            self.fields["kind"] = forms.ChoiceField(
                label="Loại", choices=Document.Kind.choices, initial=Document.Kind.REPORT
            )
            self.fields["summary"].label = "Trích yếu"
            del self.fields["url"]
        if not self._value("unsent_file"):
            del self.fields["without_file"]

    def _value(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), "")) if self.is_bound else ""

    def has_changed(self) -> bool:
        """A line of which only the kind was touched is empty."""
        changed = set(self.changed_data) - {"kind"}
        if "without_file" in changed:
            changed -= {"without_file", "unsent_file"}
        return bool(changed)

    def ask_for_file_again(self, *, is_wrong: bool) -> None:
        """The page that comes back cannot hold the file that was sent: the line names it."""
        name = self._value("unsent_file")
        if not name or self._value("without_file"):
            return
        if not is_wrong:
            self["file"].help_text = f"Chọn lại tệp: {name}"
        elif "file" not in self.errors:
            self.add_error("file", f"Chọn lại tệp: {name}")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors or not self.has_changed():
            return data
        if data["kind"] == LINK:
            self._clean_link(data)
        else:
            self._clean_file(data)
            self._clean_document(data)
        return data

    def _clean_link(self, data: dict[str, Any]) -> None:
        url = data["url"] or (data["summary"] if data["summary"].startswith(_SCHEMES) else "")
        if data.get("file"):
            self.add_error("file", "Bỏ tệp đi, hoặc chọn một loại văn bản: đường dẫn không kèm tệp")
        try:
            url = forms.URLField(assume_scheme="https").clean(url)
        except ValidationError:
            wrong = "Nhập đường dẫn đầy đủ, ví dụ https://tanbien.tayninh.gov.vn/bai-viet"
            self.add_error("url", wrong)
            return
        title = "" if data["summary"] == url else clean(data["summary"])
        self.proof = Proof(url=url, title=title)

    def _clean_file(self, data: dict[str, Any]) -> None:
        upload = data.get("file")
        if upload:
            try:
                check_upload(upload)
            except ValidationError as error:
                self.add_error("file", error)
        elif data["unsent_file"] and not data.get("without_file"):
            name = data["unsent_file"]
            self.add_error("file", f"Chọn lại tệp: {name}; nếu thôi, đánh dấu “Không kèm tệp này”")

    def _clean_document(self, data: dict[str, Any]) -> None:
        number, day, summary = clean(data["number"]), data["issued_on"], clean(data["summary"])
        if data.get("url"):
            self.add_error("url", "Chọn loại “Đường dẫn trên mạng”, hoặc bỏ đường dẫn đi")
        if not (number or summary or data.get("file")):
            self.add_error("number", "Nhập số, ký hiệu hoặc trích yếu, hoặc chọn tệp")
        document = Document(
            locality=self.locality,
            kind=data["kind"],
            number=number,
            issued_on=day,
            summary=summary,
            file_name=safe_name(data["file"].name) if data.get("file") else "",
        )
        if number and day is None:
            known = self._only_document(number)
            document = known or document
        else:
            document = known_document(document) or document
        if not self.errors:
            self._check_second_file(document, data.get("file"))
        self.proof = Proof(document=document, file=data.get("file") or None)

    def _only_document(self, number: str) -> Document | None:
        """The number alone names a document that is known, if it is the only one."""
        found = documents_numbered(number, locality=self.locality)
        if len(found) == 1:
            return found[0]
        which = f": đã có {len(found)} văn bản mang số này" if found else ""
        self.add_error("issued_on", f"Nhập ngày của văn bản số {number}{which}")
        return None

    def _check_second_file(self, document: Document, upload: UploadedFile[bytes] | None) -> None:
        if upload is None or not document.file or is_same_file(document, upload):
            return
        self.add_error(
            "file",
            f"{document} đã có tệp “{document.file_name}”: bỏ chọn tệp, "
            "hoặc ghi đúng số và ngày nếu là văn bản khác",
        )


class BaseEvidenceFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    row_label = "Minh chứng"
    add_label = "Thêm minh chứng"
    default_error_messages = {
        **forms.BaseFormSet.default_error_messages,
        "too_many_forms": f"Mỗi lần lưu nhiều nhất {MAX_ROWS} minh chứng: lưu rồi thêm tiếp",
        "missing_management_form": "Tải lại trang rồi nhập lại phần minh chứng",
    }

    @property
    def proofs(self) -> list[Proof]:
        """What the filled lines say, each document or link once; after ``is_valid``."""
        found: dict[tuple[str, ...], Proof] = {}
        for form in self.forms:
            if form.has_changed() and form.proof is not None:
                found.setdefault(form.proof.key, form.proof)
        return list(found.values())

    def ask_for_files_again(self, *, is_wrong: bool = True) -> None:
        for form in self.forms:
            form.ask_for_file_again(is_wrong=is_wrong)

    def unjudged(self) -> BaseEvidenceFormSet:
        """As typed, without errors: shown again before it is sent for good."""
        self._errors: list[Any] = [{} for _ in self.forms]
        self._non_form_errors = self.error_class()
        for form in self.forms:
            form.unjudged()
        self.ask_for_files_again(is_wrong=False)
        return self

    def is_right(self) -> bool:
        """Valid, or not sent at all (one click, or a page of two texts without evidence)."""
        return not self.is_bound or self.is_valid()

    @property
    def is_filled(self) -> bool:
        return any(form.has_changed() for form in self.forms)


EvidenceFormSet = forms.formset_factory(
    EvidenceForm, formset=BaseEvidenceFormSet, extra=EMPTY_ROWS, max_num=MAX_ROWS, validate_max=True
)


def evidence_lines(
    locality: Locality,
    data: QueryDict | None = None,
    files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
    *,
    takes_links: bool = True,
    kind: type[Any] = EvidenceFormSet,
) -> BaseEvidenceFormSet:
    """The lines of a form: empty ones, or what was sent (a one-click post sends none)."""
    if data is not None and f"{PREFIX}-TOTAL_FORMS" not in data:
        data = files = None
    if data is not None and files:
        data = _with_unsent_files(data, files)
    return cast(
        "BaseEvidenceFormSet",
        kind(
            data,
            files,
            prefix=PREFIX,
            form_kwargs={"locality": locality, "takes_links": takes_links},
        ),
    )


def wants_another_line(data: QueryDict) -> bool:
    return f"{PREFIX}-add" in data


def another_line(data: QueryDict) -> QueryDict:
    return with_one_more_row(data, PREFIX)


def _with_unsent_files(
    data: QueryDict, files: MultiValueDict[str, UploadedFile[bytes]]
) -> QueryDict:
    """What was sent, with the names of files that the page coming back cannot hold."""
    copy = data.copy()
    for name, upload in files.items():
        prefix, _, field = name.rpartition("-")
        if field == "file" and isinstance(upload, UploadedFile):
            copy[f"{prefix}-unsent_file"] = safe_name(upload.name or "")
    return copy
