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
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemactl.handbook.edition import Edition
from schemactl.handbook.file_texts import Written
from schemactl.handbook.kept_texts import NOTHING_KEPT, Kept, Place, Texts
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
_OWN = attrgetter(*OWN_FIELDS)
_SHOWN = attrgetter(*(name for name in Label.model_fields if name not in (*OWN_FIELDS, "labels")))
# A label by its task and id.
Address = tuple[str, str]
# No label has this address: the digest of what all labels share.
SHARED = ("", "")
# What is known of what is new.
_NONE: Texts = {}


class KnownLabels:
    """Texts of labels of the build before, and those of this one, by what they were made of."""

    def __init__(self, before: Kept = NOTHING_KEPT) -> None:
        """Begin with the texts that are known, if any are."""
        self.before = before
        self.now: dict[str, Texts] = {}

    def again(self) -> "KnownLabels":
        """Return what the next build knows."""
        return KnownLabels(self.before._replace(texts=self.now))

    def texts_of(self, atlas: Atlas, edit_url: str) -> "LabelTexts":
        """Return the texts of an edition's labels, which are also made of where it is edited."""
        digests = made_of(atlas, edit_url)
        for digest in digests.values():
            # What is made of the same is asked for again, but for a case or two of the practice.
            self.now.setdefault(digest, self.before.texts.get(digest, _NONE))
        return LabelTexts(self, digests)

    def place(self, digest: str, kind: str, make: Callable[[], str]) -> Place:
        """Return where a text is known to stand, or the text as it is made."""
        texts = self.now[digest]
        found = texts.get(kind)
        if found is None:
            found = make().encode()
            if texts is self.before.texts.get(digest, _NONE):
                texts = self.now[digest] = dict(texts)
            texts[kind] = found
        return found


class LabelTexts(NamedTuple):
    """The texts of an edition's labels; `digests` say what they are made of, by task and label."""

    known: KnownLabels
    digests: Mapping[Address, str]

    def take(self, entry: Entry, kind: str, make: Callable[[], str]) -> str:
        """Return a text of a label, from the build before where it is known, else as it is made."""
        place = self._place((entry.taxonomy.task.id, entry.label.id), kind, make)
        return place if isinstance(place, str) else self.known.before.text_at(place)

    def take_shared(self, kind: str, make: Callable[[], str]) -> str:
        """Return a text that says of labels no more than any page may take from each."""
        place = self._place(SHARED, kind, make)
        return place if isinstance(place, str) else self.known.before.text_at(place)

    def take_bytes(self, entry: Entry, kind: str, make: Callable[[], str]) -> bytes:
        """Return a text of a label in UTF-8."""
        place = self._place((entry.taxonomy.task.id, entry.label.id), kind, make)
        return place.encode() if isinstance(place, str) else self.known.before.bytes_at(place)

    def take_file(self, entry: Entry, kind: str, make: Callable[[], str]) -> Written:
        """Return the text of a file about a label, or where it is known to stand."""
        place = self._place((entry.taxonomy.task.id, entry.label.id), kind, make)
        return place if isinstance(place, str) else self.known.before.piece_at(place)

    def _place(self, address: Address, kind: str, make: Callable[[], str]) -> Place | str:
        """Return where a text stands, or the text where nothing is known of its label."""
        digest = self.digests.get(address)
        return make() if digest is None else self.known.place(digest, kind, make)


# Where nothing is known, each text is made.
UNKNOWN = LabelTexts(KnownLabels(), {})


def made_of(atlas: Atlas, edit_url: str) -> dict[Address, str]:
    """Return the digest of all that the texts of each label are made of, and that of all shared.

    Where many labels share a page there are none: a page is then made of several of them.
    """
    if any(page.is_branch for page in atlas.layout.pages):
        return {}
    shared = sha256(f"{VERSION}\n{edit_url}\n".encode())
    shared.update(_code())
    shared.update(_bytes([atlas.words, *_of_edition(atlas.edition)]))
    seen = [[entry.taxonomy.task.id, *_seen_elsewhere(entry)] for entry in atlas.entries.values()]
    shared.update(_bytes(seen))
    digests = {SHARED: shared.hexdigest()}
    for address, entry in atlas.entries.items():
        found = shared.copy()
        found.update(_own_bytes((address, *_OWN(entry.label))))
        digests[address] = found.hexdigest()
    return digests


def _seen_elsewhere(entry: Entry) -> Iterator[Any]:
    """Yield what other pages may take from a label: all but what only its own ones say."""
    label = entry.label
    yield _SHOWN(label)
    yield [one.id for one in label.labels]
    yield [one.id for one in examples_of(label)]
    yield [[one.id, one.text] for one in (*label.include, *label.exclude) if one.id is not None]


def _own_bytes(values: tuple[Any, ...]) -> bytes:
    """Return bytes that tell the fields of a label from others; each has nouns of one type."""
    try:
        return orjson.dumps(values, default=_fields)
    except TypeError:
        return repr(values).encode()


def _fields(value: Any) -> Any:
    return value.__dict__ if isinstance(value, Noun) else _plain(value)


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
