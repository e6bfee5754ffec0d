"""Label Studio reader: what decides of labels in many tasks at once, with its places in the text.

Nothing is told of tasks of which it cannot be proven that they say each key once, and that they
look like tasks seen before: they are read otherwise.
"""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
import orjson

from schemactl.files.json_layout import (
    Decoder,
    Layout,
    Plan,
    Roles,
    Unlearnable,
    Way,
    has_so_many_keys,
)
from schemactl.files.label_studio_result import OF_REGIONS, SHAPES, VALUES

# The type of a result, None where such results are read otherwise; its control; its labels, as
# they are written.
Key = tuple[str | None, Any, bytes]
# The same with the type of what was decoded, which belongs to one layout.
Typed = tuple[type, Any, bytes]
# Whoever gave no result.
NOTHING: Key = ("", None, b"")
# What stands for the labels of results that are read otherwise.
_UNREAD = b"?"
MAKERS = ("annotations", "predictions", "drafts")

_MOST_LAYOUTS = 40
_RESULT, _VALUE = 3, 4
_CONTROL, _LABELS = attrgetter("from_name"), attrgetter("value.labels")


class Tasks(NamedTuple):
    """Tasks that follow each other.

    `results` are all that are uses of labels, and what stands for makers without any; `ends`
    tells for each task where its own end. `stamps` are the tasks, by their positions, that name
    a schema, each with the bytes of the name.
    """

    results: list[Any]
    ends: list[int]
    stamps: list[tuple[int, msgspec.Raw]]

    def numbers(self, known: Mapping[Typed, int]) -> list[int | None]:
        """Return the numbers of all results, None for those that are not known."""
        results = self.results
        types, controls = map(type, results), map(_CONTROL, results)
        labels = map(bytes, map(_LABELS, results))
        return list(map(known.get, zip(types, controls, labels, strict=True)))


class _Unread:
    """Stands for the value of a result that is read otherwise."""

    labels = _UNREAD


class _NoLabels:
    labels = b""


class Nothing:
    """Stands for a result of whoever gave none."""

    kind, from_name, _ = NOTHING
    value = _NoLabels
    id = None


_NOTHING = Nothing()


class TaskReader:
    """Reads the tasks of one file."""

    def __init__(self) -> None:
        """Begin without knowing what tasks look like."""
        lists: list[Way] = [(maker,) for maker in MAKERS]
        tags: dict[Way, str] = {(maker, "result"): "type" for maker in MAKERS}
        self.layout = Layout((), Plan(_roles, lists, tags))
        self.decoder: Decoder | None = None
        self.layouts = 0
        self.makers: list[str] = []
        self.stamped: list[str] = []
        self.has_attributes = False

    def read(self, text: bytes, is_known: bool = False) -> Tasks | None:
        """Return the tasks in a list; None where they have to be read otherwise.

        Nothing is learned from tasks that are known, from which it was learned before.
        """
        tasks = self._decoded(text)
        if tasks is None and not is_known and self.layouts < _MOST_LAYOUTS:
            self._learn(text)
            tasks = self._decoded(text)
        return None if tasks is None else self._told(tasks)

    def _decoded(self, text: bytes) -> list[Any] | None:
        if self.decoder is None:
            return None
        try:
            tasks = self.decoder.decode(text)
            if not text.isascii():
                text.decode()
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None
        return tasks if has_so_many_keys(text, self.decoder.keys_in(tasks)) else None

    def _learn(self, text: bytes) -> None:
        """Learn what tasks look like."""
        self.layouts += 1
        try:
            tasks = orjson.loads(text)
        except orjson.JSONDecodeError:
            return
        for task in tasks:
            try:
                self.layout.learn(task)
            except Unlearnable:
                continue
        members = self.layout.members
        if not self.layout.is_object() or members is None or "completions" in members:
            # Old exports may have their annotations under another name.
            self.decoder = None
            self.layouts = _MOST_LAYOUTS
            return
        self.decoder = self.layout.decoder()
        self.makers = [maker for maker in MAKERS if maker in members]
        about = {name: members[name].members or {} for name in ("data", "meta") if name in members}
        self.stamped = [name for name, inner in about.items() if "schema" in inner]
        self.has_attributes = any(_has_attributes(members[maker]) for maker in self.makers)

    def _told(self, tasks: Sequence[Any]) -> Tasks:
        results: list[Any] = []
        ends: list[int] = []
        makers = self.makers
        for task in tasks:
            for name in makers:
                found = getattr(task, name)
                if type(found) is not list:
                    continue
                for maker in found:
                    listed = maker.result
                    if type(listed) is not list or not listed:
                        results.append(_NOTHING)
                    elif self.has_attributes:
                        results += _uses(listed)
                    else:
                        results += listed
            ends.append(len(results))
        return Tasks(results, ends, self._stamps(tasks) if self.stamped else [])

    def _stamps(self, tasks: Sequence[Any]) -> list[tuple[int, msgspec.Raw]]:
        about = [
            (at, getattr(task, name)) for at, task in enumerate(tasks) for name in self.stamped
        ]
        found = [(at, getattr(one, "stamp", None)) for at, one in about]
        return [(at, stamp) for at, stamp in found if isinstance(stamp, msgspec.Raw)]


