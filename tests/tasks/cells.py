"""What the tests of a cell say and read: reports, forms as a browser sends them, pages."""

import datetime as dt

import lxml.html
from django.urls import reverse

from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.states import State
from tests import factories as make

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 2, 41, tzinfo=dt.UTC)


def doing(text="Đã rà soát 12 tổ hòa giải", *, on=TODAY, **fields):
    return Report(State.DOING, on, result=text, **fields)


def done(on=TODAY, *, completed_on=None, text="Đã kiện toàn 12 tổ hòa giải", **fields):
    return Report(State.DONE, on, completed_on=completed_on or on, result=text, **fields)


def record(cell, report, *, by=None, proofs=(), version=None, today=TODAY, now=None):
    cell.refresh_from_db()
    return record_update(
        task_year_id=cell.pk,
        by=by or make.make_officer(),
        version=cell.version if version is None else version,
        report=report,
        today=today,
        proofs=proofs,
        now=now,
    )


# Pages

PDF = b"%PDF-1.7\n1 0 obj\n"


def url_of(cell):
    return reverse("tasks:task_year_detail", args=[cell.pk])


def lines(*rows, total=2):
    """Lines of evidence as a browser sends them."""
    data = {"evidence-TOTAL_FORMS": total, "evidence-INITIAL_FORMS": 0}
    for number in range(total):
        row = rows[number] if number < len(rows) else {}
        for name in ("number", "issued_on", "summary", "url", "unsent_file"):
            data[f"evidence-{number}-{name}"] = row.get(name, "")
        data[f"evidence-{number}-kind"] = row.get("kind", "report")
        for name in ("file", "without_file"):
            if name in row:
                data[f"evidence-{number}-{name}"] = row[name]
    return data


def form_data(*rows, version=0, state=State.DOING, **fields):
    return {
        "version": version,
        "state": state,
        "completed_on": "",
        "result": "Đã mở một lớp, 40 người dự",
        "reason": "",
        "obstacles": "",
        "proposal": "",
        "effective_on": "22/11/2026",
        **lines(*rows),
        **fields,
    }


def page_of(response):
    return lxml.html.document_fromstring(response.content.decode())


def marked(root, name, below=""):
    """Elements of that class, ``below`` an XPath from the page."""
    return root.xpath(f"{below}//*[contains(concat(' ', @class, ' '), ' {name} ')]")


def words_of(element):
    return " ".join(element.text_content().split())


def text_of(response):
    return " ".join(page_of(response).text_content().split())


def errors_of(response):
    """The summary's sentences; each must stand at its field too."""
    root = page_of(response)
    summary = [one.text_content() for one in root.xpath("//*[@data-error-summary]//li")]
    fields = [one.text_content().strip() for one in marked(root, "field__error")]
    assert set(fields) <= set(summary)
    return summary


def value_of(response, name):
    [control] = page_of(response).xpath(f"//*[@name='{name}']")
    return control.text.strip() if control.tag == "textarea" else control.get("value", "")
