"""Tests of spellings."""

from typing import Any

import pytest

from schemactl.data.options import LabelForm
from schemactl.data.spelling import Spellings, spelled, task_readings
from schemactl.model.label import Label
from schemactl.model.release import SchemaRelease
from schemactl.model.schema import Task
from schemactl.model.taxonomy import Taxonomy


def intent(release: SchemaRelease, form: LabelForm, separator: str | None = None) -> Spellings:
    return task_readings(release.schema, form, separator)["intent"].spellings


@pytest.mark.parametrize(
    ("form", "written", "meant"),
    [
        ("id", "refund", "refund"),
        ("id", "REFUND", "refund"),
        ("id", "Refund", None),
        ("id", "billing ", None),
        ("name", "Billing dispute", "billing"),
        ("name", "REFUND", "refund"),
        ("name", "billing", "billing"),
        ("index", "2", "refund"),
        ("index", "1", None),
        ("index", "refund", None),
        ("position", "1", "refund"),
        ("position", "2", "old"),
        ("position", "3", None),
    ],
)
def test_the_form_decides(
    release: SchemaRelease, form: LabelForm, written: str, meant: str | None
) -> None:
    assert intent(release, form).resolve(written) == meant


def test_paths_lead_through_groups(release: SchemaRelease) -> None:
    assert intent(release, "id", ">").resolve("money>refund") == "refund"
    assert intent(release, "name", " > ").resolve("Money > Billing dispute") == "billing"


def test_unknown_spellings_are_explained(release: SchemaRelease) -> None:
    spellings = intent(release, "id")
    assert spellings.explain("refnd") == (
        "task `intent` has no label 'refnd'; did you mean `refund`?"
    )
    assert spellings.explain("zzz") == "task `intent` has no label 'zzz'"
    assert spellings.explain("thanks") == ("label 'thanks' of task `intent` was retired in 2.0.0")


def test_a_name_of_two_labels_is_none() -> None:
    labels = (Label(id="x", name="Same"), Label(id="y", name="Same"))
    task = Task(id="t", type="classification", labels=labels)
    spellings = Spellings(Taxonomy(task), {}, "name")
    assert spellings.resolve("Same") is None
    assert spellings.explain("Same") == "several labels of task `t` are named 'Same'"


@pytest.mark.parametrize(
    ("value", "expected"), [("a", "a"), (1, "1"), (True, "true"), (1.0, None), ({}, None)]
)
def test_numbers_and_flags_are_looked_up_as_text(value: Any, expected: str | None) -> None:
    assert spelled(value) == expected


def test_a_label_in_another_place_is_told_where_it_stands(release: SchemaRelease) -> None:
    found = intent(release, "name", "/").explain("Refund wish/Refund")
    assert found == (
        "no label of task `intent` stands at 'Refund wish/Refund'; `Refund` stands at Money/Refund"
    )
