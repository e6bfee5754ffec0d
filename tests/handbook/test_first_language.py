"""A schema whose first language is German: no word of the handbook's own stays English."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from schemactl.handbook import book, commons
from schemactl.handbook.book import Sources, compile_book
from schemactl.handbook.edition import Edition, read_editions
from schemactl.handbook.timeline import Milestone, guideline_milestones, schema_milestones
from schemactl.handbook.words import shipped, speaker
from schemactl.model.guideline import OpenRuling
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.model.taxonomy import taxonomies
from schemactl.model.traced import Missing
from schemactl.model.translatable import retold
from schemactl.workspace import Workspace
from tests.handbook.editions import (
    RULING,
    STEPS,
    a_guideline,
    a_release,
    an_edition,
    an_old_version,
    rich,
)
from tests.handbook.pages.test_lineage import a_lineage
from tests.handbook.pages.test_measured import measured

ROOT = Path(__file__).parents[2]
# What the handbook wrote, once refs, ids, addresses and digests are left out.
NO_WORD = re.compile(
    r"\S*[#/@:_0-9]\S*|\S+\.md|&\w+;|\b[a-z]+(-[a-z]+)+\b|[^\sA-Za-z]+|\b(schema|de)\b"
)
MARKED = re.compile("\ue000[^\ue002]*\ue002")
GAP = Missing("dataset:x@1", "7")
# The values of attributes, levels, states and fields that a schema or guideline gives.
SAID_BY_DATA = {
    *("signal", "green", "red", "visibility", "full", "most", "occluded"),
    *("sure", "sum", "least", "said", "way", "mail", "calm", "both", "low", "more"),
    *("krippendorff", "abababababab", "mood", "force", "in", "Text", "and"),
}


def foreign(text: str) -> str:
    """Return a text that has no letter of the handbook's, and differs where texts differ."""
    return f"\N{CYRILLIC SMALL LETTER TE}{crc32(text.encode())}" if text else text


def own_words_only(release: SchemaRelease) -> SchemaRelease:
    schema = retold(release.schema, lambda _address, _field, text: foreign(text))
    names = {"title": foreign("title"), "owners": (), "language": "de"}
    migration = release.migration
    if migration is not None:
        steps = [
            step.model_copy(update={"because": foreign(step.because)}) for step in migration.steps
        ]
        migration = migration.model_copy(update={"steps": tuple(steps)})
    return release._replace(schema=schema.model_copy(update=names), migration=migration)


def own_rules_only(release: GuidelineRelease) -> GuidelineRelease:
    return release._replace(
        pages=dict.fromkeys(release.pages, "# 1\n"),
        rulings=tuple(
            one.model_copy(
                update={"item": foreign(one.item), "because": foreign(one.because), "by": ""}
            )
            for one in release.rulings
        ),
        guideline=release.guideline.model_copy(
            update={"title": "1", "audience": "", "escalation": None, "gates": (), "unsure": None}
        ),
    )


def without_reasons(one: Milestone) -> Milestone:
    turns = tuple(
        turn._replace(judgement=turn.judgement._replace(because="")) for turn in one.turns
    )
    return one._replace(turns=turns)


def in_german(edition: Edition) -> Edition:
    """Return an edition whose people write nothing that could be taken for our own words."""
    timeline = schema_milestones(
        [own_words_only(one.schema) for one in edition.timeline if one.schema is not None], {}
    )
    guided = guideline_milestones(
        [own_rules_only(one.guideline) for one in edition.guide_timeline if one.guideline], {}
    )
    guideline = edition.guideline_release
    return edition._replace(
        schema_release=own_words_only(edition.schema_release),
        guideline_release=None if guideline is None else own_rules_only(guideline),
        timeline=tuple(map(without_reasons, timeline)),
        guide_timeline=tuple(map(without_reasons, guided)),
    )


