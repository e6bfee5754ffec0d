"""Profiles: the same rules, more or less severe."""

import pytest

from schemactl.model.finding import Severity
from schemactl.model.settings import ProfileName, Settings
from schemactl.validate.profiles import (
    ADVICE,
    ALWAYS,
    REMARK,
    Levels,
    in_force,
    profile_of,
    severity,
)


@pytest.mark.parametrize(
    ("levels", "minimal", "standard", "strict"),
    [
        (ALWAYS, "error", "error", "error"),
        (ADVICE, "off", "warning", "error"),
        (REMARK, "off", "info", "warning"),
    ],
)
def test_severities_by_profile(
    levels: Levels, minimal: Severity, standard: Severity, strict: Severity
) -> None:
    profiles: tuple[ProfileName, ...] = ("minimal", "standard", "strict")
    found = [severity("r", levels, profile, Settings()) for profile in profiles]
    assert found == [minimal, standard, strict]


def test_the_settings_have_the_last_word_on_a_rule() -> None:
    settings = Settings(severity={"r": "info"})
    assert severity("r", ALWAYS, "strict", settings) == "info"


def test_a_profile_is_chosen_by_the_command_then_for_the_schema_then_for_all() -> None:
    settings = Settings(profile="minimal", profiles={"s": "strict"})
    assert profile_of("s", "standard", settings) == "standard"
    assert profile_of("s", None, settings) == "strict"
    assert profile_of("other", None, settings) == "minimal"


def test_rules_that_are_off_are_not_in_force() -> None:
    levels = {"a": ALWAYS, "b": ADVICE}
    assert in_force(levels, "minimal", Settings()) == {"a": "error"}
    assert in_force(levels, "strict", Settings(severity={"a": "off"})) == {"b": "error"}
