"""What the marks of a guideline say about its pages."""

from typing import Any

import pytest

from schemactl.diff.guideline_verdict import judge_guideline
from schemactl.diff.guidelines import compare_guidelines
from tests.diff.test_guidelines import a_ruling, content

OLD = content()
NEW_PAGE = {"index.md": "One.\nThree.\n"}


def mark(**fields: Any) -> dict[str, Any]:
    return {"effect": "clarify", "because": "Law.", **fields}


@pytest.mark.parametrize(
    ("changes", "bump", "annotations", "labels"),
    [
        ([], "major", "undecided", ()),
        ([mark(page="other.md")], "major", "undecided", ()),
        ([mark(page="index.md")], "patch", "keep", ()),
        ([mark()], "patch", "keep", ()),
        ([mark(effect="narrow", labels=["a"])], "major", "review", ("a",)),
        ([mark(effect="widen", labels=["a"])], "major", "review", ("a",)),
        ([mark(effect="shift", labels=["a"])], "major", "relabel", ("a",)),
    ],
)
def test_a_page_is_judged_by_its_marks(
    changes: list[Any], bump: str, annotations: str, labels: tuple[str, ...]
) -> None:
    new = content(NEW_PAGE, changes=changes)
    verdict = judge_guideline(compare_guidelines(OLD, new), OLD.guideline, new.guideline)
    (found,) = verdict.judgements
    assert (found.bump, found.annotations, found.labels) == (bump, annotations, labels)
    assert bool(found.missing) is not found.declared
    assert verdict.minimum_bump == bump


def test_a_new_ruling_is_a_patch_and_a_turned_one_needs_a_mark() -> None:
    one, other = content(rulings=(a_ruling(),)), content(rulings=(a_ruling(use="b"),))
    verdict = judge_guideline(compare_guidelines(OLD, one), OLD.guideline, one.guideline)
    assert verdict.minimum_bump == "patch"
    verdict = judge_guideline(compare_guidelines(one, other), one.guideline, other.guideline)
    assert [j.declared for j in verdict.judgements] == [False]


def test_below_one_a_major_edit_is_minor() -> None:
    old, new = content(version="0.1.0"), content(NEW_PAGE, version="0.2.0")
    verdict = judge_guideline(compare_guidelines(old, new), old.guideline, new.guideline)
    assert verdict.minimum_bump == "minor"
