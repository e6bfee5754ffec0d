"""A record's rules: as lines and as JSON, ambiguity in both."""

from schemactl.cli.record_text import record_as_json, record_as_text
from schemactl.model.annotation import Annotation
from schemactl.registry.in_force import InForce, Rules

ONE = Rules("schema:s@1.0.0", None)
OTHER = Rules("schema:s@2.0.0", "guideline:s@2.0.0")
CLEAR = InForce(Annotation("i", "t", "a"), "dataset", (ONE,))
UNCLEAR = InForce(Annotation("i", "t", "b", at="2026-02-01"), "deployment", (ONE, OTHER))


def test_lines_say_what_held_and_how_that_is_known() -> None:
    assert list(record_as_text("i", [CLEAR, UNCLEAR])) == [
        "\x1b[1mrules in force for i\x1b[0m",
        "  t/a  schema:s@1.0.0, no guideline, as the whole dataset",
        "  t/b at 2026-02-01  schema:s@1.0.0, no guideline or schema:s@2.0.0, guideline:s@2.0.0, "
        "by the deployment at its time\x1b[33m  ambiguous\x1b[0m",
        "",
    ]


def test_json_has_every_candidate() -> None:
    found = record_as_json("i", [CLEAR, UNCLEAR])["record"]
    assert (found["item"], found["ambiguous"]) == ("i", True)
    assert [one["ambiguous"] for one in found["annotations"]] == [False, True]
    assert found["annotations"][1]["rules"] == [ONE._asdict(), OTHER._asdict()]
    assert found["annotations"][1]["source"] == "deployment"
