"""Rulings from questions and answers: where they go, what they keep, what is refused."""

from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.exchange.rulings import Decision, add_ruling, take_in_questions
from schemactl.files.guideline_file import read_guideline_file
from schemactl.model.guideline import OpenRuling, Ruling
from schemactl.model.returned import AskedQuestion
from schemactl.workspace import Workspace
from tests.builders import GUIDELINE, SHORT_FORM, a_repository
from tests.model.test_returned import QUESTION

FOLDER = "guidelines/sentiment"
DAY = "2026-11-23"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a repository with a schema and its guideline."""
    return a_repository(
        tmp_path,
        {
            "schemas/sentiment/schema.yaml": SHORT_FORM,
            f"{FOLDER}/guideline.yaml": GUIDELINE,
            f"{FOLDER}/index.md": "# How\n",
        },
    )


def asked(**said: Any) -> AskedQuestion:
    """Return a question about the schema."""
    own = {"schema": "schema:sentiment@1.0.0", "label": "sentiment/positive", "item": "Fine: #1?"}
    return AskedQuestion.model_validate({**QUESTION, **own, **said})


def rulings(workspace: Workspace) -> list[Ruling | OpenRuling | None]:
    """Return the rulings of the guideline, which have no problems."""
    files = read_guideline_file(workspace, workspace.guideline_file("sentiment"))
    assert [one.document.problems for one in files.rulings if one.document.problems] == []
    return [one.ruling for one in files.rulings]


def test_a_question_becomes_an_open_ruling_once(workspace: Workspace) -> None:
    [one] = take_in_questions(workspace, [asked(rule="T5")], by="ann-3")
    assert one.new
    assert one.file.startswith(f"{FOLDER}/rulings/r-2026-11-20-")
    [found] = rulings(workspace)
    assert isinstance(found, OpenRuling)
    assert found.model_dump() == {
        "id": one.id,
        "item": "Fine: #1?",
        "by": "ann-3",
        "date": "2026-11-20",
        "nearest": "sentiment/positive",
        "in_doubt": "T5",
    }
    [again] = take_in_questions(workspace, [asked(rule="T5")], by="ann-3")
    assert again == one._replace(new=False)


def test_an_answer_keeps_the_question_its_day_and_its_comments(workspace: Workspace) -> None:
    [one] = take_in_questions(workspace, [asked()], by="ann-3")
    path = workspace.root / one.file
    path.write_text(f"# from the pilot\n{path.read_text()}")
    decision = Decision("negative", DAY, answers=one.id, because="It: is\nso.", by="lead")
    assert add_ruling(workspace, decision).file == one.file
    [found] = rulings(workspace)
    assert isinstance(found, Ruling)
    assert (found.item, found.use, found.asked, found.date) == (
        "Fine: #1?",
        "negative",
        "2026-11-20",
        DAY,
    )
    assert (found.by, found.because, found.nearest) == ("lead", "It: is\nso.", "sentiment/positive")
    assert path.read_text().startswith("# from the pilot\n")
    with pytest.raises(AnswerIsBad, match="is decided: use `negative`"):
        add_ruling(workspace, decision)


def test_an_answer_to_an_item_finds_the_question_about_it(workspace: Workspace) -> None:
    [one] = take_in_questions(workspace, [asked()])
    done = add_ruling(workspace, Decision("positive", DAY, item="Fine: #1?"))
    assert (done.id, len(rulings(workspace))) == (one.id, 1)


def test_a_decision_needs_no_question(workspace: Workspace) -> None:
    done = add_ruling(workspace, Decision("positive", DAY, item="So so", because="It is."))
    [found] = rulings(workspace)
    assert isinstance(found, Ruling)
    assert (found.id, found.asked) == (done.id, None)
    with pytest.raises(AnswerIsBad, match=r"is decided in .*: use `positive`"):
        take_in_questions(workspace, [asked(), asked(item="So so")])
    assert len(rulings(workspace)) == 1


@pytest.mark.parametrize(
    ("decision", "guideline", "told"),
    [
        (Decision("postive", DAY, item="x"), None, "has no single label `postive`"),
        (Decision("positive", DAY, answers="r-1"), "sentiment", "no ruling has the id `r-1`"),
        (Decision("positive", DAY, answers="r-1"), None, "no ruling has the id `r-1`"),
        (Decision("positive", DAY, item="x"), "sentimnt", "there is no guideline `sentimnt`"),
    ],
)
def test_what_makes_no_sense_is_refused(
    workspace: Workspace, decision: Decision, guideline: str | None, told: str
) -> None:
    with pytest.raises(SchemactlError, match=told):
        add_ruling(workspace, decision, guideline)
    assert rulings(workspace) == []


def test_a_question_about_an_unknown_schema_is_refused(workspace: Workspace) -> None:
    with pytest.raises(SchemactlError, match="no guideline is for schema `other`"):
        take_in_questions(workspace, [asked(schema="schema:other@1.0.0")])
    done = take_in_questions(workspace, [asked(schema="schema:other@1.0.0")], "sentiment")
    assert done[0].new


def test_a_guideline_that_was_renamed_gives_way_to_the_one_for_the_schema(
    workspace: Workspace,
) -> None:
    [one] = take_in_questions(workspace, [asked(guideline="guideline:gone@1.0.0")])
    assert one.file.startswith(FOLDER)


def test_a_file_in_flow_style_is_left_to_people(workspace: Workspace) -> None:
    path = workspace.root / FOLDER / "rulings" / "r-1.yaml"
    path.parent.mkdir()
    path.write_text('{id: r-1, item: "x", date: "2026-11-20"}\n')
    with pytest.raises(SchemactlError, match="cannot be written into this file"):
        add_ruling(workspace, Decision("positive", DAY, answers="r-1"))
    assert path.read_text().startswith("{id: r-1")
