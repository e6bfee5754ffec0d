"""Limits that code can judge: whether an attribute or a constraint admits less or more."""

from typing import Any, Literal

from schemactl.model.guideline import Effect

Direction = Literal["same", "tighter", "looser", "both"]


def combined(effects: list[Effect]) -> Effect:
    """Return one effect for several: what narrows here and widens there has shifted."""
    found: set[Effect] = {effect for effect in effects if effect != "clarify"}
    if len(found) > 1:
        return "shift"
    return next(iter(found), "clarify")


def attribute_effects(before: dict[str, Any], after: dict[str, Any]) -> list[Effect]:
    """Return what the differing fields of an attribute do, as far as code can judge."""
    if "type" in before or "type" in after:
        return ["shift"]
    was, now = _value_ids(before), _value_ids(after)
    directions = [
        _direction(tighter=was - now, looser=now - was),
        _bound(before.get("minimum"), after.get("minimum"), upward=True),
        _bound(before.get("maximum"), after.get("maximum"), upward=False),
        _direction(
            tighter=after.get("required") and not before.get("required"),
            looser=before.get("required") and not after.get("required"),
        ),
    ]
    return [effect for direction in directions for effect in _effects(direction)]


def attribute_text_differs(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Tell whether words of an attribute differ, which only a person can judge."""
    was, now = _definitions(before), _definitions(after)
    is_reworded = any(was[value] != now[value] for value in set(was) & set(now))
    return "question" in before or "question" in after or is_reworded


def constraint_direction(before: dict[str, Any], after: dict[str, Any]) -> Direction:
    """Return whether a constraint now forbids more or less; both where code cannot tell."""
    condition = _tests(before["if"], after["if"])
    consequence = _tests(before["then"], after["then"])
    # What holds in fewer cases forbids less.
    turned: dict[Direction, Direction] = {"tighter": "looser", "looser": "tighter"}
    return _together([turned.get(condition, condition), consequence])


def _value_ids(says: dict[str, Any]) -> set[str]:
    return set(_definitions(says))


def _definitions(says: dict[str, Any]) -> dict[str, str]:
    return {value["id"]: value.get("definition", "") for value in says.get("values") or ()}


def _direction(*, tighter: object, looser: object) -> Direction:
    if tighter and looser:
        return "both"
    if tighter:
        return "tighter"
    return "looser" if looser else "same"


def _bound(before: Any, after: Any, *, upward: bool) -> Direction:
    """Compare a lower bound (`upward` is tighter) or an upper one; None bounds nothing."""
    if before == after:
        return "same"
    if before is None or after is None:
        return "tighter" if before is None else "looser"
    if isinstance(before, str) or isinstance(after, str):
        return "both"
    return "tighter" if (after > before) is upward else "looser"


def _effects(direction: Direction) -> list[Effect]:
    effects: dict[Direction, list[Effect]] = {
        "same": [],
        "tighter": ["narrow"],
        "looser": ["widen"],
        "both": ["narrow", "widen"],
    }
    return effects[direction]


def _together(directions: list[Direction]) -> Direction:
    found = {direction for direction in directions if direction != "same"}
    if len(found) > 1:
        return "both"
    return found.pop() if found else "same"


def _tests(before: dict[str, Any], after: dict[str, Any]) -> Direction:
    """Compare tests by task, all of which must hold: one more is tighter."""
    directions = [_direction(tighter=set(after) - set(before), looser=set(before) - set(after))]
    directions += [_test(before[task], after[task]) for task in set(before) & set(after)]
    return _together(directions)


def _test(before: Any, after: Any) -> Direction:
    if before == after:
        return "same"
    if isinstance(before, dict) and isinstance(after, dict):
        rest_before = {k: v for k, v in before.items() if k not in ("minimum", "maximum")}
        rest_after = {k: v for k, v in after.items() if k not in ("minimum", "maximum")}
        bounds = [
            _bound(before.get("minimum"), after.get("minimum"), upward=True),
            _bound(before.get("maximum"), after.get("maximum"), upward=False),
        ]
        if rest_before == rest_after:
            return _together(bounds)
        return "both"
    was, now = _listed(before), _listed(after)
    if was is None or now is None:
        return "both"
    return _direction(
        tighter=[value for value in was if value not in now],
        looser=[value for value in now if value not in was],
    )


def _listed(test: Any) -> list[Any] | None:
    """Return the values that a test admits, where it lists them."""
    if isinstance(test, dict):
        return test.get("enum") if set(test) == {"enum"} else None
    return test if isinstance(test, list) else [test]
