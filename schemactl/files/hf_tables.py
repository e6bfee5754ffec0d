"""Data files of Hugging Face datasets as tables: read piece by piece, and written as they were."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from schemactl.files.arrow import arrow
from schemactl.files.hf_folder import open_part
from schemactl.files.parquet_groups import form_of, groups, open_groups, write_group
from schemactl.files.parquet_groups import writer as parquet_writer

_PARQUET = b"PAR1"
_STREAM = b"\xff\xff\xff\xff"


@contextmanager
def open_tables(path: Path) -> Iterator[tuple[Any, Iterator[Any]]]:
    """Give the schema of a data file and its tables: batches of Arrow, row groups of Parquet.

    Raises SchemactlError where it is none.
    """
    if _magic(path) == _PARQUET:
        with open_groups(path) as file:
            yield file.schema_arrow, groups(path, file)
        return
    with open_part(path) as (schema, batches):
        yield schema, (arrow().Table.from_batches([batch], schema) for batch in batches)


@contextmanager
def writer_like(like: Path, out: Path, schema: Any) -> Iterator[Callable[[Any], object]]:
    """Give what writes tables of a schema into a file of the same form as another one."""
    magic = _magic(like)
    if magic == _PARQUET:
        with open_groups(like) as file:
            form = form_of(file)
            renamed = dict(zip(form.schema.names, schema.names, strict=True))
            options = {key: _renamed(one, renamed) for key, one in form.options.items()}
            form = form._replace(schema=schema, options=options, sorting=())
            with parquet_writer(out, form) as target:
                yield lambda table: write_group(target, table)
        return
    with arrow().OSFile(str(out), "wb") as sink:
        make = arrow().ipc.new_stream if magic == _STREAM else arrow().ipc.new_file
        with make(sink, schema) as target:
            yield lambda table: [target.write_batch(batch) for batch in table.to_batches()]


def _magic(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_PARQUET))


def _renamed(option: Any, names: Mapping[str, str]) -> Any:
    """Return an option of columns, which are named by the way to their leaves."""
    if isinstance(option, list):
        return [_way(one, names) for one in option]
    if isinstance(option, dict):
        return {_way(one, names): value for one, value in option.items()}
    return option


def _way(way: str, names: Mapping[str, str]) -> str:
    first, dot, rest = way.partition(".")
    return f"{names.get(first, first)}{dot}{rest}"
