"""The handbook of 10,000 labels on pages of a branch each, against Material on 100 such pages.

The pages by hand hold the same labels with the same text. With `--tree FILE` also the handbook of
a taxonomy of one's own, as `import json-tree` reads it, for its time and memory.
"""

import argparse
import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from benchmarks.handbook import CONFIGURATION, plain_section
from benchmarks.labels import write_repository
from benchmarks.paired import PYTHON, Variant, compare, run_once, show
from schemactl.files.schema_file import read_schema_file
from schemactl.model.label import Label
from schemactl.model.taxonomy import taxonomies
from schemactl.workspace import Workspace

ON_A_PAGE = 100


def write_pages(labels: Sequence[Label], folder: Path) -> int:
    """Write a page of Markdown for every hundred labels; return how many."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    (docs / "index.md").write_text("# Labels\n")
    begins = range(0, len(labels), ON_A_PAGE)
    for begin in begins:
        sections = "".join(plain_section(one) for one in labels[begin : begin + ON_A_PAGE])
        (docs / f"branch-{begin}.md").write_text(f"# {labels[begin].name}\n\n{sections}")
    return len(begins)


def _labels(folder: Path) -> list[Label]:
    workspace = Workspace(folder)
    schema = read_schema_file(workspace, workspace.schema_file("large")).schema
    assert schema is not None
    return [place.label for place in taxonomies(schema)[0].places]


def _built(name: str, folder: Path) -> Variant:
    forgotten = count(1)

    def forget() -> None:
        # A file system that has just deleted thousands of files is slow to make new ones.
        if (folder / "build").exists():
            (folder / "build").rename(folder / f"forgotten-{next(forgotten)}")

    command = [PYTHON, "-m", "schemactl", "handbook", "build", "--root", str(folder)]
    return Variant(name, command, before=forget)


def main() -> None:
    """Write both forms, build them in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tree", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_repository(folder, chosen.labels)
        pages = write_pages(_labels(folder), folder / "by-hand")
        show(f"{chosen.labels} labels, {pages} pages by hand")
        by_hand = ["build", "--quiet", "-f", str(folder / "by-hand" / "mkdocs.yml")]
        quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
        variants = [
            Variant("pages by hand", [PYTHON, "-m", "mkdocs", *by_hand], environment=quiet),
            _built("schemactl handbook", folder),
        ]
        if chosen.tree is not None:
            own = folder / "own"
            (own / "schemas").mkdir(parents=True)
            tree = ["import", "json-tree", str(chosen.tree.resolve()), "--name", "own"]
            command = [PYTHON, "-m", "schemactl", *tree, "--root", str(own)]
            run_once(Variant("import", command), folder)
            variants.append(_built(chosen.tree.name, own))
        compare(variants, folder, chosen.rounds)


if __name__ == "__main__":
    main()
