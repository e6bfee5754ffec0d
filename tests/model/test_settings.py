"""Settings: every key has a default, and wrong ones are refused."""

import pytest
from pydantic import ValidationError

from schemactl.model.settings import Settings


def test_nothing_needs_to_be_set() -> None:
    settings = Settings()
    assert (settings.profile, settings.actor, settings.registry.url) == ("standard", None, None)


def test_a_suppression_has_a_reason() -> None:
    with pytest.raises(ValidationError, match="because"):
        Settings.model_validate({"suppressions": [{"rule": "missing-definition"}]})


@pytest.mark.parametrize(
    "wrong",
    [
        {"profile": "lax"},
        {"profiles": {"Bad": "strict"}},
        {"profiles": {"s": "lax"}},
        {"severity": {"missing-definition": "fatal"}},
        {"approvals": {"huge": ["expert"]}},
        {"registry": "sqlite://"},
        {"suppressions": [{"rule": "r", "because": "x", "until": "soon"}]},
        {"profil": "strict"},
    ],
)
def test_what_is_wrong_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(wrong)
