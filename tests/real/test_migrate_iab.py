"""IAB content taxonomy 1.0 to 2.0: the official mapping, its flags and its typo, as a migration."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.real.hop import FIRST, SECOND, Hop, Step, moves, undeclared, write_table
from tests.real.repository import Repository, facts

pytestmark = pytest.mark.real

V2_COLUMNS = ("--column", "id=Unique ID", "--column", "parent=Parent", "--column", "name=Name")
TYPO, MEANT = "AB7", "IAB7"
LOSSY = ("Mapped to Parent", "No Semantic Equivalency", "No Semantic Equivilency")

Row = dict[str, str]
Fates = dict[str, list[tuple[str, str]]]


def tab_separated(file: Path) -> list[Row]:
    """Return the rows of a table whose quotes are text."""
    with file.open(encoding="utf-8", newline="") as stream:
        found = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{key: (value or "").strip() for key, value in row.items()} for row in found]


@pytest.fixture
def folder(published: Path) -> Path:
    """Return the folder of the content taxonomies."""
    return published / "iab-content"


@pytest.fixture
def known(folder: Path) -> Any:
    """Return what was counted from the official mapping."""
    return facts(folder)["mapping_1.0_to_2.0"]


@pytest.fixture
def hop(repository: Repository, folder: Path) -> Hop:
    """Return the hop with 1.0 released and 2.0 drafted."""
    found = Hop(repository, "content")
    rows = tab_separated(folder / "content-taxonomy-1.0.tsv")
    # A code such as IAB7-3 stands below IAB7; the table has the tier and no parent.
    codes = [
        (row["IAB Code"], row["IAB Category"], row["IAB Code"].rpartition("-")[0]) for row in rows
    ]
    table = write_table(repository.folder / "v1.csv", ("id", "name", "parent"), codes)
    found.release_first("csv", table)
    v2 = folder / "content-taxonomy-2.0.tsv"
    found.draft_second("tsv", v2, *V2_COLUMNS, "--header-row", "2")
    return found


def one_to_one(folder: Path) -> Fates:
    """Return the mapped rows by their flag: id of 1.0 and id of 2.0, as they are written."""
    found: Fates = {}
    for row in tab_separated(folder / "mapping-content-1.0-to-2.0.tsv"):
        old, new = row["Content 1.0 Unique ID"], row["Content 2.0 Unique ID"]
        if new:
            found.setdefault(row["Imperfect Mapping"], []).append((old, new))
    return found


def steps_of(fates: Fates, known: Any) -> Iterator[Step]:
    """Yield the official mapping as steps; a target of several rows is a merge of them.

    A flagged row is a step of its own, so that its reason is told of no other row; and a merge,
    for a label whose meaning is lost is not the same label under another id.
    """
    reached = [new for flag, rows in fates.items() if flag != "One to Many" for _, new in rows]
    for flag, rows in fates.items():
        if flag == "One to Many":
            continue
        because = f"{flag}: the old meaning is lost." if flag else ""
        by_target: dict[str, list[str]] = {}
        for old, new in rows:
            by_target.setdefault(new, []).append(old)
        for new, sources in by_target.items():
            if reached.count(new) == 1 and not flag:
                yield {"change": "recode", "from": sources[0], "to": new, "because": because}
            else:
                yield {"change": "merge", "from": sources, "to": new, "because": because}
    for old, official in known["official_split_candidates_from_guidance"].items():
        targets = [{"label": new, "criterion": name} for new, name in official["candidates"]]
        yield {"change": "split", "from": old, "to": targets, "because": "One to Many"}


def corrected(fates: Fates) -> Fates:
    """Return the mapping with the id that is missing its first letter."""
    return {
        flag: [(MEANT if old == TYPO else old, new) for old, new in rows]
        for flag, rows in fates.items()
    }


def test_the_row_with_a_typo_is_rejected(hop: Hop, folder: Path, known: Any) -> None:
    fates = one_to_one(folder)
    assert known["source_id_typos"] == [TYPO]
    hop.migrate(steps_of(fates, known))
    found = hop.findings()
    [unknown] = found["migration-label-unknown"]
    assert f"`{TYPO}`" in unknown["message"]
    assert MEANT in unknown["hint"]
    # The label that was meant is then one of those that nobody speaks of.
    unmapped = {label.partition(" ")[0] for label in known["unmapped"]}
    assert {d["label"] for d in found["label-without-fate"]} == unmapped | {MEANT}

    automatic = {old for old, _ in fates[""]}
    moved = label_moves(hop)
    assert len(automatic & set(moved)) == 366
    assert automatic - set(moved) == {TYPO}


def label_moves(hop: Hop) -> dict[str, tuple[str, tuple[str, ...], str]]:
    """Return kind, targets and reason of what `diff` says became of each old label."""
    found: dict[str, tuple[str, tuple[str, ...], str]] = {}
    for change in hop.changes():
        if change["kind"] in ("label-recoded", "label-merged", "label-split"):
            for old in change["from"]:
                assert old not in found
                found[old] = (change["kind"], tuple(change["to"]), change["because"])
    return found


def test_every_row_is_told_as_it_is_mapped(hop: Hop, folder: Path, known: Any) -> None:
    fates = corrected(one_to_one(folder))
    assert {flag: len(rows) for flag, rows in fates.items()} == {
        "": 367,
        "One to Many": 5,
        "Mapped to Parent": 3,
        "No Semantic Equivalency": 1,
        "No Semantic Equivilency": 1,
    }
    steps = list(steps_of(fates, known))
    hop.migrate(steps)
    found = label_moves(hop)
    assert len(found) == known["mapped"] == 377
    for old, new in fates[""]:
        assert found[old][0] in ("label-recoded", "label-merged")
        assert found[old][1:] == ((new,), "")

    # A label with several candidates is for people, and none of the candidates is left out.
    splits = {old: to for old, (kind, to, _) in found.items() if kind == "label-split"}
    official = known["official_split_candidates_from_guidance"]
    assert splits == {
        old: tuple(new for new, _ in split["candidates"]) for old, split in official.items()
    }
    assert [len(splits[old]) for old in official] == [8, 3, 3, 2, 3]
    assert set(splits) == {old for old, _ in fates["One to Many"]}

    lossy = {old: because for old, (_, _, because) in found.items() if "lost" in because}
    assert lossy == {
        old: f"{flag}: the old meaning is lost." for flag in LOSSY for old, _ in fates[flag]
    }
    assert len(lossy) == 5


def test_what_the_mapping_leaves_out_is_named(hop: Hop, folder: Path, known: Any) -> None:
    steps = list(steps_of(corrected(one_to_one(folder)), known))
    hop.migrate(steps)
    found = hop.findings()
    unmapped = [label.partition(" ")[0] for label in known["unmapped"]]
    assert len(unmapped) == 15
    assert set(found) == {"label-without-fate"}
    assert sorted(d["label"] for d in found["label-without-fate"]) == sorted(unmapped)
    before = hop.changes()
    assert {old for [old] in moves(undeclared(before), "label-retired")} == set(unmapped)

    retired = [{"change": "retire", "from": old, "otherwise": "relabel"} for old in unmapped]
    hop.migrate([*steps, *retired])
    assert hop.findings() == {}
    changes = hop.changes()
    assert {change["kind"] for change in undeclared(changes)} == {"label-added"}
    added = {change["to"][0] for change in changes if change["kind"] == "label-added"}
    targets = {new for change in changes if change["from"] for new in change["to"]}
    assert len(added) + len(targets) == facts(folder)["labels"]["2.0"]
    hop.release_second()


def test_a_flagged_row_is_lossy_in_the_plan(hop: Hop, folder: Path, known: Any) -> None:
    fates = corrected(one_to_one(folder))
    steps = list(steps_of(fates, known))
    unmapped = [label.partition(" ")[0] for label in known["unmapped"]]
    retired = [{"change": "retire", "from": old, "otherwise": "relabel"} for old in unmapped]
    hop.migrate([*steps, *retired])
    hop.release_second()
    told = plan(hop, [old for rows in fates.values() for old, _ in rows])

    flagged = {old for flag in LOSSY for old, _ in fates[flag]}
    alone = [step for step in told if set(step["from"]) <= flagged and step["change"] == "merge"]
    assert sum(len(step["from"]) for step in alone) == len(flagged) == 5
    assert {step["fidelity"] for step in alone} == {"lossy"}
    assert sum(step["annotations"] for step in alone) == 5
    # The others: exact where one label became one, lossy where several did, people where it split.
    found = {(step["change"], step["fidelity"]) for step in told}
    assert found >= {("recode", "exact"), ("merge", "lossy"), ("split", "people")}
    assert ("recode", "lossy") not in found
    assert ("merge", "exact") not in found


def plan(hop: Hop, labels: list[str]) -> list[Any]:
    """Return what `migrate plan` says of each step, with one annotation of each label."""
    rows = [{"item": label, "task": "content", "label": label} for label in labels]
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    file = hop.repository.write("data.jsonl", lines)
    way = ("--schema", "content", "--from", FIRST, "--to", SECOND)
    done = hop.repository.result("migrate", "plan", file, *way)
    assert done["annotations"]["in"] == len(labels)
    return list(done["steps"])


def test_one_record_of_each_label_goes_where_the_mapping_says(
    hop: Hop, folder: Path, known: Any
) -> None:
    fates = corrected(one_to_one(folder))
    unmapped = [label.partition(" ")[0] for label in known["unmapped"]]
    retired = [{"change": "retire", "from": old, "otherwise": "relabel"} for old in unmapped]
    hop.migrate([*steps_of(fates, known), *retired])
    hop.release_second()
    moved = {old: new for flag, rows in fates.items() if flag != "One to Many" for old, new in rows}
    splits = known["official_split_candidates_from_guidance"]
    labels = [*moved, *splits, *unmapped]
    assert len(labels) == facts(folder)["labels"]["1.0"] == 392
    home = hop.repository
    rows = [{"item": label, "label": label} for label in labels]
    data = home.write("data.jsonl", "".join(f"{json.dumps(row)}\n" for row in rows))
    before = Path(data).read_bytes()
    way = ["--schema", "content", "--from", FIRST, "--to", SECOND]
    files = ["--out=out", "--queue=queue", "--undo=undo"]
    done = home.result("migrate", "apply", data, *way, *files)
    assert done["annotations"] == {
        **{"in": 392, "unchanged": 0, "mapped": 372, "queued": 20, "dropped": 0}
    }
    rows = [json.loads(line) for line in (home.folder / "out").read_text().splitlines()]
    assert {row["item"]: row["label"] for row in rows} == moved

    # People are offered the official candidates, or all labels where there are none.
    _, *entries = map(json.loads, (home.folder / "queue").read_text().splitlines())
    asked = {entry["item"]: entry["open"][0]["choices"] for entry in entries}
    assert set(asked) == {*splits, *unmapped}
    for old, split in splits.items():
        offered = [(choice["label"], choice["criterion"]) for choice in asked[old]]
        assert offered == [tuple(one) for one in split["candidates"]]
        assert all(choice["link"] for choice in asked[old])
    assert not any(asked[old] for old in unmapped)

    first = {old: split["candidates"][0][0] for old, split in splits.items()}
    answers = "".join(f"{json.dumps({'item': old, 'label': new})}\n" for old, new in first.items())
    given = ["--queue=queue", "--answers", home.write("answers.jsonl", answers)]
    told = home.result("migrate", "answer", "out", *given, "--out=answered")
    assert (told["answers"]["answered"], told["answers"]["open"]) == (5, 15)
    rows = [json.loads(line) for line in (home.folder / "answered").read_text().splitlines()]
    assert {row["item"]: row["label"] for row in rows} == moved | first
    home.run("migrate", "undo", "answered", "--undo=undo", "--out=back")
    assert (home.folder / "back").read_bytes() == before
