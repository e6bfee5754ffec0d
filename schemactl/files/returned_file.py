"""Files that the handbook hands out: questions and results of practice, as JSON."""

from pathlib import Path
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from schemactl.errors import SchemactlError
from schemactl.files.yaml_tree import Document
from schemactl.model.returned import AskedQuestion, PracticeResult

NounT = TypeVar("NounT", bound=BaseModel)

LARGEST = 2**20


def read_questions(path: Path) -> list[AskedQuestion]:
    """Return the question in a file, or all that a list in it holds. Raises SchemactlError."""
    content, data = _read(path)
    found = data if isinstance(data, list) else [data]
    if not found:
        raise SchemactlError(f"{path}: the list of questions is empty", "download a question")
    questions = []
    for position, one in enumerate(found):
        pointer = (position,) if isinstance(data, list) else ()
        questions.append(_built(AskedQuestion, path, content, one, pointer))
    return questions


def read_practice(path: Path) -> tuple[PracticeResult, bytes]:
    """Return the result of practice in a file, and its bytes. Raises SchemactlError."""
    content, data = _read(path)
    return _built(PracticeResult, path, content, data, ()), content


def _read(path: Path) -> tuple[bytes, Any]:
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise SchemactlError(
            f"{path}: the file is larger than {LARGEST >> 20} MB", "give a file of the handbook"
        )
    try:
        return content, orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise SchemactlError(
            f"{path}:{error.lineno}:{error.colno}: this is no JSON: {error.msg}",
            "give the file as it was downloaded from the handbook",
        ) from error


def _built(
    model: type[NounT], path: Path, content: bytes, data: Any, pointer: tuple[int, ...]
) -> NounT:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
    where = problem["loc"]
    # JSON is YAML, whose nodes know their places.
    region = Document(str(path), content).locate((*pointer, *where))
    named = ".".join(str(part) for part in where)
    told = problem["msg"].removeprefix("Value error, ")
    raise SchemactlError(
        f"{path}:{region.line}:{region.column}: {named or 'the file'}: {told}",
        "give the file as it was downloaded from the handbook",
    )
