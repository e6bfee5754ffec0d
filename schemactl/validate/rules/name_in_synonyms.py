"""A synonym that says the name again is noise where people look for other words."""

from collections.abc import Iterator

from schemactl.model.finding import Finding, RemoveItem
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every synonym that is its label's own name, or stands twice, but for case."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            label = place.label
            seen = {label.title.casefold()} if label.synonyms else set()
            for position, synonym in enumerate(label.synonyms):
                word = synonym.casefold()
                if word in seen:
                    is_name = word == label.title.casefold()
                    at = (*place.pointer, "synonyms", position)
                    yield Finding(
                        at,
                        f"`{synonym}` is {'the name' if is_name else 'a synonym'} "
                        f"of label `{label.id}` already",
                        "remove it: the search finds names anyhow, and finds each word once",
                        label.id,
                        edits=(RemoveItem(at),),
                    )
                seen.add(word)
