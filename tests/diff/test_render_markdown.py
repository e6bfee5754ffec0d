"""Markdown: largest step first, words marked, text of contributors escaped."""

from pathlib import Path

from schemactl.diff.render_markdown import render_markdown
from schemactl.diff.report import compare_sides
from tests.diff.repository import two_versions


def test_a_report(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    path = workspace.schema_file("sentiment")
    text = path.read_text().replace("displeased.", "displeased <b>*now*</b>.")
    path.write_text(text + "  - id: positives\n    definition: The writer is very pleased.\n")
    found = render_markdown(compare_sides(workspace, "sentiment@1.0.0", "sentiment@draft"))
    assert found.startswith("## schema:sentiment@1.0.0 → schema:sentiment@draft\n")
    assert "Minimum bump: **major**" in found
    assert "  - The writer is **very** pleased.\n" in found
    assert "  Because: Thanks are no praise.\n" in found
    assert r"\<b\>\*now\*\</b\>" in found
    assert "    ```yaml\n      - change: redefine\n        task: sentiment\n" in found
    assert found.index("### major") < found.index("### minor") < found.index("### patch")


def test_candidates_and_no_changes(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    same = render_markdown(compare_sides(workspace, "sentiment@draft", "sentiment@draft"))
    assert "Nothing changed." in same
    path = workspace.schema_file("sentiment")
    path.write_text(path.read_text().replace("id: negative", "id: negatives"))
    found = render_markdown(compare_sides(workspace, "sentiment@1.0.0", "sentiment@draft"))
    assert "- recode negative → negatives (0." in found
    step = "{change: recode, task: sentiment, from: negative, to: negatives, because: CHOOSE}"
    assert f"    ```yaml\n    - {step}\n    ```\n" in found
