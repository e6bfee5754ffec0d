"""The time of day, which SOURCE_DATE_EPOCH can set."""

import re

import pytest

from schemactl.cli.clock import now, today
from schemactl.errors import SchemactlError


def test_the_epoch_sets_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert (now(), today()) == ("2001-09-09T01:46:40Z", "2001-09-09")


def test_without_it_the_clock_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", now())


@pytest.mark.parametrize("epoch", ["", "today", "1.5", "9" * 30])
def test_what_is_no_time_is_a_failure(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(SchemactlError, match="no number of seconds"):
        now()
