"""The comment: its first words, what it never lets through, and its length."""

import re
from pathlib import Path

import pytest

from schemactl.audit import pull_request_page
from schemactl.audit.pull_request_page import LONGEST, counts, marker, render
from tests.audit.branches import (
    DRAFT,
    MIGRATION,
    MIGRATION_FILE,
    PAGE,
    SCHEMA_FILE,
    a_branch,
    edit,
    examined,
)
from tests.audit.test_inert import SPAN
from tests.builders import SHORT_FORM

FENCE = re.compile(r"^(`{3,})\w*\n.*?^\1$", re.MULTILINE | re.DOTALL)
EVIL = (
    "@octocat #1 GH-2 <img src=x onerror=alert(1)> ``` ` ~~x~~ [a](javascript:1) --> </details> "
    "https://evil.example www.evil.example a@evil.example &lt; \\` ![x](//evil.example/p.png)"
)


def outside_code(page: str) -> str:
    """Return what GitHub reads as Markdown: the page without its code."""
    return SPAN.sub("", FENCE.sub("", page))


def test_nothing_changed(tmp_path: Path) -> None:
    page = render(examined(a_branch(tmp_path)))
    assert page.startswith("<!-- schemactl pull-request . -->\n\n## Labels: nothing changed\n")


def test_a_ready_branch_says_so_at_once(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    migration = MIGRATION.replace(', digest: "DIGEST"', "")
    edit(workspace, {SCHEMA_FILE: DRAFT, MIGRATION_FILE: migration})
    request = examined(workspace)
    page = render(request, "https://preview.example.org")
    assert "needs a **major** step after `1.0.0`; `2.0.0` is drafted, which is **enough**" in page
    assert "- 1 change: annotations are looked at again" in page
    assert "- `The writer is` **`very`** `pleased.`" in page
    assert "- because: `Thanks are no praise.`" in page
    assert "[preview](https://preview.example.org/sentiment/labels/positive.html)" in page
    assert "impact: not known here" in page
    assert f"## Labels: {counts(request).errors} error" in page


def test_an_open_question_comes_with_the_lines_to_add(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    edit(workspace, {PAGE: "# How\n\nRead it.\n"})
    page = render(examined(workspace))
    assert "## Labels: 1 open question" in page
    assert "Add to `guidelines/sentiment/guideline.yaml`:\n\n```yaml\n  - effect: CHOOSE" in page
    assert "unless the open questions say otherwise; `1.0.0` is drafted" in page
    assert "### Findings\n\n- **error** `guidelines/sentiment/" in page
    assert "(`unmarked-change`)" in page


def test_contributed_text_is_neither_markup_nor_a_mention(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    quoted = EVIL.replace('"', "'").replace("\\", "\\\\")
    schema = SHORT_FORM.replace("The writer is pleased.", f'"{quoted}"').replace("1.0.0", "2.0.0")
    evil_page = f"# {EVIL}\n\n{EVIL}\n\n```\n{EVIL}\n"
    migration = MIGRATION.replace("Thanks are no praise.", f'"{quoted}"')
    edit(
        workspace,
        {
            SCHEMA_FILE: schema,
            MIGRATION_FILE: migration,
            PAGE: evil_page,
            "guidelines/sentiment/rulings/r1.yaml": f"id: r1\nitem: '{EVIL}'\nuse: '{EVIL}'\n",
            "schemas/@octocat <b>x/schema.yaml": SHORT_FORM,
        },
    )
    page = render(examined(workspace))
    assert "octocat" in page
    left = outside_code(page.split("\n", 1)[1])
    for piece in ("octocat", "<img", "evil", "javascript", "GH-2", "#1", "-->", "<b>"):
        assert piece not in left
    tags = set(re.findall(r"<[^>]*>", left))
    assert tags <= {"<details>", "</details>", "<summary>", "</summary>", "<sub>", "</sub>"}
    assert left.count("<details>") == left.count("</details>")


@pytest.mark.parametrize("script", ["word ", "字", "😀"])
def test_the_longest_comment_still_fits(tmp_path: Path, script: str) -> None:
    workspace = a_branch(tmp_path)
    labels = "".join(
        f"  - id: l{number}\n    definition: {script * 400}{number}\n" for number in range(300)
    )
    first = SHORT_FORM.partition("labels:")[0] + "labels:\n" + labels
    edit(workspace, {SCHEMA_FILE: first.replace("1.0.0", "2.0.0"), PAGE: script * 90_000})
    page = render(examined(workspace))
    assert "other" in page or "What changes" in page
    assert len(page.encode("utf-16-le")) // 2 <= LONGEST + 1000
    assert len(page) <= 65_536
    assert page.count("<details>") == page.count("</details>")
    assert page.rstrip().endswith("</sub>")
    assert len(re.findall(r"^`{3,}", page, re.MULTILINE)) % 2 == 0


def test_what_does_not_fit_is_left_out_whole_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = a_branch(tmp_path)
    edit(workspace, {SCHEMA_FILE: DRAFT, PAGE: "\n".join(f"a{n} b" for n in range(3000))})
    monkeypatch.setattr(pull_request_page, "LONGEST", 1500)
    page = render(examined(workspace))
    assert "of this report did not fit into a comment" in page
    assert len(page) <= 2000
    assert len(re.findall(r"^`{3,}", page, re.MULTILINE)) % 2 == 0


def test_each_label_repository_has_its_own_marker(tmp_path: Path) -> None:
    request = examined(a_branch(tmp_path, "services/la-bels --> x"))
    assert marker(request) == "<!-- schemactl pull-request services/la_bels_____x -->"
