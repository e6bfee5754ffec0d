"""Said: everything that is registered takes actor, note, reason, date and evidence."""

from schemactl.service import said


def test_everything_takes_what_may_be_said_of_all() -> None:
    kinds = [one for name, one in vars(said).items() if name.endswith("Said")]
    assert len(kinds) >= 7
    for kind in kinds:
        assert {"actor", "note", "reason", "as_of", "evidence"} <= kind.__annotations__.keys()
