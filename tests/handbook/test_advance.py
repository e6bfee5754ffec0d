"""Tests of advance."""

from schemactl.handbook.advance import counted, part, silent


def test_parts_of_a_part_are_shares_of_the_whole() -> None:
    told: list[float] = []
    half = part(told.append, 0.5, 1.0)
    for share in (0.0, 0.5, 1.0, 7.0):
        part(half, 0.0, 0.5)(share)
    assert told == [0.5, 0.625, 0.75, 0.75]


def test_what_is_counted_comes_through() -> None:
    told: list[float] = []
    assert list(counted("abc", 2, part(told.append, 0.0, 1.0))) == ["a", "b", "c"]
    assert told == [0.5, 1.0, 1.0]
    assert list(counted("ab", 0, silent)) == ["a", "b"]
