"""Tests of what exporters share."""

from schemactl.exchange.exporter import Exported, Limits


def test_a_format_has_no_limits_unless_it_says_so() -> None:
    assert Limits() == (None, None, None)
    assert Exported(b"x").losses == ()
