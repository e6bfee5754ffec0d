"""Conditions: whether the answers to a task, or the values of an attribute, are as asked.

The tests are those of a constraint's `if` and `then` (section 4 of the reference of schemas): a
value, a list of values, or const, enum, minimum, maximum, exists, not.
"""

from collections.abc import Sequence
from typing import Any

from schemactl.model.identifiers import NOTHING
from schemactl.model.scalar import as_number


def holds(condition: Any, answers: Sequence[Any]) -> bool:
    """Tell whether one of the answers is as the condition asks; no answer is as null is.

    `nothing` stands for the answer that no label applies, which is an answer of None.
    """
    if isinstance(condition, dict):
        return all(_passes(test, wanted, answers) for test, wanted in condition.items())
    if isinstance(condition, list):
        return any(holds(one, answers) for one in condition)
    if condition is None:
        return not answers
    if condition == NOTHING and not isinstance(condition, bool):
        return any(answer is None or answer == NOTHING for answer in answers)
    return any(_equal(condition, answer) for answer in answers)


def _equal(wanted: Any, answer: Any) -> bool:
    """Tell whether two values are equal as JSON has it, where 1 is not true and 1.0 is 1."""
    if isinstance(wanted, bool) != isinstance(answer, bool):
        return False
    # Labels may be written as numbers in a condition, and a release writes fractions as text.
    if _is_number(wanted) and isinstance(answer, str):
        return str(wanted) == answer
    if _is_number(answer) and isinstance(wanted, str):
        return bool(as_number(wanted) == answer)
    return bool(wanted == answer)


def _passes(test: str, wanted: Any, answers: Sequence[Any]) -> bool:
    match test:
        case "minimum" | "maximum" if not _is_number(wanted):
            return False
        case "minimum":
            return any(_is_number(answer) and answer >= wanted for answer in answers)
        case "maximum":
            return any(_is_number(answer) and answer <= wanted for answer in answers)
        case "exists":
            return bool(answers) is wanted
        case "not":
            return not holds(wanted, answers)
        case "const" | "enum":
            return holds(wanted, answers)
        case _:
            # A release has no other test: the rule unknown-reference refuses it.
            return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
