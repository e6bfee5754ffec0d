"""A retired id never comes back: old data would read as the new label, and nobody would notice."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every new label whose id was the id or an alias of a label that is gone."""
    for taxonomy in subject.taxonomies:
        known = subject.before.get(taxonomy.task.id)
        if known is None or not known.spellings:
            continue
        for place in taxonomy.places:
            label_id = place.label.id
            gone = known.spellings.get(label_id)
            # What the last release has is no newcomer.
            if gone is not None and label_id not in known.labels:
                whose = "a label" if gone.label == label_id else f"an alias of `{gone.label}`"
                yield Finding(
                    (*place.pointer, "id"),
                    f"`{label_id}` was {whose} and is retired since {gone.version}",
                    "choose an id that was never used; the name may be the same",
                    label_id,
                )
