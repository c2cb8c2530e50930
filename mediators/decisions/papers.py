"""A decision and the list proposed for it, as .docx in the layout of decree 30/2020/NĐ-CP.

Ethnic groups, full birth dates, telephones and addresses stay out: such papers go to hamlets.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mediators.models import Decision, DecisionLine, LineKind, MediationTeam
from plans.office.nd30 import Column, Sheet, short_place

DEFAULT_BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;\n"
    "Căn cứ Luật Hòa giải ở cơ sở ngày 20 tháng 6 năm 2013;\n"
    "Căn cứ Nghị định số 15/2014/NĐ-CP ngày 27 tháng 02 năm 2014 của Chính phủ quy định chi tiết "
    "một số điều và biện pháp thi hành Luật Hòa giải ở cơ sở;\n"
    "Theo đề nghị của Văn phòng Hội đồng nhân dân và Ủy ban nhân dân."
)
_LAST = "Điều cuối"  # its number is known when the paper is written
DEFAULT_RECIPIENTS = f"- Như {_LAST};\n- UBMTTQ Việt Nam xã;\n- Lưu: VT."
_TEAM = Column("Tổ hòa giải", 28, is_text=True)
_CAME = (
    Column("TT", 10),
    Column("Họ và tên", 33, is_text=True),
    Column("Năm sinh", 13),
    Column("Giới tính", 12),
    Column("Trình độ", 24, is_text=True),
    Column("Nghề nghiệp", 22, is_text=True),
    Column("Vai trò", 18, is_text=True),
    _TEAM,
)
_WENT = (
    Column("TT", 10),
    Column("Họ và tên", 38, is_text=True),
    Column("Năm sinh", 14),
    Column("Giới tính", 13),
    Column("Lý do", 57, is_text=True),
    _TEAM,
)


def decision_document(decision: Decision, lines: Sequence[DecisionLine]) -> bytes:
    """The decision with its list; blanks for number and day while it is a draft."""
    place = decision.locality.name
    sheet = Sheet(title=f"Quyết định {decision.summary}")
    sheet.header(
        body=f"Ủy ban nhân dân\n{place}",
        number=f"Số: {decision.number or '       /QĐ-UBND'}",
        place=short_place(place),
        day=None if decision.is_draft else decision.issued_on,
    )
    sheet.title("Quyết định", decision.summary)
    sheet.centred(f"CHỦ TỊCH ỦY BAN NHÂN DÂN {place.upper()}", bold=True, before=6, after=6)
    for line in decision.bases.splitlines():
        sheet.paragraph(line, italic=True)
    sheet.centred("QUYẾT ĐỊNH:", bold=True, before=6, after=6)
    articles = _articles(lines)
    for number, text in enumerate(articles, start=1):
        end = "./." if number == len(articles) else ""
        sheet.article(f"Điều {number}.", f"{text.rstrip('.') if end else text}{end}")
    sheet.sign_off(
        recipients=decision.recipients.replace(_LAST, f"Điều {len(articles)}").splitlines(),
        signer=decision.signer_title.splitlines(),
        signer_name=decision.signer_name,
    )
    sheet.new_page()
    sheet.centred("DANH SÁCH", bold=True)
    sheet.centred(decision.summary, bold=True)
    printed = decision.number or "     /QĐ-UBND"
    day = decision.issued_on
    told = f"ngày {day:%d/%m/%Y}" if day and not decision.is_draft else "ngày    /   /"
    sheet.centred(f"(Kèm theo Quyết định số {printed} {told})", italic=True, after=6)
    _tables(sheet, lines)
    return sheet.as_bytes()


def proposal_document(decision: Decision, lines: Sequence[DecisionLine]) -> bytes:
    """The list proposed for recognition, a sheet a team: signed by the Front's head in the hamlet.

    Law 35/2013/QH13, article 8: the head of the Front's working board draws it up and sends it to
    the chair of the commune's people's committee.
    """
    sheet = Sheet(title=f"Danh sách đề nghị: {decision.summary}")
    for index, (team, own) in enumerate(_by_team(lines)):
        if index:
            sheet.new_page()
        sheet.header(
            above=f"UBMTTQ Việt Nam\n{decision.locality.name}",
            body=f"Ban công tác Mặt trận\n{team.hamlet.name}",
            number="",
            place=short_place(decision.locality.name),
            day=None,
        )
        sheet.title("Danh sách", f"Đề nghị kiện toàn {team}{_former(team)}")
        sheet.paragraph(
            f"Kính gửi: Chủ tịch Ủy ban nhân dân {decision.locality.name}.",
        )
        _tables(sheet, own)
        sheet.sign_off(recipients=(), signer=("Trưởng ban", "công tác Mặt trận"), signer_name="")
    return sheet.as_bytes()


def _articles(lines: Sequence[DecisionLine]) -> list[str]:
    came = [line for line in lines if line.kind == LineKind.RECOGNISE]
    heads = [line for line in lines if line.makes_head]
    went = [line for line in lines if line.kind == LineKind.END]
    articles = []
    if came:
        articles.append(f"Công nhận {len(came):02d} hòa giải viên (có danh sách kèm theo).")
    if heads:
        articles.append(
            f"Công nhận {len(heads):02d} tổ trưởng tổ hòa giải (có danh sách kèm theo)."
        )
    if went:
        articles.append(
            f"Cho thôi làm hòa giải viên đối với {len(went):02d} người (có danh sách kèm theo)."
        )
    articles.append("Quyết định này có hiệu lực kể từ ngày ký.")
    articles.append(
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, các cơ quan, đơn vị có liên quan và các "
        "ông, bà có tên tại danh sách kèm theo chịu trách nhiệm thi hành Quyết định này."
    )
    return articles


def _by_team(lines: Sequence[DecisionLine]) -> list[tuple[MediationTeam, list[DecisionLine]]]:
    """Lines come team by team."""
    return [(team, list(own)) for team, own in groupby(lines, key=lambda line: line.team)]


def _tables(sheet: Sheet, lines: Sequence[DecisionLine]) -> None:
    """Who comes and leads, then who goes; team by team, as the lines come."""
    came = [line for line in lines if line.kind != LineKind.END]
    went = [line for line in lines if line.kind == LineKind.END]
    if came:
        sheet.heading("Công nhận hòa giải viên, tổ trưởng:")
        sheet.table(_CAME, [_came(number, line) for number, line in enumerate(came, start=1)])
    if went:
        sheet.heading("Cho thôi làm hòa giải viên:")
        sheet.table(_WENT, [_went(number, line) for number, line in enumerate(went, start=1)])


def _came(number: int, line: DecisionLine) -> list[str]:
    person = line.mediator
    return [
        str(number),
        person.full_name,
        str(person.birth_year or ""),
        person.get_sex_display(),
        person.get_qualification_display(),
        person.occupation,
        "Tổ trưởng" if line.makes_head else "Hòa giải viên",
        f"{line.team.name}{_former(line.team)}",
    ]


def _went(number: int, line: DecisionLine) -> list[str]:
    person = line.mediator
    return [
        str(number),
        person.full_name,
        str(person.birth_year or ""),
        person.get_sex_display(),
        str(line.ground or ""),
        f"{line.team.name}{_former(line.team)}",
    ]


def _former(team: MediationTeam) -> str:
    return f" ({team.place})" if team.place else ""
