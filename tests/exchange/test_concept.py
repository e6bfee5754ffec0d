"""Links between concepts: known parents only, and no circles."""

from hypothesis import given
from hypothesis import strategies as st

from schemactl.exchange.concept import Concept, link


def a_concept(key: str, *parents: str) -> Concept:
    """Return a concept whose key is its id."""
    return Concept(key=key, original=key, label_id=key, parents=parents, line=1)


def test_a_parent_that_is_missing_is_reported() -> None:
    links = link([a_concept("a", "b", "b", "ghost"), a_concept("b")])
    assert links.parents == {"a": ["b"], "b": []}
    assert [(r.kind, r.line, r.label) for r in links.remarks] == [("dangling-parent", 1, "a")]


def test_a_circle_is_opened_where_it_closes() -> None:
    links = link([a_concept("a", "b"), a_concept("b", "c"), a_concept("c", "a")])
    assert links.parents == {"a": ["b"], "b": ["c"], "c": []}
    assert [remark.message for remark in links.remarks] == [
        "'c' cannot stand under 'a', which stands under it"
    ]


def test_nothing_stands_under_itself() -> None:
    links = link([a_concept("a", "a")])
    assert links.parents == {"a": []}
    assert [remark.message for remark in links.remarks] == ["'a' is its own parent"]


def test_two_ways_up_are_no_circle() -> None:
    diamond = [a_concept("a", "b", "c"), a_concept("b", "d"), a_concept("c", "d"), a_concept("d")]
    assert link(diamond).remarks == []


def test_a_long_chain_needs_no_deep_stack() -> None:
    chain = [a_concept(str(n), str(n + 1)) for n in range(20_000)]
    assert len(link(chain).remarks) == 1


@given(st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 9), max_size=4)))
def test_what_is_left_has_no_circle(edges: dict[int, list[int]]) -> None:
    links = link([a_concept(str(child), *map(str, above)) for child, above in edges.items()])
    left = {child: set(above) for child, above in links.parents.items()}
    while roots := {child for child, above in left.items() if not above}:
        left = {child: above - roots for child, above in left.items() if child not in roots}
    assert left == {}
