"""Examples that all contain the label's name teach annotators to look for the word."""

import re
from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.label import Label
from schemactl.validate.subject import SchemaSubject

# Two may share the word by chance.
_FEWEST = 3


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every label whose name or id stands in each of at least three examples."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            label = place.label
            if len(label.examples) >= _FEWEST and (word := _leaked(label)):
                yield Finding(
                    (*place.pointer, "examples"),
                    f"each of the {len(label.examples)} examples of label `{label.id}` "
                    f"contains `{word}`",
                    "add an example that shows the label in other words",
                    label.id,
                )


def _leaked(label: Label) -> str:
    first = label.examples[0].content.lower()
    for word in (label.name, label.id, label.id.replace("-", " ")):
        # Most labels end here: looking for whole words takes longer.
        if word and word.lower() in first and _is_in_all(word, label):
            return word
    return ""


def _is_in_all(word: str, label: Label) -> bool:
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    return all(whole.search(example.content) for example in label.examples)
