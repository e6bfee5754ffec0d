"""The handbook of 1,000 labels, against Material building as many hand-written pages.

The pages by hand hold the same text, with `navigation.prune`, as one would write them without
schemactl; the handbook adds its map, search data and checks on top. Then a build after one label
was edited.
"""

import argparse
import tempfile
from itertools import count
from pathlib import Path

from benchmarks.labels import write_repository
from benchmarks.paired import PYTHON, Variant, compare, show
from schemactl.files.schema_file import read_schema_file
from schemactl.model.label import Label
from schemactl.model.taxonomy import taxonomies
from schemactl.workspace import Workspace

CONFIGURATION = """\
site_name: Labels
theme: {name: material, features: [navigation.prune]}
plugins: [search]
"""


def write_pages(workspace: Workspace, folder: Path) -> int:
    """Write a page of Markdown for every label of the repository; return how many."""
    schema = read_schema_file(workspace, workspace.schema_file("large")).schema
    assert schema is not None
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    (docs / "index.md").write_text("# Labels\n")
    places = taxonomies(schema)[0].places
    for place in places:
        # A folder for each group: pruning leaves the other groups out of a page's navigation.
        folder = docs / (place.parent or place.label.id)
        folder.mkdir(exist_ok=True)
        (folder / f"{place.label.id}.md").write_text(_page(place.label))
    return len(places)


def _page(label: Label) -> str:
    return f"# {label.name}\n\n{_said(label, '##')}"


def plain_section(label: Label) -> str:
    """Return what a page of many labels says of one, as one would write it by hand."""
    return f"## {label.name}\n\n{_said(label, '###')}\n"


def _said(label: Label, level: str) -> str:
    examples = "".join(f"- {example.content}\n" for example in label.examples)
    others = "".join(f"- {case.content} → {case.use}\n" for case in label.counterexamples)
    return f"{label.definition}\n\n{level} Is\n\n{examples}\n{level} Is not\n\n{others}"


def main() -> None:
    """Write both forms, build them in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_repository(folder, chosen.labels)
        pages = write_pages(Workspace(folder), folder / "by-hand")
        show(f"{chosen.labels} labels, {pages} pages by hand")
        by_hand = ["build", "--quiet", "-f", str(folder / "by-hand" / "mkdocs.yml")]
        schema = Workspace(folder).schema_file("large")
        text = schema.read_text(encoding="utf-8")
        edits = count(1)

        def forget() -> None:
            # A file system that has just deleted thousands of files is slow to make new ones.
            for path in (folder / "build", folder / "site", folder / "by-hand" / "site"):
                if path.exists():
                    path.rename(folder / f"forgotten-{next(edits)}")

        def edit() -> None:
            new = text.replace("definition: ", f"definition: Edit {next(edits)} of ", 1)
            schema.write_text(new, encoding="utf-8")

        ours = [PYTHON, "-m", "schemactl", "handbook", "build", "--out", str(folder / "site")]
        quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
        variants = [
            Variant("pages by hand", [PYTHON, "-m", "mkdocs", *by_hand], (0,), quiet, forget),
            Variant("schemactl handbook", ours, before=forget),
            Variant("one label edited", ours, before=edit),
        ]
        compare(variants, folder, chosen.rounds)


if __name__ == "__main__":
    main()
