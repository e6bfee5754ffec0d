"""A highlight that is not in the text marks nothing, and the example loses its evidence."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.label import Highlight
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every highlight that does not occur in its example as often as it says."""
    for taxonomy in subject.taxonomies:
        for case in taxonomy.cases:
            for position, highlight in enumerate(case.example.highlight):
                wrong = _wrong(highlight, case.content)
                if wrong:
                    yield Finding(
                        (*case.pointer, "highlight", position),
                        wrong,
                        "copy the words from `content` letter by letter",
                        case.place.label.id,
                    )


def _wrong(highlight: Highlight, content: str) -> str:
    text, nth = highlight.text, highlight.nth
    if not text or nth < 1:
        return "a highlight is a piece of the text, and `nth` counts from 1"
    if text not in content:
        return f"`{text}` is not in the example's text"
    if nth > 1 and content.count(text) < nth:
        return f"`{text}` is in the example's text, but not {nth} times"
    return ""
