"""SemVer 2.0.0: the order of its specification, and ranges."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.version import SEMVER, admits, latest, parse_range, precedence

numbers = st.integers(0, 999_999_999)
identifiers = st.from_regex(r"\A(0|[1-9][0-9]{0,8}|[a-zA-Z-][0-9A-Za-z-]{0,8})\Z")
pre_releases = st.lists(identifiers, max_size=4).map(lambda parts: "-" + ".".join(parts))
versions = st.builds(
    lambda a, b, c, pre: f"{a}.{b}.{c}{'' if pre == '-' else pre}",
    *(numbers, numbers, numbers, pre_releases),
)


def test_the_examples_of_the_specification_stand_in_order() -> None:
    # https://semver.org/spec/v2.0.0.html, section 11
    ordered = [
        *("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"),
        *("1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1"),
    ]
    for lower, higher in pairwise(ordered):
        assert precedence(lower) < precedence(higher)


@pytest.mark.parametrize("version", ["1.9.0", "1.10.0", "1.11.0"])
def test_numbers_are_compared_as_numbers(version: str) -> None:
    assert precedence("1.2.0") < precedence(version) < precedence("2.0.0")


def test_build_metadata_does_not_count() -> None:
    assert precedence("1.0.0+a") == precedence("1.0.0+b") == precedence("1.0.0")


@given(versions, versions)
def test_the_order_is_total(one: str, other: str) -> None:
    assert SEMVER.match(one)
    assert (precedence(one) < precedence(other)) != (precedence(one) >= precedence(other))


@given(versions)
def test_a_pre_release_is_lower_than_what_it_announces(version: str) -> None:
    final = version.partition("-")[0]
    assert precedence(version) <= precedence(final)


def test_the_latest_is_a_pre_release_only_where_there_is_nothing_else() -> None:
    assert latest(["1.0.0", "1.10.0", "1.9.0", "2.0.0-rc.1"]) == "1.10.0"
    assert latest(["1.0.0-rc.2", "1.0.0-rc.10"]) == "1.0.0-rc.10"
    assert latest([]) is None


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        (">=2.0,<3", ["2.0.0", "2.99.1"], ["1.9.9", "3.0.0", "3.0.0-rc.1", "2.0.0-rc.1"]),
        ("1.2.0", ["1.2.0", "1.2.0+b"], ["1.2.1", "1.2.0-rc.1"]),
        ("==1.2", ["1.2.0"], ["1.2.1"]),
        ("=1", ["1.0.0"], ["1.0.1"]),
        ("!=1.1.0", ["1.0.0"], ["1.1.0"]),
        (">1", ["1.0.1"], ["1.0.0", "0.9.0"]),
        ("<=2", ["2.0.0", "1.0.0"], ["2.0.1"]),
        (" >= 1 , < 2 ", ["1.5.0"], ["2.0.0"]),
    ],
)
def test_ranges(text: str, inside: list[str], outside: list[str]) -> None:
    assert [version for version in inside if not admits(text, version)] == []
    assert [version for version in outside if admits(text, version)] == []


@pytest.mark.parametrize("text", ["", ">=", "~1.0", "^2", "1.x", ">=1.0,", "1.0.0-rc.1", "a"])
def test_what_is_no_range_says_which_part(text: str) -> None:
    with pytest.raises(ValueError, match="is not a bound such as"):
        parse_range(text)


def test_precedence_takes_versions_only() -> None:
    with pytest.raises(ValueError, match="is not a SemVer version"):
        precedence("1.0")
