"""Tests of objects that are cut from a list many at a time."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files import json_runs
from schemactl.files.json_element import Stretch, decode
from schemactl.files.json_elements import read_elements, read_stretches
from schemactl.files.json_runs import prove_json

OBJECTS = st.sampled_from(
    [
        *('{"id": 1}', '{"id": 2, "a": [{"id": 3}, {"id": 4}]}', '{"id": "}, {\\"id\\": 5"}'),
        *('{"id": 6, "b": {"id": 7}}', '{ "id":8}', '{"c": 9}', "{}", "[1, 2]", '{"id": "\\\\"}'),
    ]
)
GAPS = st.sampled_from([",", ", ", " ,\n", "," + " " * 80])


def proven(text: bytes) -> list[Any] | None:
    """Return the values in a run."""
    try:
        found: list[Any] = orjson.loads(b"[%s]" % text)
    except orjson.JSONDecodeError:
        return None
    return found if all(type(one) in (dict, list) for one in found) else None


def runs_of(path: Path, block_size: int = 2**21) -> list[Stretch]:
    return list(read_stretches(path, {"a", "b"}, block_size=block_size, proofs={"a": proven}))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(OBJECTS), GAPS, st.sampled_from([7, 50, 2**21]))
def test_runs_hold_what_is_in_a_list(
    tmp_path: Path, objects: list[str], gap: str, block_size: int
) -> None:
    path = tmp_path / "a.json"
    listed = gap.join(objects)
    path.write_text(f'{{"a": [{listed}], "b": [{listed}], "c": 0}}', encoding="utf-8")
    values, ends = [], [0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_runs, "_SIZE", 60)
        for one in runs_of(path, block_size):
            if one.key == "a":
                assert one.offset >= ends[-1]
                assert path.read_bytes()[one.offset :].startswith(one.block)
                ends.append(one.offset)
                told = one.proof or [decode(path, element) for element in one.elements()]
                assert isinstance(told, list)
                values += told
        assert values == orjson.loads(f"[{listed}]")
        # What is not wanted is gone over in the same way.
        skipped = list(read_elements(path, {"a", "b"}, {"c"}, block_size))
    assert [(element.key, element.raw) for element in skipped] == [("c", b"0")]


def test_most_objects_stand_in_runs(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    objects = [{"id": at, "more": "x" * 30} for at in range(50_000)]
    path.write_bytes(orjson.dumps({"a": objects, "b": objects[:3]}))
    found = [one for one in runs_of(path) if one.key == "a"]
    assert all(one.proof is not None for one in found)
    assert len(found) < 10
    assert sum(len(one.proof) for one in found if isinstance(one.proof, list)) == len(objects)


def test_lines_are_counted_over_runs(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    objects = b",\n".join(b'{"id": %d}' % at for at in range(90_000))
    path.write_bytes(b'\n\n{"a": [%s], "b": [{"id": x}]}' % objects)
    found = runs_of(path, 2**15)
    assert found[0].line == 3
    for one in found[1:]:
        assert one.line == 1 + path.read_bytes()[: one.offset].count(b"\n")
    with pytest.raises(SchemactlError, match=":90002:30: not valid JSON"):
        decode(path, found[-1].element(0))


@pytest.mark.parametrize("between", ["", ";", ",,", "1", ", 1,"])
def test_what_stands_between_objects_is_refused(tmp_path: Path, between: str) -> None:
    path = tmp_path / "a.json"
    listed = ", ".join(['{"id": 1}'] * 9)
    path.write_text(f'{{"a": [{listed}{between}{listed}]}}', encoding="utf-8")
    with pytest.raises(SchemactlError, match=r"1:10\d: not valid JSON"):
        runs_of(path)


def test_only_the_inner_text_of_a_list_is_proven() -> None:
    assert prove_json(b'{"a": 1}, {}') is not None
    assert prove_json(b'{"a": 1}, {}], [{}') is None
    assert prove_json(b"[" * 3000 + b"]" * 3000) is None
