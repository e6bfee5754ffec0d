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
# What a task over the frames of a video, or over a conversation or its turns, is asked about.
_RUNNING = {
    "video": ("video", "pointcloud"),
    "conversation": ("conversation",),
    "turn": ("conversation",),
}


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every task that marks something in inputs of which none can be marked so."""
    inputs = subject.schema.inputs
    for taxonomy in subject.taxonomies:
        task = taxonomy.task
        fitting = _FITTING.get(task.type)
        # An unknown input is reported where it stands.
        shown = [inputs[name].type for name in task.inputs if name in inputs]
        if not shown:
            continue
        if fitting and not set(shown).intersection(fitting):
            yield Finding(
                (*taxonomy.pointer, "inputs"),
                f"{task.type} task `{task.id}` has nothing to mark in: {', '.join(shown)}",
                f"a {task.type} needs an input of type {' or '.join(fitting)}",
            )
        running = _RUNNING[task.over] if task.over else ()
        if running and not set(shown).intersection(running):
            yield Finding(
                (*taxonomy.pointer, "over"),
                f"task `{task.id}` is over a {task.over} and shows {', '.join(shown)}",
                f"name an input of type {' or '.join(running)}, or remove `over`",
            )
