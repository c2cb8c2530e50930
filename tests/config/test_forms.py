"""The form renderer: label, hint, error and control wired together; errors that say what to do."""

import datetime as dt

import lxml.html
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.template.loader import render_to_string

from config.forms import DATE_WRONG, DateField, Form, FormRenderer, with_one_more_row
from tests.config.pages import Filters, Proofs, Report


def drawn(what):
    return lxml.html.fromstring(f"<div>{what}</div>")


def words(element):
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("22/11/2026", dt.date(2026, 11, 22)),
        ("2/9/26", dt.date(2026, 9, 2)),
        ("2-9-2026", dt.date(2026, 9, 2)),
        (" 22. 11. 2026 ", dt.date(2026, 11, 22)),
        ("22 11 2026", dt.date(2026, 11, 22)),
        ("22112026", dt.date(2026, 11, 22)),
        ("221126", dt.date(2026, 11, 22)),
        ("2026-11-22", dt.date(2026, 11, 22)),
        ("1/2/26", dt.date(2026, 2, 1)),
    ],
)
def test_date_reads_day_before_month(typed, expected):
    assert DateField().clean(typed) == expected


@pytest.mark.parametrize("typed", ["30/2/2026", "11/22/2026", "hôm nay", "2026", "1126"])
def test_date_that_is_none_says_how_to_write_it(typed):
    with pytest.raises(ValidationError) as refused:
        DateField().clean(typed)
    assert refused.value.messages == [DATE_WRONG]


def test_date_of_a_mistyped_year_asks_for_four_figures():
    with pytest.raises(ValidationError) as refused:
        DateField().clean("22/11/0026")
    assert refused.value.messages == ["Ghi năm đủ bốn chữ số, từ năm 1900 trở đi, ví dụ 22/11/2026"]


def test_date_is_shown_as_it_is_written():
    form = Report(initial={"done_on": dt.date(2026, 11, 2)})
    control = drawn(form["done_on"])[0]
    assert control.get("value") == "02/11/2026"
    assert control.get("inputmode") == "numeric"
    assert control.get("type") == "text"


def test_empty_field_is_refused_in_its_own_words():
    form = Report({})
    assert form.errors == {
        "state": ["Chọn trạng thái"],
        "result": ["Nhập kết quả thực hiện"],
    }


@pytest.mark.parametrize(
    ("label", "field", "expected"),
    [
        ("UBND xã", forms.CharField, "Nhập UBND xã"),
        ("Tệp", forms.FileField, "Chọn tệp"),
        ("Tôi đã đọc", forms.BooleanField, "Đánh dấu vào ô: tôi đã đọc"),
    ],
)
def test_message_for_an_empty_field_follows_its_label_and_kind(label, field, expected):
    form = type("OneField", (Form,), {"one": field(label=label)})({})
    assert form.errors["one"] == [expected]


def test_message_of_its_own_is_kept():
    field = forms.CharField(error_messages={"required": "Ghi số quyết định"})
    assert type("OneField", (Form,), {"one": field})({}).errors["one"] == ["Ghi số quyết định"]


def test_field_ties_label_hint_and_error_to_its_control():
    box = drawn(Report({})["result"].as_field_group())[0]
    control = box.find("textarea")
    assert box.get("class") == "field field--wrong"
    assert box.find("label").get("for") == control.get("id")
    assert control.get("aria-invalid") == "true"
    described_by = [box.get_element_by_id(one) for one in control.get("aria-describedby").split()]
    assert [words(one) for one in described_by] == ["Việc đã làm", "Nhập kết quả thực hiện"]


def test_field_that_may_stay_empty_says_so():
    form = Report()
    assert words(drawn(form["note"].as_field_group()).find(".//label")) == "Ghi chú nếu có"
    assert words(drawn(form["result"].as_field_group()).find(".//label")) == "Kết quả thực hiện"


def test_field_that_one_choice_calls_for_is_not_called_optional():
    label = drawn(Report()["done_on"].as_field_group()).find(".//label")
    assert words(label) == "Ngày hoàn thành"


