"""Whatever an entry can say is hashed: a field that were not would fail here."""

from typing import Any

import pytest
from pydantic import BaseModel

from schemactl.model.foreign import ForeignId
from schemactl.model.lineage import Checkpoint, Entry, Pin
from schemactl.registry.content import NOUNS
from schemactl.registry.ledger import seal
from schemactl.releases.canonical import canonical_bytes, plain_data
from tests.registry.samples import SAMPLES


@pytest.mark.parametrize(
    "noun", [*NOUNS.values(), Pin, ForeignId, Checkpoint], ids=lambda noun: noun.__name__
)
def test_every_field_that_is_said_is_in_the_bytes(noun: type[BaseModel]) -> None:
    sample = SAMPLES[noun]
    assert isinstance(sample, noun)
    written = plain_data(sample)
    # Defaults are not written: a field that is missing here has no value of its own in the sample.
    assert written.keys() == noun.model_fields.keys()
    for name in written:
        without = {key: value for key, value in written.items() if key != name}
        assert canonical_bytes(without) != canonical_bytes(sample), name


def entry(**said: Any) -> Entry:
    return Entry(**{"seq": 1, "kind": "model", "ref": "model:a@1", "content": {}, **said})


@pytest.mark.parametrize("field", Entry.model_fields)
def test_every_part_of_an_entry_changes_its_hash(field: str) -> None:
    other = getattr(SAMPLES[Entry], field)
    assert seal(entry()).hash != seal(entry(**{field: other})).hash
