"""List: one name per line; the position of a line is the label's index."""

from schemactl.exchange.concept import Concept
from schemactl.exchange.draft import draft
from schemactl.exchange.importer import Imported, Request, Source, text_of
from schemactl.exchange.label_ids import from_name

OPTIONS = frozenset[str]()


def read(source: Source, request: Request) -> Imported:
    """Draft a schema from a list of names. Data often has positions of the list for labels."""
    lines = enumerate(text_of(source).split("\n"), start=1)
    names = [(line, text.strip()) for line, text in lines if text.strip()]
    concepts = [
        Concept(
            key=str(line),
            original=name,
            label_id=from_name(name),
            name=name,
            line=line,
            index=position,
        )
        for position, (line, name) in enumerate(names)
    ]
    return draft(concepts, (), request, source)
