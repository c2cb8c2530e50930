"""Static files in production: compressed, named by content, the style sheet in one piece."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLE = "css/site.css"
IMPORT = re.compile(r'^@import url\("([^"]+)"\);$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Puts in ``css/site.css`` what it imports: one request instead of fifteen."""

    def post_process(
        self,
        paths: dict[str, Any],
        dry_run: bool = False,  # noqa: FBT001, FBT002 -- Django's signature
        **options: Any,
    ) -> Iterator[Any]:
        if BUNDLE in paths and not dry_run:
            self.delete(BUNDLE)
            self._save(BUNDLE, ContentFile(bundled(paths).encode()))
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run, **options)


def bundled(paths: dict[str, Any]) -> str:
    """The bundle with each import replaced by the file it names; those import nothing.

    Comments are for who reads the files here: on every first view they would cost a kilobyte.
    """

    def read(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return str(file.read().decode())

    folder = PurePosixPath(BUNDLE).parent
    return COMMENT.sub("", IMPORT.sub(lambda match: read(str(folder / match[1])), read(BUNDLE)))
