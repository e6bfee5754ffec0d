"""A migration is found by the version that it leads to: any other name or target is never run."""

from collections.abc import Iterator

from schemactl.model.finding import Finding, SetScalar
from schemactl.releases.canonical import canonical_bytes
from schemactl.validate.subject import MigrationDraft, SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every unreleased migration that is not named as, or leads not to, the draft."""
    version = subject.schema.version
    for draft in subject.pending:
        if draft.name != version and len(subject.pending) > 1:
            message = f"`{draft.name}.yaml` is one more unreleased migration"
            hint = f"keep one, named {version}.yaml, and move the steps of the others into it"
            yield Finding((), message, hint, None, draft.file)
        elif draft.name != version:
            message = f"the migration is named `{draft.name}.yaml`, and the draft is {version}"
            hint = f"rename it to {version}.yaml: `schemactl migrate draft {subject.name}` does so"
            yield Finding((), message, hint, None, draft.file)
        yield from _target(subject, draft)
    yield from _released(subject)


def _released(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield the migration to the last release where it says something else than was released."""
    last = subject.history.last
    for draft in subject.migrations:
        if last is None or draft.name != last.schema.version:
            continue
        released = None if last.migration is None else canonical_bytes(last.migration)
        if canonical_bytes(draft.migration) != released:
            message = f"{last.ref} was released with another migration than this file"
            hint = "take the edit back, or write it to the migration of a new version"
            yield Finding((), message, hint, None, draft.file)


def _target(subject: SchemaSubject, draft: MigrationDraft) -> Iterator[Finding]:
    target, schema = draft.migration.target, subject.schema
    if target.schema_name != schema.name:
        message = f"the migration leads to schema `{target.schema_name}`, not to `{schema.name}`"
        hint = f"write `schema: {schema.name}`"
        yield Finding(("to", "schema"), message, hint, None, draft.file)
    if target.version != schema.version:
        message = f"the migration leads to {target.version}, and the draft is {schema.version}"
        hint = f"write `version: {schema.version}`"
        place = ("to", "version")
        edits = (SetScalar(place, schema.version),)
        yield Finding(place, message, hint, None, draft.file, edits=edits)
