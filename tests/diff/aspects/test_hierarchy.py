"""Hierarchy: labels under other parents than before."""

from typing import Any

from tests.builders import a_label, a_schema
from tests.diff.versions import changes, kinds


def tree(**parents: tuple[str, ...]) -> Any:
    """Return groups g and h, and each label below the first of its parents."""

    def below(group: str) -> tuple[Any, ...]:
        return tuple(
            a_label(name, also_under=above[1:], definition="X.")
            for name, above in parents.items()
            if above and above[0] == group
        )

    top = [a_label(name, definition="X.") for name, above in parents.items() if not above]
    groups = [a_label(g, selectable=False, labels=below(g)) for g in ("g", "h")]
    return a_schema(*groups, *top)


def test_a_label_moves_to_another_parent_or_to_the_top_and_back() -> None:
    old, new = tree(a=("g",), b=("g",), c=("h",)), tree(a=("h",), b=(), c=("h",))
    moved = changes(old, new)
    assert [(c.kind, c.target, c.before, c.after) for c in moved] == [
        ("label-moved", ("a",), ["g"], ["h"]),
        ("label-moved", ("b",), ["g"], []),
    ]
    assert sorted(changes(new, old)) == sorted(c.reverse() or c for c in moved)


def test_further_parents_count_and_their_order_does_not() -> None:
    assert kinds(tree(a=("g",)), tree(a=("g", "h"))) == ["label-moved"]
    assert kinds(tree(a=("g", "h")), tree(a=("h", "g"))) == []


def test_a_label_whose_parent_was_recoded_or_split_stayed() -> None:
    old = a_schema(a_label("g", selectable=False, labels=(a_label("a"),)))
    new = a_schema(
        a_label("x", selectable=False, labels=(a_label("a"),), definition="What g means.")
    )
    assert kinds(old, new, {"change": "recode", "from": "g", "to": "x"}) == ["label-recoded"]
    assert kinds(old, new, {"change": "split", "from": "g", "to": ["x"]}) == ["label-split"]
    assert kinds(old, new) == ["label-added", "label-moved", "label-retired"]
