"""Links of a migration: labels lead to their page, and nothing is laid out before one is asked."""

import pickle

import pytest

from schemactl.cli.migrate_links import HandbookLinks
from tests.builders import a_schema, a_task

SCHEMA = a_schema("a", "b", name="kinds")


def test_a_label_leads_to_its_page() -> None:
    links = HandbookLinks(SCHEMA, "https://labels.example.org/book/")
    assert links["topic", "a"] == "https://labels.example.org/book/kinds/labels/a.html"
    assert dict(links) == {
        ("topic", "a"): links["topic", "a"],
        ("topic", "b"): "https://labels.example.org/book/kinds/labels/b.html",
    }
    assert len(links) == 2


def test_without_an_address_links_are_relative() -> None:
    assert HandbookLinks(SCHEMA, "")["topic", "b"] == "kinds/labels/b.html"


def test_labels_that_share_a_page_have_an_anchor() -> None:
    many = a_schema(a_task(*(f"l{number}" for number in range(1600))), name="kinds")
    assert HandbookLinks(many, "")["topic", "l7"] == "kinds/labels/l0.html#l7"


@pytest.mark.parametrize("place", [("topic", "c"), ("tone", "a"), ("topic", None)])
def test_what_is_no_label_has_no_link(place: tuple[str, str | None]) -> None:
    links = HandbookLinks(SCHEMA, "")
    assert links.get(place) is None
    with pytest.raises(KeyError):
        links[place]


def test_nothing_is_laid_out_before_a_link_is_asked_for() -> None:
    links = HandbookLinks(SCHEMA, "")
    assert "_where" not in vars(links)
    assert pickle.loads(pickle.dumps(links))["topic", "a"] == links["topic", "a"]
    assert "_where" in vars(links)