def id_of(result: Any) -> str | None:
    """Return the id of a result as text, None where it has none."""
    found = result.id
    if type(found) is str:
        return found
    return str(found) if type(found) is int else None


def key_of(result: Any) -> Key:
    """Return what decides of the labels of a result."""
    return result.kind, result.from_name, bytes(result.value.labels)


def _uses(listed: list[Any]) -> list[Any]:
    """Return results but those that are attributes of the region of another one."""
    regions = {id_of(one) for one in listed if one.type not in OF_REGIONS} - {None}
    return [one for one in listed if one.type not in OF_REGIONS or id_of(one) not in regions]


def _has_attributes(maker: Layout) -> bool:
    results = (maker.items.members or {}).get("result") if maker.items is not None else None
    kinds = set() if results is None else results.tagged.keys()
    return bool(kinds & set(OF_REGIONS)) and bool(kinds - set(OF_REGIONS))


def _roles(layout: Layout) -> Roles:
    """Return what is looked at in tasks."""
    way = layout.way
    if not way:
        return Roles({name: name for name in (*MAKERS, "data", "meta")})
    if way in (("data",), ("meta",)):
        return Roles({"schema": "stamp"}, ("schema",))
    if way[0] not in MAKERS:
        return Roles()
    if len(way) == 1:
        is_told = "result" in (layout.members or {})
        return Roles({"result": "result"}, (), {} if is_told else {"result": None})
    if way[1] != "result":
        return Roles()
    if len(way) == _RESULT:
        return _result_roles(layout)
    return _value_roles(layout, way) if len(way) == _VALUE and way[-1] == "value" else Roles()


def _result_roles(layout: Layout) -> Roles:
    kind, members = layout.way[-1], layout.members or {}
    if kind == "relation" and _is_plain_relation(layout):
        return _relation_roles(members)
    names = ["id"] if "id" in members else []
    constants = {"type": kind, "id": None, "from_name": None, "kind": None, "value": _Unread}
    if layout.needs("value") and layout.needs("from_name"):
        control, value = members["from_name"], members["value"]
        if control.is_plain_alone() and value.is_object() and _is_read(kind, value):
            names += ["from_name", "value"]
            constants["kind"] = kind
    left = {key: told for key, told in constants.items() if key not in names}
    return Roles({name: name for name in names}, (), left)


def _is_plain_relation(layout: Layout) -> bool:
    members = layout.members or {}
    return "from_name" not in members and ("labels" not in members or layout.needs("labels"))


def _relation_roles(members: Mapping[str, Layout]) -> Roles:
    """Return the same for relations, which have their labels themselves, and no control."""
    names = {name: name for name in ("id", "labels") if name in members}
    itself = property(lambda self: self)
    constants = {"type": "relation", "kind": "relation", "from_name": None, "value": itself}
    left = {"id": None, "labels": b"", **constants}
    left = {key: told for key, told in left.items() if key not in names}
    return Roles(names, ("labels",), left)


def _is_read(kind: str, value: Layout) -> bool:
    """Tell whether it is known where such results have their labels, if they have any."""
    members = value.members or {}
    if kind in ("relation", "ranker") or "sequence" in members or "ranges" in members:
        return False
    key = _labels_member(kind, value)
    if key is not None:
        return value.needs(key)
    return kind in VALUES or kind in SHAPES


def _labels_member(kind: str, value: Layout) -> str | None:
    members = value.members or {}
    if kind in VALUES:
        return None
    if kind in ("textarea", "pairwise"):
        return "text" if kind == "textarea" else "selected"
    return next((key for key in (kind, "labels") if key in members), None)


def _value_roles(layout: Layout, way: Way) -> Roles:
    kind = way[-2]
    if not _is_read(kind, layout):
        return Roles()
    key = _labels_member(kind, layout)
    if kind == "textarea":
        return Roles({"text": "texts"}, (), {"labels": property(_count_texts)})
    return Roles({}, (), {"labels": b""}) if key is None else Roles({key: "labels"}, (key,))


def _count_texts(value: Any) -> bytes:
    """Return the number of texts as what decides: each of them is a use."""
    return b"%d" % (len(value.texts) if isinstance(value.texts, list) else 1)


def example_of(key: Key) -> tuple[bytes, int]:
    """Return a task with one result that has a key, or with none, and where its labels stand."""
    kind, control, labels = key
    if key == NOTHING:
        return b'{"id":1,"data":{},"annotations":[{"result":[]}]}', 0
    member, written = kind, labels
    if kind == "textarea":
        member, written = "text", orjson.dumps([""] * int(labels))
    elif kind == "pairwise":
        member = "selected"
    head = b'{"id":1,"data":{},"annotations":[{"result":[{"type":%s,' % orjson.dumps(kind)
    if kind == "relation":
        head, tail = head + b'"from_id":"a","to_id":"b"', b"}]}]}"
        member, comma = "labels", b","
    else:
        head, tail = head + b'"from_name":%s,"value":{' % orjson.dumps(control), b"}}]}]}"
        comma = b""
    if written:
        head += comma + orjson.dumps(member) + b":"
    return head + written + tail, len(head)
