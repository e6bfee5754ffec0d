"""A word that leads to two labels leads the search of half the annotators to the wrong one."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Place, Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every synonym that is the name or a synonym of another label of the task."""
    for taxonomy in subject.taxonomies:
        living = [place for place in taxonomy.places if place.label.deprecated is None]
        if any(place.label.synonyms for place in living):
            yield from _in_task(taxonomy, living)


def _in_task(taxonomy: Taxonomy, living: list[Place]) -> Iterator[Finding]:
    # A group is found with its labels: its name may well be a word for one of them.
    named = {
        place.label.title.casefold(): place.label.id
        for place in reversed(living)
        if taxonomy.is_selectable(place.label)
    }
    called: dict[str, str] = {}
    for place in living:
        label = place.label
        for position, synonym in enumerate(label.synonyms):
            word = synonym.casefold()
            other = named.get(word, label.id)
            clash = f"the name of label `{other}`"
            if other == label.id:
                other = called.setdefault(word, label.id)
                clash = f"a synonym of label `{other}`"
            if other != label.id:
                yield Finding(
                    (*place.pointer, "synonyms", position),
                    f"synonym `{synonym}` of label `{label.id}` is {clash}",
                    "keep it where people mean it most, or make both more precise",
                    label.id,
                )
