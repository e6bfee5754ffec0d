"""Acceptance F2, G1, J of the handbook, on the whole site with all its versions."""

import json
import posixpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

from schemactl.handbook.edition import read_editions
from schemactl.workspace import Workspace
from tests.handbook.test_site import Page


def test_no_link_and_no_anchor_is_broken_in_any_version(site: Path) -> None:
    known = {
        path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }
    assert any("/v/1.0.0/" in name for name in known)
    ids = {name: set(page.ids) for name, page in known.items()}
    broken = set()
    for name, page in known.items():
        for address in dict.fromkeys(page.addresses):
            parts = urlsplit(address)
            if parts.scheme:
                continue
            path = unquote(parts.path)
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            goal = goal if path else name
            anchor = unquote(parts.fragment)
            is_there = goal in known or (site / goal).is_file()
            is_named = not anchor or anchor.startswith("__") or anchor in ids.get(goal, ())
            if not (is_there and is_named):
                broken.add((name, address))
    assert broken == set()


def test_a_version_shows_the_whole_semantic_difference_and_what_to_act_on_first(
    site: Path, repository: Workspace
) -> None:
    for edition in read_editions(repository):
        for milestone in (*edition.timeline, *edition.guide_timeline):
            kind = "" if milestone.schema is not None else "guideline-"
            file = site / edition.name / "changes" / f"{kind}{milestone.version}.html"
            text = file.read_text(encoding="utf-8")
            order = sorted(milestone.turns, key=lambda turn: text.index(f'id="{turn.mark}"'))
            assert text.count('class="card change"') == len(milestone.turns)
            behaviour = [turn.is_behaviour for turn in order]
            assert behaviour == sorted(behaviour, reverse=True)
            for turn in milestone.turns:
                article = text.partition(f'id="{turn.mark}"')[2].partition("</article>")[0]
                assert "<h4>Before</h4>" in article, turn
                assert "<h4>Now</h4>" in article, turn


def test_the_manifest_names_every_copy(site: Path, repository: Workspace) -> None:
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    copies = {one["ref"]: one for one in manifest["versions"]}
    for edition in read_editions(repository):
        for milestone in edition.timeline:
            assert copies[milestone.ref]["digest"] == milestone.digest
            assert (site / copies[milestone.ref]["path"]).is_file()