def test_cards_carry_mark_and_what_they_show():
    group = drawn(Report({"state": "done"})["state"].as_field_group()).find("fieldset")
    assert words(group.find("legend")) == "Trạng thái"
    doing, done = group.find_class("choice")
    assert words(doing.find("label")) == "Đang thực hiện"
    assert doing.get("class") == "choice is-doing"
    more = doing.get_element_by_id(doing.find("input").get("aria-describedby"))
    assert words(more) == "Chưa xong"
    assert "aria-describedby" not in done.find("input").attrib
    assert done.find(".//use").get("href") == "#m-done"
    assert done.find("input").get("data-shows") == "done"
    assert done.find("input").get("checked") == "checked"
    assert "aria-invalid" not in done.find("input").attrib


def test_group_of_choices_is_tied_to_its_error():
    group = drawn(Report({})["state"].as_field_group()).find("fieldset")
    assert words(group.get_element_by_id(group.get("aria-describedby"))) == "Chọn trạng thái"


def test_single_tick_stands_before_its_label():
    tick, label = drawn(Report()["asks"].as_field_group()).find_class("choice")[0]
    assert words(label) == "Đề nghị cho ý kiến"
    assert (tick.get("type"), tick.get("id")) == ("checkbox", label.get("for"))


def test_class_of_a_widget_is_kept_beside_the_renderers():
    class OneField(Form):
        one = forms.CharField(widget=forms.TextInput({"class": "input--short"}))

    assert drawn(OneField()["one"])[0].get("class") == "input--short input"


def test_hidden_field_has_no_class_and_no_box():
    class OneField(Form):
        one = forms.CharField(widget=forms.HiddenInput)

    assert [control.attrib for control in drawn(OneField()).iter("input")] == [
        {"type": "hidden", "name": "one", "id": "id_one"}
    ]


def test_error_summary_counts_and_leads_to_each_control():
    form = Report({"done_on": "30/2/2026"})
    formset = Proofs({"p-TOTAL_FORMS": "2", "p-INITIAL_FORMS": "1", "p-1-number": "1"}, prefix="p")
    context = {"form": form, "formset": formset}
    summary = drawn(render_to_string("components/error_summary.html", context))[0]
    assert words(summary.find("h2")) == "Có 4 chỗ cần sửa"
    assert [(link.get("href"), words(link)) for link in summary.iter("a")] == [
        ("#id_state_0", "Chọn trạng thái"),
        ("#id_done_on", DATE_WRONG),
        ("#id_result", "Nhập kết quả thực hiện"),
        ("#id_p-0-number", "Nhập số, ký hiệu"),
    ]
    page = drawn(f"{form}{formset}")
    for link in summary.iter("a"):
        assert page.get_element_by_id(link.get("href")[1:]).tag in {"input", "textarea"}


def test_error_of_the_whole_form_stands_in_the_summary():
    form = Report({"state": "doing", "result": "Đã tập huấn"})
    form.add_error(None, "Văn bản này đã có, chọn văn bản khác")
    summary = drawn(render_to_string("components/error_summary.html", {"form": form}))[0]
    assert words(summary.find("h2")) == "Có một chỗ cần sửa"
    assert words(summary.find(".//li")) == "Văn bản này đã có, chọn văn bản khác"


@pytest.mark.parametrize("form", [Report(), Report({"state": "doing", "result": "Xong"}), None])
def test_error_summary_is_silent_without_errors(form):
    assert render_to_string("components/error_summary.html", {"form": form}).strip() == ""


def test_fresh_formset_is_one_empty_row_and_a_button_that_works_without_a_script():
    page = drawn(Proofs(prefix="proof"))
    rows = page.findall(".//div[@data-rows]/fieldset")
    assert [words(row.find("legend")) for row in rows] == ["Minh chứng 1"]
    assert rows[0].find("div").get("class") == "field field--wide"
    assert page.find(".//template") is None
    button = page.find(".//button")
    assert (button.get("name"), words(button)) == ("proof-add", "Thêm minh chứng")


