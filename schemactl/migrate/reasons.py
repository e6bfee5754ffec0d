"""Reasons: why people are asked, in a sentence per step of a migration."""

from typing import assert_never

from schemactl.migrate.compile import CompiledMigration
from schemactl.model.guideline import Effect
from schemactl.model.migration import (
    Add,
    AttributeStep,
    Merge,
    Recode,
    Redefine,
    Retire,
    RuleStep,
    Split,
    Step,
    TaskStep,
)

_EFFECTS: dict[Effect, str] = {
    "clarify": "says more clearly what it meant",
    "narrow": "covers less than before",
    "widen": "covers more than before",
    "shift": "means something else than before",
}


def reasons_of(migration: CompiledMigration) -> tuple[str, ...]:
    """Return what each step did, and what its author says of it, by its position."""
    return tuple(_reason(one.step) for one in migration.steps)


def _reason(step: Step) -> str:
    did = _did(step)
    return f"{did} {step.because}".strip() if step.because else did


def _did(step: Step) -> str:
    match step:
        case Add():
            return f"{step.target} is new."
        case Redefine():
            return f"{step.label} {_EFFECTS[step.effect]}."
        case Split():
            return f"{step.source} was split."
        case Retire():
            return f"{step.source} was given up."
        case Recode():
            return f"{step.source} is called {step.target} now."
        case Merge():
            return f"{', '.join(step.sources)} became {step.target}."
        case TaskStep() | AttributeStep() | RuleStep():
            return _edited(step)
        case _:
            assert_never(step)


def _edited(step: TaskStep | AttributeStep | RuleStep) -> str:
    if isinstance(step, RuleStep):
        return f"The rule {step.rule} was edited."
    if isinstance(step, TaskStep):
        return f"The task {step.task} was {step.was}."
    return f"The attribute {step.attribute} was {step.was}."
