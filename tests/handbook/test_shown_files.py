"""Tests of shown files: what goes into the site, and what the reader is told of the rest."""

from pathlib import Path

from schemactl.handbook.pictures import Asset
from schemactl.handbook.shown_files import hidden_files, shown_files
from tests.handbook.editions import an_atlas, short

NAMES = ["a.png", "unsafe.svg", "https://example.org/b.png", "none.png"]
ASSETS = {
    "a.png": Asset(Path("s/a.png"), "1.png"),
    "unsafe.svg": Asset(Path("s/unsafe.svg"), "2.svg", is_shown=False),
}


def test_a_file_goes_into_the_site_under_its_name_there() -> None:
    edition = an_atlas(assets=ASSETS, guide_assets={"c.png": Asset(Path("g/c.png"), "3.png")})
    assert list(shown_files(edition.edition)) == [
        ("tickets/assets/1.png", Path("s/a.png")),
        ("tickets/assets/3.png", Path("g/c.png")),
    ]


def test_what_is_not_shown_is_told_once() -> None:
    examples = [{"id": f"e{n}", "image": name} for n, name in enumerate([*NAMES, *NAMES])]
    data = {
        **short({"id": "a", "examples": examples}, "b"),
        "inputs": {"photo": {"type": "image"}},
    }
    told = [one.message for one in hidden_files(an_atlas(data, assets=ASSETS))]
    assert told == [
        "the file 'unsafe.svg' is not shown: no picture, or an unsafe one",
        "a picture from elsewhere is shown as a link",
        "the file 'none.png' is not shown: no picture, or an unsafe one",
    ]