@pytest.mark.parametrize(
    "given",
    [
        {"data": {"proof-TOTAL_FORMS": "1", "proof-INITIAL_FORMS": "0", "proof-0-number": "5"}},
        {"initial": [{"number": "5"}]},
    ],
)
def test_formset_whose_rows_hold_something_brings_an_empty_one_to_copy(given):
    template = drawn(Proofs(prefix="proof", **given)).find(".//template")
    control = template.find(".//input")
    assert (control.get("name"), control.get("value")) == ("proof-__prefix__-number", None)


@pytest.mark.parametrize(
    ("total", "expected"), [("2", "3"), ("", "1"), ("nhiều", "1"), ("²", "1"), ("9" * 5000, "1")]
)
def test_one_more_row_keeps_what_was_typed(total, expected):
    sent = QueryDict(f"proof-TOTAL_FORMS={total}&proof-0-number=05")
    grown = with_one_more_row(sent, "proof")
    assert grown["proof-TOTAL_FORMS"] == expected
    assert grown["proof-0-number"] == "05"
    assert sent["proof-TOTAL_FORMS"] == total


def test_unjudged_form_keeps_the_text_and_shows_no_error():
    form = Report({"note": "Đang viết"}).unjudged()
    assert form.errors == {}
    assert drawn(form["note"])[0].get("value") == "Đang viết"


def test_filters_keep_what_was_chosen_and_say_what_is_wrong():
    context = {"form": Filters({"on": "32/1/2026", "text": "tập huấn"}), "label": "Lọc nhiệm vụ"}
    form = drawn(render_to_string("components/filters.html", context)).find("form")
    assert form.get("method") == "get"
    assert [control.get("value") for control in form.iter("input")] == ["32/1/2026", "tập huấn"]
    assert words(form.find(".//div[@class='field__error']")) == DATE_WRONG
    assert [words(label) for label in form.iter("label")] == ["Tính đến ngày", "Tìm"]


# Controls written in Python


class Controls(forms.Form):
    line = forms.CharField(widget=forms.TextInput({"list": "<a>", "autofocus": True}))
    empty = forms.CharField(required=False)
    day = DateField()
    number = forms.IntegerField(min_value=0, max_value=9)
    text = forms.CharField(widget=forms.Textarea({"rows": 3}))
    tick = forms.BooleanField()
    hidden = forms.CharField(widget=forms.HiddenInput)
    file = forms.FileField(widget=forms.FileInput({"accept": ".pdf"}))
    one = forms.ChoiceField(choices=[("", "Tất cả"), ("Nhóm", [("a&b", "A & B"), (2, "Hai")])])
    many = forms.MultipleChoiceField(choices=[(1, "Một"), (2, "Hai")])
    radio = forms.ChoiceField(choices=[("x", "X"), ("y", "<Y>")], widget=forms.RadioSelect)
    ticks = forms.MultipleChoiceField(
        choices=[("x", "X"), ("y", "Y")], widget=forms.CheckboxSelectMultiple
    )


def markup(form):
    """Every control as elements with their attributes and texts, in order."""
    pieces = [str(field) for field in form]
    pieces += [one.tag() for name in ("radio", "ticks") for one in form[name]]
    return [
        (one.tag, dict(one.attrib), (one.text or "").strip())
        for piece in pieces
        for one in drawn(piece).iter()
    ]


class ByTemplates(FormRenderer):
    """Every control by Django's own template."""

    render = TemplatesSetting.render


@pytest.mark.parametrize(
    "data",
    [
        None,
        {
            "line": '"Một" & <hai>',
            "day": "22/11/2026",
            "number": "7",
            "text": "\n<b>\nHai",
            "tick": "on",
            "hidden": "'",
            "one": "a&b",
            "many": ["1", "2"],
            "radio": "y",
            "ticks": ["x", "y"],
        },
    ],
)
def test_controls_are_those_of_djangos_own_templates(data):
    ours, theirs = (Controls(data, renderer=one) for one in (FormRenderer(), ByTemplates()))
    assert markup(ours) == markup(theirs)


def test_text_that_begins_with_a_line_break_keeps_it():
    form = Controls({"text": "\nHai"}, renderer=FormRenderer())
    assert ">\n\nHai</textarea>" in str(form["text"])
