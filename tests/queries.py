"""What a page asks of the database: as much with one row as with three, and at most 20 queries."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST = 20


def n_queries(client: Client, url: str) -> int:
    """The number of queries of a page, which must be there."""
    _open(client, url)  # what a process asks once: content types, the site's own tables
    with CaptureQueriesContext(connection) as asked:
        _open(client, url)
    assert len(asked) <= MOST, [query["sql"] for query in asked.captured_queries]
    return len(asked)


def _open(client: Client, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200, url
    for close in getattr(answer, "_resource_closers", ()):  # a file that was answered
        close()
