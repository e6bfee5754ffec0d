"""Datasets of Hugging Face are rewritten: cells of labels, tables of classes, stamps."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import orjson

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow
from schemactl.files.dataset import Record
from schemactl.files.hf_card import card_after
from schemactl.files.hf_cells import Changes, ColumnAfter, column_after, column_kept
from schemactl.files.hf_features import LabelColumn, features_after, label_columns
from schemactl.files.hf_folder import CARD, INFO, STATE, features_in, files_of, parts_of
from schemactl.files.hf_tables import open_tables, writer_like
from schemactl.files.hf_undo import ONLY, Keeper
from schemactl.files.joined import join
from schemactl.files.json_edits import Edits
from schemactl.files.labelmap import FILE, labelmap, ranked_labels
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.parquet_groups import write_group
from schemactl.files.rewriting import Relabel, Splice, spliced

_STAMP = "schema"


class _Part(NamedTuple):
    """What changes in a data file: by row and column the answers, and whether stamps do."""

    rows: dict[int, dict[str, dict[int, str | None]]]
    stamps: dict[str, str]


class HfRewriting:
    """Takes the changes of all rows of a dataset, and then writes its files anew."""

    def __init__(self, path: Path, after: LabelsAfter) -> None:
        """Take the dataset, and the release whose labels are written."""
        self.path = path
        self.after = after
        self.parts: dict[str, _Part] = {}
        self.part = _Part({}, {})
        self.row = 0
        # The tasks that the answers of a column belong to from now on, and those it moves to.
        self.tasks: dict[str, set[str]] = {}
        self.moves: dict[str, set[str]] = {}
        # Columns of which an answer leaves.
        self.gone: set[str] = set()

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Take note of what changes in a row; nothing can be written yet."""
        if record.section is not None:
            self.part = self.parts[record.part or ONLY] = _Part({}, {})
            self.row = 0
            return []
        stamp = record.values.get(_STAMP)
        new = self.after.restamped(stamp)
        if new is not None:
            self.part.stamps[str(stamp)] = new
        own: dict[str, dict[int, str | None]] = {}
        for position, change in changes.items():
            name, number = record.uses[position].way
            own.setdefault(str(name), {})[int(number)] = None if change is None else change.label
            if change is None:
                self.gone.add(str(name))
            else:
                self.tasks.setdefault(str(name), set()).add(change.task)
                if change.is_moved:
                    self.moves.setdefault(str(name), set()).add(change.task)
        if own:
            self.part.rows[self.row] = own
        self.row += 1
        return []

    def write(self, out: BinaryIO, undo: BinaryIO) -> None:
        """Write the plain bytes of the dataset after, and what undoing needs."""
        with tempfile.TemporaryDirectory(prefix="schemactl-") as top:
            after, kept = Path(top, "after"), Path(top, "kept")
            kept.mkdir()
            keeper = Keeper(kept, is_folder=self.path.is_dir())
            names = [name for name, _ in self._files()]
            for name, file in self._files():
                target = after / name
                target.parent.mkdir(parents=True, exist_ok=True)
                if name in self.parts:
                    self._write_table(name, file, target, keeper)
                else:
                    self._write_small(name, file, target, keeper)
            keeper.finish(undo)
            if self.path.is_dir():
                join(after, names, out)
                return
            with (after / ONLY).open("rb") as read:
                while block := read.read(2**20):
                    out.write(block)

    def _files(self) -> Iterator[tuple[str, Path]]:
        if not self.path.is_dir():
            yield ONLY, self.path
            return
        for file in files_of(self.path):
            yield file.relative_to(self.path).as_posix(), file

    def _card(self, raw: bytes) -> bytes:
        """Return the card with the classes of all data files, which have the same."""
        names: dict[str, tuple[str, ...]] = {}
        for part in parts_of(self.path):
            with open_tables(part.path) as (schema, _):
                columns = self._columns(part.told or features_in(schema))
            names |= {name: one.table.names for name, one in columns.items() if one.table}
        return card_after(raw, names, {name: self._name(name) for name in self.moves})

    def _write_small(self, name: str, file: Path, target: Path, keeper: Keeper) -> None:
        """Write a file that tells of the data files."""
        raw = file.read_bytes()
        new = raw
        if file.name == CARD:
            new = self._card(raw)
        elif file.name == FILE:
            new = labelmap(self.after.schema)
        elif file.name == INFO:
            new = self._info(raw)
        elif file.name == STATE and "_fingerprint" in orjson.loads(raw):
            # What was computed from the rows before must not be taken for that of these rows.
            new = self._put(raw, "_fingerprint", "")
        target.write_bytes(new)
        keeper.keep_nothing(name) if new == raw else keeper.keep_bytes(name, raw)

    def _info(self, raw: bytes) -> bytes:
        told = orjson.loads(raw)
        features, stamp = told.get("features"), self.after.restamped(told.get("description"))
        if isinstance(features, dict):
            raw = self._put(raw, "features", self._features(features))
        return raw if stamp is None else self._put(raw, "description", stamp)

    def _put(self, raw: bytes, key: str, value: Any) -> bytes:
        if orjson.loads(raw)[key] == value:
            return raw
        edits = Edits()
        edits.put((key,), value)
        return spliced(raw, edits.splices(raw))

    def _features(self, features: dict[str, Any]) -> dict[str, Any]:
        columns = self._columns(features)
        names = {name: one.table.names for name, one in columns.items() if one.table is not None}
        found = features_after(features, names)
        return {self._name(name): feature for name, feature in found.items()}

    def _columns(self, features: dict[str, Any]) -> dict[str, ColumnAfter]:
        """Return the columns whose classes or cells may change."""
        found: dict[str, ColumnAfter] = {}
        for column in label_columns(features):
            task = self._task(column)
            if task is not None:
                labels = [label.id for label in ranked_labels(task)]
                found[column.name] = column_after(column, self.after.words[task.id], labels)
            elif column.name in self.gone:
                found[column.name] = column_kept(column)
        return found

    def _task(self, column: LabelColumn) -> Any:
        tasks = self.tasks.get(column.name, set())
        if len(tasks) > 1:
            raise SchemactlError(
                f"the labels of `{column.name}` move to {', '.join(sorted(tasks))}",
                "put them into columns of their own first",
            )
        return self.after.schema.task(next(iter(tasks), column.name))

    def _name(self, name: str) -> str:
        """Return what a column is called from now on: it follows its labels to another task."""
        return next(iter(self.moves.get(name, ())), name)

    def _write_table(self, name: str, file: Path, target: Path, keeper: Keeper) -> None:
        part = self.parts[name]
        told = next((one.told for one in parts_of(self.path) if one.path == file), None)
        with open_tables(file) as (schema, tables):
            own = features_in(schema)
            columns = self._columns(told or own)
            _refuse_clash(file, columns, own)
            changed = [name for name, one in columns.items() if _changes(name, one, part)]
            changed += [_STAMP] if part.stamps and _STAMP not in changed else []
            numbers = [schema.names.index(one) for one in changed]
            rows = keeper.keep_table(name, schema, numbers)
            new = self._schema(schema, own)
            with writer_like(file, target, new) as write:
                first = 0
                for table in tables:
                    found = list(table.columns)
                    if rows is not None:
                        write_group(rows, table.select(numbers))
                    for number, one in zip(numbers, changed, strict=True):
                        found[number] = self._cells(table, one, columns.get(one), part, first)
                    write(arrow().Table.from_arrays(found, schema=new))
                    first += table.num_rows
            if rows is not None:
                rows.close()

    def _schema(self, schema: Any, own: dict[str, Any]) -> Any:
        """Return the schema with the names of columns and the classes of the release."""
        names = [self._name(one) for one in schema.names]
        if twice := [one for one in names if names.count(one) > 1]:
            raise SchemactlError(
                f"labels move to task {twice[0]!r}, and a column has that name already",
                "give that column another name first",
            )
        fields = [field.with_name(one) for field, one in zip(schema, names, strict=True)]
        metadata = dict(schema.metadata or {})
        if own:
            info = orjson.loads(metadata[b"huggingface"])
            info["info"]["features"] = self._features(own)
            metadata[b"huggingface"] = orjson.dumps(info)
        return arrow().schema(fields, metadata=metadata or None)

    def _cells(
        self, table: Any, name: str, column: ColumnAfter | None, part: _Part, first: int
    ) -> Any:
        old = table.column(name)
        cells = old.to_pylist()
        if column is None:
            new = [part.stamps.get(cell, cell) for cell in cells]
            return arrow().array(new, type=old.type)
        found: list[Any] = []
        for at, cell in enumerate(cells):
            changes: Changes = part.rows.get(first + at, {}).get(name, {})
            if cell is None and not changes:
                found.append(cell)
                continue
            try:
                found.append(column.cell({name: cell}, changes))
            except SchemactlError as error:
                message = f"row {first + at + 1}: {error.message}"
                raise SchemactlError(message, error.hint) from None
        return arrow().array(found, type=old.type)


def _changes(name: str, column: ColumnAfter, part: _Part) -> bool:
    """Tell whether cells of a column change in a data file."""
    moves = {} if column.table is None else column.table.moves
    is_renumbered = any(old != new for old, new in moves.items())
    return is_renumbered or any(name in row for row in part.rows.values())


def _refuse_clash(file: Path, columns: Mapping[str, ColumnAfter], own: dict[str, Any]) -> None:
    """Raise SchemactlError where the data file names other classes than the file beside it."""
    for column in label_columns(own):
        told = columns.get(column.name)
        if told is not None and column.names not in (None, told.column.names):
            what = f"{file}: `{column.name}` has other classes than {INFO} says"
            raise SchemactlError(what, "make both say the same first")
