"""Cards: the classes in the header change, and nothing else of the file."""

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.hf_card import card_after

NAMES = {"intent": ("x", "k"), "tags": ("O", "B-x")}
CARD = b"""---
license: mit
dataset_info:
- config_name: default
  features:
  - name: text
    dtype: string
  - name: intent
    dtype:
      class_label:
        names:
          '0': a  # was first
          '1': k
  - name: tags
    sequence:
      class_label:
        names:
          '0': O
          '1': B-a
  splits:
  - name: train
    num_examples: 3
---
# The set

class_label: a stays here
"""


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_classes_become_those_of_the_release(end: bytes) -> None:
    card = CARD.replace(b"\n", end)
    expected = card.replace(b"'0': a ", b"'0': x ").replace(b"B-a", b"B-x")
    assert card_after(card, NAMES, {}) == expected
    renamed = card_after(card, NAMES, {"intent": "purpose"})
    assert renamed == expected.replace(b"name: intent", b"name: purpose")


def test_one_configuration_is_no_list() -> None:
    card = b"---\ndataset_info:\n  features:\n  - name: intent\n    dtype:\n      class_label:\n"
    card += b"        names: ['a', k]\n---\n"
    assert card_after(card, NAMES, {}) == card.replace(b"['a', k]", b"[x, k]")


@pytest.mark.parametrize("card", [b"# No header: class_label\n", b"---\nlicense: mit\n---\n", b""])
def test_a_card_without_classes_stays(card: bytes) -> None:
    assert card_after(card, NAMES, {}) == card


def test_what_cannot_be_read_or_is_unknown_is_refused() -> None:
    with pytest.raises(SchemactlError, match=r"README\.md:3: "):
        card_after(b"---\nclass_label: [\n---\n", NAMES, {})
    with pytest.raises(SchemactlError, match="classes of 'intent', which the data does not"):
        card_after(CARD, {}, {})
