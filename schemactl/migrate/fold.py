"""Fold: what became the same by a migration counts once."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Literal, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
State = Literal["present", "absent", "abstain"]

_STRENGTH: tuple[State, ...] = ("abstain", "absent", "present")


def folded(before: Sequence[KeyT], after: Sequence[KeyT]) -> tuple[int, ...]:
    """Return the positions that stay, in order, of answers that stand in one list.

    An answer folds into an earlier one that is equal now and was not before. What was written
    twice from the start stays twice, since no migration did that.
    """
    first: dict[KeyT, int] = {}
    kept = []
    for position, key in enumerate(after):
        earlier = first.setdefault(key, position)
        if before[earlier] == before[position]:
            kept.append(position)
    return tuple(kept)


def strongest(states: Iterable[State]) -> State:
    """Return the state of a label that several became: present before absent before abstain.

    Raises ValueError where there is none.
    """
    return max(states, key=_STRENGTH.index)
