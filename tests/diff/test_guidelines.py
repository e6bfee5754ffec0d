"""Guidelines: pages, rulings and settings."""

from typing import Any

from schemactl.diff.guidelines import GuidelineContent, compare_guidelines
from schemactl.model.change import Spot
from schemactl.model.guideline import Guideline, Ruling


def content(
    pages: dict[str, str] | None = None, rulings: tuple[Ruling, ...] = (), **fields: Any
) -> GuidelineContent:
    """Return a guideline's content."""
    noun = {"schemactl": 1, "name": "g", "version": "1.0.0", **fields}
    noun["schema"] = {"name": "s", "versions": fields.pop("versions", ">=1.0")}
    noun.pop("versions", None)
    shown = pages if pages is not None else {"index.md": "One.\nTwo.\n"}
    return GuidelineContent(
        Guideline.model_validate({**noun, "pages": list(shown)}), shown, rulings
    )


def a_ruling(**fields: Any) -> Ruling:
    """Return a ruling."""
    return Ruling(**{"id": "r1", "item": "An item.", "use": "a", "date": "2026-01-01", **fields})


def test_a_page_is_reworded_at_its_first_line_that_differs() -> None:
    old, new = content(), content({"index.md": "One.\nTwo and three.\n"})
    (found,) = compare_guidelines(old, new)
    assert (found.kind, found.task, found.target) == ("page-changed", None, ("index.md",))
    assert (found.before, found.after) == ("One.\nTwo.\n", "One.\nTwo and three.\n")
    assert found.new_spot == Spot(file="index.md", line=2)
    assert compare_guidelines(new, old) == (found.reverse(),)
    assert compare_guidelines(old, old) == ()


def test_a_page_comes_with_the_order_of_pages() -> None:
    new = content({"index.md": "One.\nTwo.\n", "more.md": "More."})
    order, page = compare_guidelines(content(), new)
    assert (order.kind, order.after) == ("metadata-changed", {"pages": ["index.md", "more.md"]})
    assert (page.kind, page.source, page.target, page.before) == (
        "page-changed",
        (),
        ("more.md",),
        None,
    )
    assert compare_guidelines(new, content())[1] == page.reverse()


def test_the_line_lies_in_both_texts() -> None:
    (found,) = compare_guidelines(content({"p.md": "a"}), content({"p.md": "a\nb\nc"}))
    assert found.new_spot == Spot(file="p.md", line=1)


def test_rulings_come_go_are_reworded_and_reversed() -> None:
    old, new = content(), content(rulings=(a_ruling(),))
    (added,) = compare_guidelines(old, new)
    assert (added.kind, added.target, added.after["use"]) == ("ruling-added", ("r1",), "a")
    assert compare_guidelines(new, old) == (added.reverse(),)
    reworded = content(rulings=(a_ruling(because="Law."),))
    (changed,) = compare_guidelines(new, reworded)
    assert (changed.kind, changed.new_spot) == (
        "ruling-changed",
        Spot(file="rulings/r1.yaml", line=1),
    )
    (turned,) = compare_guidelines(new, content(rulings=(a_ruling(use="b"),)))
    assert (turned.kind, turned.source, turned.target) == ("case-reversed", ("a",), ("b",))


def test_settings_are_one_change_and_advice_for_the_unsure_is_a_rule() -> None:
    old = content(title="A", unsure="Ask.")
    new = content(title="B", unsure="Ask twice.", versions=">=2.0", version="2.0.0")
    settings, rule = compare_guidelines(old, new)
    assert (settings.kind, sorted(settings.after)) == ("metadata-changed", ["covers", "title"])
    assert (rule.kind, rule.target, rule.after["say"]) == (
        "rule-changed",
        ("unsure",),
        "Ask twice.",
    )
    (covers,) = compare_guidelines(content(), content(versions=">=2.0"))
    assert covers.new_spot == Spot(("schema",))
    (added,) = compare_guidelines(content(), content(unsure="Ask."))
    assert compare_guidelines(content(unsure="Ask."), content()) == (added.reverse(),)


def test_translations_are_one_change_for_each_language() -> None:
    old = content()._replace(translations={"de": {"index.md": "Eins."}, "fr": {}})
    new = content()._replace(translations={"de": {"index.md": "Eins. Zwei."}})
    (found,) = compare_guidelines(old, new)
    assert (found.kind, found.source, found.target) == ("translation-changed", ("de",), ("de",))
    assert found.new_spot == Spot(file="translations/index.de.md", line=1)
    assert compare_guidelines(new, old) == (found.reverse(),)
    (added,) = compare_guidelines(content(), new)
    assert (added.source, added.before, added.old_spot) == ((), {}, None)
