"""Annotations of a label that is gone must not be lost: somebody says what becomes of them."""

from collections.abc import Iterator

from schemactl.model.finding import Finding, Pointer
from schemactl.model.migration import Merge, Migration, Recode, Retire, Split
from schemactl.model.reference import LabelIndex
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every label of the last release that is gone and in `from` of no step."""
    draft = subject.migration
    # A migration that cannot be read may well say what becomes of every label.
    if not subject.before or subject.schema.version in subject.unreadable:
        return
    labels = LabelIndex(subject.taxonomies)
    for taxonomy in subject.taxonomies:
        task_id = taxonomy.task.id
        living = labels.of(task_id)
        # What never had an index was never on an annotation.
        gone = [
            label
            for label in subject.before[task_id].labels.values()
            if label.id not in living and label.index is not None
        ]
        settled = _settled(draft.migration, task_id) if gone and draft is not None else set()
        for label in gone:
            if label.id not in settled:
                yield _finding(subject, taxonomy, label.id)


def _settled(migration: Migration, task_id: str) -> set[str]:
    """Return the labels of a task whose fate the migration tells."""
    found: set[str] = set()
    for step in migration.steps:
        if isinstance(step, Recode | Split | Retire) and step.task in (None, task_id):
            found.add(step.source.removeprefix(f"{task_id}/"))
        elif isinstance(step, Merge) and step.task in (None, task_id):
            found.update(source.removeprefix(f"{task_id}/") for source in step.sources)
    return found


def _finding(subject: SchemaSubject, taxonomy: Taxonomy, label_id: str) -> Finding:
    draft, version = subject.migration, subject.history.versions[-1]
    message = f"label `{label_id}` of {version} is gone, and no step says what becomes of it"
    step = f"{{change: retire, from: {label_id}, otherwise: relabel}}"
    pointer: Pointer = (*taxonomy.pointer, "labels")
    if draft is None:
        hint = f"run `schemactl migrate draft {subject.name}`, or write a step such as {step}"
        return Finding(pointer, message, hint, label_id)
    hint = f"recode, merge, split or retire it: {step}"
    return Finding(("steps",), message, hint, label_id, draft.file)
