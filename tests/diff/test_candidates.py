"""Candidates: proposed by similarity, never assumed."""

import time

from schemactl.diff.candidates import Candidate, candidates
from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import a_migration, released

LOGIN = "The customer cannot get into the account because of a password."
PROFILE = "The customer wants a stored address changed in the account."


def proposed(old: tuple[object, ...], new: tuple[object, ...]) -> tuple[Candidate, ...]:
    """Return the candidates between labels."""
    first, second = a_schema(*old), a_schema(*new)  # type: ignore[arg-type]
    return candidates(released(first), released(second))


def test_the_same_definition_under_another_id_is_a_recode() -> None:
    (found,) = proposed(
        (a_label("bug", definition=LOGIN), "b"), (a_label("defect", definition=LOGIN), "b")
    )
    assert (found.change, found.source, found.target) == ("recode", ("bug",), ("defect",))
    assert 0.5 <= found.score <= 1


def test_the_same_name_under_another_id_is_a_recode() -> None:
    old = a_label("l1", name="Account access", definition="")
    new = a_label("l2", name="Account access", definition="", synonyms=("login",))
    assert proposed((old,), (new,))[0].change == "recode"


def test_a_different_spelling_is_a_recode() -> None:
    (found,) = proposed((a_label("colour", definition=""),), (a_label("colours", definition=""),))
    assert (found.change, found.score) == ("recode", 0.92)


def test_one_label_whose_parts_are_two_is_a_split_and_the_way_back_a_merge() -> None:
    whole = (a_label("account", definition=f"{LOGIN} {PROFILE}"),)
    parts = (
        a_label("account-access", definition=LOGIN),
        a_label("account-profile", definition=PROFILE),
    )
    (split,) = proposed(whole, parts)
    assert (split.change, split.source) == ("split", ("account",))
    assert split.target == ("account-access", "account-profile")
    (merge,) = proposed(parts, whole)
    assert (merge.change, merge.source, merge.target) == ("merge", split.target, split.source)


def test_strangers_and_declared_labels_are_not_proposed() -> None:
    old = a_schema(a_label("a", definition="Cats purr."))
    new = a_schema(a_label("b", definition="Dogs bark."))
    assert candidates(released(old), released(new)) == ()
    same = a_schema(a_label("b", definition="Cats purr."))
    step = a_migration({"change": "recode", "from": "a", "to": "b"})
    assert candidates(released(old), released(same), step) == ()


def test_labels_without_words_have_no_score() -> None:
    assert proposed((a_label("--", definition=""),), (a_label("..", definition=""),)) == ()


def test_labels_that_a_task_shares_are_proposed_once() -> None:
    old = a_schema(a_task("colour", id="one"), a_task(id="two", same_as="one"))
    new = a_schema(a_task("colours", id="one"), a_task(id="two", same_as="one"))
    assert [found.task for found in candidates(released(old), released(new))] == ["one"]


def test_a_thousand_labels_are_matched_in_seconds() -> None:
    def many(prefix: str) -> tuple[object, ...]:
        return tuple(
            a_label(f"{prefix}-{n}", definition=f"Word{n} and word{n + 1} and word{n + 2}.")
            for n in range(1000)
        )

    started = time.monotonic()
    found = proposed(many("old"), many("new"))
    assert time.monotonic() - started < 10
    assert len(found) > 900
