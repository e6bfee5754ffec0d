"""What is recorded of a run says what its report says."""

from pathlib import Path

from schemactl.migrate.recorded import run_of
from tests.migrate.answering import asked, lines
from tests.migrate.runs import a_migration


def test_the_counts_of_a_run_are_recorded(tmp_path: Path) -> None:
    run = asked(tmp_path, lines("aqqdbk"))
    migration = a_migration()
    found = run_of(run.told, migration)
    assert [pin.ref for pin in found.built_with] == [migration.start.ref, migration.end.ref]
    assert (found.run, found.plan) == (run.told["run"], migration.digest)
    assert (found.records, found.annotations) == (run.told["records"], run.told["annotations"])
    assert (found.queue, found.answered) == (2, 0)
    recode, merge, *_ = found.steps
    assert (recode.change, recode.source, recode.target) == ("recode", ("a",), ("x",))
    assert (merge.source, merge.fidelity, merge.mapped) == (("b", "c"), "lossy", 1)
    told = run.answer({"item": "i2", "label": "y"})
    again = run_of(told, migration)
    assert (again.run, again.queue, again.answered) == (found.run, 1, 1)
    assert again.output != found.output
