"""Case anchors: the address of every case on its label's page, also of one without an id."""

from hashlib import sha256

from schemactl.handbook.languages import without_marks
from schemactl.handbook.links import Entry, examples_of
from schemactl.model.label import Example

# So many digits of a hash tell the cases of a label from each other.
_MARK = 8


def case_anchor(entry: Entry, example: Example) -> str:
    """Return the anchor of a case: its id, else one that lasts as long as the case is the same."""
    if example.id:
        return example.id
    own = _gist(entry, example)
    twins = [one for one in examples_of(entry.label) if not one.id and _gist(entry, one) == own]
    # What somebody wrote twice is told apart by its place.
    number = next((at for at, one in enumerate(twins) if one is example), 0)
    name = f"_case_{sha256(own.encode()).hexdigest()[:_MARK]}"
    return f"{name}_{number + 1}" if number else name


def _gist(entry: Entry, example: Example) -> str:
    """Return what makes a case that very one, in whatever language its label is shown."""
    parts = (entry.taxonomy.task.id, entry.label.id, without_marks(example.content))
    return repr((*parts, example.image, example.audio, example.data))
