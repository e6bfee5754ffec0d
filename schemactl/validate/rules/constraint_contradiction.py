"""A constraint that no answer can meet refuses honest work, or forbids what nobody meant to."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from schemactl.model.finding import Finding
from schemactl.model.identifiers import NOTHING
from schemactl.model.schema import Task
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every `then` that no answer meets, or none that meets `if` of the same task."""
    tasks = {taxonomy.task.id: taxonomy for taxonomy in subject.taxonomies}
    for position, constraint in enumerate(subject.schema.constraints):
        for name, wanted in constraint.consequence.items():
            taxonomy = tasks.get(name)
            condition = constraint.condition.get(name)
            answers = [] if taxonomy is None else _answers(taxonomy, (wanted, condition))
            if not answers:
                continue
            legal = [answer for answer in answers if _holds(wanted, answer)]
            if not legal:
                message = f"no answer to `{name}` meets this"
            elif condition is not None and not any(_holds(condition, one) for one in legal):
                message = f"no answer to `{name}` meets both `if` and `then`"
            else:
                continue
            yield Finding(
                ("constraints", position, "then", name),
                message,
                "correct the values; what is never legal needs no condition",
            )


def _answers(taxonomy: Taxonomy, conditions: tuple[Any, Any]) -> list[Any]:
    """Return answers of which one meets the conditions if any does; none where that is unknown.

    Conditions compare with a few values: of all other answers, one stands for the rest.
    """
    task = taxonomy.task
    values = [value for condition in conditions for value in _values(condition)]
    limits = [limit for condition in conditions for limit in _limits(condition)]
    labels = [label.id for label in taxonomy.selectable]
    if task.scale is not None:
        low, high = task.scale.min, task.scale.max
        near = {int(n) + step for n in values + limits if _is_number(n) for step in (-1, 0, 1)}
        found: list[Any] = sorted(n for n in near | {low, high} if low <= n <= high)
    elif task.type == "number":
        found = _numbers(values + limits, task)
    elif labels and task.choose.max == 1 and not task.use and task.same_as is None:
        others = (label_id for label_id in labels if label_id not in values)
        found = [label_id for label_id in labels if label_id in values]
        found += [next(others, NOTHING), NOTHING]
    else:
        return []
    # A value that is no answer is reported by unknown-reference.
    return [*found, None] if all(value in found for value in values) else []


def _numbers(named: list[Any], task: Task) -> list[Any]:
    """Return the numbers at which a condition may begin or cease to hold, and one between each."""
    bounds = [bound for bound in (task.minimum, task.maximum) if bound is not None]
    at = sorted({n for n in (*named, *bounds) if _is_number(n)})
    if not at:
        return [0]
    between = [low + (high - low) / 2 for low, high in pairwise(at)]
    found = sorted({at[0] - 1, *at, *between, at[-1] + 1})
    low, high = task.minimum, task.maximum
    return [n for n in found if (low is None or n >= low) and (high is None or n <= high)]


def _values(condition: Any) -> list[Any]:
    """Return the values that a condition names."""
    if isinstance(condition, dict):
        inner = [condition[test] for test in ("const", "enum", "not") if test in condition]
        return [value for one in inner for value in _values(one)]
    if isinstance(condition, list):
        return condition
    return [] if condition is None else [condition]


def _limits(condition: Any) -> list[Any]:
    """Return the limits between which a condition holds."""
    if not isinstance(condition, dict):
        return []
    own = [condition[test] for test in ("minimum", "maximum") if test in condition]
    return own + _limits(condition.get("not"))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _holds(condition: Any, answer: Any) -> bool:
    if isinstance(condition, list):
        return answer in condition
    if not isinstance(condition, dict):
        return bool(answer == condition)
    return all(_passes(test, wanted, answer) for test, wanted in condition.items())


def _passes(test: str, wanted: Any, answer: Any) -> bool:
    match test:
        case "minimum":
            return _is_number(answer) and _is_number(wanted) and bool(answer >= wanted)
        case "maximum":
            return _is_number(answer) and _is_number(wanted) and bool(answer <= wanted)
        case "exists":
            return (answer is not None) is wanted
        case "not":
            return not _holds(wanted, answer)
        case "const" | "enum":
            return _holds(wanted, answer)
        case _:
            # An unknown test is reported by unknown-reference.
            return True
