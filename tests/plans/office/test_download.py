"""Files as answers: their names, as every office computer can keep them."""

from plans.office import nd30, xlsx
from plans.office.download import attachment


def test_file_is_named_by_its_title_without_marks():
    answer = attachment(b"x", title="Báo cáo quý 4/2026", content_type=xlsx.MIME)
    assert answer["Content-Disposition"] == 'attachment; filename="bao-cao-quy-4-2026.xlsx"'
    assert (answer["Content-Type"], answer.content) == (xlsx.MIME, b"x")


def test_paper_is_a_docx():
    answer = attachment(b"x", title="Tờ trình", content_type=nd30.CONTENT_TYPE)
    assert answer["Content-Disposition"] == 'attachment; filename="to-trinh.docx"'
