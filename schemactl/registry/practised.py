"""Practised: the result of a quiz, held against the cases of the release it was made from.

The file was made in a reader's browser, so that what it says is counted again: that its answers
are those of the release, that no case stands in it twice, and how many were answered right.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from schemactl.errors import AnswerIsBad
from schemactl.files.returned_file import read_practice
from schemactl.model.address import parse_ref
from schemactl.model.lineage import Pin, Practised
from schemactl.model.release import SchemaRelease
from schemactl.model.returned import PracticeCase, PracticeResult
from schemactl.model.taxonomy import taxonomies
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace

PASS_MARK = 0.8
_AS_DOWNLOADED = "give the file as it was downloaded from the handbook"
# A case, as a result names it: label, example id, right answer.
_Case = tuple[str, str | None, str]


def held_against_release(
    workspace: Workspace, path: Path, pass_mark: float = PASS_MARK
) -> Practised:
    """Return what a result shows. Raises AnswerIsBad where it fails, or is not of a release."""
    result, content = read_practice(path)
    ref = parse_ref(result.schema_ref)
    release = read_schema(workspace, ref.name, ref.version)
    if result.digest != release.digest:
        raise AnswerIsBad(
            f"{path}: practised on {result.digest or 'a draft'}, which is not {release.ref}",
            "practise in the handbook of the release",
        )
    for problem in _wrong(result, release):
        raise AnswerIsBad(f"{path}: {problem}", _AS_DOWNLOADED)
    if result.right < pass_mark * result.of:
        raise AnswerIsBad(
            f"{path}: {result.right} of {result.of} are right, which is less than {pass_mark:.0%}",
            "practise again, or say with --pass-mark what is enough",
        )
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    pin = Pin(ref=release.ref, digest=release.digest)
    return Practised(
        schema_release=pin, right=result.right, of=result.of, at=result.at, result=digest
    )


def named_after(practised: Practised | None) -> tuple[str, ...]:
    """Return the qualification that a result stands for where nobody gives it a name."""
    return () if practised is None else (f"practice of {practised.schema_release.ref}",)


def _wrong(result: PracticeResult, release: SchemaRelease) -> Iterator[str]:
    right = sum(one.given == one.right for one in result.items)
    if (right, len(result.items)) != (result.right, result.of):
        yield (
            f"it says {result.right} of {result.of}, "
            f"but its cases are {right} of {len(result.items)}"
        )
    known = Counter(_cases(release))
    given = Counter(_named(one) for one in result.items)
    for (label, example, answer), count in given.items():
        there = known[label, example, answer]
        if not there:
            yield (
                f"{release.ref} has no case {example or 'without an id'} at label {label} "
                f"whose answer is {answer}"
            )
        elif count > there:
            yield f"case {example or f'of label {label}'} stands in it {count} times"


def _named(one: PracticeCase) -> _Case:
    return one.label, one.example, one.right


def _cases(release: SchemaRelease) -> Iterator[_Case]:
    """Yield every case as the practice page asks it."""
    for taxonomy in taxonomies(release.schema):
        for place in taxonomy.places:
            for case in place.label.cases:
                if case.right is not None:
                    yield place.label.id, case.example.id, case.right
