"""A migration holds for one release, byte by byte: run from another one it would map by chance."""

from collections.abc import Iterator

from schemactl.model.finding import Finding, SetScalar
from schemactl.model.release import SchemaRelease
from schemactl.validate.subject import MigrationDraft, SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every unreleased migration that does not start from the last release."""
    last = subject.history.last
    for draft in subject.pending:
        source = draft.migration.source
        if source.schema_name != subject.schema.name:
            message = f"the migration starts from schema `{source.schema_name}`"
            hint = f"a mapping from another schema is named from-{source.schema_name}-VERSION.yaml"
            yield Finding(("from", "schema"), message, hint, None, draft.file)
        elif last is not None:
            yield from _release(draft, last)
        elif not subject.history.versions:
            message = f"no version of schema `{source.schema_name}` is released yet"
            hint = f"release {source.version} first, or remove the migration"
            yield Finding(("from", "version"), message, hint, None, draft.file)


def _release(draft: MigrationDraft, last: SchemaRelease) -> Iterator[Finding]:
    source, version = draft.migration.source, last.schema.version
    if source.version != version:
        message = f"the migration starts from {source.version}, and the last release is {version}"
        hint = f'write `version: {version}` and `digest: "{last.digest}"`'
        yield Finding(("from", "version"), message, hint, None, draft.file)
    elif source.digest != last.digest:
        message = f"{last.ref} has another digest"
        if source.digest is None:
            message = f"the digest of {last.ref} is missing"
        hint = f'write `digest: "{last.digest}"`'
        place = ("from", "digest")
        edits = (SetScalar(place, last.digest),)
        yield Finding(place, message, hint, None, draft.file, edits=edits)
