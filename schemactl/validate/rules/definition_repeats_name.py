"""A definition that says the name again tells nothing to those who did not know it already."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.label import Label
from schemactl.validate.subject import SchemaSubject
from schemactl.validate.wording import is_english, telling_words

# Behind the name there is room for some words that say nothing, and for no more.
_EMPTY_CHARACTERS = 40


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every definition that has no words but those of the name or id."""
    english = is_english(subject.schema.language)
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            label = place.label
            longest = 2 * len(label.title) + _EMPTY_CHARACTERS
            if 0 < len(label.definition) <= longest and _says_nothing(label, english):
                yield Finding(
                    (*place.pointer, "definition"),
                    f"the definition of label `{label.id}` says no more than its name",
                    "say by what an annotator sees that an item belongs here",
                    label.id,
                )


def _says_nothing(label: Label, english: bool) -> bool:
    definition = label.definition.rstrip(".").casefold()
    if definition in (label.name.casefold(), label.id.casefold()):
        return True
    return english and telling_words(label.definition) <= telling_words(f"{label.name} {label.id}")
