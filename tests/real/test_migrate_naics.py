"""NAICS 2012 to 2017: what the official concordance says is what `diff` says, and no more."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from schemactl.migrate.chain import read_chain
from schemactl.migrate.compile import compile_migration
from schemactl.migrate.outcome import Queued
from schemactl.workspace import find_workspace
from tests.real.hop import FIRST, SECOND, Hop, Step, moves, undeclared, write_table
from tests.real.repository import Repository, facts
from tests.real.test_naics import parent_of

pytestmark = pytest.mark.real

HEADER = ("id", "name", "definition", "parent")
COLUMNS = ("--column", "definition=definition")
TITLE, DESCRIPTION = 0, 1
MOVED = ("label-recoded", "label-merged", "label-split")

Pieces = dict[str, dict[str, str]]
Texts = dict[str, tuple[str, str]]


class Concordance(NamedTuple):
    """Each code of one year with its codes of the other; old to new carries the piece's words."""

    forward: Pieces
    backward: Pieces
    titles: tuple[dict[str, str], dict[str, str]]

    def one_to_one(self) -> Iterator[tuple[str, str]]:
        """Yield the codes with one successor that has no other predecessor."""
        for old, successors in self.forward.items():
            [new, *more] = successors
            if not more and len(self.backward[new]) == 1:
                yield old, new


@pytest.fixture
def folder(published: Path) -> Path:
    """Return the folder of the two years."""
    return published / "naics-2012-2017"


@pytest.fixture
def official(folder: Path) -> Concordance:
    """Return the official concordance."""
    found = Concordance({}, {}, ({}, {}))
    with (folder / "concordance_2017_to_2012.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            old, new = row["naics2012_code"], row["naics2017_code"]
            title, _, piece = row["naics2012_title_and_piece"].partition(" - ")
            found.forward.setdefault(old, {})[new] = piece
            found.backward.setdefault(new, {})[old] = piece
            found.titles[0][old], found.titles[1][new] = title, row["naics2017_title"]
    return found


def industries(folder: Path, year: str, titles: dict[str, str]) -> Texts:
    """Return title and description by code; 21 codes stand in the concordance only."""
    path = folder / f"naics{year}_titles_descriptions.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        found = {
            row["NAICS"]: (row[f"{year} NAICS Short Title"], row[f"{year} NAICS Description"])
            for row in csv.DictReader(stream)
        }
    missing = set(titles) - set(found)
    assert missing == set(facts(folder)["concordance_codes_missing_from_description_files"][year])
    return found | {code: (titles[code], "") for code in sorted(missing)}


class Years(NamedTuple):
    """The hop between the years, and the texts of both."""

    hop: Hop
    old: Texts
    new: Texts

    def edited(self, steps: list[Step], part: int) -> set[str]:
        """Return the new codes of the labels whose title or description is another one."""
        same = {code: code for code in self.old if code in self.new}
        same |= {step["to"]: step["from"] for step in steps if step["change"] == "recode"}
        return {
            new
            for new, old in same.items()
            if self.new[new][part].strip() != self.old[old][part].strip()
        }


@pytest.fixture
def years(repository: Repository, folder: Path, official: Concordance) -> Years:
    """Return the hop with 2012 released and 2017 drafted."""
    hop = Hop(repository, "naics")
    both = [industries(folder, year, official.titles[n]) for n, year in enumerate(("2012", "2017"))]
    for texts, take in zip(both, (hop.release_first, hop.draft_second), strict=True):
        rows = [(code, *texts[code], parent_of(code, set(texts))) for code in texts]
        take("csv", write_table(repository.folder / "naics.csv", HEADER, rows), *COLUMNS)
    return Years(hop, *both)


def steps_of(official: Concordance) -> Iterator[Step]:
    """Yield the concordance as steps: a part of a split code may go where a merge leads."""
    for old, new in official.one_to_one():
        if old != new:
            yield {"change": "recode", "from": old, "to": new}
    for new, sources in official.backward.items():
        whole = [old for old in sources if len(official.forward[old]) == 1]
        if len(sources) > 1 and whole:
            yield {"change": "merge", "from": whole, "to": new}
    for old, pieces in official.forward.items():
        if len(pieces) > 1:
            targets = [{"label": new, "criterion": piece} for new, piece in pieces.items()]
            yield {"change": "split", "from": old, "to": targets}


def sources_by_target(changes: list[Any]) -> dict[str, set[str]]:
    """Return the old codes by each new one that several of them became, in whole or in part."""
    found: dict[str, set[str]] = {}
    for change in changes:
        for new in change["to"]:
            found.setdefault(new, set()).update(change["from"])
    return {new: sources for new, sources in found.items() if len(sources) > 1}


