"""Shown files: the pictures and sounds that an edition shows, and those that it does not."""

from collections.abc import Iterator
from pathlib import Path

from schemactl.handbook.edition import Edition
from schemactl.handbook.links import Atlas
from schemactl.handbook.markup import is_web_address
from schemactl.model.finding import Diagnostic


def shown_files(edition: Edition) -> Iterator[tuple[str, Path]]:
    """Yield the files that are copied into the site, each after its path there."""
    for asset in (*edition.assets.values(), *edition.guide_assets.values()):
        if asset.is_shown:
            yield f"{edition.folder}/assets/{asset.name}", asset.file


def hidden_files(atlas: Atlas) -> Iterator[Diagnostic]:
    """Warn of pictures that are not shown: those from elsewhere, and files that may act."""
    written = atlas.edition.written
    for name in dict.fromkeys(_named_files(atlas)):
        asset = atlas.edition.assets.get(name)
        if is_web_address(name):
            yield written.warn(name, "a picture from elsewhere is shown as a link")
        elif asset is None or not asset.is_shown:
            what = f"the file {name!r} is not shown: no picture, or an unsafe one"
            yield written.warn(name, what)


def _named_files(atlas: Atlas) -> Iterator[str]:
    for task in atlas.edition.schema.tasks:
        for convention in task.conventions:
            if convention.image:
                yield convention.image
    for _, _, example in atlas.depicted:
        yield from (file for file in (example.image, example.audio) if file)
