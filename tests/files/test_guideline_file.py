"""A guideline's files: settings, pages with links and images, rulings."""

from pathlib import Path

import pytest

from schemactl.files.guideline_file import build_ruling, images, links, read_guideline_file
from schemactl.model.finding import Region
from schemactl.model.guideline import OpenRuling, Ruling
from tests.builders import GUIDELINE, a_document, a_repository, places

OPEN = "id: r-1\nitem: Text 7\ndate: 2026-11-20\n"
RULING = f"{OPEN}use: positive\n"


def test_pages_come_in_the_order_of_the_settings(tmp_path: Path) -> None:
    settings = GUIDELINE.replace("[index.md]", "[b.md, a.md]")
    workspace = a_repository(
        tmp_path,
        {
            "guidelines/sentiment/guideline.yaml": settings,
            "guidelines/sentiment/a.md": "# A\r\n",
            "guidelines/sentiment/b.md": "# B\n",
            "guidelines/sentiment/unlisted.md": "",
            "guidelines/sentiment/rulings/r-1.yaml": RULING,
            "guidelines/sentiment/rulings/r-2.yaml": "id: r-2\n",
        },
    )
    files = read_guideline_file(workspace, workspace.guideline_file("sentiment"))
    assert [(page.name, page.text) for page in files.pages] == [
        ("b.md", "# B\n"),
        ("a.md", "# A\n"),
    ]
    assert files.pages[0].path == "guidelines/sentiment/b.md"
    assert [(ruling.name, ruling.ruling is None) for ruling in files.rulings] == [
        ("r-1", False),
        ("r-2", True),
    ]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        (RULING, Ruling),
        (OPEN, OpenRuling),
        (OPEN + "by: ann-3\n", OpenRuling),
        (OPEN + "because: It is glad.\n", type(None)),
        (OPEN + "use:\n", type(None)),
        (OPEN + "usee: positive\n", OpenRuling),
    ],
)
def test_without_any_part_of_an_answer_a_ruling_is_open(text: str, noun: type) -> None:
    assert type(build_ruling(a_document(text))) is noun


def test_a_misspelled_answer_is_a_problem_of_a_key_that_is_known() -> None:
    document = a_document(OPEN + "usee: positive\n")
    build_ruling(document)
    (problem,) = document.problems
    assert (problem.rule, problem.region.line, problem.hint) == (
        "unknown-key",
        4,
        "did you mean `use`?",
    )


def test_a_page_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"guidelines/sentiment/guideline.yaml": GUIDELINE})
    files = read_guideline_file(workspace, workspace.guideline_file("sentiment"))
    assert files.guideline is not None
    assert (files.pages, files.problems) == ((), ())


@pytest.mark.parametrize("text", ["", "- a\n", "hello"])
def test_settings_and_rulings_are_keys_and_values(text: str, tmp_path: Path) -> None:
    workspace = a_repository(
        tmp_path,
        {"guidelines/g/guideline.yaml": text, "guidelines/g/rulings/r.yaml": text},
    )
    files = read_guideline_file(workspace, workspace.guideline_file("g"))
    assert files.guideline is None
    assert places(files.document.problems) == [("invalid-value", 1, 1)]
    assert places(files.rulings[0].document.problems) == [("invalid-value", 1, 1)]


def test_a_page_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    workspace = a_repository(
        tmp_path,
        {
            "guidelines/sentiment/guideline.yaml": GUIDELINE,
            "guidelines/sentiment/index.md": b"\xff",
        },
    )
    files = read_guideline_file(workspace, workspace.guideline_file("sentiment"))
    assert places(list(files.problems)) == [("not-utf-8", 1, 1)]


def test_links_and_images_stand_at_their_place() -> None:
    text = 'See [[refund]] and\nü [[ T1 ]] ![a cat](cat.png) ![x](<b.png> "title")\n'
    assert [(m.target, m.region) for m in links(text)] == [
        ("refund", Region(1, 5, 1, 15)),
        ("T1", Region(2, 3, 2, 11)),
    ]
    assert [(m.target, m.words) for m in images(text)] == [("cat.png", "a cat"), ("b.png", "x")]


@pytest.mark.parametrize(
    "text",
    [
        "`[[a]]`",
        "```\n[[a]]\n```",
        "~~~~ md\n[[a]]\n~~~~\n",
        "[[a\nb]]",
        "[[]]",
        "[ [a] ]",
        "[a](b)",
    ],
)
def test_code_and_other_brackets_are_no_links(text: str) -> None:
    assert links(text) == []


def test_links_behind_code_keep_their_line() -> None:
    assert links("```\n[[a]]\n```\n[[b]]")[0].region.line == 4


def test_translations_are_read_whatever_their_name(tmp_path: Path) -> None:
    folder = "guidelines/sentiment"
    files = {f"{folder}/guideline.yaml": GUIDELINE, f"{folder}/translations/b.de.md": "B"}
    workspace = a_repository(tmp_path, {**files, f"{folder}/translations/a.md": b"\xff"})
    found = read_guideline_file(workspace, workspace.guideline_file("sentiment"))
    assert [one.path for one in found.translations] == [
        f"{folder}/translations/a.md",
        f"{folder}/translations/b.de.md",
    ]
    assert len(found.problems) == 1
