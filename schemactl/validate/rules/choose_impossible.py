"""An answer that cannot be given blocks every item at the annotators' desks."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.reference import LabelIndex
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every number of labels to choose that no answer can have."""
    labels = LabelIndex(subject.taxonomies)
    for taxonomy in subject.taxonomies:
        task, choose = taxonomy.task, taxonomy.task.choose
        here = (*taxonomy.pointer, "choose")
        if choose.min < 0:
            yield Finding((*here, "min"), f"`min` is {choose.min}", "write 0 or more")
        if choose.max is not None and choose.max < max(1, choose.min):
            message = f"at most {choose.max} and at least {choose.min} labels cannot be chosen"
            yield Finding((*here, "max"), message, "make `max` at least 1, and not below `min`")
        # One label can always be chosen where there is one: most tasks need no counting.
        if choose.min > 1:
            shared = len(labels.of(task.id)) - len(taxonomy.by_id)
            there = len(taxonomy.selectable) + shared
            if choose.min > there > 0:
                message = f"at least {choose.min} labels shall be chosen, and there are {there}"
                yield Finding((*here, "min"), message, "lower `min`, or add labels")
