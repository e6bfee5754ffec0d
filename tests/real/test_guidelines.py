"""Published instructions as guidelines: what they name is held against the labels of the data."""

import json
import re
import struct
import zlib
from pathlib import Path

import pytest

from schemactl.handbook.site import build_site
from schemactl.workspace import Workspace
from tests.handbook.editions import text_of
from tests.real.repository import Repository, facts

pytestmark = pytest.mark.real

ENTRY = re.compile(r"^ *(?:[0-9]+\.|-) \*\*\[([^\]]+)\]\(#[a-z-]+\)\*\*", re.MULTILINE)
# What of a page is not to be seen: front matter, comments, addresses, the language of a block.
ASIDE = re.compile(r"\A---.*?\n---\n|<!--.*?-->|\]\([^)]*\)|~~~ *\w+", re.DOTALL)
# The label of the data that an entry of the instructions speaks of, where their words differ.
OF_THE_DATA = {
    "Car or Van or SUV": "vehicle.car",
    "Police Vehicle": "vehicle.emergency.police",
    "Ambulance": "vehicle.emergency.ambulance",
    "Bendy Bus": "vehicle.bus.bendy",
    "Rigid Bus": "vehicle.bus.rigid",
    "Construction Vehicle": "vehicle.construction",
    "Bicycle Rack": "static_object.bicycle_rack",
    "Adult Pedestrian": "human.pedestrian.adult",
    "Child Pedestrian": "human.pedestrian.child",
    "Construction Worker": "human.pedestrian.construction_worker",
    "Stroller": "human.pedestrian.stroller",
    "Wheelchair": "human.pedestrian.wheelchair",
    "Portable Personal Mobility Vehicle": "human.pedestrian.personal_mobility",
    "Police Officer": "human.pedestrian.police_officer",
    "Traffic Cone": "movable_object.trafficcone",
    "Temporary Traffic Barrier": "movable_object.barrier",
    "Pushable Pullable Object": "movable_object.pushable_pullable",
    "Debris": "movable_object.debris",
}


def guideline(repository: Repository, name: str, pages: dict[str, str]) -> None:
    """Write a guideline of some pages for a schema of the same name."""
    folder = f"guidelines/{name}"
    (repository.folder / folder).mkdir(parents=True)
    listed = json.dumps(list(pages))
    head = f"schemactl: 1\nname: {name}\nversion: 1.0.0\ntitle: How to label\n"
    covers = f'schema: {{name: {name}, versions: ">=0.1.0"}}\n'
    repository.write(f"{folder}/guideline.yaml", f"{head}{covers}pages: {listed}\n")
    for page, text in pages.items():
        repository.write(f"{folder}/{page}", text)


def picture(width: int, height: int) -> bytes:
    """Return a grey PNG."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((bytes(1) + b"\x80" * width) * height)
    parts = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


def scene(repository: Repository, published: Path) -> list[str]:
    """Write a schema of the 23 labels of the data, each with a picture made here."""
    table = (published / "nuscenes" / "mapping_general_to_detection.tsv").read_text()
    labels = [line.partition("\t")[0] for line in table.splitlines()[1:]]
    folder = repository.folder / "schemas" / "scene"
    (folder / "images").mkdir(parents=True)
    lines = ["schemactl: 1", "name: scene", "version: 1.0.0", "type: box"]
    lines += ["inputs: {frame: {type: image}}", "labels:"]
    for number, label in enumerate(labels):
        (folder / "images" / f"{number}.png").write_bytes(picture(640, 360))
        lines += [
            f"  - id: {label}",
            f"    definition: What the instructions call {label}.",
            "    examples:",
            f"      - id: e-{number}",
            f"        image: images/{number}.png",
            "        alt: A frame with one object.",
            f"        regions: [{{box: [{10 + number}, 20, 300, 200], use: {label}}}]",
        ]
    repository.write("schemas/scene/schema.yaml", "\n".join(lines) + "\n")
    return labels


def test_validation_names_the_entries_that_are_no_labels(
    repository: Repository, published: Path
) -> None:
    folder = published / "nuscenes"
    labels = scene(repository, published)
    source = folder / "instructions_nuscenes.2020-03-no-firetruck.md"
    text = source.read_text(encoding="utf-8")
    entries = ENTRY.findall(text)
    assert len(entries) == facts(folder)["label_list_entries"]["2020-03-no-firetruck"] == 25
    assert len(labels) == 23
    by_last_word = {label.rpartition(".")[2]: label for label in labels}

    def link(match: re.Match[str]) -> str:
        entry = match.group(1)
        label = OF_THE_DATA.get(entry) or by_last_word.get(entry.lower()) or entry.replace(" ", "-")
        return match.group().replace(
            f"[{entry}](#{entry.lower().replace(' ', '-')})", f"[[{label}]]"
        )

    linked = ENTRY.sub(link, text)
    guideline(repository, "scene", {"instructions.md": linked})
    found = repository.result("validate", code=1)["diagnostics"]
    broken = [one for one in found if one["rule"] == "broken-link" and one["severity"] == "error"]
    named = [re.findall(r"Pickup-Truck|Front-Of-Semi-Truck", one["message"]) for one in broken]
    assert named == [["Pickup-Truck"], ["Front-Of-Semi-Truck"]]
    lines = linked.splitlines()
    for one in broken:
        assert "Truck]]" in lines[one["line"] - 1][one["column"] - 1 :]

    for missing in ("Pickup-Truck", "Front-Of-Semi-Truck"):
        linked = linked.replace(f"[[{missing}]]", missing)
    repository.write("guidelines/scene/instructions.md", linked)
    built = build_site(Workspace(repository.folder))
    page = (built.folder / "scene" / "guide" / "instructions.html").read_text(encoding="utf-8")
    article = page.partition("<article")[2].partition("</article>")[0]
    assert len(set(re.findall(r'href="\.\./labels/([^"#]+)\.html"', article))) == 23
    shown = [path.read_text(encoding="utf-8") for path in _pages(built.folder / "scene" / "labels")]
    assert len(shown) == 23
    assert all("<svg" in text for text in shown)


def _pages(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.html"))


def test_documentation_of_tags_becomes_a_guideline_with_a_page_each(
    repository: Repository, published: Path
) -> None:
    docs = published / "ud-ewt" / "docs"
    pages = {
        f"{kind}-{path.stem.rstrip('_').lower()}.md": path.read_text(encoding="utf-8")
        for kind in ("upos", "deprel")
        for path in sorted((docs / kind).glob("*.md"))
    }
    assert len(pages) == 17 + 66
    tags = [path.stem.rstrip("_") for path in sorted((docs / "upos").glob("*.md"))]
    lines = ["schemactl: 1", "name: ud", "version: 2.0.0", "type: classification", "labels:"]
    lines += [f"  - {{id: {tag}, definition: The part of speech {tag}.}}" for tag in tags]
    (repository.folder / "schemas" / "ud").mkdir()
    repository.write("schemas/ud/schema.yaml", "\n".join(lines) + "\n")
    guideline(repository, "ud", pages)
    built = build_site(Workspace(repository.folder))
    for name, text in pages.items():
        page = built.folder / "ud" / "guide" / f"{name.removesuffix('.md')}.html"
        article = page.read_text(encoding="utf-8").partition("<article")[2]
        shown = " ".join(text_of(article.partition("</article>")[0]).split())
        written = ASIDE.sub(" ", text)
        words = re.findall(r"[A-Za-z]{4,}", written)
        assert [word for word in words if word not in shown] == [], name
        assert "udver" not in shown, name
        assert "Interlanguage" not in shown, name
