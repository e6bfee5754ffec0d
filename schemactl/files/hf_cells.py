"""Cells of Hugging Face datasets are written anew: numbers of other classes, without what left."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.class_table import ClassTable, class_table
from schemactl.files.hf_answers import MISSING, scheme_of_names
from schemactl.files.hf_features import LabelColumn
from schemactl.files.hf_objects import objects_of, region_of
from schemactl.files.json_documents import as_list
from schemactl.files.tag_sequence import OUTSIDE, entities_of

# What the answers of a row say from now on, by their number in it; None leaves.
Changes = Mapping[int, str | None]


class ColumnAfter(NamedTuple):
    """A column with its new classes, and the number or text of each label of its task.

    In a column of tags, numbers are those of whole tags.
    """

    column: LabelColumn
    table: ClassTable | None
    numbers: Mapping[str, Any]

    def cell(self, values: Mapping[str, Any], changes: Changes) -> Any:
        """Return the new cell of a row. Raises SchemactlError where a label has no number."""
        cell = values[self.column.name]
        match self.column.form:
            case "one":
                return self._one(cell, changes)
            case "several":
                return self._several(as_list(cell), changes)
            case "tags":
                return self._tags(as_list(cell), changes)
            case "objects":
                return self._objects(cell, changes)
            case "ranked":
                return cell

    def _number(self, label: str) -> Any:
        if label not in self.numbers:
            raise SchemactlError(
                f"`{self.column.name}`: no class is {label!r}", "give the label an index"
            )
        return self.numbers[label]

    def _moved(self, number: Any) -> Any:
        if self.table is None or number in (None, MISSING):
            return number
        if number not in self.table.moves:
            names = self.column.names or ()
            raise SchemactlError(
                f"`{self.column.name}`: {number!r} is no number of the {len(names)} classes",
                "mend the row; a number must not come to mean a class that is new",
            )
        return self.table.moves[number]

    def _one(self, cell: Any, changes: Changes) -> Any:
        if 0 not in changes:
            return self._moved(cell)
        label = changes[0]
        if label is None:
            return None if self.table is None else MISSING
        return self._number(label)

    def _tag(self, number: Any) -> str:
        names = self.column.names or ()
        if number in (None, MISSING):
            return OUTSIDE
        return names[number] if 0 <= number < len(names) else OUTSIDE

    def _several(self, cell: list[Any], changes: Changes) -> Any:
        found, at = [], 0
        for number in cell:
            if number is None or (number == MISSING and self.table is not None):
                found.append(number)
                continue
            label = changes.get(at)
            if at not in changes:
                found.append(self._moved(number))
            elif label is not None:
                found.append(self._number(label))
            at += 1
        if not at:
            self._refuse(changes)
        # An empty list would say that nothing applies.
        return found if found or not at else None

    def _tags(self, cell: list[Any], changes: Changes) -> Any:
        names = self.column.names or ()
        tags = [self._tag(number) for number in cell]
        entities, _ = entities_of(tags, scheme_of_names(names))
        changed = (
            {token for at in changes for token in range(entities[at].first, entities[at].after)}
            if entities
            else set()
        )
        found = [
            number if token in changed else self._moved(number) for token, number in enumerate(cell)
        ]
        before: tuple[int, str] | None = None
        for position, entity in enumerate(entities):
            label = changes.get(position, entity.label)
            for token in range(entity.first, entity.after):
                prefix = tags[token].partition("-")[0]
                if before == (token, label) and token == entity.first and prefix == "I":
                    prefix = "B"
                if position in changes or prefix != tags[token].partition("-")[0]:
                    found[token] = self._number(OUTSIDE if label is None else f"{prefix}-{label}")
            before = (entity.after, str(label))
        if not entities:
            self._refuse(changes)
        return found

    def _objects(self, cell: Any, changes: Changes) -> Any:
        key = self.column.key
        objects = objects_of(cell, key)
        if isinstance(objects, str) or not objects:
            self._refuse(changes)
            return cell
        answers = [at for at, one in enumerate(objects) if self._is_answer(one)]
        own = {answers[number]: label for number, label in changes.items()}
        kept = [at for at in range(len(objects)) if own.get(at, "") is not None]
        labels = {
            at: self._number(str(own[at])) if at in own else self._moved(objects[at].get(key))
            for at in kept
        }
        if not kept:
            return None
        if isinstance(cell, list):
            return [{**cell[at], key: labels[at]} for at in kept]
        if not isinstance(cell.get(key), list):
            return {**cell, key: labels[0]}
        even = {name for name, one in cell.items() if isinstance(one, list)}
        even = {name for name in even if len(cell[name]) == len(objects)}
        chosen = {name: [cell[name][at] for at in kept] for name in even}
        return {**cell, **chosen, key: [labels[at] for at in kept]}

    def _is_answer(self, one: dict[str, Any]) -> bool:
        """Tell whether an object is read as an annotation."""
        number = one.get(self.column.key)
        has_label = number is not None and (number != MISSING or self.table is None)
        return has_label and not isinstance(region_of(one), str)

    def _refuse(self, changes: Changes) -> None:
        """Raise SchemactlError where nothing was found and a label is to be written."""
        label = next((label for label in changes.values() if label is not None), None)
        if label is not None:
            what = f"`{self.column.name}`: nothing has a place for {label!r}"
            raise SchemactlError(what, "mark it in the tool, and migrate again")


def column_kept(column: LabelColumn) -> ColumnAfter:
    """Return a column that is no task's any more: its answers leave, its classes stay."""
    names = column.names
    if names is None:
        return ColumnAfter(column, None, {})
    numbers = {name: number for number, name in enumerate(names)}
    return ColumnAfter(column, ClassTable(names, {n: n for n in numbers.values()}), numbers)


def column_after(
    column: LabelColumn, words: Mapping[str, str], labels: Sequence[str]
) -> ColumnAfter:
    """Return a column under a task: its spellings with the labels they mean, and its labels."""
    if column.names is None:
        return ColumnAfter(column, None, {label: label for label in labels})
    if column.form != "tags":
        had = {words[name] for name in column.names if name in words}
        table = class_table(column.names, words, [one for one in labels if one not in had])
        return ColumnAfter(column, table, _numbers(table, words))
    tags = {name: name.partition("-") for name in column.names}
    prefixes = list(dict.fromkeys(prefix for prefix, dash, _ in tags.values() if dash))
    known = {name: (p, words[rest]) for name, (p, _, rest) in tags.items() if rest in words}
    had_tags = set(known.values())
    new = [f"{p}-{one}" for one in labels for p in prefixes if (p, one) not in had_tags]
    table = class_table(column.names, {OUTSIDE, *known}, new)
    meant = {**{name: f"{p}-{one}" for name, (p, one) in known.items()}, OUTSIDE: OUTSIDE}
    return ColumnAfter(column, table, _numbers(table, {name: name for name in new} | meant))


def _numbers(table: ClassTable, words: Mapping[str, str]) -> dict[str, int]:
    """Return the first number of each label."""
    found: dict[str, int] = {}
    for number, name in enumerate(table.names):
        found.setdefault(words.get(name, name), number)
    return found
