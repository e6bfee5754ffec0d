"""An alias that is also another label's id or alias would read old data as the wrong label."""

from collections.abc import Iterator

from schemactl.model.finding import Finding, RemoveItem
from schemactl.model.label import Label
from schemactl.model.reference import LabelIndex
from schemactl.model.retired import Before
from schemactl.model.taxonomy import Place, Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every alias that is a current or retired id, or another alias, of its task."""
    for taxonomy in subject.taxonomies:
        aliased = [place for place in taxonomy.places if place.label.aliases]
        if aliased:
            yield from _in_task(subject, taxonomy, aliased)


def _in_task(subject: SchemaSubject, taxonomy: Taxonomy, aliased: list[Place]) -> Iterator[Finding]:
    labels = LabelIndex(subject.taxonomies).of(taxonomy.task.id)
    known = subject.before.get(taxonomy.task.id)
    seen: dict[str, str] = {}
    for place in aliased:
        label = place.label
        for position, alias in enumerate(label.aliases):
            if alias in labels:
                clash = "its own id" if alias == label.id else f"the id of label `{alias}`"
            elif alias in seen:
                clash = f"an alias of label `{seen[alias]}` already"
            else:
                clash = _retired(known, label, alias)
            seen.setdefault(alias, label.id)
            if clash:
                at = (*place.pointer, "aliases", position)
                # Nothing is lost with the second of two equal entries of one list.
                twice = alias in label.aliases[:position]
                yield Finding(
                    at,
                    f"alias `{alias}` of label `{label.id}` is {clash}",
                    "remove it; what becomes of old spellings is said in a migration",
                    label.id,
                    edits=(RemoveItem(at),) if twice else (),
                )


def _retired(known: Before | None, label: Label, alias: str) -> str:
    gone = None if known is None else known.spellings.get(alias)
    if known is None or gone is None:
        return ""
    same = known.same(label.id)
    # A label that only got another id keeps its aliases.
    if same is not None and alias in same.aliases:
        return ""
    kind = "the id" if gone.label == alias else "an alias"
    return f"{kind} of label `{gone.label}`, which is retired in {gone.version}"
