"""What the last release leaves behind: retired spellings and indexes, and who continues whom."""

from schemactl.model.label import Label
from schemactl.model.migration import Migration
from schemactl.model.release import ReleasedSchema, RetiredLabel
from schemactl.model.retired import Retired, before
from schemactl.model.schema import Task

RELEASED = ReleasedSchema(
    schemactl=1,
    name="s",
    version="1.0.0",
    tasks=(
        Task(
            id="t",
            type="classification",
            labels=(
                Label(id="kept", index=0),
                Label(id="bug", index=1, aliases=("BUG",)),
                Label(id="gone", index=2, aliases=("GONE",)),
            ),
        ),
    ),
    tombstones={"t": (RetiredLabel(id="old", aliases=("OLD",), index=7, retired_in="0.5.0"),)},
)
MIGRATION = Migration.model_validate(
    {
        "schemactl": 1,
        "from": {"schema": "s", "version": "1.0.0"},
        "to": {"schema": "s", "version": "2.0.0"},
        "steps": [{"change": "recode", "from": "bug", "to": "defect"}],
    }
)


def test_what_is_gone_stays_taken() -> None:
    known = before(RELEASED, "t", {"kept", "defect"}, MIGRATION, "2.0.0")
    assert known.spellings["OLD"] == Retired("old", "0.5.0")
    assert known.spellings["GONE"] == Retired("gone", "2.0.0")
    assert known.indexes == {7: Retired("old", "0.5.0"), 2: Retired("gone", "2.0.0")}
    assert "kept" not in known.spellings


def test_a_recoded_label_continues_the_old_one() -> None:
    known = before(RELEASED, "t", {"kept", "defect"}, MIGRATION, "2.0.0")
    same = known.same("defect")
    assert same is not None
    assert same.id == "bug"
    assert known.same("new") is None
    unmoved = before(RELEASED, "t", {"kept"}, None, "2.0.0")
    assert unmoved.same("defect") is None
    assert unmoved.indexes[1].label == "bug"


def test_a_new_task_has_no_past() -> None:
    known = before(RELEASED, "other", {"x"}, MIGRATION, "2.0.0")
    assert not known.labels
    assert not known.spellings
