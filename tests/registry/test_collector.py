"""Pausing the collector: it comes back, whatever happens, and only where it was on."""

import gc

import pytest

from schemactl.registry.collector import paused


def test_it_is_off_inside_and_on_afterwards() -> None:
    assert gc.isenabled()
    with paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_leaves_it_on() -> None:
    with pytest.raises(ZeroDivisionError), paused():
        _ = 1 / 0
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off() -> None:
    with paused():
        with paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
