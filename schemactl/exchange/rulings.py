"""Rulings: questions from the handbook become files of the guideline, and get their answers."""

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.files.guideline_file import GuidelineFile, RulingFile, read_guideline_file
from schemactl.files.source import read_bytes
from schemactl.files.tree import write_file
from schemactl.files.yaml_edit import set_scalar
from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import render_yaml
from schemactl.model.address import parse_ref
from schemactl.model.guideline import OpenRuling, Ruling
from schemactl.model.identifiers import NOTHING
from schemactl.model.reference import LabelIndex
from schemactl.model.returned import AskedQuestion
from schemactl.model.similar import Proposals, nearest
from schemactl.model.taxonomy import taxonomies
from schemactl.releases.draft import draft_schema
from schemactl.releases.read import read_schema, versions
from schemactl.workspace import Workspace

_SHORT = 8


class Decision(NamedTuple):
    """What somebody decided about an item; `answers` is the id of the open ruling about it."""

    use: str
    date: str
    item: str | None = None
    answers: str | None = None
    because_of: str | None = None
    because: str | None = None
    by: str | None = None


class Written(NamedTuple):
    """A ruling's id and file, relative to the root, and whether the file is new or changed."""

    id: str
    file: str
    new: bool


def take_in_questions(
    workspace: Workspace,
    questions: list[AskedQuestion],
    guideline: str | None = None,
    by: str | None = None,
) -> list[Written]:
    """Write each question as an open ruling; one that is there already stays as it is.

    Raises AnswerIsBad, and writes nothing, where an item is decided already.
    """
    taken: dict[Path, tuple[str, bytes, bool]] = {}
    for question in questions:
        name = guideline or _guideline_of(workspace, question)
        files = _read(workspace, name)
        _refuse_decided(files, question.item)
        ruling_id = _id(question)
        path = _folder(workspace, name) / f"{ruling_id}.yaml"
        data = {
            "id": ruling_id,
            "item": question.item,
            "by": by,
            "date": question.date,
            "nearest": question.label,
            "in_doubt": question.rule,
        }
        taken[path] = (ruling_id, _rendered(data), not path.exists())
    for path, (_, content, is_new) in taken.items():
        if is_new:
            write_file(path, content)
    return [
        Written(ruling_id, workspace.relative(path), is_new)
        for path, (ruling_id, _, is_new) in taken.items()
    ]


def add_ruling(workspace: Workspace, decision: Decision, guideline: str | None = None) -> Written:
    """Write a decision as a new ruling, or into the open one that it answers."""
    name = guideline or _only_guideline(workspace, decision)
    files = _read(workspace, name)
    _refuse_unknown_label(workspace, files, decision.use)
    if decision.answers is not None:
        return _answer(workspace, files, decision, decision.answers)
    item = decision.item or ""
    _refuse_decided(files, item)
    waiting = next((one for one in _open(files) if one.ruling and one.ruling.item == item), None)
    if waiting is not None and waiting.ruling is not None:
        return _answer(workspace, files, decision, waiting.ruling.id)
    ruling_id = f"r-{decision.date}-{_short(item)}"
    path = _folder(workspace, name) / f"{ruling_id}.yaml"
    if path.exists():
        raise SchemactlError(f"{workspace.relative(path)} is there already", "edit that file")
    write_file(path, _rendered({"id": ruling_id, "item": item, **_answer_fields(decision)}))
    return Written(ruling_id, workspace.relative(path), new=True)


def _answer_fields(decision: Decision) -> dict[str, str | None]:
    return {
        "use": decision.use,
        "because_of": decision.because_of,
        "because": decision.because,
        "by": decision.by,
        "date": decision.date,
    }


def _answer(
    workspace: Workspace, files: GuidelineFile, decision: Decision, ruling_id: str
) -> Written:
    """Turn an open ruling into a decision in its file, whose comments stay."""
    found = next((one for one in files.rulings if one.ruling and one.ruling.id == ruling_id), None)
    if found is None or found.ruling is None:
        known = [one.ruling.id for one in _open(files) if one.ruling]
        hint = nearest(ruling_id, known) or f"open: {', '.join(known) or 'none'}"
        raise SchemactlError(f"no ruling has the id `{ruling_id}`", hint)
    if isinstance(found.ruling, Ruling):
        raise AnswerIsBad(
            f"`{ruling_id}` is decided: use `{found.ruling.use}`",
            f"edit {found.document.path} to decide otherwise",
        )
    asked = found.ruling
    path = workspace.root / found.document.path
    fields = {name: value for name, value in _answer_fields(decision).items() if value}
    new = {"asked": asked.date, **fields}
    text = read_bytes(workspace, path).decode("utf-8-sig")
    for name in ("date", "by"):
        if name in new and getattr(asked, name):
            text = set_scalar(text, (name,), str(new.pop(name)))
    content = f"{text.rstrip()}\n{render_yaml(new)}".encode()
    _refuse_broken(content, {**found.document.data, **fields, "asked": asked.date}, path)
    write_file(path, content)
    return Written(ruling_id, found.document.path, new=True)


