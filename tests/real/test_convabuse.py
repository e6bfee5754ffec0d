"""Cercas Curry et al. 2021, ConvAbuse: 12,768 answers of 2 to 7 people, flags of four questions."""

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.real.repository import Repository, facts

pytestmark = pytest.mark.real

# What makes one snippet of a conversation; the set has no column for it.
SNIPPET = ("conv_id", "prev_agent", "prev_user", "agent", "user")
SEVERITY = {"1": "none", "0": "ambiguous", "-1": "mild", "-2": "strong", "-3": "very-strong"}
SCHEMA = """\
schemactl: 1
name: abuse
version: 1.0.0
title: Abuse of conversational agents
inputs:
  text: {type: text}
tasks:
"""
CONSTRAINT = """\
constraints:
  - id: asked-about-abuse-only
    if: {severity: [none, ambiguous]}
    then: {type: nothing, target: nothing, direction: nothing}
    because: The further questions were asked about abuse only.
"""


class Columns(NamedTuple):
    """The columns of flags of one question, by the label that each stands for."""

    question: str
    labels: dict[str, str]

    @property
    def layout(self) -> str:
        """Return the option that reads them."""
        pairs = ",".join(f"{label}@{column}" for label, column in self.labels.items())
        return f"--layout=flags:{self.question}={pairs}"

    @property
    def task(self) -> str:
        """Return the task that asks them."""
        lines = [f"  - {{id: {self.question}, type: classification, inputs: [text],"]
        choose = "one" if self.question == "severity" else "any"
        lines[0] += f" choose: {choose}, labels: ["
        lines += [f"      {{id: {label}, definition: As asked.}}," for label in self.labels]
        return "\n".join([*lines, "    ]}", ""])


def questions(header: list[str]) -> list[Columns]:
    """Return the four questions of the set, with the columns of its header."""
    found: dict[str, dict[str, str]] = {"severity": {}, "type": {}, "target": {}, "direction": {}}
    for column in header:
        question, dot, end = column.partition(".")
        if question == "is_abuse":
            found["severity"][SEVERITY[end]] = column
        elif dot:
            found[question][end] = column
    return [Columns(question, labels) for question, labels in found.items()]


def test_broken_answers_and_repeated_items_are_listed(
    repository: Repository, published: Path
) -> None:
    folder = published / "convabuse"
    known = facts(folder)
    with (folder / "ConvAbuseEMNLPfull.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    asked = questions(list(rows[0]))
    (repository.folder / "schemas" / "abuse").mkdir()
    schema = SCHEMA + "".join(one.task for one in asked) + CONSTRAINT
    repository.write("schemas/abuse/schema.yaml", schema)
    repository.run("release")
    options = ["--schema", "abuse@1.0.0", "--column", "annotator=annotator_id"]
    options += ["--column", "text=user", *(one.layout for one in asked)]

    file = str(folder / "ConvAbuseEMNLPfull.csv")
    per_row = ["data", "check", file, *options, "--column", "item=example_no"]
    found = repository.result(*per_row, code=1)
    broken = [one for one in found["problems"] if one["kind"] == "constraint-violated"]
    assert len(broken) == known["secondary_label_set_on_a_non_abusive_row"] == 24
    further = [column for one in asked[1:] for column in one.labels.values()]
    assert {one["item"] for one in broken} == {
        row["example_no"]
        for row in rows
        if "1" in (row["is_abuse.1"], row["is_abuse.0"])
        and any(row[column] == "1" for column in further)
    }
    assert found["items"] == known["rows_(one_per_annotator_response)"] == 12_768

    for row in rows:
        snippet = json.dumps([row[column] for column in SNIPPET])
        row["snippet"] = hashlib.sha256(snippet.encode()).hexdigest()
    named = repository.folder / "named.csv"
    with named.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    per_item = ["data", "check", str(named), *options, "--column", "item=snippet"]
    found = repository.result(*per_item, code=1)
    assert found["items"] == known["items_(distinct_conversation_snippets)"] == 4185
    twice = {
        one["item"]
        for one in found["problems"]
        if one["kind"] in ("contradiction", "duplicate-annotation")
    }
    assert len(twice) == known["items_with_a_repeat_by_the_same_annotator"] == 311

    counted = repository.result("data", "stats", str(named), *options, "--column=item=snippet")
    labels = {
        one.labels[label]: count
        for one in asked
        for label, count in counted["counts"]["tasks"][one.question]["labels"].items()
    }
    assert Counter(labels) == Counter(known["label_columns"])
