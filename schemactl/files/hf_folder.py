"""Folders of Hugging Face datasets: their data files with features, read by Arrow alone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.files.json_documents import as_object, as_text, objects_in
from schemactl.files.labelmap import FILE

# A page that says of a dataset what it is, where its header may name the classes.
CARD = "README.md"
CLASSES = b"class_label"
INFO = "dataset_info.json"
STATE = "state.json"

_ROWS = 8192
_STREAM = b"\xff\xff\xff\xff"
_PARQUET = b"PAR1"
_SHARD = re.compile(r"(.+)-[0-9]{5}-of-[0-9]{5}\Z")
_HINT = "make or fetch the dataset again"


class Part(NamedTuple):
    """A data file: its split ("" for the only one), and the features that a dataset_info says."""

    path: Path
    split: str
    told: dict[str, Any] | None


def parts_of(path: Path) -> list[Part]:
    """Return the data files of a dataset in the order of folders and names.

    The split is the folder, or what stands before the number in names such as
    `train-00000-of-00002`. Raises SchemactlError where a file that is listed lacks.
    """
    if not path.is_dir():
        return [Part(path, "", None)]
    folders = sorted({path, *(found.parent for found in path.rglob("*") if found.is_file())})
    parts: list[Part] = []
    for folder in folders:
        place = folder.relative_to(path).as_posix()
        told = _told(folder / INFO)
        files = _listed(folder / STATE) or sorted(
            found for found in folder.iterdir() if found.suffix in (".arrow", ".parquet")
        )
        parts += [Part(file, _split(file, "" if place == "." else place), told) for file in files]
    return parts


def files_of(path: Path) -> list[Path]:
    """Return the files of a folder that name its classes, and its data files."""
    card = path / CARD
    cards = [card] if card.is_file() and CLASSES in card.read_bytes() else []
    tables = [path / FILE, *sorted([*path.rglob(INFO), *path.rglob(STATE)])]
    found = [*cards, *(table for table in tables if table.is_file())]
    return [*found, *(part.path for part in parts_of(path))]


def _split(file: Path, place: str) -> str:
    match = _SHARD.match(file.stem)
    return match[1] if match is not None and match[1] != "data" else place


def _told(file: Path) -> dict[str, Any] | None:
    """Return the features in a dataset_info.json; those of several configurations are not one's."""
    if not file.is_file():
        return None
    return as_object(_json(file).get("features")) or None


def _listed(file: Path) -> list[Path]:
    """Return the data files that a state.json lists; all stand beside it."""
    if not file.is_file():
        return []
    found = []
    for one in objects_in(_json(file).get("_data_files")):
        name = as_text(one.get("filename")) or ""
        if not name or Path(name).name != name or not (file.parent / name).is_file():
            raise SchemactlError(f"{file}: there is no data file {name!r} beside it", _HINT)
        found.append(file.parent / name)
    return found


def _json(file: Path) -> dict[str, Any]:
    try:
        return as_object(orjson.loads(file.read_bytes()))
    except orjson.JSONDecodeError as error:
        raise SchemactlError(f"{file}: not valid JSON: {error.msg}", _HINT) from None


@contextmanager
def open_part(path: Path) -> Iterator[tuple[Any, Iterator[Any]]]:
    """Give the Arrow schema of a data file and its batches. Raises SchemactlError."""
    try:
        with path.open("rb") as head:
            magic = head.read(len(_STREAM))
        if magic == _PARQUET:
            with parquet().ParquetFile(path) as file:
                yield file.schema_arrow, _checked(path, file.iter_batches(batch_size=_ROWS))
            return
        with arrow().OSFile(str(path)) as source:
            if magic == _STREAM:
                reader = arrow().ipc.open_stream(source)
                yield reader.schema, _checked(path, iter(reader))
                return
            file = arrow().ipc.open_file(source)
            batches = (file.get_batch(number) for number in range(file.num_record_batches))
            yield file.schema, _checked(path, batches)
    except (arrow().ArrowException, OSError, UnicodeDecodeError) as error:
        raise _broken(path, error) from None


def _checked(path: Path, batches: Iterator[Any]) -> Iterator[Any]:
    try:
        for batch in batches:
            # Arrow trusts what a file says of its buffers, and would read beyond their ends.
            batch.validate(full=True)
            yield batch
    except (arrow().ArrowException, OSError, UnicodeDecodeError) as error:
        raise _broken(path, error) from None


def _broken(path: Path, error: Exception) -> SchemactlError:
    first = str(error).partition("\n")[0]
    return SchemactlError(f"{path}: the data file cannot be read: {first}", _HINT)


def features_in(schema: Any) -> dict[str, Any]:
    """Return the features that a data file says itself, in the metadata of its Arrow schema."""
    written = (schema.metadata or {}).get(b"huggingface")
    if written is None:
        return {}
    try:
        told = as_object(orjson.loads(written))
    except orjson.JSONDecodeError:
        return {}
    return as_object(as_object(told.get("info")).get("features"))
