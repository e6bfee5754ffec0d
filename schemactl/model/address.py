"""Addresses: references such as schema:NAME@VERSION, label addresses, slugs and page paths."""

import hashlib
import re
from typing import Literal, NamedTuple, get_args

from schemactl.errors import SchemactlError
from schemactl.model.identifiers import LOOSE_VERSION, NAME
from schemactl.model.version import SEMVER

Kind = Literal[
    "schema",
    "guideline",
    "dataset",
    "model",
    "batch",
    "annotator",
    "deployment",
    "quality-report",
    "migration",
]
KINDS: tuple[str, ...] = get_args(Kind)
RELEASED_KINDS = ("schema", "guideline")
LATEST = "latest"
DRAFT = "draft"

# A kind, a name and a version have room in it many times over.
_LONGEST = 1000

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_UNSAFE = re.compile(r"[^a-z0-9-]+")
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)


class Ref(NamedTuple):
    """A reference to one version of a named thing; `version` may be latest or draft."""

    kind: str
    name: str
    version: str

    def __str__(self) -> str:
        """Write the reference with its kind, as all output does."""
        return f"{self.kind}:{self.name}@{self.version}"


def parse_ref(text: str, kind: str | None = None) -> Ref:
    """Read KIND:NAME@VERSION; without a kind the given one holds. Raises SchemactlError."""
    if len(text) > _LONGEST:
        raise SchemactlError(f"{text[:40]!r}… is not a reference", "it is too long for one")
    written, colon, rest = text.partition(":")
    found = written if colon else kind
    if written == "dataset" and "#" in rest:
        # The batch of all of a dataset version may be called by the dataset's name, too.
        found = "batch"
    if found not in KINDS:
        raise SchemactlError(
            f"{text!r} is not a reference",
            f"write KIND:NAME@VERSION, where KIND is one of {', '.join(KINDS)}",
        )
    if colon and kind is not None and found != kind:
        raise SchemactlError(f"{text!r} is no {kind}", f"a {kind} is needed here: {kind}:NAME@…")
    name, at, version = (rest if colon else text).partition("@")
    if not NAME.match(name):
        raise SchemactlError(
            f"{text!r}: {name!r} is not a name",
            f"write {found}:NAME@VERSION; names are small letters, digits and hyphens",
        )
    if not at or not version:
        raise SchemactlError(
            f"{text!r} has no version", f"write {found}:{name}@VERSION, or @latest"
        )
    _check_version(found, name, version)
    return Ref(found, name, version)


def _check_version(kind: str, name: str, version: str) -> None:
    if version in (LATEST, DRAFT):
        return
    if kind in RELEASED_KINDS and not SEMVER.match(version):
        raise SchemactlError(
            f"{kind}:{name}@{version}: {version!r} is not a version",
            f"a {kind} has versions such as 1.0.0, or @latest or @draft",
        )
    # The batch of all of a dataset version is named after it: batch:N@V#all.
    if not LOOSE_VERSION.match(version.partition("#")[0]):
        raise SchemactlError(
            f"{kind}:{name}@{version}: {version!r} is not a version",
            "a version is 1 to 64 of A-Z a-z 0-9 . _ -",
        )


def split_label_address(text: str, tasks: tuple[str, ...]) -> tuple[str | None, str]:
    """Split task/label at its first slash where what stands before it is a task."""
    task, slash, label = text.partition("/")
    return (task, label) if slash and task in tasks else (None, text)


def slug(label_id: str) -> str:
    """Return the file name of a label's page: the id where it is safe, else made safe.

    An unsafe id becomes its safe lower-cased characters, `~`, and the first 8 hex digits of
    the id's sha256, so that different ids never share a page on any file system.
    """
    if _PLAIN.match(label_id) and label_id not in _DEVICES:
        return label_id
    safe = _UNSAFE.sub("", label_id.lower())[:80]
    return f"{safe}~{hashlib.sha256(label_id.encode()).hexdigest()[:8]}"