def english(editions: list[Edition], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what a compiled book leaves in other words than German ones."""
    words = shipped("de")
    ids = {
        name.lower()
        for one in editions
        for release in (one.schema_release, *(old.schema for old in one.timeline if old.schema))
        for tree in taxonomies(release.schema)
        for name in (*tree.by_id, tree.task.id, release.schema.name)
    }
    german = re.findall(r"[A-Za-z]+", " ".join(words.values()))
    known = {*german, *ids, *map(str.capitalize, ids), *SAID_BY_DATA}
    left: set[str] = set()

    say = speaker(words)

    def spying(text: str) -> str:
        told = say(text)
        plain = NO_WORD.sub(" ", MARKED.sub("", unescape(told)))
        found = re.findall(r"[A-Za-z]{2,}", plain)
        if any(word not in known for word in found):
            left.add(unescape(told).strip())
        return told

    for module in (book, commons):
        monkeypatch.setattr(module, "speaker", lambda _words: spying)
    compile_book(editions, Sources(site_name="1", lineages=(a_lineage(missing=(GAP,)),)))
    return sorted(left)


def test_nothing_of_ours_stays_english_in_the_schemas_of_this_repository(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    editions = [in_german(one) for one in read_editions(Workspace(ROOT))]
    left = english(editions, monkeypatch)
    assert left == [], "\n".join(left)


def many_sided() -> dict[str, Any]:
    """Return a schema that uses what the schemas of this repository do not."""
    data = rich()
    intent, urgency = data["tasks"]
    intent["attributes"] = [
        {"id": "sure", "type": "yes-no", "required": True},
        {"id": "sum", "type": "number", "minimum": 1, "maximum": 9},
        {"id": "least", "type": "number", "minimum": 1},
        {"id": "most", "type": "number", "maximum": 9},
        {"id": "said", "type": "text"},
        {"id": "way", "type": "choice", "values": [{"id": "mail", "definition": "By mail."}]},
    ]
    other = intent["labels"][1]
    other["deprecated"] = {"since": "1.0.0", "reason": "Rare.", "replaced_by": "refund"}
    other["contested"] = {"views": ["One.", "Two."], "chosen": "One.", "because": "Short."}
    other["stakes"], other["prevalence"] = "high", "rare"
    both = {"minimum": 1, "maximum": 2}
    data["constraints"] += [
        {"id": "both", "if": {"urgency": both}, "then": {"intent": "other"}, "because": "So."},
        {"id": "low", "if": {"urgency": {"minimum": 2}}, "then": {"urgency": both}},
    ]
    urgency["tolerance"] = {"pixels": 2}
    return data


def test_nothing_of_ours_stays_english_where_no_questions_lead_to_a_label(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = rich()
    data["tasks"][0]["decide"] = []
    data["tasks"][0]["confusable"][0]["ask"] = ""
    left = english([in_german(an_edition(data))], monkeypatch)
    assert left == [], "\n".join(left)


def test_nothing_of_ours_stays_english_whatever_a_schema_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = an_old_version()
    old["tasks"][0]["decide"] = old["tasks"][0]["confusable"] = []
    old["tasks"][0]["tie_breaks"] = []
    old["inputs"]["more"] = {"type": "image"}
    old["constraints"] = []
    old["tasks"][1]["scale"]["max"] = 5
    old["tasks"][1]["complete"] = False
    releases = [a_release(old), a_release(many_sided(), STEPS)]
    guides = [
        a_guideline({"task.md": "# 1\n\n## 2\n"}),
        a_guideline({"task.md": "# 1\n", "new.md": "# 2\n"}, (RULING,)),
    ]
    open_one = {"id": "r-2", "item": "Odd.", "date": "2026-05-01", "nearest": "other"}
    edition = an_edition(
        many_sided(),
        pages={"task.md": "# 1\n"},
        timeline=schema_milestones(releases, {}),
        guide_timeline=guideline_milestones(guides, {}),
        questions=(OpenRuling.model_validate(open_one),),
        measured=measured().edition.measured,
    )
    edition = in_german(edition)
    odd = edition.questions[0].model_copy(update={"item": "7"})
    left = english([edition._replace(questions=(odd,))], monkeypatch)
    assert left == [], "\n".join(left)
