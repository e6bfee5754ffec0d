"""Row groups of a Parquet file: read one by one, and written again as they were."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.files.parquet_file import column_names, open_parquet

# A larger group is handed out, and written, in parts.
MOST_ROWS = 2**20
MOST_BYTES = 2**28

_VERSIONS = frozenset({"1.0", "2.4", "2.6"})
_CODECS = {"UNCOMPRESSED": "NONE"}


class Form(NamedTuple):
    """How a file is written: the schema with its metadata, and the options of its columns."""

    schema: Any
    options: dict[str, Any]
    sorting: tuple[tuple[int, bool, bool], ...] = ()

    def unsorted_from(self, columns: Sequence[str]) -> "Form":
        """Return the form without the order that changed cells of these columns may break."""
        moved = {leaf for leaf, name in enumerate(_leaves(self.schema)) if name in columns}
        kept = []
        for one in self.sorting:
            if one[0] in moved:
                break
            kept.append(one)
        return self._replace(sorting=tuple(kept))


def _leaves(schema: Any) -> Iterator[str]:
    """Yield the column of each leaf, as Parquet numbers them."""
    for field in schema:
        yield from [field.name] * _leaf_count(field.type)


def _leaf_count(kind: Any) -> int:
    if isinstance(kind, arrow().BaseExtensionType):
        kind = kind.storage_type
    count: int = kind.num_fields
    if not count or arrow().types.is_dictionary(kind):
        return 1
    return sum(_leaf_count(kind.field(position).type) for position in range(count))


def open_groups(path: Path) -> Any:
    """Open a file as pyarrow.parquet.ParquetFile; SchemactlError where it cannot be rewritten."""
    file = open_parquet(path)
    column_names(path, file)
    return file


def groups(path: Path, file: Any) -> Iterator[Any]:
    """Yield the rows as one table per row group. Raises SchemactlError for a broken file."""
    try:
        for number in range(file.num_row_groups):
            group = file.metadata.row_group(number)
            parts = max(-(-group.num_rows // MOST_ROWS), -(-group.total_byte_size // MOST_BYTES))
            if parts <= 1:
                yield file.read_row_group(number)
                continue
            size = -(-group.num_rows // parts)
            for batch in file.iter_batches(batch_size=size, row_groups=[number]):
                yield arrow().Table.from_batches([batch])
    except (arrow().ArrowException, OSError) as error:
        first = str(error).partition("\n")[0]
        what = f"{path}: the Parquet file cannot be read: {first}"
        raise SchemactlError(what, "make or fetch the file again") from None


def form_of(file: Any) -> Form:
    """Return how a file is written; compression is by column, its level is not told."""
    told = file.metadata
    options: dict[str, Any] = {"store_schema": b"ARROW:schema" in (told.metadata or {})}
    if told.format_version in _VERSIONS:
        options["version"] = told.format_version
    if not told.num_row_groups:
        return Form(file.schema_arrow, options)
    group = told.row_group(0)
    columns = [group.column(position) for position in range(group.num_columns)]
    codecs = {c.path_in_schema: _CODECS.get(c.compression, c.compression) for c in columns}
    options |= {
        # The same for all where it is, since old files name the columns inside lists otherwise.
        "compression": codecs if len(set(codecs.values())) > 1 else next(iter(codecs.values())),
        "use_dictionary": _where(columns, [c.has_dictionary_page for c in columns]),
        "write_statistics": _where(columns, [c.is_stats_set for c in columns]),
        "write_page_index": any(c.has_offset_index for c in columns),
        "use_deprecated_int96_timestamps": any(c.physical_type == "INT96" for c in columns),
        "use_compliant_nested_type": not any(".list.item" in c.path_in_schema for c in columns),
    }
    sorting = ((s.column_index, s.descending, s.nulls_first) for s in group.sorting_columns)
    return Form(file.schema_arrow, options, tuple(sorting))


def _where(columns: Sequence[Any], which: Sequence[bool]) -> bool | list[str]:
    if all(which):
        return True
    return [column.path_in_schema for column, is_so in zip(columns, which, strict=True) if is_so]


def writer(path: Path | BinaryIO, form: Form) -> Any:
    """Return a pyarrow.parquet.ParquetWriter of a new file of this form."""
    sorting = [parquet().SortingColumn(*one) for one in form.sorting] or None
    return parquet().ParquetWriter(path, form.schema, sorting_columns=sorting, **form.options)


def write_group(file: Any, table: Any) -> None:
    """Write the rows of a table as one group; none of it where there are none."""
    if table.num_rows:
        file.write_table(table, row_group_size=table.num_rows)
