"""Advice: the exact lines of YAML with which an author declares a change."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, assert_never

from schemactl.diff.candidates import Candidate
from schemactl.files.yaml_flow import quoted
from schemactl.files.yaml_write import render_scalar
from schemactl.model.change import Change
from schemactl.model.migration import UNDECIDED

_CHOICES = {
    "effect": "  # clarify, narrow, widen or shift",
    "otherwise": "  # relabel, drop, or {use: LABEL}",
}
_REVIEW = "  # labels whose old records may belong here; [] if none"


def missing_step(change: Change) -> tuple[str, ...]:
    """Return the step to add below `steps:` of the migration, line by line."""
    step = _step(change)
    return _block(step) if step else ()


def missing_mark(page: str) -> tuple[str, ...]:
    """Return the mark to add below `changes:` of guideline.yaml; no page means all of it."""
    mark: dict[str, Any] = {"effect": UNDECIDED, "labels": [UNDECIDED]}
    if page:
        mark["page"] = page
    return _block({**mark, "because": UNDECIDED})


def _block(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return an entry of a list; what there is to choose from stands beside it."""
    lines: list[str] = []
    for key, value in entry.items():
        if isinstance(value, list):
            choice = _REVIEW if key == "review" else ""
            lines += [f"    {key}:", *(f"      - {_scalar(one)}{choice}" for one in value)]
        else:
            choice = _CHOICES.get(key, "") if value == UNDECIDED else ""
            lines.append(f"    {key}: {_scalar(value)}{choice}")
    return f"  - {lines[0][4:]}", *lines[1:]


# A difference of thousands of labels says the same few words thousands of times.
@lru_cache(maxsize=1024, typed=True)
def _scalar(text: str) -> str:
    return render_scalar(text, "plain") or quoted(text)


def proposed_step(candidate: Candidate) -> str:
    """Return the step that somebody writes who agrees with a candidate."""
    source, target = candidate.source, candidate.target
    step: dict[str, Any] = {"change": candidate.change, "task": candidate.task}
    step["from"] = source[0] if len(source) == 1 else list(source)
    if candidate.change == "split":
        step["to"] = [{"label": label, "criterion": UNDECIDED} for label in target]
        step["otherwise"] = UNDECIDED
    else:
        step["to"] = target[0]
    return one_line({**step, "because": UNDECIDED})


def one_line(step: Mapping[str, Any]) -> str:
    """Return a step on one line: branches that add steps then merge line by line."""
    return f"- {_flow(step)}"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return _scalar(value)


def _step(change: Change) -> dict[str, Any]:
    named = {} if change.task is None else {"task": change.task}
    decided = {"effect": UNDECIDED, "because": UNDECIDED}
    match change.kind:
        case "definition-changed" | "criteria-changed" | "case-reversed":
            label = change.after["label"] if change.kind == "case-reversed" else change.subject
            return {"change": "redefine", **named, "label": label, **decided}
        case "rule-changed":
            return {"change": "rule", **named, "rule": change.subject, **decided}
        case "label-added" | "label-retired":
            return _fate(change, named)
        case "task-removed" | "task-changed":
            return _of_task(change)
        case "attribute-changed":
            name = f"{change.task}/{change.subject}"
            return {"change": "attribute", "attribute": name, **decided}
        case (
            "label-recoded" | "label-merged" | "label-split" | "label-deprecated"
            | "label-restored" | "label-moved" | "label-renamed" | "examples-changed"
            | "synonyms-changed" | "aliases-changed" | "hotkey-changed" | "color-changed"
            | "task-added" | "attribute-added" | "attribute-removed"
            | "constraint-added" | "constraint-removed" | "constraint-changed"
            | "input-added" | "input-removed" | "input-changed"
            | "metadata-changed" | "translation-changed"
            | "page-changed" | "ruling-added" | "ruling-changed" | "ruling-removed"
        ):  # fmt: skip
            return {}
        case _:
            assert_never(change.kind)


def _fate(change: Change, named: dict[str, str]) -> dict[str, Any]:
    if change.kind == "label-added":
        said = {"to": change.subject, "review": [UNDECIDED]}
        return {"change": "add", **named, **said, "because": UNDECIDED}
    said = {"from": change.subject, "otherwise": UNDECIDED}
    return {"change": "retire", **named, **said, "because": UNDECIDED}


def _of_task(change: Change) -> dict[str, Any]:
    step = {"change": "task", "task": change.subject, "was": change.kind.removeprefix("task-")}
    if change.kind == "task-removed":
        return {**step, "otherwise": UNDECIDED, "because": UNDECIDED}
    return {**step, "effect": UNDECIDED, "because": UNDECIDED}
