"""Evaluation: what nobody predicted has no precision, and is not written."""

from schemactl.model.evaluation import Evaluation, LabelScore
from schemactl.releases.canonical import canonical_bytes


def test_what_is_undefined_is_not_written() -> None:
    found = Evaluation(
        dataset="dataset:t@1", answers=1, labels={"a": {"b": LabelScore(missed=1, recall="0")}}
    )
    assert canonical_bytes(found) == (
        b'{"answers":1,"dataset":"dataset:t@1","labels":{"a":{"b":{"missed":1,"recall":"0"}}}}\n'
    )
