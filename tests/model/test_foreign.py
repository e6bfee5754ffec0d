"""Foreign ids: what other tools call data and runs, in canonical bytes."""

import pytest
from pydantic import ValidationError

from schemactl.model.foreign import ForeignId
from schemactl.releases.canonical import canonical_bytes


def test_what_a_tool_does_not_say_is_not_written() -> None:
    found = ForeignId(system="dvc", kind="data", id="data/cards.csv")
    assert canonical_bytes(found) == b'{"id":"data/cards.csv","kind":"data","system":"dvc"}\n'


def test_a_foreign_id_is_of_a_known_kind() -> None:
    with pytest.raises(ValidationError):
        ForeignId.model_validate({"system": "dvc", "kind": "person", "id": "x"})
