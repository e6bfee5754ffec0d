"""Tests of data_files."""

import json
from pathlib import Path
from xml.etree import ElementTree

from schemactl.handbook.data_files import (
    changes_data,
    data_files,
    feed,
    labels_data,
    print_style,
)
from schemactl.handbook.links import Atlas
from schemactl.handbook.pictures import Asset
from schemactl.handbook.words import shipped
from tests.handbook.editions import STEPS, an_atlas, an_old_version, rich, short, two_versions

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_label_is_found_by_all_its_names() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    found = {label["id"]: label for label in labels_data(atlas)["labels"]}
    dispute = found["billing-dispute"]
    assert dispute["names"] == ["chargeback", "BILLING_DISPUTE"]
    assert dispute["page"] == "labels/billing-dispute.html"
    assert dispute["embed"] == "embed/billing-dispute.html"
    assert (dispute["hotkey"], dispute["selectable"]) == ("1", True)
    assert {"Money back", "credit"} <= set(found["refund"]["names"])


def test_a_label_has_its_line_where_the_file_is_edited() -> None:
    lines = "tasks:\n- id: intent\n  labels:\n  - id: other\n- id: urgency\n"
    found = {label["id"]: label for label in labels_data(an_atlas(), lines)["labels"]}
    assert found["other"]["line"] == 4
    assert "line" not in found["money"]
    alone = labels_data(an_atlas(short("a")), "labels:\n- id: a\n")["labels"]
    assert [label["line"] for label in alone] == [2]


def test_the_script_holds_the_same_as_the_data() -> None:
    files = dict(data_files(an_atlas(), ""))
    script = files["tickets/labels.js"]
    data = script.removeprefix("var handbookLabels = ").rstrip().removesuffix(";")
    assert json.loads(data) == json.loads(files["tickets/labels.json"])


def test_a_script_survives_every_name() -> None:
    data = rich(title="</script>\u2028")
    data["tasks"][0]["labels"][1]["name"] = "</script>\u2028"
    assert "\u2028" not in dict(data_files(an_atlas(data), ""))["tickets/labels.js"]


def test_a_copy_of_an_old_version_has_no_news() -> None:
    names = [name for name, _ in data_files(an_atlas(is_frozen=True, place="t/v/1"), "")]
    assert names == ["t/v/1/labels.json", "t/v/1/labels.js", "t/v/1/print.css"]


def test_every_case_is_listed_with_its_right_label() -> None:
    listed = json.loads(dict(data_files(an_atlas(), ""))["tickets/examples.json"])
    assert list(listed) == ["format", "schema", "digest", "examples"]
    found = {one["id"]: one for one in listed["examples"]}
    assert found["bd-001"]["kind"] == "example"
    assert found["bd-001"]["use"] == "billing-dispute"
    assert found["bd-002"]["use"] == "refund"
    assert found["bd-003"]["page"] == "labels/billing-dispute.html#bd-003"


def test_no_label_is_given_for_a_case_that_has_none() -> None:
    atlas = an_atlas(short({"id": "a", "counterexamples": [{"content": "x"}]}))
    [found] = json.loads(dict(data_files(atlas, ""))["topics/examples.json"])["examples"]
    assert found["use"] is None


def test_a_picture_is_listed_with_its_file_and_what_is_marked_in_it() -> None:
    region = {"box": [1, 2, 30, 40], "use": "a", "note": "All of it."}
    case = {"image": "i/a.png", "alt": "A car.", "regions": [region]}
    shown = Asset(Path("a.png"), "0123.png", 9.0, 9.0)
    atlas = an_atlas(short({"id": "a", "examples": [case]}), assets={"i/a.png": shown})
    [found] = json.loads(dict(data_files(atlas, ""))["topics/examples.json"])["examples"]
    assert (found["image"], found["alt"]) == ("i/a.png", "A car.")
    assert found["files"] == {"image": "assets/0123.png"}
    assert found["regions"] == [region]


def test_whole_numbers_of_any_length_are_listed_as_they_are() -> None:
    atlas = an_atlas(short({"id": "a", "examples": [{"data": {"n": 10**30}}]}))
    [found] = json.loads(dict(data_files(atlas, ""))["topics/examples.json"])["examples"]
    assert found["data"] == {"n": 10**30}


def test_changes_are_those_of_the_timeline() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    first, second = changes_data(atlas)["versions"]
    assert (first["number"], first["changes"], first["date"]) == (1, [], None)
    marks = {turn.mark for turn in atlas.edition.timeline[1].turns}
    assert {change["fingerprint"] for change in second["changes"]} == marks


def test_the_feed_has_an_entry_per_release() -> None:
    root = ElementTree.fromstring(feed(two_versions(an_old_version(), STEPS), "https://x.org/h/"))
    entries = root.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == [
        "schema:tickets@2.0.0",
        "schema:tickets@1.0.0",
    ]
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://x.org/h/tickets/changes/2.0.0.html"


def test_a_feed_of_a_site_without_an_address_leads_from_where_it_lies() -> None:
    root = ElementTree.fromstring(feed(two_versions(an_old_version(), STEPS), ""))
    found = [link.get("href") for link in root.iter(f"{ATOM}link")]
    assert found == ["feed.xml", "changes/2.0.0.html", "changes/1.0.0.html"]


def test_paper_says_which_version_it_holds() -> None:
    shown = print_style(an_atlas(rich(title='A "B" }')))
    assert 'content: "A \\22 B\\22  \\7d  · schema:tickets@2.0.0 · sha256:abababababab"' in shown
    assert "counter(pages)" in shown


def test_feed_and_printed_pages_speak_the_language_of_the_schema() -> None:
    spoken = Atlas(two_versions(an_old_version(), STEPS).edition, words=shipped("de"))
    shown = feed(spoken, "")
    assert "Erste Version" in shown
    assert "Billing-dispute: Definition geändert" in shown
    style = print_style(spoken)
    assert 'content: "Seite " counter(page) " von " counter(pages);' in style
    assert 'content: "page " counter(page) " of " counter(pages);' in print_style(an_atlas())
