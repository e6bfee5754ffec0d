"""The table of dataset formats, and which one a file has."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from schemactl.errors import SchemactlError
from schemactl.files.dataset import DatasetFormat
from schemactl.files.signs import (
    annotations,
    coco,
    conll,
    conllu,
    csv,
    cvat,
    doccano,
    ground_truth,
    hf,
    jsonl,
    label_matrix,
    label_studio,
    labelbox,
    mturk,
    parquet,
    scale,
    spacy,
    tsv,
    yolo,
)
from schemactl.files.stream import head_of
from schemactl.model.similar import nearest

# Tells from the name, and from the first bytes, if data is in a format. They end after a whole
# line, except where the first line is longer; a folder has none.
Recognise = Callable[[Path, bytes], bool]

# The order is that of recognition: what is narrower stands first. The module that reads a format
# bears its name, and is imported when data is in it.
DATASET_FORMATS: dict[str, Recognise] = {
    "yolo": yolo.recognise,
    "cvat": cvat.recognise,
    "label-studio": label_studio.recognise,
    "coco": coco.recognise,
    "doccano": doccano.recognise,
    "labelbox": labelbox.recognise,
    "ground-truth": ground_truth.recognise,
    "scale": scale.recognise,
    "mturk": mturk.recognise,
    "spacy": spacy.recognise,
    "hf": hf.recognise,
    "conll": conll.recognise,
    "conllu": conllu.recognise,
    "annotations": annotations.recognise,
    "parquet": parquet.recognise,
    "jsonl": jsonl.recognise,
    "label-matrix": label_matrix.recognise,
    "csv": csv.recognise,
    "tsv": tsv.recognise,
}
# Those in which a folder is one set of data.
FOLDERS = ("yolo", "hf")

_HEAD = 2**18
# What to do about files that begin as no format does.
_HINTS = {
    **dict.fromkeys((b"\xff\xfe", b"\xfe\xff"), "it is text in UTF-16; save it as UTF-8"),
    b"PK\x03\x04": "it is an archive that breaks off, or that holds no annotations.xml of CVAT",
}


def find_format(path: Path, name: str | None = None) -> DatasetFormat:
    """Return the named format, else the one that the file has. Raises SchemactlError."""
    is_folder = path.is_dir()
    if path.exists() and not is_folder and not path.is_file():
        hint = "write what comes through a pipe to a file, and name that"
        raise SchemactlError(f"{path} is no file that can be read twice", hint)
    head = b"" if is_folder else _head(path)
    if name is not None:
        named = named_format(name)
        if is_folder and not named.SHAPE.is_folder:
            raise SchemactlError(f"{path} is a folder", f"a {name} data set is a file; name it")
        return named
    named_as = path.with_suffix("") if path.suffix == ".gz" else path
    for known, recognise in DATASET_FORMATS.items():
        if (not is_folder or known in FOLDERS) and recognise(named_as, head):
            return named_format(known)
    if is_folder:
        raise SchemactlError(f"{path} is a folder", "name the files in it")
    every = f"give --as FORMAT, one of {', '.join(DATASET_FORMATS)}"
    hint = next((hint for mark, hint in _HINTS.items() if head.startswith(mark)), every)
    raise SchemactlError(f"{path}: the format is not recognised", hint)


def named_format(name: str) -> DatasetFormat:
    """Return a format. Raises SchemactlError where the name is of none."""
    if name in DATASET_FORMATS:
        module = import_module(f"schemactl.files.datasets.{name.replace('-', '_')}")
        return cast(DatasetFormat, module)
    known = f"formats: {', '.join(DATASET_FORMATS)}"
    raise SchemactlError(f"no format {name!r}", nearest(name, list(DATASET_FORMATS)) or known)


def _head(path: Path) -> bytes:
    head = head_of(path, _HEAD)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise SchemactlError(f"{path} is empty", "a data file has at least one record")
    if len(head) == _HEAD and b"\n" in head:
        head = head[: head.rindex(b"\n") + 1]
    return head


def files_of(path: Path) -> list[Path]:
    """Return the files of a data set: the file itself, or all in the folder, by name."""
    if not path.is_dir():
        return [path]
    return sorted(found for found in path.rglob("*") if found.is_file())
