"""What a person reads on a page: helpers of the tests of pages."""

from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html
from django.test import Client
from lxml.html import HtmlElement

BLOCKS = {  # what a browser puts on a line of its own
    *("br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "li", "ol", "p", "section"),
    *("summary", "td", "th", "tr", "ul"),
}


def read(client: Client, url: str, **options: Any) -> HtmlElement:
    """The page, which must be there."""
    answer = client.get(url, **options)
    assert answer.status_code == 200, url
    return lxml.html.document_fromstring(answer.content.decode())


def said(element: HtmlElement) -> str:
    """Its text with single blanks; what stands on a line of its own does not run together."""
    return " ".join("".join(_spoken(element)).split())


def _spoken(element: HtmlElement) -> Iterator[str]:
    for event, one in lxml.etree.iterwalk(element, events=("start", "end")):
        if one.tag in BLOCKS:
            yield " "
        if event == "start":
            yield one.text or ""
        elif one is not element:
            yield one.tail or ""


def texts(root: HtmlElement, css: str) -> list[str]:
    """The text of each element that the selector of classes finds: ".years__row .cell"."""
    steps = [
        f"descendant::*[contains(concat(' ', normalize-space(@class), ' '), ' {one[1:]} ')]"
        if one.startswith(".")
        else f"descendant::{one}"
        for one in css.split()
    ]
    return [said(element) for element in root.xpath("/".join(steps))]


def link(root: HtmlElement, text: str) -> str:
    """The address behind the only link that begins with that text."""
    [href] = [a.get("href") for a in root.xpath(".//a[@href]") if said(a).startswith(text)]
    return str(href)


def options_of(root: HtmlElement, name: str) -> list[str]:
    """The words of a select."""
    return [said(option) for option in root.xpath(f".//select[@name='{name}']/option")]
