"""Tests of what `--layout` says."""

import pytest

from schemactl.data.wide_layout import WideLayout, parse_layout
from schemactl.errors import SchemactlError


def test_columns_stand_for_their_own_name_or_another() -> None:
    expected = WideLayout("votes", "intent", (("refund", "n_refund"), ("old", "old")))
    assert parse_layout("votes:intent=refund@n_refund,old") == expected
    assert parse_layout("annotators=ann,ben").task is None


@pytest.mark.parametrize("text", ["votes", "wide=a", "flags=", "flags=a,,b", "flags=a@", "=a"])
def test_what_is_no_layout_is_refused(text: str) -> None:
    with pytest.raises(SchemactlError, match="is not understood") as raised:
        parse_layout(text)
    assert "annotators, votes, flags" in raised.value.hint
