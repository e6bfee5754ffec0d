"""What data of Scale is known by."""

from pathlib import Path

from schemactl.files.signs.scale import recognise


def test_the_keys_of_tasks_are_its_mark() -> None:
    assert recognise(Path("a"), b'[{"task_id": 1, "params": {}, "response": {}}]')
    assert recognise(Path("a"), b'{"task_id": 1, "params": {}, "project_param_version": 2}\n')
    assert not recognise(Path("a"), b'{"task_id": 1, "response": {}}\n')
    assert not recognise(Path("a"), b'"task_id" "params" "response"')
