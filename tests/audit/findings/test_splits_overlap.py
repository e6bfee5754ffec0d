"""Test splits that models have seen."""

from schemactl.audit.findings import splits_overlap as finding
from schemactl.model.lineage import Content
from schemactl.model.shared import Overlap
from tests.audit.findings.records import a_dataset, a_model, a_record, messages, pins

WHOLE = pins("dataset:d@1")
SPLITS: dict[str, Content] = {
    "dataset:d@1": a_dataset(labels="1"),
    "dataset:d@train": a_dataset(labels="2", split="train", split_of=WHOLE),
    "dataset:d@test": a_dataset(labels="3", split="test", split_of=WHOLE),
}


def test_training_on_the_training_split_is_fine() -> None:
    assert messages(finding, a_record({**SPLITS, "model:m@1": a_model("dataset:d@train")})) == []


def test_training_on_the_test_split_is_found() -> None:
    record = a_record({**SPLITS, "model:m@1": a_model("dataset:d@train", "dataset:d@test")})
    message = "it was trained on dataset:d@test, which is a split to test on (3 records)"
    assert messages(finding, record) == [("model:m@1", message)]


def test_training_on_the_whole_is_found() -> None:
    record = a_record({**SPLITS, "model:m@1": a_model("dataset:d@1")})
    message = "it was trained on dataset:d@1, of which dataset:d@test is a split to test on"
    assert messages(finding, record) == [("model:m@1", message)]


def test_equal_rows_are_found() -> None:
    twin = a_dataset(labels="2", split="test", split_of=WHOLE)
    record = a_record({**SPLITS, "dataset:d@twin": twin})
    message = "it has the same rows as dataset:d@train, a split to train on"
    assert messages(finding, record) == [("dataset:d@twin", message)]


def test_items_and_texts_in_both_are_found() -> None:
    shared = Overlap(other="dataset:d@train", items=2, texts=5)
    test = a_dataset(labels="4", split="test", split_of=WHOLE, overlaps=(shared,))
    record = a_record({**SPLITS, "dataset:d@late": test})
    message = (
        "it shares 2 items and 5 texts, or nearly so, with dataset:d@train, a split to train on"
    )
    assert messages(finding, record) == [("dataset:d@late", message)]
    for said in (
        Overlap(other="dataset:d@train", items=0),
        Overlap(other="dataset:d@test", items=9),
    ):
        test = a_dataset(labels="4", split="test", split_of=WHOLE, overlaps=(said,))
        assert messages(finding, a_record({**SPLITS, "dataset:d@late": test})) == []


def test_what_the_training_split_was_found_to_share_is_of_the_test_split() -> None:
    shared = Overlap(other="dataset:d@test", items=None, texts=1)
    train = a_dataset(labels="4", split="train", split_of=WHOLE, overlaps=(shared,))
    record = a_record({**SPLITS, "dataset:d@late": train})
    message = "it shares 1 text, or nearly so, with dataset:d@late, a split to train on"
    assert messages(finding, record) == [("dataset:d@test", message)]
