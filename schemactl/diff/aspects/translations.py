"""Translations: the texts of each language that were added, removed or reworded."""

from collections.abc import Iterator, Mapping
from typing import Any

from schemactl.model.change import Change, Spot
from schemactl.model.migration import Translations

ByLanguage = Mapping[str, Translations]


def compare(old: ByLanguage, new: ByLanguage) -> Iterator[Change]:
    """Yield one change for each language, with the texts that differ."""
    for language in sorted({*old, *new}):
        before, after = _texts(old.get(language)), _texts(new.get(language))
        differing = [
            place for place in {**before, **after} if before.get(place) != after.get(place)
        ]
        if differing:
            spot = Spot(("texts",), f"translations/{language}.yaml")
            yield Change(
                "translation-changed",
                None,
                (language,) if language in old else (),
                (language,) if language in new else (),
                {place: before[place] for place in differing if place in before},
                {place: after[place] for place in differing if place in after},
                spot if language in old else None,
                spot if language in new else None,
            )


def _texts(translations: Translations | None) -> dict[str, Any]:
    """Return each translated text, and of which text it is one, by address and field."""
    if translations is None:
        return {}
    return {
        f"{address} {field}": translation.model_dump(mode="python")
        for address, fields in translations.texts.items()
        for field, translation in fields.items()
    }
