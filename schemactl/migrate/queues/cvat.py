"""cvat: images with a shape or tag per question, labeled `?`, and what is asked as attributes."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schemactl.files.cvat_file import FORMS, Shape, Unspeakable
from schemactl.files.dataset import Loss
from schemactl.files.xml_text import escape, quoteattr
from schemactl.migrate.answer_file import UNDECIDED
from schemactl.migrate.queues.asking import Ask
from schemactl.model.release import ReleasedSchema

NAME = "cvat"

# Characters that XML cannot say.
_UNSAID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ASKED = ("question", "old", "candidates", "ask", "link")


def write(path: Path, asked: Iterable[Ask], start: ReleasedSchema) -> Iterator[Loss]:
    """Write an XML file and yield the questions that no image shows.

    CVAT names images by their files, so all questions about one stand together.
    """
    images: dict[str, list[tuple[Ask, str]]] = {}
    labels = {UNDECIDED: None}
    for ask in asked:
        file = ask.content.file
        try:
            element = _element(ask, start)
        except Unspeakable as error:
            yield Loss("question", ask.entry.item, str(error))
            continue
        if file is None:
            yield Loss("question", ask.entry.item, "there is no image to show")
            continue
        images.setdefault(file, []).append((ask, element))
        labels.update(dict.fromkeys(offer.answer for offer in ask.offers))
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n')
        out.write("  <version>1.1</version>\n  <meta>\n    <task>\n      <labels>\n")
        out.writelines(map(_label, labels))
        out.write("      </labels>\n    </task>\n  </meta>\n")
        for at, (file, found) in enumerate(images.items()):
            size = found[0][0].content
            own = _written({"id": at, "name": file, "width": size.width, "height": size.height})
            out.write(f"  <image{own}>\n{''.join(one for _, one in found)}  </image>\n")
        out.write("</annotations>\n")


def _label(name: str) -> str:
    asked = "".join(
        f"<attribute><name>{one}</name><mutable>False</mutable>"
        "<input_type>text</input_type><default_value></default_value><values></values></attribute>"
        for one in _ASKED
    )
    return f"        <label><name>{_text(name)}</name><attributes>{asked}</attributes></label>\n"


def _element(ask: Ask, start: ReleasedSchema) -> str:
    """Return the shape of a question, or a tag where it has none. Raises Unspeakable."""
    task = start.task(ask.open.task)
    form = FORMS.get(task.type) if task is not None else None
    if form is None:
        raise Unspeakable(f"CVAT has no such task as {ask.open.task}")
    region = ask.open.fields.get("region")
    shape = form.write(region) if region else Shape("tag", {})
    told = {
        "question": ask.key,
        "old": ask.old,
        "candidates": ", ".join(offer.answer for offer in ask.offers),
        "ask": ask.said,
        "link": ask.open.link or "",
    }
    inner = "".join(
        f"<attribute{_written({'name': name})}>{_text(value)}</attribute>"
        for name, value in told.items()
    )
    own = _written({"label": UNDECIDED, "source": "manual", **shape.attributes})
    return f"    <{shape.name}{own}>{shape.inner}{inner}</{shape.name}>\n"


def _written(attributes: dict[str, Any]) -> str:
    return "".join(
        f" {name}={quoteattr(_UNSAID.sub(chr(0xFFFD), str(value)))}"
        for name, value in attributes.items()
        if value is not None
    )


def _text(value: str) -> str:
    return escape(_UNSAID.sub(chr(0xFFFD), value))
