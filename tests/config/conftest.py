"""The pages of ``tests.config.pages`` in place of the site's, with a head that asks no app."""

import copy
from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def pages(settings: Settings) -> None:
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    processors = templates[0]["OPTIONS"]["context_processors"]
    processors[processors.index("tasks.head.head")] = "tests.config.pages.head"
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.config.pages"
