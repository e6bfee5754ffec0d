"""Quality as recorded: what is not measured is not written."""

from schemactl.model.quality import Agreement, Confusion
from schemactl.releases.canonical import canonical_bytes


def test_a_measure_without_a_value_keeps_its_labels_in_canonical_form() -> None:
    found = Agreement(measure="krippendorff", per_label={"topic/a": None, "topic/b": "0.5"})
    assert canonical_bytes(found) == (
        b'{"measure":"krippendorff","per_label":{"topic/a":null,"topic/b":"0.5"}}\n'
    )


def test_a_confusion_is_of_two_labels() -> None:
    found = Confusion(labels=("topic/a", "topic/b"), count=2, share="0.25")
    assert Confusion.model_validate_json(found.model_dump_json()) == found
