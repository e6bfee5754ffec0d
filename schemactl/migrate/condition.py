"""Condition: the `when` of a split, compiled to a test of a record.

A value of several parts passes a test where it passes as a whole or one of its parts does. A
missing value passes no test but `exists: false`; `not` turns around what a value says, never
that there is none.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from schemactl.migrate.record import RecordView
from schemactl.model.migration import Test
from schemactl.model.pattern import compile_pattern
from schemactl.model.scalar import as_number

Check = Callable[[Any], bool]
TASK = "task:"
# A union of types would be made anew for every value.
_LISTS = (list, tuple)


class Condition(NamedTuple):
    """What must hold of a record, and the fields and the tasks that it asks for.

    Where it is only that the number in one field lies between two, these are `between`.
    """

    holds: Callable[[RecordView], bool]
    fields: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    between: tuple[float, float] | None = None


def compile_condition(when: Mapping[str, Test]) -> Condition:
    """Return the condition; all of its tests must hold. Raises ValueError for a bad pattern."""
    fields = [(key, compile_test(t)) for key, t in when.items() if not key.startswith(TASK)]
    tasks = [
        (key.removeprefix(TASK), compile_test(t)) for key, t in when.items() if key.startswith(TASK)
    ]
    names, asked = tuple(name for name, _ in fields), tuple(task for task, _ in tasks)
    if len(fields) == 1 and not tasks:
        [(name, only)] = fields
        [test] = when.values()
        return Condition(lambda record: only(record.field(name)), names, (), _limits(test))

    def holds(record: RecordView) -> bool:
        return all(check(record.field(name)) for name, check in fields) and all(
            check(record.labels(task)) for task, check in tasks
        )

    return Condition(holds, names, asked)


def _limits(test: Test) -> tuple[float, float] | None:
    """Return the numbers between which a value has to lie, where nothing else is asked."""
    only = Test(minimum=test.minimum, maximum=test.maximum)
    return _range(test) if test == only != Test() else None


def _range(test: Test) -> tuple[float, float]:
    return (
        -math.inf if test.minimum is None else test.minimum,
        math.inf if test.maximum is None else test.maximum,
    )


def compile_test(test: Test, *, ignore_case: bool = False) -> Check:
    """Return the test of one value, which is None where it is missing."""
    checks = tuple(_checks(test, test.ignore_case or ignore_case)) or (_is_there,)
    if len(checks) == 1:
        return checks[0]
    return lambda value: all(check(value) for check in checks)


def _checks(test: Test, ignore_case: bool) -> Iterator[Check]:
    if test.const is not None:
        yield _of_parts(_one_of((test.const,), ignore_case))
    if test.enum is not None:
        yield _of_parts(_one_of(test.enum, ignore_case))
    if test.pattern is not None:
        yield _of_parts(_of_text(compile_pattern(test.pattern, ignore_case=ignore_case)))
    if test.words is not None:
        yield _of_parts(_of_text(_has_words(test.words)))
    if test.minimum is not None or test.maximum is not None:
        yield _of_parts(_between(*_range(test)))
    if test.exists is not None:
        yield _is_there if test.exists else _is_missing
    if test.negated is not None:
        yield _turned(test.negated, ignore_case)


def _is_there(value: Any) -> bool:
    return value is not None


def _is_missing(value: Any) -> bool:
    return value is None


def _turned(test: Test, ignore_case: bool) -> Check:
    inner = compile_test(test, ignore_case=ignore_case)
    on_missing = _asks_existence(test) and not inner(None)
    return lambda value: on_missing if value is None else not inner(value)


def _asks_existence(test: Test) -> bool:
    """Tell whether a test is only about whether there is a value."""
    of_value = (test.const, test.enum, test.pattern, test.words, test.minimum, test.maximum)
    if any(asked is not None for asked in of_value):
        return False
    if test.negated is not None:
        return _asks_existence(test.negated)
    return test.exists is not None


def _of_parts(check: Check) -> Check:
    def passes(value: Any) -> bool:
        if value is None:
            return False
        if isinstance(value, _LISTS):
            return check(value) or any(check(part) for part in value if part is not None)
        return check(value)

    return passes


def _one_of(options: Iterable[Any], ignore_case: bool) -> Check:
    texts = {option for option in options if isinstance(option, str)}
    others = [option for option in options if not isinstance(option, str)]
    # A release writes numbers that are not whole as text.
    numbers = [text for text in texts if _number(text) is not None]
    if ignore_case:
        texts = {text.casefold() for text in texts}

    def passes(value: Any) -> bool:
        if isinstance(value, str):
            spelled = value.casefold() if ignore_case else value
            return spelled in texts or any(_same(option, value) for option in others)
        return any(_same(option, value) for option in (*others, *numbers))

    return passes


def _same(first: Any, second: Any) -> bool:
    """Tell whether two values say the same; a number may be written as text."""
    if isinstance(first, bool) or isinstance(second, bool):
        return _flag(first) == _flag(second) is not None
    if isinstance(first, str) and isinstance(second, str):
        return first == second
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(_same(first[k], second[k]) for k in first)
    if isinstance(first, list | tuple) and isinstance(second, list | tuple):
        return len(first) == len(second) and all(map(_same, first, second))
    return (found := _number(first)) is not None and found == _number(second)


def _flag(value: Any) -> str | None:
    text = str(value).lower() if isinstance(value, bool) else value
    return text if text in ("true", "false") else None


def _number(value: Any) -> int | float | None:
    if type(value) is float or type(value) is int:
        return value
    return as_number(value) if isinstance(value, str) else None


def _between(lowest: float, highest: float) -> Check:
    def passes(value: Any) -> bool:
        found = value if type(value) is float else _number(value)
        return found is not None and lowest <= found <= highest

    return passes


def _of_text(matches: Callable[[str], bool]) -> Check:
    def passes(value: Any) -> bool:
        if isinstance(value, bool):
            return matches("true" if value else "false")
        if isinstance(value, int | float):
            return matches(str(value))
        return isinstance(value, str) and matches(value)

    return passes


def _has_words(words: Iterable[str]) -> Callable[[str], bool]:
    """Return a test for whole words; any white space parts the words of a phrase."""
    phrases = sorted((_folded(word).split() for word in words), key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, phrase)) for phrase in phrases if phrase)
    if not alternatives:
        return lambda _: False
    # Only words stand in it, so this takes no longer than RE2, whose \b knows ASCII alone.
    find = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)").finditer

    def matches(text: str) -> bool:
        folded = _folded(text)
        return any(not _goes_on(folded, match.end()) for match in find(folded))

    return matches


def _goes_on(text: str, end: int) -> bool:
    """Tell whether the last letter bears a sign, as vowels do in the scripts of India."""
    return end < len(text) and unicodedata.category(text[end]).startswith("M")


def _folded(text: str) -> str:
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).casefold()
