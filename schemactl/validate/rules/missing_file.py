"""A picture or sound that is not there cannot be released, and shows annotators an empty frame."""

from collections.abc import Iterator

from schemactl.model.finding import Finding, Pointer
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import GuidelineSubject, SchemaSubject


def check(subject: SchemaSubject | GuidelineSubject) -> Iterator[Finding]:
    """Yield every named file that is not there, or that is not inside the folder."""
    if isinstance(subject, SchemaSubject):
        if not subject.missing_files:
            return
        for taxonomy in subject.taxonomies:
            for name, pointer, label in _named(taxonomy):
                if name in subject.missing_files:
                    yield Finding(pointer, _message(name), _hint(name, "schema.yaml"), label)
    else:
        for image in subject.images:
            if image.target in subject.missing_images:
                hint = _hint(image.target, "guideline.yaml")
                yield Finding((), _message(image.target), hint, None, image.file, image.region)


def _named(taxonomy: Taxonomy) -> Iterator[tuple[str, Pointer, str | None]]:
    for position, convention in enumerate(taxonomy.task.conventions):
        if convention.image:
            yield convention.image, (*taxonomy.pointer, "conventions", position, "image"), None
    for case in taxonomy.cases:
        if case.example.image:
            yield case.example.image, (*case.pointer, "image"), case.place.label.id
        if case.example.audio:
            yield case.example.audio, (*case.pointer, "audio"), case.place.label.id


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _message(name: str) -> str:
    return f"`{name}` leads out of the folder" if _leads_out(name) else f"there is no file `{name}`"


def _hint(name: str, beside: str) -> str:
    if _leads_out(name):
        return f"copy the file into the folder of {beside}, and name it relative to that"
    return f"add the file, and commit it; paths are relative to {beside}"
