"""What an entry tells of a thing: its bytes as plain data, read without building nouns.

A trace may reach thousands of entries; their bytes were compared with their hashes before, and
what is read here is looked at, never recorded again.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from schemactl.model.lineage import RELATIONS, Edge
from schemactl.model.traced import Node
from schemactl.registry.content import NOUNS, read_content
from schemactl.registry.ledger import unseal

_FIELDS = {kind: noun.model_fields for kind, noun in NOUNS.items()}
_KNOWN = {kind: frozenset(fields) for kind, fields in _FIELDS.items()}
_RELATIONS = {
    kind: tuple(relation for relation in RELATIONS if relation in fields)
    for kind, fields in _FIELDS.items()
}
# What is shown of a thing beside its digest; of other kinds all but what edges say already.
_SHOWN: dict[str, set[str]] = {
    "release": set(),
    "dataset": {
        *("digests", "records", "items", "annotations", "origins", "format", "slices"),
        *("overlaps", "known_as", "split", "state", "reasons"),
    },
    "model": {"code_revision", "metrics", "predictions", "evaluation", "known_as"},
}
_PINNED = {"labeled_under", "guided_by", "deployed_as", "succeeds", "derived_from"}
# Where the digest that stands for a thing is written.
_DIGESTS = {"release": "digest", "model": "artifact", "migration": "plan"}
_LOCATED = ("dataset", "model")
# No thing has this digest.
DIFFERING = "differing"
# Makes a named tuple of a tuple: all that calling its class does, but thousands of times.
plainly = tuple.__new__


class Told(NamedTuple):
    """A node, its steps, and plain content."""

    node: Node
    steps: list[Edge]
    content: dict[str, Any]


def tell(content: bytes, pinned: dict[str, str | None]) -> Told:
    """Read the bytes of an entry. Raises TooNew or SchemactlError for what is not understood.

    The digests that its causes were pinned with are added to `pinned`, by their refs; DIFFERING
    where another entry pinned another.
    """
    entry: dict[str, Any] = orjson.loads(content)
    ref, kind, said = entry["ref"], entry["kind"], entry["content"]
    if kind not in NOUNS or not _KNOWN[kind].issuperset(said):
        doubt(content)
    steps = _steps(ref, kind, said, pinned)
    shown = kind
    if kind == "dataset":
        # Its rows stand for it.
        digest = said["digests"]["rows"]
    else:
        digest = said.get(_DIGESTS.get(kind))
        if kind == "release":
            # Of two kinds: its ref says which.
            shown = ref.partition(":")[0]
    node = plainly(Node, (ref, shown, digest, entry.get("at"), Facts(content)))
    return plainly(Told, (node, steps, said))


def _steps(ref: str, kind: str, said: dict[str, Any], pinned: dict[str, str | None]) -> list[Edge]:
    steps: list[Edge] = []
    may_repeat = False
    for relation in _RELATIONS[kind]:
        if relation in said:
            found = said[relation]
            if type(found) is not list:
                found = (found,)
            elif len(found) > 1:
                may_repeat = True
            for pin in found:
                cause, digest = pin["ref"], pin.get("digest")
                steps.append(plainly(Edge, (ref, cause, relation)))
                if pinned.setdefault(cause, digest) != digest:
                    pinned[cause] = DIFFERING
    # One thing may be a cause in two ways, but in each of them once.
    return list(dict.fromkeys(steps)) if may_repeat else steps


class Facts(Mapping[str, Any]):
    """What else an entry says of its thing, read from its bytes when somebody asks."""

    __slots__ = ("_content", "_said")

    def __init__(self, content: bytes) -> None:
        """Keep the bytes of an entry."""
        self._content = content
        self._said: dict[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:
        """Return one fact."""
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the facts."""
        return iter(self._read())

    def __len__(self) -> int:
        """Count the facts."""
        return len(self._read())

    def __repr__(self) -> str:
        """Show the facts."""
        return f"Facts({self._read()!r})"

    def _read(self) -> dict[str, Any]:
        if self._said is None:
            entry = unseal(self._content).entry
            said = entry.model_dump(mode="json", include={"actor", "note", "reason"})
            said |= {"entry": entry.seq, "as_of": entry.as_of, "evidence": list(entry.evidence)}
            content = read_content(entry)
            shown = _SHOWN.get(entry.kind)
            if shown is None:
                said |= content.model_dump(mode="json", exclude=_PINNED)
            else:
                said |= content.model_dump(mode="json", include=shown)
            if entry.kind in _LOCATED:
                said["locations"] = list(entry.locations)
            self._said = said
        return self._said


def doubt(content: bytes) -> None:
    """Read an entry with all care, so that what is wrong with it is raised."""
    read_content(unseal(content).entry)
