"""Papers and workbooks as an answer of the site."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from plans.office import nd30, xlsx
from plans.text import fold

_EXTENSIONS = {xlsx.MIME: "xlsx", nd30.CONTENT_TYPE: "docx"}


def attachment(content: bytes, *, title: str, content_type: str) -> HttpResponse:
    """A file to save; its name is the title without marks."""
    name = fold(title).replace("/", "-").replace(" ", "-")
    filename = f"{name}.{_EXTENSIONS[content_type]}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=filename
    )
    return response
