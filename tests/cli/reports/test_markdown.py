"""A report as Markdown: a table, the findings by file, and nothing that a contributor can run."""

import re

from hypothesis import given
from hypothesis import strategies as st

from schemactl.cli.reports.markdown import LONGEST, code, render
from schemactl.model.finding import Diagnostic, Region
from schemactl.validate.engine import Report
from schemactl.workspace import find_workspace

FOUND = Diagnostic(
    "unknown-label", "error", "no label `b`", "schemas/s/schema.yaml", Region(2, 7, 2, 8)
)
NASTY = st.text(alphabet="`<>@#[]()!*_|\\\n\r :/ab")
SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def rendered(*diagnostics: Diagnostic) -> str:
    """Return a report on one schema as Markdown."""
    return render(find_workspace(), Report(diagnostics, 1, 2, 0))


def test_the_table_counts_and_the_files_follow() -> None:
    other = FOUND._replace(file=None, region=Region(), hint="look")
    assert rendered(FOUND, other).splitlines() == [
        "## Label check",
        "",
        "| | schemas | labels | guidelines | errors | warnings | infos | suppressed |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        "| failed | 1 | 2 | 0 | 2 | 0 | 0 | 0 |",
        "",
        "### `schemas/s/schema.yaml`",
        "",
        "- **error** line 2, column 7 `` no label `b` `` (`unknown-label`)",
        "",
        "### The repository",
        "",
        "- **error** `` no label `b` `` (`unknown-label`)<br>hint: `look`",
    ]


def test_what_is_accepted_is_listed_with_its_reason() -> None:
    text = rendered(FOUND._replace(suppressed="until the next release"))
    assert "| passed |" in text
    assert "### Accepted" in text
    assert "because: `until the next release`" in text


@given(NASTY, NASTY, NASTY)
def test_contributed_text_stands_in_code_spans_only(message: str, file: str, why: str) -> None:
    text = rendered(
        FOUND._replace(message=message, file=file or "x"),
        FOUND._replace(message=message, hint=" ".join(why.split()) or "x"),
        FOUND._replace(message=message, suppressed=why),
    )
    outside = "\n".join(SPAN.sub("CODE", line) for line in text.splitlines())
    assert not set(outside.replace("<br>", "")) & set("`<>@[]!_\\")


def test_a_hint_of_several_lines_keeps_its_form() -> None:
    text = rendered(FOUND._replace(hint="add:\n  - change: add"))
    assert "\n\n  hint:\n\n  ```text\n  add:\n    - change: add\n  ```\n" in text


@given(NASTY)
def test_no_line_of_a_hint_ends_its_block(hint: str) -> None:
    text = rendered(FOUND._replace(hint=f"a\n{hint}\nb"))
    block = text.partition("  hint:\n\n")[2].rstrip("\n").split("\n")
    fence = block[0].removeprefix("  ").removesuffix("text")
    assert set(fence) == {"`"}
    assert block[-1] == f"  {fence}"
    assert not any(fence in line for line in block[1:-1])
    assert all(line.startswith("  ") for line in block)


@given(NASTY)
def test_a_code_span_holds_the_text_and_cannot_be_left(text: str) -> None:
    found = SPAN.fullmatch(code(text))
    assert found is not None
    assert found.group(2).strip() == " ".join(text.split())


def test_a_comment_is_never_too_long_and_says_what_is_missing() -> None:
    text = rendered(*(FOUND._replace(message="x" * 100, label=str(n)) for n in range(2000)))
    assert len(text) < LONGEST + 1000
    assert text.endswith("do not fit into a comment; in all: 2000 errors, 0 warnings.")
