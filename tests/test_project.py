"""What must hold for the project as a whole: layers, settings, files."""

import ast
import functools
import itertools
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import get_template

from config.clock import today
from tests import clock

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static").rglob("*.css"))
NOT_OURS = {".git", ".hypothesis", ".venv", "var", "__pycache__"}


def in_root(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Layers: whoever reads one module may trust that nothing below it reaches up.

GROUND, FOLDERS, ROOF = range(3)
EACH_PAGE_OR_ACT = "*"  # every folder that is not named
# The apps, lowest first; in an app its storeys, in a storey its rows, lowest first. A module may
# import
#   - all of its own folder, but nothing else that stands in its row;
#   - what stands in the rows below, of its app;
#   - of the apps below, what stands no storey higher than itself, but nothing of their roofs.
# On a roof stands what Django or a person calls by name. Settings and addresses of the site name
# every app in strings, and import none.
HOUSE: dict[str, dict[int, list[str]]] = {
    "config": {
        GROUND: [
            "address catalogue clock formats forms http locks money posted working_days",
            "filters versioned",
            "register",
        ],
        ROOF: ["accounts admin_site apps middleware static templatetags wsgi", "settings urls"],
    },
    "plans": {
        GROUND: [
            "days text",
            "office",
            "document",
            "models",
            "admin_kit edits groups migrations",
        ],
        ROOF: ["admin apps backends"],
    },
    "mediators": {
        GROUND: [
            "models",
            "groups hamlets law migrations",
            "access",
            "common filters",
            "communes",
            "registers",
        ],
        FOLDERS: ["people", "teams", EACH_PAGE_OR_ACT],
        ROOF: ["admin apps urls"],
    },
    "tasks": {
        GROUND: ["groups states", "models", "migrations", "access", "board"],
        FOLDERS: ["documents", "cell", EACH_PAGE_OR_ACT],
        ROOF: ["admin apps head sample urls", "management"],
    },
}
APPS = list(HOUSE)
PLACES = {
    (app, part): (storey, row)
    for app, storeys in HOUSE.items()
    for storey, rows in storeys.items()
    for row, parts in enumerate(rows)
    for part in parts.split()
}
# Of the request of a signed-in person the type checker must know that its user is an officer.
UPWARD_FOR_THE_TYPE_CHECKER = ["config.http imports plans.models.Officer"]


def modules() -> dict[str, Path]:
    found = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports_of(path: Path, *, at_run_time: bool = False) -> Iterator[str]:
    """Names imported anywhere in a module; at run time, without those for the type checker alone.

    Relative imports are refused by lint.
    """
    nodes = list(ast.walk(parsed(path)))
    blocks = [n for n in nodes if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    for_the_checker = {id(inner) for block in blocks for inner in block.body}
    for node in nodes:
        if at_run_time and id(node) in for_the_checker:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # "from tasks import access" names a module, "from tasks.access import x" a thing in it
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def place(module: str) -> tuple[int, int]:
    """Storey and row of a module in its app."""
    app, part = [*module.split("."), ""][:2]
    return PLACES.get((app, part)) or PLACES[app, EACH_PAGE_OR_ACT]


def is_allowed(importer: str, imported: str) -> bool:
    here, there = importer.split(".")[:2], imported.split(".")[:2]
    if there[0] in {"tests", "bench"}:
        return False
    if there[0] not in HOUSE or here == there:
        return True
    if here[0] == there[0]:
        return place(imported) < place(importer)
    storey = place(imported)[0]
    return (
        APPS.index(there[0]) < APPS.index(here[0])
        and storey != ROOF
        and storey <= place(importer)[0]
    )


@pytest.mark.parametrize(
    ("importer", "imported", "expected"),
    [
        # from app to app
        ("tasks.grid.page", "plans.models.Plan", True),
        ("plans.models.plans", "tasks.models.Task", False),
        ("config.http", "plans.models.Officer", False),
        ("tasks.cell.rosters", "mediators.statistics.reader", True),
        ("mediators.statistics.reader", "tasks.cell.rosters", False),
        ("tasks.board.load", "mediators.statistics.reader", False),
        ("tasks.models.tasks", "mediators.people.services", False),
        ("mediators.admin", "plans.admin_kit.Admin", True),
        ("mediators.admin", "plans.admin", False),
        ("tasks.models.tasks", "config.settings", False),
        ("plans.text", "tests.factories", False),
        ("tasks.management.commands.load_sample", "bench.days", False),
        # from the ground of an app to its roof
        ("tasks.models.years", "tasks.states.State", True),
        ("tasks.states", "tasks.models.TaskYear", False),
        ("tasks.models.years", "tasks.access", False),
        ("tasks.access", "tasks.board.board", False),
        ("tasks.grid.page", "tasks.board.board.Board", True),
        ("tasks.board.board", "tasks.grid.page", False),
        ("tasks.grid.views", "tasks.urls", False),
        ("tasks.grid.views", "tasks.sample.load", False),
        ("tasks.management.commands.load_sample", "tasks.sample.load", True),
        ("plans.document.reader", "plans.models.Plan", False),
        ("config.forms", "config.register", False),
        # from folder to folder
        ("tasks.grid.page", "tasks.grid.papers", True),
        ("tasks.grid.page", "tasks.meeting.page", False),
        ("tasks.grid.page", "tasks.cell.page", True),
        ("tasks.cell.page", "tasks.grid.page", False),
        ("tasks.cell.services", "tasks.documents.services", True),
        ("tasks.documents.services", "tasks.cell.services", False),
        ("mediators.pay.views", "mediators.cases.ledger", False),
        ("mediators.pay.views", "mediators.teams.page", True),
        ("mediators.teams.page", "mediators.people.services", True),
        ("mediators.people.services", "mediators.teams.page", False),
    ],
)
def test_the_rule_of_layers_tells_up_from_down(importer, imported, expected):
    assert is_allowed(importer, imported) is expected


def test_every_part_of_an_app_has_its_place_in_the_table():
    parts = {
        (app, path.stem, path.is_dir())
        for app in APPS
        for path in (ROOT / app).iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").is_file()
    }
    nowhere = [
        f"{app}.{part}"
        for app, part, is_folder in sorted(parts)
        if (app, part) not in PLACES and not (is_folder and (app, EACH_PAGE_OR_ACT) in PLACES)
    ]
    gone = set(PLACES) - {one[:2] for one in parts} - {(app, EACH_PAGE_OR_ACT) for app in APPS}
    assert (nowhere, gone) == ([], set())


def test_apps_themselves_are_empty_modules():
    assert [app for app in APPS if (ROOT / app / "__init__.py").read_text()] == []


def imports_that_go_up(*, at_run_time: bool) -> list[str]:
    return [
        f"{module} imports {imported}"
        for module, path in modules().items()
        for imported in imports_of(path, at_run_time=at_run_time)
        if not is_allowed(module, imported)
    ]


def test_imports_go_one_way():
    assert imports_that_go_up(at_run_time=True) == []


def test_imports_for_the_type_checker_go_one_way_too():
    assert imports_that_go_up(at_run_time=False) == UPWARD_FOR_THE_TYPE_CHECKER


def run_by(module: str, known: Mapping[str, Path]) -> set[str]:
    """The modules that its imports run: those named, and the packages that these lie in."""
    found = set()
    for imported in imports_of(known[module], at_run_time=True):
        name = imported
        while name not in known and name:
            name = name.rpartition(".")[0]  # "plans.models.Plan" is a thing in "plans.models"
        found.add(name)
        around = itertools.accumulate(name.split("."), "{}.{}".format)
        found |= {one for one in around if not f"{module}.".startswith(f"{one}.")}
    return (found & known.keys()) - {module}


def test_imports_run_in_no_circle():
    known = modules()
    graph = {module: run_by(module, known) for module in known}
    assert len(list(TopologicalSorter(graph).static_order())) == len(known)  # or CycleError


def test_no_module_is_imported_by_a_name_in_a_string():
    by_name = r"\b(import_module|import_string|__import__)\b"
    files = ((in_root(path), path.read_text()) for path in modules().values())
    assert lines_with(by_name, files) == []


def test_reader_of_documents_and_guard_of_uploads_know_no_django():
    pure = ("plans.document", "plans.office.guard")
    wrong = [
        f"{module} imports {imported}"
        for module, path in modules().items()
        if module.startswith(pure)
        for imported in imports_of(path)
        if imported.split(".")[0] in {"django", "config", "tasks", "mediators"}
        or (imported.startswith("plans.") and not imported.startswith(pure))
    ]
    assert wrong == []


# The clock: today and now come from one place, so that a test can set them

MACHINE_CLOCK = {"localdate", "localtime", "now", "today", "utcnow", "time"}


def asked_clocks(path: Path) -> Iterator[str]:
    """Calls that read the machine's clock: "timezone.now()", "date.today()", "localdate()"."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute) and node.attr in MACHINE_CLOCK:
            owner = ast.unparse(node.value)
            if owner in {"timezone", "dt.date", "dt.datetime", "date", "datetime", "time"}:
                yield f"{owner}.{node.attr}"


def test_no_module_but_the_clock_asks_the_machine():
    wrong = [
        f"{module} asks {asked}"
        for module, path in modules().items()
        if module != "config.clock"
        for asked in asked_clocks(path)
        if asked != "timezone.localtime"  # of an instant that it is given
    ]
    assert wrong == []


def test_local_time_is_always_that_of_a_given_instant():
    wrong = [
        in_root(path)
        for path in modules().values()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "timezone.localtime"
        and not node.args
    ]
    assert wrong == []


def test_process_of_a_test_stands_on_the_day_of_the_tests():
    assert today() == clock.TODAY


def test_process_that_a_test_starts_stands_on_that_day_too():
    ask = "from config.clock import today; print(today())"
    done = manage("shell", "--verbosity", "0", "--command", ask)
    assert done.stdout.strip() == clock.TODAY.isoformat()


def test_tests_start_processes_under_their_clock():
    start_them = {"clock.py", "days.py", "newest.py"}
    wrong = [
        in_root(path)
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path.name not in start_them and "sys." + "executable" in path.read_text()
    ]
    assert wrong == []


# Settings


def variables_of_settings() -> set[str]:
    """Names in the table at the top of the settings."""
    tree = ast.parse((ROOT / "config/settings.py").read_text())
    [table] = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "environ.Env"
    ]
    return {keyword.arg for keyword in table.keywords if keyword.arg}


def test_each_variable_is_told_in_the_example():
    example = (ROOT / ".env.example").read_text()
    told = re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE)
    assert sorted(told) == sorted(variables_of_settings())


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        clock.command("manage.py", *arguments),
        cwd=ROOT,
        env=os.environ
        | {"DATABASE_URL": "sqlite://:memory:", "DJANGO_ALLOW_ASYNC_UNSAFE": ""}
        | environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_deployment_check_is_silent_with_production_settings():
    secret = "0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    done = manage(
        "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=secret, DEBUG="0", PLAIN_HTTP="0"
    )
    assert done.stderr == ""
    assert done.stdout == "System check identified no issues (0 silenced).\n"
    assert done.returncode == 0


def test_missing_secret_key_stops_the_start_by_name():
    done = manage("check", SECRET_KEY="", DEBUG="0")
    assert done.returncode != 0
    assert "SECRET_KEY is not set" in done.stderr.splitlines()[-1]


def test_models_have_their_migrations(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# Files


def own_files() -> Iterator[tuple[str, str]]:
    """Path and text of every text file of the project."""
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in NOT_OURS and not name.endswith("_cache")]
        for name in set(names) - NOT_OURS:  # in a second worktree .git is a file
            path = Path(folder, name)
            try:
                yield in_root(path), path.read_text()
            except UnicodeDecodeError:
                continue


def lines_with(pattern: str, files: Iterator[tuple[str, str]]) -> list[str]:
    return [
        f"{name}: {line.strip()}"
        for name, text in files
        for line in text.splitlines()
        if re.search(pattern, line)
    ]


def test_no_file_names_a_package_registry():
    hosts = r"pypi\.(org|python)|python{}hosted|npm{}js\.|index-{}url\s*=".replace("{}", "()")
    found = lines_with(hosts, (one for one in own_files() if one[0] != "Makefile"))
    assert found == []


def test_lock_files_name_no_host():
    locks = ((in_root(path), path.read_text()) for path in ROOT.glob("*.lock"))
    assert lines_with(r"https?:|file:", locks) == []


def test_no_file_names_a_path_of_one_machine():
    assert lines_with(r"(?<![\w.])/(work|root|home|Users)/\w", own_files()) == []


def test_every_template_compiles():
    for path in TEMPLATES:
        get_template(path.relative_to(ROOT / "templates").as_posix())


def test_no_line_of_a_template_is_over_160_characters():
    files = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    long = [
        f"{in_root(path)}:{number}"
        for path in sorted(files)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > 160
    ]
    assert files
    assert long == []


def test_every_static_file_named_in_a_template_exists():
    named = {
        (in_root(path), name)
        for path in TEMPLATES
        for name in re.findall(r"""\{%\s*static\s+["']([^"']+)["']""", path.read_text())
    }
    assert [one for one in sorted(named) if finders.find(one[1]) is None] == []


def test_every_script_imported_by_a_script_exists():
    wrong = [
        f"{in_root(path)}: {name}"
        for path in sorted((ROOT / "static").rglob("*.js"))
        for name in re.findall(r"""(?:from|import)\s*\(?["'](\.[^"']+)["']""", path.read_text())
        if not (path.parent / name).resolve().is_file()
    ]
    assert wrong == []


def test_templates_carry_no_style_and_no_script_of_their_own():
    inline = r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:"
    assert lines_with(inline, ((in_root(path), path.read_text()) for path in TEMPLATES)) == []


COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\("
    r"|:[^;{}]*(?<![\w-])(?:black|white|red|green|blue|gr[ae]y|silver|gold|teal|navy|orange|yellow)"
    r"(?![\w-])",
    re.IGNORECASE,
)


def colours_in(style: str) -> list[str]:
    without_comments = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return [found.strip() for found in COLOUR.findall(without_comments)]


def test_the_rule_of_colours_finds_each_way_to_name_one():
    style = "a{color:#fff}b{color:rgb(0 0 0)}c{border:1px solid red}d{color:var(--red)}/* #abc */"
    assert colours_in(style) == ["#fff", "rgb(", ":1px solid red"]


def test_tokens_alone_name_colours():
    wrong = {
        in_root(path): colours
        for path in STYLES
        if path.name != "tokens.css" and (colours := colours_in(path.read_text()))
    }
    assert wrong == {}


def test_templates_name_no_colour():
    attribute = r"""\b(fill|stroke|stop-color|color|bgcolor)=["'](?!none|currentColor|url)"""
    assert lines_with(attribute, ((in_root(path), path.read_text()) for path in TEMPLATES)) == []


EXTENDS = re.compile(r"\A\{% extends [^%]+%\}\n")


def test_fragments_and_components_begin_with_what_they_need():
    silent = [
        in_root(path)
        for path in TEMPLATES
        if (path.name.startswith("_") or path.parent.name == "components")
        and not EXTENDS.sub("", path.read_text()).startswith(
            ("{# Needs: ", "{% comment %}\nNeeds: ")
        )
    ]
    assert silent == []
