"""Class tables have no gap, and names move only where they must."""

from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.class_table import class_table

NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(NAMES, st.sets(st.sampled_from("abcdefgh")), NAMES)
def test_all_that_stay_and_all_that_are_new_have_a_number(
    names: list[str], staying: set[str], more: list[str]
) -> None:
    new = [f"new {one}" for one in more]
    table = class_table(names, staying, new)
    kept = [name for name in names if name in staying]
    assert sorted(table.names) == sorted([*kept, *new])
    assert {names[old]: table.names[number] for old, number in table.moves.items()} == {
        name: name for name in kept
    }
    for old, number in table.moves.items():
        assert old == number or old >= len(table.names)


def test_new_names_take_the_lowest_numbers() -> None:
    table = class_table(["gone", "kept", "gone too", "last"], {"kept", "last"}, ["new"])
    assert table.names == ("new", "kept", "last")
    assert table.moves == {1: 1, 3: 2}
