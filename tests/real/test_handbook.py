"""The handbook of published taxonomies: what readers find in it, and how large it is."""

import json
import re
from pathlib import Path

import pytest

from schemactl.handbook.book import Book, compile_book
from schemactl.handbook.edition import Edition, read_editions
from schemactl.handbook.site import build_site
from schemactl.handbook.timeline import schema_milestones
from schemactl.releases.draft import draft_schema
from schemactl.workspace import Workspace
from tests.handbook.editions import text_of
from tests.real.repository import Repository, facts

pytestmark = pytest.mark.real

COLUMNS = ("--column", "id=Unique ID", "--column", "parent=Parent", "--column", "name=Name")


def compiled(folder: Path) -> tuple[Edition, Book]:
    """Return the first edition of a repository and its book."""
    editions = read_editions(Workspace(folder))
    return editions[0], compile_book(editions)


def test_the_changes_page_of_iab_tells_every_change_once(
    repository: Repository, published: Path
) -> None:
    releases = []
    for version in ("2.2", "3.0"):
        table = published / "iab-content" / f"content-taxonomy-{version}.tsv"
        options = (*COLUMNS, "--header-row", "2", "--delimiter", "\\t", "--version", f"{version}.0")
        repository.run("import", "csv", str(table), "--name", "iab", *options)
        releases.append(draft_schema(Workspace(repository.folder), "iab"))
        (repository.folder / "schemas" / "iab" / "schema.yaml").unlink()
    timeline = schema_milestones(
        [one._replace(digest="sha256:" + "0" * 64) for one in releases], {}
    )
    edition = Edition(releases[1]._replace(digest="sha256:" + "0" * 64), timeline=timeline)
    pages = compile_book([edition]).pages
    marks = re.findall(r'id="([0-9a-f]{12})"', pages["iab/changes/3.0.0.md"])
    # What there is between the two stands in test_diff_iab.
    assert len(marks) == len(set(marks)) == 19 + 38 + 28 + 512
    known = facts(published / "iab-content")["changes_by_id"]["2.2 -> 3.0"]
    gone = [name for name, text in pages.items() if "No longer in use." in text]
    assert len([name for name in gone if name.startswith("iab/labels/")]) == known["removed"]


def test_a_label_of_audioset_shows_all_its_parents(repository: Repository, published: Path) -> None:
    folder = published / "audioset-ontology"
    repository.take_in("json-tree", folder / "ontology.json", "audio", "--choose", "any")
    edition, book = compiled(repository.folder)
    ontology = json.loads((folder / "ontology.json").read_text(encoding="utf-8"))
    parents: dict[str, list[str]] = {}
    for one in ontology:
        for child in one["child_ids"]:
            parents.setdefault(child, []).append(one["name"])
    several = {child: names for child, names in parents.items() if len(names) > 1}
    assert several
    shown = {label["id"]: label["page"] for label in _labels(book, edition)}
    for child, names in several.items():
        text = text_of(book.pages[f"audio/{shown[child].removesuffix('.html')}.md"])
        assert all(name in text.partition("Part of")[2] for name in names)
    assert len(shown) == len(ontology) == 632


def _labels(book: Book, edition: Edition) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(book.texts[f"{edition.name}/labels.json"])["labels"]
    return found


def test_lvis_fits_on_a_hundred_sheets_and_is_found(
    repository: Repository, published: Path
) -> None:
    data = json.loads((published / "lvis-v05-sample" / "lvis_val_100.json").read_text())
    labels = "".join(
        f"  - id: {json.dumps(one['name'].replace(' ', '_'))}\n"
        f"    definition: {json.dumps(one['def'] or 'Unknown.')}\n"
        f"    synonyms: {json.dumps(one['synonyms'])}\n"
        for one in data["categories"]
    )
    head = "schemactl: 1\nname: lvis\nversion: 0.5.0\ntype: box\ninputs: {photo: {type: image}}\n"
    (repository.folder / "schemas" / "lvis").mkdir()
    repository.write("schemas/lvis/schema.yaml", f"{head}labels:\n{labels}")
    built = build_site(Workspace(repository.folder))
    sheet = (built.folder / "lvis" / "cheat-sheet.html").read_text(encoding="utf-8")
    assert sheet.count('<table class="stack sheet"') == -(-len(data["categories"]) // 12) == 103
    index = json.loads((built.folder / "search" / "search_index.json").read_text())["docs"]
    found = {doc["location"].partition("#")[0] for doc in index if "/labels/" in doc["location"]}
    assert len(found) == len(data["categories"]) == 1230
    largest = max(path.stat().st_size for path in (built.folder / "lvis/labels").glob("*.html"))
    assert largest <= 80 * 1024


def test_published_instructions_are_shown_and_load_nothing(
    repository: Repository, published: Path
) -> None:
    text = (published / "nuscenes" / "instructions_nuimages.md").read_text(encoding="utf-8")
    files = {
        "schemas/scene/schema.yaml": "schemactl: 1\nname: scene\nversion: 1.0.0\n"
        "type: classification\nlabels: [{id: vehicle.car}, {id: vehicle.trailer}]\n",
        "guidelines/scene/guideline.yaml": "schemactl: 1\nname: scene\nversion: 1.0.0\n"
        'schema: {name: scene, versions: ">=1"}\npages: [instructions.md]\n',
        "guidelines/scene/instructions.md": f"{text}\nSee [[vehicle.car]].\n",
    }
    for name, content in files.items():
        (repository.folder / name).parent.mkdir(parents=True, exist_ok=True)
        repository.write(name, content)
    built = build_site(Workspace(repository.folder))
    page = (built.folder / "scene" / "guide" / "instructions.html").read_text(encoding="utf-8")
    article = page.partition("<article")[2].partition("</article>")[0]
    assert "Do not apply more than one box to a single object." in text_of(article)
    assert "<img" not in article
    pictures = [one for one in built.warnings if "a picture from elsewhere" in one.message]
    assert len(pictures) == text.count("![")
    assert all((one.region.line or 0) > 1 for one in pictures)
