"""A guideline's working files, frozen in memory as a release would store them."""

from schemactl.errors import AnswerIsBad
from schemactl.files.guideline_file import GuidelineFile, images
from schemactl.model.address import slug
from schemactl.model.guideline import BuiltWith, Guideline, Ruling
from schemactl.model.page_translation import FOLDER, by_language, file_name
from schemactl.model.release import GuidelineRelease, ReleasedGuideline
from schemactl.model.version import admits
from schemactl.releases.assets import asset_files
from schemactl.releases.canonical import canonical_bytes
from schemactl.releases.frozen import Frozen, sources, whole
from schemactl.releases.read import read_guideline, release_digest, versions
from schemactl.workspace import Workspace


def freeze_guideline(
    workspace: Workspace, files: GuidelineFile, new_schemas: dict[str, BuiltWith] | None = None
) -> Frozen[GuidelineRelease]:
    """Freeze a guideline's working files. Raises AnswerIsBad where they are broken.

    `new_schemas` are the schemas that are being released in the same run, by their name.
    """
    guideline = whole(files.document, files.guideline)
    for problem in files.problems:
        raise AnswerIsBad(f"{problem.file}: {problem.message}", problem.hint)
    folder = workspace.guidelines / guideline.name
    pages = {page.name: page.text for page in files.pages}
    for name in guideline.pages:
        if name not in pages:
            raise AnswerIsBad(f"guidelines/{guideline.name}/{name}: no such page")
    translations = by_language([(page.name, page.text) for page in files.translations], pages)
    translated = {
        f"{FOLDER}/{file_name(page, language)}": text
        for language, texts in translations.items()
        for page, text in texts.items()
    }
    read = [(file, whole(file.document, file.ruling)) for file in files.rulings]
    # What nobody has decided is no law: a release has neither the question nor its file.
    decided = {file.name: ruling for file, ruling in read if isinstance(ruling, Ruling)}
    rulings = tuple(decided.values())
    texts = [*pages.values(), *translated.values()]
    shown = [image.target for text in texts for image in images(text)]
    assets = asset_files(workspace, folder, shown)
    stored = {name: path for name, (path, _) in assets.items()}
    values = {name: getattr(guideline, name) for name in Guideline.model_fields}
    pinned = built_with(workspace, guideline, new_schemas or {})
    released = ReleasedGuideline.model_construct(**values, built_with=pinned, assets=stored)
    content = {"guideline.json": canonical_bytes(released)}
    content |= {f"pages/{name}": text.encode() for name, text in pages.items()}
    content |= {f"rulings/{slug(ruling.id)}.json": canonical_bytes(ruling) for ruling in rulings}
    content |= {path: text.encode() for path, text in translated.items()}
    content |= dict(assets.values())
    written = [workspace.guideline_file(guideline.name)]
    written += [folder / name for name in (*pages, *translated)]
    written += [folder / "rulings" / f"{name}.yaml" for name in decided]
    before = last_guideline_release(workspace, guideline.name)
    release = GuidelineRelease(
        ref=f"guideline:{guideline.name}@{guideline.version}",
        digest="",
        previous=None if before is None else before.digest,
        folder=folder,
        guideline=released.model_copy(update={"assets": {name: name for name in stored}}),
        pages=pages,
        rulings=rulings,
        translations=translations,
    )
    return Frozen(release, content, sources(workspace, folder, written))


def last_guideline_release(workspace: Workspace, name: str) -> GuidelineRelease | None:
    """Return the highest release of a guideline."""
    known = versions(workspace, "guideline", name)
    return read_guideline(workspace, name, known[-1]) if known else None


def built_with(
    workspace: Workspace, guideline: Guideline, new_schemas: dict[str, BuiltWith]
) -> BuiltWith | None:
    """Return the highest schema release in the guideline's range, if there is one."""
    name = guideline.covers.name
    new = new_schemas.get(name)
    if new is not None and admits(guideline.covers.versions, new.ref.rpartition("@")[2]):
        return new
    known = [v for v in versions(workspace, "schema", name) if admits(guideline.covers.versions, v)]
    if not known:
        return None
    digest = release_digest(workspace, "schema", name, known[-1])
    return BuiltWith(ref=f"schema:{name}@{known[-1]}", digest=digest)
