"""What somebody does on a branch, commit by commit, and where each must be caught."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from schemactl.releases.folder import MANIFEST
from schemactl.workspace import Workspace
from tests.builders import release_schema
from tests.stories.hints import git

SCHEMA = "schemas/tickets/schema.yaml"
GUIDELINE = "guidelines/tickets/guideline.yaml"
PAGE = "guidelines/tickets/task.md"
RELEASE = "registry/schemas/tickets/2.0.0"
APPROVERS = "approvals: {major: [domain-expert]}\n"


class Commit(NamedTuple):
    """What somebody does on a branch, and the rule, file and line at which it is caught.

    `on_main` happens before the branch begins; another release there comes after that.
    """

    title: str
    act: Callable[[Path], object]
    rule: str
    file: str
    line: int | None = None
    on_main: Callable[[Path], object] = lambda _root: None


def edit(path: str, *changes: tuple[str, str]) -> Callable[[Path], object]:
    """Replace texts in a file, each of which stands there."""

    def act(root: Path) -> None:
        text = (root / path).read_text()
        for was, now in changes:
            assert was in text, was
            text = text.replace(was, now, 1)
        (root / path).write_text(text)

    return act


def draft(version: str, *changes: tuple[str, str]) -> Callable[[Path], object]:
    """Edit the schema and give it a version."""
    return edit(SCHEMA, ("version: 2.0.0", f"version: {version}"), *changes)


def with_steps(version: str, *steps: str, more: str = "") -> Callable[[Path], object]:
    """Write the migration to a version."""

    def act(root: Path) -> None:
        digest = json_digest(root)
        text = f'schemactl: 1\nfrom: {{schema: tickets, version: 2.0.0, digest: "{digest}"}}\n'
        text += f"to: {{schema: tickets, version: {version}}}\nsteps:\n"
        text += "".join(f"  - {step}\n" for step in steps)
        (root / "schemas/tickets/migrations" / f"{version}.yaml").write_text(text + more)

    return act


def json_digest(root: Path) -> str:
    """Return the digest of the last release on main."""
    text = (root / "registry/journal").joinpath("000000000003.jsonl").read_text()
    entries = [json.loads(line) for line in text.splitlines()]
    (digest,) = [e["content"]["digest"] for e in entries if e["ref"] == "schema:tickets@2.0.0"]
    return str(digest)


def both(*acts: Callable[[Path], object]) -> Callable[[Path], object]:
    """Do one thing after the other."""

    def act(root: Path) -> None:
        for one in acts:
            one(root)

    return act


def consistent_edit(root: Path) -> None:
    """Edit what was released, and give it a manifest that fits."""
    shutil.rmtree(root / RELEASE)
    text = (root / SCHEMA).read_text()
    edit(SCHEMA, ("wants money back", "wants some money back"))(root)
    release_schema(Workspace(root), "tickets")
    (root / SCHEMA).write_text(text)


def windows_line_ends(root: Path) -> None:
    """Check the registry out as git does where its bytes are not protected."""
    path = root / ".gitattributes"
    path.write_text(path.read_text().replace("registry/** -text", "registry/** text eol=crlf"))
    shutil.rmtree(root / "registry")
    git(root, "rm", "-q", "-r", "--cached", "registry")
    git(root, "reset", "-q", "--", "registry")
    git(root, "checkout", "--", "registry")


def released_meanwhile(root: Path) -> None:
    """Release a version on main."""
    draft("2.1.0", ("id: refund", "id: refund\n        synonyms: [cash back]"))(root)
    release_schema(Workspace(root), "tickets")


def past_the_gate(root: Path) -> None:
    """Write a release by hand, of a draft that no gate would let pass."""
    draft("2.0.1", ("says that a charge is wrong", "doubts a charge"))(root)
    release_schema(Workspace(root), "tickets")


OUTAGE = (
    "      - id: other\n",
    "      - id: outage\n        definition: It is down.\n      - id: other\n",
)
NARROW = "{change: redefine, label: refund, effect: narrow, because: Vouchers left.}"
VOUCHERS = ("wants money back", "wants money back, no voucher")
FILLED = 'content: "sha256:' + "0" * 64 + '"'

COMMITS = (
    Commit(
        "edits a released file",
        edit(f"{RELEASE}/schema.json", ("money back", "cash back")),
        "release-edited",
        f"{RELEASE}/schema.json",
    ),
    Commit(
        "edits a release and its manifest",
        consistent_edit,
        "release-edited",
        f"{RELEASE}/{MANIFEST}",
    ),
    Commit(
        "removes a release",
        lambda root: shutil.rmtree(root / "registry/schemas/tickets/1.0.0"),
        "release-edited",
        "registry/schemas/tickets/1.0.0/schema.json",
    ),
    Commit(
        "adds a file to a release",
        lambda root: (root / RELEASE / "more.json").write_text("{}\n"),
        "release-edited",
        f"{RELEASE}/more.json",
    ),
    Commit("has CRLF in a release", windows_line_ends, "release-edited", f"{RELEASE}/schema.json"),
    Commit("lowers the version", draft("1.9.0"), "version-not-raised", SCHEMA, 3),
    Commit(
        "keeps the version of edited content",
        edit(SCHEMA, ("id: refund", "id: refund\n        synonyms: [cash]")),
        "version-not-raised",
        SCHEMA,
        3,
    ),
    Commit(
        "recodes a label in a patch",
        both(
            draft("2.0.1", ("id: dispute", "id: contested"), ("use: dispute", "use: contested")),
            with_steps("2.0.1", "{change: recode, from: dispute, to: contested, because: Words.}"),
        ),
        "bump-too-low",
        SCHEMA,
        3,
    ),
    Commit(
        "adds a label in a patch",
        both(
            draft("2.0.1", OUTAGE),
            with_steps("2.0.1", "{change: add, to: outage, review: [other], because: New team.}"),
        ),
        "bump-too-low",
        SCHEMA,
        3,
    ),
    Commit(
        "takes labels from the rest without a word",
        draft("2.1.0", OUTAGE),
        "bump-too-low",
        SCHEMA,
        3,
    ),
    Commit(
        "adds a constraint in a minor version",
        draft(
            "2.1.0",
            (
                "tasks:\n",
                "constraints:\n  - id: calm\n    if: {intent: other}\n"
                "    then: {urgency: {maximum: 2}}\ntasks:\n",
            ),
        ),
        "bump-too-low",
        SCHEMA,
        3,
    ),
    Commit(
        "shortens a scale in a minor version",
        both(
            draft("2.1.0", ("max: 5", "max: 3")),
            with_steps("2.1.0", "{change: task, task: urgency, effect: narrow, because: Unused.}"),
        ),
        "bump-too-low",
        SCHEMA,
        3,
    ),
    Commit(
        "edits a definition without a mark",
        draft("2.0.1", VOUCHERS),
        "unmarked-change",
        SCHEMA,
        29,
    ),
    Commit(
        "edits a criterion without a mark",
        draft("2.0.1", ("for one order", "in one week")),
        "unmarked-change",
        SCHEMA,
        20,
    ),
    Commit(
        "edits a tie-break without a mark",
        draft("2.0.1", ("wins over a requested", "wins over any")),
        "unmarked-change",
        SCHEMA,
        12,
    ),
    Commit(
        "edits a page without a mark",
        both(
            edit(GUIDELINE, ("version: 1.0.0", "version: 1.0.1")),
            edit(PAGE, ("first message", "last message")),
        ),
        "unmarked-change",
        PAGE,
        3,
    ),
    Commit(
        "moves an example to the other side",
        draft(
            "2.0.1",
            ("        examples:\n", "        counterexamples:\n"),
            ("twice.\n        counterexamples:\n", "twice.\n            use: refund\n"),
        ),
        "unmarked-change",
        SCHEMA,
        22,
    ),
    Commit(
        "lets a label go without a word",
        draft(
            "3.0.0",
            ("      - id: refund\n        definition: The customer wants money back.\n", ""),
            ("            use: refund\n", "            use: other\n"),
            ("over: [refund]", "over: [other]"),
        ),
        "label-without-fate",
        SCHEMA,
        17,
    ),
    Commit(
        "reuses a retired id",
        draft("2.1.0", (OUTAGE[0], OUTAGE[1].replace("outage", "praise"))),
        "retired-id-reused",
        SCHEMA,
        30,
    ),
    Commit(
        "reuses a retired alias",
        draft("2.0.1", ("id: refund\n", "id: refund\n        aliases: [kudos]\n")),
        "alias-clash",
        SCHEMA,
        29,
    ),
    Commit(
        "reuses an index",
        both(
            draft(
                "2.1.0", (OUTAGE[0], OUTAGE[1].replace("outage\n", "outage\n        index: 2\n"))
            ),
            with_steps("2.1.0", "{change: add, to: outage, review: [other], because: New team.}"),
        ),
        "index-reused",
        SCHEMA,
        31,
    ),
    Commit(
        "starts its migration from other bytes",
        both(
            draft("3.0.0", VOUCHERS),
            with_steps("3.0.0", NARROW),
            lambda root: edit(
                "schemas/tickets/migrations/3.0.0.yaml", (json_digest(root), "sha256:" + "1" * 64)
            )(root),
        ),
        "migration-from",
        "schemas/tickets/migrations/3.0.0.yaml",
        2,
    ),
    Commit(
        "drafts a version that was released meanwhile",
        draft("2.1.0", ("id: other", "id: other\n        synonyms: [rest]")),
        "released-meanwhile",
        SCHEMA,
        3,
        released_meanwhile,
    ),
    Commit(
        "forgets the approval",
        both(draft("3.0.0", VOUCHERS), with_steps("3.0.0", NARROW)),
        "approval-missing",
        "schemas/tickets/migrations/3.0.0.yaml",
        1,
        lambda root: (root / "schemactl.yaml").write_text(APPROVERS),
    ),
    Commit(
        "edits what was approved",
        both(
            draft("3.0.0", VOUCHERS),
            with_steps(
                "3.0.0",
                NARROW,
                more="approvals:\n  - by: ada@example.com\n    role: domain-expert\n"
                f"    at: 2026-11-20\n    {FILLED}\n",
            ),
        ),
        "approval-void",
        "schemas/tickets/migrations/3.0.0.yaml",
        10,
        lambda root: (root / "schemactl.yaml").write_text(APPROVERS),
    ),
    Commit(
        "takes the approvers out of the settings",
        both(
            draft("3.0.0", VOUCHERS),
            with_steps("3.0.0", NARROW),
            lambda root: (root / "schemactl.yaml").write_text("profile: standard\n"),
        ),
        "approval-missing",
        "schemas/tickets/migrations/3.0.0.yaml",
        1,
        lambda root: (root / "schemactl.yaml").write_text(APPROVERS),
    ),
    Commit(
        "turns the rule off that asks for approvals",
        both(
            draft("3.0.0", VOUCHERS),
            with_steps("3.0.0", NARROW),
            lambda root: (root / "schemactl.yaml").write_text(
                f"{APPROVERS}severity: {{approval-missing: off}}\n"
            ),
        ),
        "approval-missing",
        "schemas/tickets/migrations/3.0.0.yaml",
        1,
        lambda root: (root / "schemactl.yaml").write_text(APPROVERS),
    ),
    Commit(
        "writes a release past the gate",
        past_the_gate,
        "release-ungated",
        "registry/schemas/tickets/2.0.1/manifest.json",
    ),
)
