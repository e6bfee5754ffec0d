"""A key that the browser or the handbook has taken does something else when it is pressed."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject

# The handbook's own keys; in a labeling tool's frame they would open it instead of choosing.
_HANDBOOK = frozenset("kdcwxj?/")


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every hotkey that is no single key, or a key of the browser or the handbook."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            key = place.label.hotkey
            if key is None:
                continue
            wrong = _wrong(key)
            if wrong:
                yield Finding(
                    (*place.pointer, "hotkey"),
                    f"hotkey `{key}` of label `{place.label.id}` {wrong}",
                    "choose a digit or a letter other than c, d, j, k, w and x",
                    place.label.id,
                )


def _wrong(key: str) -> str:
    if len(key) == 1:
        if not key.isprintable() or key == " ":
            return "moves the focus or the page in a browser"
        return "is a key of the handbook" if key.casefold() in _HANDBOOK else ""
    return "is not one key that is pressed alone" if key else "is no key"
