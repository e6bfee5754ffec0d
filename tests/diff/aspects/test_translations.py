"""Translations: one change for each language, with the texts that differ."""

from schemactl.diff.aspects.translations import compare
from schemactl.model.change import Spot
from schemactl.model.migration import Translations

OF = "sha256:" + "0" * 64


def german(**texts: str) -> Translations:
    """Return translations of definitions by address."""
    said = {address: {"definition": {"text": text, "of": OF}} for address, text in texts.items()}
    return Translations.model_validate({"schemactl": 1, "language": "de", "texts": said})


def test_the_texts_that_differ_are_told() -> None:
    old, new = {"de": german(a="Eins", b="Zwei")}, {"de": german(a="Eins", b="Zwo", c="Drei")}
    (found,) = compare(old, new)
    assert (found.kind, found.source, found.target) == ("translation-changed", ("de",), ("de",))
    assert set(found.before) == {"b definition"}
    assert set(found.after) == {"b definition", "c definition"}
    assert found.new_spot == Spot(("texts",), "translations/de.yaml")
    assert next(compare(new, old)) == found.reverse()


def test_a_language_comes_and_goes() -> None:
    (found,) = compare({}, {"de": german(a="Eins")})
    assert (found.source, found.target, found.old_spot) == ((), ("de",), None)
    assert next(compare({"de": german(a="Eins")}, {})) == found.reverse()
    assert list(compare({"de": german(a="Eins")}, {"de": german(a="Eins")})) == []
