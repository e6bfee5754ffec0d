"""Pages of rules: found by name, and summed up in one sentence."""

import pytest

from schemactl.errors import SchemactlError
from schemactl.validate.catalog import all_levels
from schemactl.validate.explanation import description, kinds, page, summary


def test_the_summary_is_the_first_sentence() -> None:
    assert summary("not-utf-8") == "Every file is UTF-8, with or without a byte order mark."
    assert summary("missing-definition") == "Every label that is in use has a definition."


@pytest.mark.parametrize("name", list(all_levels()))
def test_the_description_says_what_and_why_on_a_line_that_code_scanning_can_hold(name: str) -> None:
    found = description(name)
    assert found.startswith(summary(name).removesuffix("."))
    assert len(found) > len(summary(name))
    assert len(found) <= 1024
    assert "\n" not in found
    assert "##" not in found


def test_an_unknown_rule_gets_the_nearest_one() -> None:
    with pytest.raises(SchemactlError) as caught:
        page("not-utf8")
    assert caught.value.hint == "did you mean `not-utf-8`?"


def test_every_rule_examines_something() -> None:
    assert {name for rules in kinds().values() for name in rules} == set(all_levels())
    assert list(kinds()) == ["every file", "schemas", "guidelines", "releases and suppressions"]
