"""The label for all the rest must be easy to reach and hold nothing that another label wants."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Place, Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every residual that cannot be chosen, has labels below it, or shows their cases."""
    for taxonomy in subject.taxonomies:
        place = taxonomy.by_id.get(taxonomy.task.residual or "")
        if place is None:
            continue
        label = place.label
        wrong = ""
        if label.deprecated is not None:
            wrong = "is deprecated"
        elif label.id in taxonomy.children:
            wrong = "has labels below it, so it is no label for the rest"
        elif not label.selectable:
            wrong = "cannot be chosen"
        if wrong:
            yield Finding(
                (*taxonomy.pointer, "residual"),
                f"residual label `{label.id}` {wrong}",
                "name a label that annotators choose when no other one fits",
                label.id,
            )
        yield from _claimed(taxonomy, place)


def _claimed(taxonomy: Taxonomy, residual: Place) -> Iterator[Finding]:
    # Where an answer has one label, conflicting-example says so of all labels.
    task = taxonomy.task
    if task.type == "classification" and task.choose.max == 1:
        return
    texts = {example.content: i for i, example in enumerate(residual.label.examples)}
    texts.pop("", None)
    for case in taxonomy.cases if texts else ():
        if case.part == "examples" and case.content in texts and case.place is not residual:
            yield Finding(
                (*residual.pointer, "examples", texts[case.content]),
                f"this text is an example of label `{case.place.label.id}` too",
                "show a text to which no other label applies",
                residual.label.id,
            )
