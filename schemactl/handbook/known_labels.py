"""Known labels: what was compiled of a label in the last build, where it would be the same again.

What a page says of a label is made of all that the label itself says, and of what any page may
take from an edition: the rules of its tasks, its guideline and history, and of each other label
what stands in a link to it. So of other labels the definition, the criteria without an id and the
content of cases are left out of what a text is made of; a test sees to it that no page reads them.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemactl.handbook.edition import Edition
from schemactl.handbook.links import Atlas, Entry, examples_of
from schemactl.handbook.timeline import Milestone
from schemactl.model.label import Label
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.model.scalar import Noun
from schemactl.version import VERSION

# What a label says only on pages of its own, but for ids, and the criteria that have one.
OWN_FIELDS = (
    *("definition", "rationale", "contested", "include", "exclude"),
    *("examples", "counterexamples", "edge_cases"),
)
_CODE = ("handbook", "handbook/pages", "model", "diff")


class Made(NamedTuple):
    """A text in UTF-8, and the digest of what it was made of."""

    digest: str
    text: bytes


# The texts of a label by their kind.
Texts = dict[str, Made]


class KnownLabels:
    """Texts of labels of the build before, and those of this one, by the address of the label."""

    def __init__(self, before: Mapping[str, Texts] | None = None) -> None:
        """Begin with the texts that are known, if any are."""
        self.before = before or {}
        self.now: dict[str, Texts] = {}

    def texts_of(self, atlas: Atlas, edit_url: str) -> "LabelTexts":
        """Return the texts of an edition's labels, which are also made of where it is edited."""
        return LabelTexts(self, atlas.edition.folder, made_of(atlas, edit_url))


class LabelTexts(NamedTuple):
    """The texts of an edition's labels; `digests` say what they are made of, by task and label."""

    known: KnownLabels
    folder: str
    digests: Mapping[tuple[str, str], str]

    def take(self, entry: Entry, kind: str, make: Callable[[], str]) -> str:
        """Return a text of a label, from the build before where it is known, else as it is made."""
        address = (entry.taxonomy.task.id, entry.label.id)
        if address not in self.digests:
            return make()
        name, digest = "/".join([self.folder, *address]), self.digests[address]
        made = self.known.before.get(name, {}).get(kind)
        if made is None or made.digest != digest:
            made = Made(digest, make().encode())
        self.known.now.setdefault(name, {})[kind] = made
        return made.text.decode()


# Where nothing is known, each text is made.
UNKNOWN = LabelTexts(KnownLabels(), "", {})


def read_known(file: Path) -> KnownLabels:
    """Read the texts that a build left; a file that is missing or broken knows none."""
    try:
        with file.open("rb") as opened:
            sizes = orjson.loads(opened.readline())
            return KnownLabels(dict(_placed(sizes, opened.read())))
    except (OSError, ValueError, TypeError, AttributeError):
        return KnownLabels()


def _placed(sizes: Any, whole: bytes) -> Iterator[tuple[str, Texts]]:
    """Yield the texts of each label. Raises errors of several kinds where sizes do not fit."""
    at = 0
    for name, kinds in sizes.items():
        texts = {}
        for kind, (digest, size) in kinds.items():
            texts[kind] = Made(digest, whole[at : at + size])
            at += size
        yield name, texts
    if at != len(whole):
        raise ValueError("it was cut short")


def write_known(file: Path, known: KnownLabels) -> None:
    """Keep the texts of this build for the next one: a line with their sizes, then all of them."""
    if known.now == known.before:
        return
    sizes = {
        name: {kind: [made.digest, len(made.text)] for kind, made in texts.items()}
        for name, texts in known.now.items()
    }
    found = (made.text for texts in known.now.values() for made in texts.values())
    fresh = file.with_suffix(".new")
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_bytes(b"".join([orjson.dumps(sizes), b"\n", *found]))
    fresh.replace(file)


def made_of(atlas: Atlas, edit_url: str) -> dict[tuple[str, str], str]:
    """Return the digest of all that the texts of each label are made of.

    Where many labels share a page there are none: a page is then made of several of them.
    """
    if any(page.is_branch for page in atlas.layout.pages):
        return {}
    shared = sha256(f"{VERSION}\n{edit_url}\n".encode())
    shared.update(_code())
    shared.update(_bytes([atlas.words, *_of_edition(atlas.edition)]))
    for entry in atlas.entries.values():
        shared.update(_bytes([entry.taxonomy.task.id, *_seen_elsewhere(entry.label)]))
    return {address: _digest(shared, entry.label) for address, entry in atlas.entries.items()}


def _digest(shared: Any, label: Label) -> str:
    found = shared.copy()
    found.update(_bytes([getattr(label, name) for name in OWN_FIELDS]))
    digest: str = found.hexdigest()
    return digest


def _seen_elsewhere(label: Label) -> Iterator[Any]:
    """Yield what other pages may take from a label: all but what only its own ones say."""
    yield [value for name, value in label if name not in OWN_FIELDS and name != "labels"]
    yield [one.id for one in label.labels]
    yield [one.id for one in examples_of(label)]
    yield [[one.id, one.text] for one in (*label.include, *label.exclude) if one.id is not None]


def _of_edition(edition: Edition) -> Iterator[Any]:
    """Yield what texts are made of besides the labels; no page shows how a file is written."""
    release = edition.schema_release
    for task in release.schema.tasks:
        yield [value for name, value in task if name != "labels"]
    yield [value for name, value in release.schema if name != "tasks"]
    yield [value for name, value in zip(release._fields, release, strict=True) if name != "schema"]
    left_out = ("schema_release", "written")
    yield [
        value for name, value in zip(edition._fields, edition, strict=True) if name not in left_out
    ]


def _bytes(value: Any) -> bytes:
    """Return bytes that tell a value from others; what JSON cannot say is as it calls itself."""
    try:
        return orjson.dumps(value, default=_plain)
    except TypeError:
        # A whole number beyond 64 bits, or keys that are no texts.
        return repr(value).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, SchemaRelease | GuidelineRelease | Milestone) and value.digest:
        return [value.ref, value.digest, getattr(value, "date", "")]
    if isinstance(value, Noun):
        return [type(value).__name__, *value.__dict__.values()]
    if isinstance(value, Mapping):
        return list(value.items())
    return list(value) if isinstance(value, tuple) else repr(value)


@cache
def _code() -> bytes:
    """Return the digest of the code that makes texts of labels: another one knows nothing."""
    package = Path(__file__).parents[1]
    found = sha256(sys.version.encode())
    for folder in (f"{package}/{name}" for name in _CODE):
        for name in sorted(one.name for one in os.scandir(folder)):
            if name.endswith(".py"):
                with FileIO(f"{folder}/{name}") as file:
                    found.update(file.readall())
    return found.digest()
