"""Tests of frozen: acceptance F3 and G2, on the shipped schema with three releases."""

import shutil
from pathlib import Path

import pytest

from schemactl.handbook.book import compile_book
from schemactl.handbook.configuration import SiteSettings
from schemactl.handbook.edition import Edition, read_editions
from schemactl.handbook.frozen import Copy, copies_by_ref, freeze, frozen_editions, with_banner
from schemactl.workspace import Workspace
from tests.handbook.test_site import Page

ROOT = Path(__file__).parents[2]
NAME = "support-tickets"


def a_repository_at(root: Path, left_out: tuple[str, ...] = ()) -> Workspace:
    """Return the repository as it was before some releases came."""
    for kind in ("schemas", "guidelines"):
        shutil.copytree(ROOT / kind / NAME, root / kind / NAME)
        folder = root / "registry" / kind / NAME
        shutil.copytree(ROOT / "registry" / kind / NAME, folder)
        for version in left_out:
            shutil.rmtree(folder / version, ignore_errors=True)
    return Workspace(root)


def copies(workspace: Workspace) -> tuple[Edition, dict[str, Copy]]:
    """Return the edition in force and the frozen copies by version."""
    edition = read_editions(workspace)[0]
    found = frozen_editions(workspace, edition)
    work = workspace.root / "build"
    return edition, {
        one.schema.version: freeze(work, SiteSettings(), one)
        for one in found
        if one.schema.version in ("1.0.0", "2.0.0")
    }


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, dict[str, Copy]]:
    """Return the edition and copies of the repository as it is."""
    return copies(a_repository_at(tmp_path_factory.mktemp("today")))


def dated(edition: Edition) -> Edition:
    """Return the edition with a day for each release, as a journal would give it."""
    timeline = (one._replace(date=f"2026-01-0{one.number}") for one in edition.timeline)
    return edition._replace(timeline=tuple(timeline))


def test_a_copy_has_the_same_bytes_before_later_releases_came(
    today: tuple[Edition, dict[str, Copy]], tmp_path: Path
) -> None:
    releases = [one.version for one in today[0].timeline]
    later = tuple(releases[releases.index("2.0.0") + 1 :])
    _, then = copies(a_repository_at(tmp_path, later))
    assert {version: copy.tree for version, copy in then.items()} == {
        version: copy.tree for version, copy in today[1].items()
    }


def test_a_copy_shows_its_own_release_and_the_guideline_of_its_time(
    today: tuple[Edition, dict[str, Copy]],
) -> None:
    described = today[1]["1.0.0"].described()
    assert described["ref"] == "schema:support-tickets@1.0.0"
    assert described["guideline"] == "guideline:support-tickets@1.0.0"
    assert described["path"] == "support-tickets/v/1.0.0/index.html"
    text = today[1]["1.0.0"].files["support-tickets/v/1.0.0/labels/account.html"].decode()
    assert described["digest"][:19] in text
    assert 'content="noindex"' in text


def test_a_replaced_copy_says_so_and_leads_to_today(
    today: tuple[Edition, dict[str, Copy]],
) -> None:
    edition, found = today
    pages = set(compile_book([edition]).pages)
    name = "support-tickets/v/1.0.0/labels/account.html"
    shown = with_banner(found["1.0.0"], dated(edition), pages)[name].decode()
    assert (
        "You read schema:support-tickets@1.0.0, in force since 2026-01-01, replaced on 2026-01-02 "
        "by schema:support-tickets@2.0.0."
    ) in shown
    assert 'href="../../../labels/account.html">This page today' in shown
    assert 'href="../../../changes/1.0.0.html">what changed' in shown


def test_every_page_of_a_copy_has_the_banner(today: tuple[Edition, dict[str, Copy]]) -> None:
    edition, found = today
    files = with_banner(found["1.0.0"], edition, set(compile_book([edition]).pages))
    pages = {name: text.decode() for name, text in files.items() if name.endswith(".html")}
    assert "support-tickets/v/1.0.0/print.html" in pages
    assert [
        n for n, text in pages.items() if '<p class="superseded" role="note">' not in text
    ] == []
    assert 'href="../../print.html">This page today' in pages["support-tickets/v/1.0.0/print.html"]


def test_a_copy_of_what_is_in_force_says_since_when(
    today: tuple[Edition, dict[str, Copy]],
) -> None:
    edition, found = dated(today[0]), today[1]
    now = edition._replace(schema_release=found["2.0.0"].edition.schema_release)
    name = "support-tickets/v/2.0.0/rules.html"
    for shown, said in (
        (now._replace(timeline=edition.timeline[:2]), "in force since 2026-01-02."),
        (now._replace(timeline=today[0].timeline[:2]), "in force."),
    ):
        text = with_banner(found["2.0.0"], shown, set())[name].decode()
        told = f"You read schema:support-tickets@2.0.0, {said} "
        assert f'<p class="version" role="note">{told}' in text
    text = with_banner(found["2.0.0"], today[0], set())[name].decode()
    assert "You read schema:support-tickets@2.0.0, replaced by schema:" in text


def test_the_banner_is_in_the_language_of_the_copy(today: tuple[Edition, dict[str, Copy]]) -> None:
    edition, found = dated(today[0]), today[1]
    copy = found["1.0.0"]
    release = copy.edition.schema_release
    german = release._replace(schema=release.schema.model_copy(update={"language": "de"}))
    shown = copy._replace(edition=copy.edition._replace(schema_release=german))
    text = with_banner(shown, edition, set())["support-tickets/v/1.0.0/rules.html"].decode()
    assert "Sie lesen schema:support-tickets@1.0.0, in Kraft seit" in text
    assert ">Diese Seite heute</a> · <a " in text


def test_every_address_of_an_earlier_release_leads_somewhere_today(
    today: tuple[Edition, dict[str, Copy]], tmp_path: Path
) -> None:
    edition, found = today
    book = compile_book([edition])
    current = freeze(tmp_path, SiteSettings(), edition._replace(place=""))
    lost = []
    for version, copy in found.items():
        for name, content in copy.files.items():
            if not name.endswith(".html"):
                continue
            path = NAME + name.removeprefix(f"{NAME}/v/{version}")
            ids = set(Page(content.decode()).ids) if name in copy.files else set()
            there = current.files.get(path)
            now = set(Page(there.decode()).ids) if there is not None else None
            kept = {one for one in ids if not one.startswith("__") and "phenomenon" not in one}
            if now is None or kept - now:
                lost.append((path, kept - (now or set())))
    assert {
        path for path, _ in lost if not {f"{path[:-5]}.md", path} & {*book.pages, *book.texts}
    } == set()
    anchored = ("/labels/", "/rules", "/decide", "/faq", "/guide/", "/vs/")
    assert [one for one in lost if any(part in one[0] for part in anchored)] == []


def test_a_release_leads_to_the_first_copy_that_shows_it() -> None:
    editions = [
        one
        for edition in read_editions(Workspace(ROOT))
        if edition.name == NAME
        for one in frozen_editions(Workspace(ROOT), edition)
    ]
    found = copies_by_ref(editions)
    assert found["schema:support-tickets@2.0.0"] == "support-tickets/v/2.0.0/index"
    assert found["guideline:support-tickets@1.0.0"] == "support-tickets/v/1.0.0/index"
