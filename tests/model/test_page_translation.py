"""Tests of page translations."""

import pytest

from schemactl.model.page_translation import (
    body,
    by_language,
    digest_of,
    file_name,
    is_current,
    page_and_language,
)
from schemactl.model.translatable import digest_of_text

ORIGINAL = "# Mood\n"
FRONT = f"---\nof: {digest_of_text(ORIGINAL)}\n---\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("task.de.md", ("task.md", "de")),
        ("a.b.pt-BR.md", ("a.b.md", "pt-BR")),
        ("task.md", None),
        ("task.de.txt", None),
        (".de.md", None),
    ],
)
def test_a_name_says_page_and_language(name: str, expected: tuple[str, str] | None) -> None:
    assert page_and_language(name) == expected
    if expected is not None:
        assert file_name(*expected) == name


def test_a_translation_says_what_it_is_of() -> None:
    assert is_current(f"{FRONT}# Stimmung\n", ORIGINAL)
    assert not is_current(f"{FRONT}# Stimmung\n", "# Moods\n")
    assert is_current(FRONT.replace("of: ", 'of: "').replace("\n---\n", '"\n---\n'), ORIGINAL)
    for text in ("# Stimmung\n", "---\nof: sha256:1\n---\n", "---\ntitle: x\n---\n"):
        assert digest_of(text) == ""


def test_lines_keep_their_place() -> None:
    assert body(f"{FRONT}# Stimmung\n") == "\n\n\n# Stimmung\n"
    assert body("# Stimmung\n") == "# Stimmung\n"


def test_only_pages_that_there_are_have_translations() -> None:
    files = [("b.de.md", "B"), ("a.de.md", "A"), ("a.fr.md", "F"), ("c.de.md", "C"), ("x.md", "")]
    assert by_language(files, ["a.md", "b.md"]) == {
        "de": {"a.md": "A", "b.md": "B"},
        "fr": {"a.md": "F"},
    }
