"""A box in a text or a span in a picture cannot be drawn, and no labeling tool takes the task."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject

# What an annotator can mark in this way; task types that stand here need one of them.
_FITTING = {
    "span": ("text", "document", "conversation"),
    "box": ("image", "video", "document"),
    "segment": ("audio", "video"),
    "polygon": ("image", "video", "document"),
    "polyline": ("image", "video", "document"),
    "mask": ("image", "video", "document"),
    "keypoints": ("image", "video"),
    "cuboid": ("pointcloud", "image", "video"),
}


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every task that marks something in inputs of which none can be marked so."""
    inputs = subject.schema.inputs
    for taxonomy in subject.taxonomies:
        task = taxonomy.task
        fitting = _FITTING.get(task.type)
        # An unknown input is reported where it stands.
        shown = [inputs[name].type for name in task.inputs if name in inputs]
        if fitting and shown and not set(shown).intersection(fitting):
            yield Finding(
                (*taxonomy.pointer, "inputs"),
                f"{task.type} task `{task.id}` has nothing to mark in: {', '.join(shown)}",
                f"a {task.type} needs an input of type {' or '.join(fitting)}",
            )
