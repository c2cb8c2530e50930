"""Inside the rosters: models, access, what pages share, the folders of pages; no circles."""

from __future__ import annotations

from graphlib import TopologicalSorter

from tests.test_project import imports_of, modules

MODULES = {name: path for name, path in modules().items() if name.startswith("mediators.")}
# Lower ones never import higher ones. What is not named here is a folder of pages.
FLOORS = {
    "models": 0,
    "groups": 1,
    "law": 1,
    "hamlets": 1,
    "access": 2,
    "common": 3,
    "filters": 3,
    "communes": 4,
    "registers": 5,
    "admin": 7,
    "apps": 7,
    "sample": 7,
    "urls": 7,
}
FOLDERS = 6
OPEN_TO_ALL = {"people", "teams"}


def part(module: str) -> str:
    return module.split(".")[1]


def imported_modules(module: str) -> set[str]:
    """Modules of the rosters that it imports, itself left out."""
    found = set()
    for name in imports_of(MODULES[module]):
        while name and name not in MODULES:
            name = name.rpartition(".")[0]  # noqa: PLW2901 -- up to the module that holds it
        found.add(name)
    return found - {"", module}


def is_allowed(importer: str, imported: str) -> bool:
    here, there = part(importer), part(imported)
    above, below = FLOORS.get(here, FOLDERS), FLOORS.get(there, FOLDERS)
    if here == there or below < above:
        return True
    return above == below == FOLDERS and there in OPEN_TO_ALL


def test_modules_of_the_rosters_import_what_is_below_them():
    wrong = [
        f"{module} imports {imported}"
        for module in MODULES
        if "migrations" not in module
        for imported in imported_modules(module)
        if not is_allowed(module, imported)
    ]
    assert wrong == []


def test_modules_of_the_rosters_run_in_no_circle():
    graph = {module: imported_modules(module) for module in MODULES}
    order = list(TopologicalSorter(graph).static_order())  # raises CycleError
    assert set(order) == set(MODULES)
