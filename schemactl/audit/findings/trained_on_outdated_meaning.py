"""trained-on-outdated-meaning: a label that a model learned has since been narrowed or shifted."""

from collections.abc import Iterator

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected
from schemactl.model.migration import Redefine

TITLE = "a model was trained on labels whose definition has since narrowed or shifted"


def find(record: Inspected) -> Iterator[Found]:
    """Look at the releases after the one that each dataset of a model was labeled under."""
    datasets = record.datasets
    for ref, model in record.models.items():
        for pin in model.trained_on:
            dataset = datasets.get(pin.ref)
            if dataset is None:
                continue
            used = {label for counted in dataset.labels.values() for label in counted}
            for release, step in _redefined(record, dataset.labeled_under.ref):
                if step.label in used:
                    yield Found(
                        ref,
                        f"{release} redefines {step.label} ({step.effect}); it learned the label "
                        f"from {pin.ref} under {dataset.labeled_under.ref}",
                        "migrate the data and train again, or say why the old meaning serves",
                    )


def _redefined(record: Inspected, schema: str) -> Iterator[tuple[str, Redefine]]:
    for release in record.later(schema):
        for step in release.migration.steps if release.migration else ():
            if isinstance(step, Redefine) and step.effect in ("narrow", "shift"):
                yield release.ref, step
