"""What a changelog says of a release, and where it says so."""

import pytest

from schemactl.diff.changelog import Announcement, entry, with_entry
from schemactl.diff.judgement import Judgement, Verdict
from schemactl.model.change import Change

RENAMED = Change("label-renamed", "topic", ("a",), ("a",), "Old *name*", "New <b>name</b>")
GONE = Change("label-retired", "topic", ("b",), (), {"definition": "B."}, None)
VERDICT = Verdict(
    (
        Judgement(RENAMED, "patch", "keep"),
        Judgement(GONE, "major", "relabel", ("b",), because="Nobody acts on # it.\nNever did."),
    ),
    "major",
)
SECTION = "## 2.0.0 - 2026-11-20\n\nAfter 1.0.0."


def test_a_first_release_is_called_so() -> None:
    said = entry(Announcement("1.0.0", "2026-11-20", remark="Labels: topic has 2."))
    assert said == "## 1.0.0 - 2026-11-20\n\nFirst release. Labels: topic has 2."


def test_a_change_comes_with_its_reason_and_what_becomes_of_annotations() -> None:
    lines = entry(Announcement("2.0.0", "2026-11-20", "1.0.0", VERDICT)).splitlines()
    assert lines[2] == "After 1.0.0; minimum bump: **major**."
    assert "- **label b retired** (label-retired): annotations are made again (b)" in lines
    assert r"  Because: Nobody acts on \# it. / Never did." in lines
    assert lines.index("### Readers and annotators have to act (major)") < lines.index(
        "### Nobody has to act (patch)"
    )


def test_contributed_text_is_text() -> None:
    said = entry(Announcement("2.0.0", "2026-11-20", "1.0.0", VERDICT))
    assert "<b>" not in said
    assert r"\*name\*" in said


def test_lines_to_add_are_not_for_readers() -> None:
    open_end = VERDICT.judgements[1]._replace(declared=False, missing=("  - change: retire",))
    said = entry(Announcement("2.0.0", "2026-11-20", "1.0.0", Verdict((open_end,), "major")))
    assert "change: retire" not in said


def test_a_text_that_is_too_long_is_only_mentioned() -> None:
    page = Change("page-changed", None, ("a.md",), ("a.md",), "Old.", "New word. " * 200)
    judged = Judgement(page, "patch", "keep", because="Written anew.")
    said = entry(Announcement("1.0.1", "2026-11-20", "1.0.0", Verdict((judged,), "patch")))
    assert "Because: Written anew." in said
    assert said.endswith("  - the words that changed are too many to be shown here")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", f"# T\n\n{SECTION}\n"),
        ("# T\n\n## 1.0.0 - x\n\nOld.\n", f"# T\n\n{SECTION}\n\n## 1.0.0 - x\n\nOld.\n"),
        ("# T\r\n\r\n## 1\r\n", f"# T\n\n{SECTION}\n\n## 1\n".replace("\n", "\r\n")),
        ("Words only", f"Words only\n\n{SECTION}\n"),
        ("## [Unreleased]\n\nSoon.\n", f"## [Unreleased]\n\nSoon.\n\n{SECTION}\n"),
        (
            "## Unreleased\n\nSoon.\n\n## 1\n",
            f"## Unreleased\n\nSoon.\n\n{SECTION}\n\n## 1\n",
        ),
        (
            "# T\n\n```\n## no heading\n```\n\n## 1\n",
            f"# T\n\n```\n## no heading\n```\n\n{SECTION}\n\n## 1\n",
        ),
        ("\ufeff# T\n\n## 1\n", f"\ufeff# T\n\n{SECTION}\n\n## 1\n"),
    ],
)
def test_the_newest_release_comes_first_and_the_rest_stays(text: str, expected: str) -> None:
    assert with_entry(text, "T", SECTION) == expected


def test_a_section_is_added_once() -> None:
    text = with_entry("", "T", SECTION)
    assert with_entry(text, "T", SECTION) == text