def _refuse_broken(content: bytes, expected: dict[str, Any], path: Path) -> None:
    document = Document(str(path), content)
    if document.problems or document.data != expected:
        raise SchemactlError(
            f"{path}: the answer cannot be written into this file",
            "write the file in block style, one key to a line, or add `use` by hand",
        )


def _rendered(data: dict[str, Any]) -> bytes:
    return render_yaml({name: value for name, value in data.items() if value}).encode()


def _folder(workspace: Workspace, name: str) -> Path:
    folder = workspace.guideline_file(name).parent / "rulings"
    workspace.inside(folder)
    return folder


def _read(workspace: Workspace, name: str) -> GuidelineFile:
    file = workspace.guideline_file(name)
    if name not in workspace.guideline_names():
        hint = nearest(name, workspace.guideline_names()) or "write guidelines/<name>/"
        raise SchemactlError(f"there is no guideline `{name}`", hint)
    return read_guideline_file(workspace, file)


def _open(files: GuidelineFile) -> list[RulingFile]:
    return [one for one in files.rulings if isinstance(one.ruling, OpenRuling)]


def _refuse_decided(files: GuidelineFile, item: str) -> None:
    for one in files.rulings:
        if isinstance(one.ruling, Ruling) and one.ruling.item == item:
            raise AnswerIsBad(
                f"the item is decided in {one.document.path}: use `{one.ruling.use}`",
                "follow that ruling, or edit it",
            )


def _guideline_of(workspace: Workspace, question: AskedQuestion) -> str:
    """Return the guideline that the reader had, else the only one for the schema."""
    names = workspace.guideline_names()
    if question.guideline is not None:
        named = parse_ref(question.guideline).name
        if named in names:
            return named
    return _covering(workspace, parse_ref(question.schema_ref).name)


def _covering(workspace: Workspace, schema: str) -> str:
    found = []
    for name in workspace.guideline_names():
        guideline = _read(workspace, name).guideline
        if guideline is not None and guideline.covers.name == schema:
            found.append(name)
    if len(found) != 1:
        raise SchemactlError(
            f"{'no guideline is' if not found else f'{len(found)} guidelines are'} for schema "
            f"`{schema}`",
            f"name one with --guideline: {', '.join(found or workspace.guideline_names())}",
        )
    return found[0]


def _only_guideline(workspace: Workspace, decision: Decision) -> str:
    """Return the guideline of the open ruling that is answered, else the only one there is."""
    names = workspace.guideline_names()
    if decision.answers is not None:
        for name in names:
            rulings = (one.ruling for one in _read(workspace, name).rulings)
            if any(one is not None and one.id == decision.answers for one in rulings):
                return name
    if len(names) == 1:
        return names[0]
    raise SchemactlError(
        "it is not clear which guideline the ruling belongs to",
        f"name one with --guideline: {', '.join(names) or 'there is none'}",
    )


def _refuse_unknown_label(workspace: Workspace, files: GuidelineFile, use: str) -> None:
    if files.guideline is None or use == NOTHING:
        return
    name = files.guideline.covers.name
    released = versions(workspace, "schema", name)
    if name in workspace.schema_names():
        schema = draft_schema(workspace, name).schema
    elif released:
        schema = read_schema(workspace, name, released[-1]).schema
    else:
        return
    index = LabelIndex(taxonomies(schema))
    found = index.find(use)
    if len(found) != 1:
        hint = Proposals(index.names(), f"name a label of schema `{name}`").hint(use)
        several = f"write one of {', '.join(found)}" if found else hint
        raise SchemactlError(f"schema `{name}` has no single label `{use}`", several)


def _id(question: AskedQuestion) -> str:
    about = f"{question.item} {question.label or ''}"
    return f"r-{question.date}-{_short(about)}"


def _short(text: str) -> str:
    """Return what tells two questions of a day apart, and is the same for the same question."""
    return hashlib.sha256(text.encode()).hexdigest()[:_SHORT]
