"""A name that leads to no label sends the annotator who follows it nowhere."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.identifiers import QUESTION_ID
from schemactl.model.mention import Mention, strangers
from schemactl.model.reference import LabelIndex
from schemactl.model.similar import Proposals
from schemactl.model.taxonomy import Taxonomy, taxonomies
from schemactl.validate.subject import GuidelineSubject, SchemaSubject


def check(subject: SchemaSubject | GuidelineSubject) -> Iterator[Finding]:
    """Yield every name that should be a label's and is not."""
    if isinstance(subject, SchemaSubject):
        labels = LabelIndex(subject.taxonomies)
        for taxonomy in subject.taxonomies:
            yield from _in_task(subject, taxonomy, labels)
    else:
        yield from _in_guideline(subject)


def _in_task(subject: SchemaSubject, taxonomy: Taxonomy, labels: LabelIndex) -> Iterator[Finding]:
    task_id = taxonomy.task.id
    own = Proposals(labels.of(task_id), "name a label of the task, or add it")
    every = Proposals(labels.names(), "name a label, or add it")
    for mention in strangers(taxonomy, labels.of(task_id)):
        name = mention.name
        found = labels.find(name)
        if mention.free and len(found) == 1:
            continue
        message, hint = f"task `{task_id}` has no label `{name}`", ""
        if mention.free and found:
            message = f"`{name}` is a label of several tasks"
            hint = f"write one of {', '.join(found)}"
        elif found:
            hint = f"there is {', '.join(found)}, but only labels of its own task can stand here"
        elif QUESTION_ID.match(name):
            message = f"task `{task_id}` has no question `{name}`"
            hint = "write the question, or name a label or `nothing`"
        hint = hint or _known_otherwise(subject, taxonomy, name)
        hint = hint or (every if mention.free else own).hint(name)
        yield Finding(mention.pointer, message, hint, mention.label)


def _known_otherwise(subject: SchemaSubject, taxonomy: Taxonomy, name: str) -> str:
    """Say what the name is, if it is an alias or was a label once."""
    label_id = taxonomy.spellings.get(name)
    if label_id is not None:
        return f"it is an alias of `{label_id}`: write the id"
    known = subject.before.get(taxonomy.task.id)
    gone = None if known is None else known.spellings.get(name)
    return "" if gone is None else f"label `{gone.label}` is retired since {gone.version}"


def _in_guideline(subject: GuidelineSubject) -> Iterator[Finding]:
    """A label that one of the covered versions has is known."""
    if not subject.schemas:
        return
    indexes = [LabelIndex(taxonomies(schema)) for schema in subject.schemas]
    proposals = Proposals(
        dict.fromkeys(name for index in indexes for name in index.names()),
        f"name a label of schema `{subject.guideline.covers.name}`",
    )
    for mention in _mentions(subject):
        if not any(index.find(mention.name) for index in indexes):
            message = f"schema `{subject.guideline.covers.name}` has no label `{mention.name}`"
            yield Finding(mention.pointer, message, proposals.hint(mention.name))


def _mentions(subject: GuidelineSubject) -> Iterator[Mention]:
    guideline = subject.guideline
    if guideline.unsure is not None and guideline.unsure.use is not None:
        yield Mention(guideline.unsure.use, ("unsure", "use"))
    for position, change in enumerate(guideline.changes):
        for number, name in enumerate(change.labels):
            yield Mention(name, ("changes", position, "labels", number))
    for position, gate in enumerate(guideline.gates):
        if gate.label is not None:
            yield Mention(gate.label, ("gates", position, "label"))
