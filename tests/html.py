"""What every page must have, read from its HTML: for people, screen readers and print alike."""

import itertools
import re
from collections import Counter

import lxml.html
from lxml.html import HtmlElement

SITE = "Sổ Kế hoạch"
# Words that Django, a browser's habit or a hurried hand leaves on a Vietnamese page.
ENGLISH = re.compile(
    r"\b(Submit|Error|Errors|This field|Please|Save|Delete|Search|Home|Login|Log ?out|Log ?in|"
    r"Password|Username|Cancel|Back|Next|Previous|Page|Edit|Add|Change|Remove|Update|Upload|"
    r"Choose|Select|Loading|Warning|Success|Unknown|None|True|False|Yes|No|Overview|History|"
    r"View|Enter|Required|optional|Not found|Forbidden)\b"
)
# Names of things that have no Vietnamese one.
FOREIGN_NAMES = re.compile(r"\b(Excel|Word|PDF|SQLite|PostgreSQL|Unicode)\b")
UNRENDERED = re.compile(r"\{\{|\{%|\{#|<Promise|<function|object at 0x")
NEEDS_LABEL = "//input[not(@type='hidden' or @type='submit')] | //select | //textarea"


def flaws(text: str, *, is_admin: bool = False) -> list[str]:
    """What is wrong with a page (or a fragment, if it has no <html>); empty is the aim.

    The admin is Django's own: it answers for its markup, not for its language.
    """
    is_page = "<html" in text
    root = lxml.html.document_fromstring(text)
    found = [*_flaws_of_text(root)]
    if is_page:
        found += _flaws_of_page(root)
    if not is_admin:
        found += [*_flaws_of_controls(root), *_flaws_of_tables(root), *_flaws_of_ids(root)]
        if is_page:
            found += _flaws_of_landmarks(root)
    return found


def visible_text(root: HtmlElement) -> str:
    """What is read: text outside scripts, and the attributes that are spoken or shown."""
    words = root.xpath(
        "//text()[not(ancestor::script or ancestor::style or ancestor::template)]"
        "[not(ancestor::*[@translate='no'])]"
        " | //@title | //@aria-label | //@alt | //@placeholder"
        " | //input[@type='submit' or @type='button']/@value"
    )
    return " ".join(" ".join(words).split())


def _flaws_of_text(root: HtmlElement) -> list[str]:
    text = visible_text(root)
    english = ENGLISH.findall(FOREIGN_NAMES.sub("", text))
    return [f"English: {word}" for word in dict.fromkeys(english)] + [
        f"not rendered: {found}" for found in UNRENDERED.findall(text)
    ]


def _flaws_of_page(root: HtmlElement) -> list[str]:
    found = []
    if root.get("lang") != "vi":
        found.append(f"lang is {root.get('lang')!r}")
    headings = root.xpath("//h1")
    if len(headings) != 1:
        found.append(f"{len(headings)} h1")
    title = (root.findtext(".//title") or "").strip()
    if not title.replace(SITE, "").strip(" -–—|·"):
        found.append(f"the title {title!r} is not its own")
    return found


def _flaws_of_landmarks(root: HtmlElement) -> list[str]:
    found = []
    if len(root.xpath("//main")) != 1:
        found.append(f"{len(root.xpath('//main'))} main")
    if not root.xpath("//body//header | //*[@role='banner']"):
        found.append("no header")
    unnamed = root.xpath("//nav[not(@aria-label or @aria-labelledby)]")
    found += [f"nav without a name: {_short(nav)}" for nav in unnamed]
    levels = [int(one.tag[1]) for one in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    return found + [
        f"h{below} follows h{above}"
        for above, below in itertools.pairwise(levels)
        if below > above + 1
    ]


def _flaws_of_controls(root: HtmlElement) -> list[str]:
    labelled = set(root.xpath("//label/@for"))
    found = []
    for control in root.xpath(NEEDS_LABEL):
        has_name = control.get("aria-label") or control.get("aria-labelledby")
        in_label = any(one.tag == "label" for one in control.iterancestors())
        if not (has_name or in_label or control.get("id") in labelled):
            found.append(f"control without a label: {_short(control)}")
    found += [
        f"{one.tag} without a name: {_short(one)}"
        for one in root.xpath("//button | //a[@href]")
        if not (one.text_content().strip() or one.get("aria-label") or one.get("title"))
    ]
    for form in root.xpath("//form[translate(@method, 'POST', 'post') = 'post']"):
        if not form.xpath(".//input[@name='csrfmiddlewaretoken']"):
            found.append(f"form without a token: {_short(form)}")
        if "novalidate" not in form.attrib and form.xpath(".//*[@required]"):
            found.append(f"form judged by the browser: {_short(form)}")
    return found


def _flaws_of_tables(root: HtmlElement) -> list[str]:
    found = [
        f"table without a caption: {_short(table)}"
        for table in root.xpath("//table[not(caption) and not(@role='presentation')]")
    ]
    found += [f"th without scope: {_short(th)}" for th in root.xpath("//th[not(@scope)]")]
    found += [f"img without alt: {_short(img)}" for img in root.xpath("//img[not(@alt)]")]
    return found


def _flaws_of_ids(root: HtmlElement) -> list[str]:
    ids = Counter(root.xpath("//@id"))
    found = [f"id {name!r} stands {n} times" for name, n in ids.items() if n > 1]
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
        for value in root.xpath(f"//@{attribute}"):
            found += [f"{attribute} names no {one!r}" for one in value.split() if one not in ids]
    inner = root.xpath("//a[starts-with(@href, '#')]/@href")
    found += [f"link to no {href!r}" for href in inner if href != "#" and href[1:] not in ids]
    return found


def _short(element: HtmlElement) -> str:
    text = lxml.html.tostring(element, encoding="unicode", with_tail=False)
    return " ".join(text.split())[:90]
