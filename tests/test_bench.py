"""The bench compares like with like only if its copies of a commune are true ones."""

from bench.communes import copy_everything
from plans.models import Agency, Locality, Officer, Plan
from tasks.models import StatusUpdate, Task, TaskParty, TaskYear
from tests import factories as make
from tests.cast import Cast


def test_copies_of_a_commune_are_worlds_of_their_own(cast: Cast):
    hamlet = make.make_locality(name="Ấp 1", parent=cast.home, level=Locality.Level.HAMLET)
    make.make_update(task_year=cast.task_year, author=cast.officer)
    models = (Locality, Agency, Officer, Plan, Task, TaskParty, TaskYear, StatusUpdate)
    before = {model: model._base_manager.count() for model in models}

    n_rows = copy_everything(times=4)

    assert {model: model._base_manager.count() for model in models} == {
        model: 5 * count for model, count in before.items()
    }
    assert n_rows >= 4 * sum(before.values())
    assert list(Task.objects.visible_to(cast.officer)) == [cast.task]
    copies = Task.objects.exclude(pk=cast.task.pk)
    assert {task.plan.locality_id for task in copies}.isdisjoint({cast.home.pk})
    copied_hamlets = Locality.objects.filter(name__startswith="Ấp 1").exclude(pk=hamlet.pk)
    for row in copied_hamlets.select_related("parent"):
        assert row.parent is not None
        assert row.path == f"{row.parent.path}{row.pk:07d}"
        assert row.name.removeprefix("Ấp 1") == row.parent.name.removeprefix("Xã Tân Biên")