def test_the_change_set_is_the_concordance(
    years: Years, folder: Path, official: Concordance
) -> None:
    known = facts(folder)
    steps = list(steps_of(official))
    years.hop.migrate(steps)
    changes = years.hop.changes()

    recoded = moves(changes, "label-recoded")
    assert recoded == {(old,): (new,) for old, new in known["recoded_1to1"]}
    splits = moves(changes, "label-split")
    assert splits == {(old,): tuple(new) for old, new in known["split_old_codes"].items()}
    assert set(known["codes_both_in_a_split_and_a_merge"]) == {old for (old,) in splits}
    merges = sources_by_target([c for c in changes if c["kind"] in ("label-merged", "label-split")])
    assert merges == {new: set(old) for new, old in known["merge_new_codes"].items()}
    assert (len(recoded), len(splits), len(merges)) == (8, 4, 9)

    unchanged = {old for old, new in official.one_to_one() if old == new}
    assert len(unchanged) == known["unchanged_code_1to1"] == 1037
    came_or_went = {
        code
        for change in changes
        if change["kind"] in ("label-added", "label-retired", *MOVED)
        for code in (*change["from"], *change["to"])
    }
    assert unchanged & came_or_went == set()
    assert unchanged <= set(years.old) & set(years.new)
    renamed = {change["to"][0] for change in changes if change["kind"] == "label-renamed"}
    assert renamed == years.edited(steps, TITLE)


def test_every_code_has_a_fate(years: Years, official: Concordance) -> None:
    steps = list(steps_of(official))
    years.hop.migrate(steps)
    # The concordance is about industries; the groups above them went without a word.
    groups = set(years.old) - set(years.new) - set(official.forward)
    reworded = years.edited(steps, DESCRIPTION)
    found = years.hop.findings()
    assert set(found) == {"label-without-fate", "unmarked-change"}
    assert {d["label"] for d in found["label-without-fate"]} == groups
    assert {d["label"] for d in found["unmarked-change"]} == reworded

    steps += [
        {"change": "redefine", "label": code, "effect": "clarify", "because": "Edited."}
        for code in sorted(reworded)
    ]
    steps += [{"change": "retire", "from": code, "otherwise": "relabel"} for code in sorted(groups)]
    years.hop.migrate(steps)
    assert years.hop.findings() == {}
    changes = years.hop.changes()
    assert {change["kind"] for change in undeclared(changes)} == {"label-added"}
    was = years.hop.indexes("0.1.0")
    now = years.hop.release_second()
    kept = {code: code for code in years.old if code in years.new}
    kept |= {old: new for (old,), (new,) in moves(changes, "label-recoded").items()}
    assert {new: now[new] for new in kept.values()} == {new: was[old] for old, new in kept.items()}


def release_industries(repository: Repository, official: Concordance) -> None:
    """Release the six-digit codes of both years, with the concordance between them."""
    hop = Hop(repository, "naics")
    for codes, take in (
        (official.forward, hop.release_first),
        (official.backward, hop.draft_second),
    ):
        rows = [(code, "An industry.") for code in codes]
        table = write_table(repository.folder / "codes.csv", ("id", "definition"), rows)
        take("csv", table, "--column", "definition=definition")
    hop.migrate(steps_of(official))
    hop.release_second()


def test_industries_move_by_the_concordance(
    repository: Repository, folder: Path, official: Concordance
) -> None:
    release_industries(repository, official)
    migration = compile_migration(
        *read_chain(find_workspace(repository.folder), "naics", FIRST, SECOND)
    )
    outcomes = {code: migration.decide("naics", code) for code in official.forward}
    kinds = Counter(type(outcome).__name__ for outcome in outcomes.values())
    assert kinds == {"Unchanged": 1037, "Mapped": 24, "Queued": 4}
    asked = {
        code: {str(one.label): one.criterion for one in outcome.candidates}
        for code, outcome in outcomes.items()
        if isinstance(outcome, Queued)
    }
    assert {code: sorted(offered) for code, offered in asked.items()} == {
        code: sorted(new) for code, new in facts(folder)["split_old_codes"].items()
    }
    for code, offered in asked.items():
        assert offered == official.forward[code]


def test_what_the_concordance_leaves_open_is_asked_and_answered(
    repository: Repository, official: Concordance
) -> None:
    release_industries(repository, official)
    source = Path(repository.one_record_per_label(official.forward))
    way = ["--schema", "naics", "--from", FIRST, "--to", SECOND, "--queue-as", "label-studio"]
    files = ["--out=out", "--queue=queue", "--undo=undo"]
    told = repository.result("migrate", "apply", str(source), *way, *files)
    assert told["records"] == {
        "in": 1065,
        "unchanged": 1037,
        "mapped": 24,
        "queued": 4,
        "dropped": 0,
        "out": 1061,
    }
    tasks = json.loads((repository.folder / "queue").read_text(encoding="utf-8"))
    for task in tasks:
        asked = {one["value"]: one["hint"] for one in task["data"]["candidates"]}
        assert asked == official.forward[task["data"]["old"]]
        task["annotations"] = [
            {"completed_by": 1, "result": [{**one, "value": {"choices": [min(asked)]}}]}
            for one in task["predictions"][0]["result"]
        ]
    repository.write("answers.json", json.dumps(tasks))
    given = ["--queue=queue", "--answers=answers.json", "--out=answered"]
    done = repository.result("migrate", "answer", "out", *given)
    assert (done["records"]["out"], done["answers"]["answered"]) == (1065, 4)
    expected = [min(new) for new in official.forward.values()]
    text = (repository.folder / "answered").read_text(encoding="utf-8")
    assert [json.loads(line)["label"] for line in text.splitlines()] == expected
    checked = ["answered", "--schema", f"naics@{SECOND}"]
    assert repository.result("data", "check", *checked)["problems"] == []
    repository.run("migrate", "undo", "answered", "--undo=undo", "--out=back")
    assert (repository.folder / "back").read_bytes() == source.read_bytes()
