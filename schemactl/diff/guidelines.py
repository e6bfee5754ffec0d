"""Compare two guidelines: pages, rulings and settings."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from types import MappingProxyType
from typing import Any, NamedTuple

from schemactl.model.change import Change, Spot
from schemactl.model.guideline import Guideline, Ruling
from schemactl.model.page_translation import FOLDER, file_name

# `schemactl` and `version` are no content, `changes` are marks, and pages are compared as texts.
_SETTINGS = ("title", "covers", "language", "owners", "audience", "escalation", "gates")


class GuidelineContent(NamedTuple):
    """What a guideline says: its settings, its pages by file name, its rulings, its translations.

    `translations` hold pages by language.
    """

    guideline: Guideline
    pages: Mapping[str, str]
    rulings: tuple[Ruling, ...] = ()
    translations: Mapping[str, Mapping[str, str]] = MappingProxyType({})


def compare_guidelines(old: GuidelineContent, new: GuidelineContent) -> tuple[Change, ...]:
    """Return what differs between two guidelines, in a fixed order."""
    return (
        *_settings(old.guideline, new.guideline),
        *_unsure(old.guideline, new.guideline),
        *_pages(old.pages, new.pages),
        *_rulings(old.rulings, new.rulings),
        *_translations(old.translations, new.translations),
    )


def _settings(old: Guideline, new: Guideline) -> Iterator[Change]:
    before, after = _plain(old), _plain(new)
    fields = [field for field in before if before[field] != after[field]]
    if fields:
        field = "schema" if fields[0] == "covers" else fields[0]
        yield Change(
            "metadata-changed",
            None,
            (old.name,),
            (new.name,),
            {field: before[field] for field in fields},
            {field: after[field] for field in fields},
            Spot((field,)),
            Spot((field,)),
        )


def _plain(guideline: Guideline) -> dict[str, Any]:
    plain = guideline.model_dump(mode="python", include=set(_SETTINGS))
    return {**plain, "pages": list(guideline.pages)}


def _unsure(old: Guideline, new: Guideline) -> Iterator[Change]:
    if old.unsure != new.unsure:
        yield Change(
            "rule-changed",
            None,
            () if old.unsure is None else ("unsure",),
            () if new.unsure is None else ("unsure",),
            None if old.unsure is None else old.unsure.model_dump(mode="python"),
            None if new.unsure is None else new.unsure.model_dump(mode="python"),
            None if old.unsure is None else Spot(("unsure",)),
            None if new.unsure is None else Spot(("unsure",)),
        )


def _pages(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name in {**old, **new}:
        before, after = old.get(name), new.get(name)
        if before != after:
            line = _first_difference(before or "", after or "")
            yield Change(
                "page-changed",
                None,
                () if before is None else (name,),
                () if after is None else (name,),
                before,
                after,
                None if before is None else Spot(file=name, line=line),
                None if after is None else Spot(file=name, line=line),
            )


def _translations(
    old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]
) -> Iterator[Change]:
    for language in sorted({*old, *new}):
        before, after = old.get(language, {}), new.get(language, {})
        differing = [page for page in {**before, **after} if before.get(page) != after.get(page)]
        if differing:
            spot = Spot(file=f"{FOLDER}/{file_name(differing[0], language)}", line=1)
            yield Change(
                "translation-changed",
                None,
                (language,) if language in old else (),
                (language,) if language in new else (),
                {page: before[page] for page in differing if page in before},
                {page: after[page] for page in differing if page in after},
                spot if differing[0] in before else None,
                spot if differing[0] in after else None,
            )


def _first_difference(before: str, after: str) -> int:
    """Return the first line that differs; of a shorter text, its last line."""
    pairs = zip_longest(before.split("\n"), after.split("\n"))
    differing = next((i for i, (one, other) in enumerate(pairs, 1) if one != other), 1)
    shorter = min(before.count("\n"), after.count("\n")) + 1
    return min(differing, shorter)


def _rulings(old: Iterable[Ruling], new: Iterable[Ruling]) -> Iterator[Change]:
    before = {ruling.id: ruling for ruling in old}
    after = {ruling.id: ruling for ruling in new}
    for name in {**before, **after}:
        was, now = before.get(name), after.get(name)
        spot = Spot(file=f"rulings/{name}.yaml", line=1)
        if was is None and now is not None:
            says = now.model_dump(mode="python")
            yield Change("ruling-added", None, (), (name,), None, says, None, spot)
        elif now is None and was is not None:
            says = was.model_dump(mode="python")
            yield Change("ruling-removed", None, (name,), (), says, None, spot, None)
        elif was is not None and now is not None and was != now:
            yield _edited(was, now, spot)


def _edited(was: Ruling, now: Ruling, spot: Spot) -> Change:
    before, after = was.model_dump(mode="python"), now.model_dump(mode="python")
    if was.use != now.use:
        # From and to are the labels, as with a reversed example.
        return Change("case-reversed", None, (was.use,), (now.use,), before, after, spot, spot)
    return Change("ruling-changed", None, (now.id,), (now.id,), before, after, spot, spot)
