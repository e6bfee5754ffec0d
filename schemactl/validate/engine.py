"""Run the rules over a repository and place what they find: file, line, column, severity."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.settings_file import SettingsFile, read_settings_file
from schemactl.files.yaml_fix import fix_of
from schemactl.model.finding import Diagnostic, Finding, Severity
from schemactl.model.settings import ProfileName
from schemactl.releases.read import verify_releases
from schemactl.validate.against import Baseline, asked_for, compare_with, read_baseline
from schemactl.validate.catalog import ENGINE_RULES, GUIDELINE_RULES, SCHEMA_RULES, all_levels
from schemactl.validate.gather import Gathered, gather_guideline, gather_schema
from schemactl.validate.profiles import in_force, profile_of
from schemactl.validate.remembered import Examined, Memory
from schemactl.validate.subject import GuidelineSubject, SchemaSubject
from schemactl.validate.suppression import Settled, allowances, suppress
from schemactl.validate.ungated import ungated
from schemactl.workspace import Workspace


class Report(NamedTuple):
    """Everything that was found, in the order of the files, and what was examined.

    `gathered` keeps the files' trees: to take apart those of 10,000 labels costs a tenth of the
    whole check, and a command that leaves after its report never needs to.
    """

    diagnostics: tuple[Diagnostic, ...]
    schemas: int
    labels: int
    guidelines: int
    gathered: tuple[Gathered, ...] = ()

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity that are not suppressed."""
        return sum(d.severity == severity and d.suppressed is None for d in self.diagnostics)

    @property
    def suppressed(self) -> int:
        """How many findings are accepted."""
        return sum(diagnostic.suppressed is not None for diagnostic in self.diagnostics)


def validate(
    workspace: Workspace,
    paths: Iterable[Path] = (),
    profile: ProfileName | None = None,
    *,
    today: str,
    against: str | None = None,
    remembers: bool = False,
) -> Report:
    """Check the repository, or what stands at the paths; `against` also compares with a git ref.

    `remembers` takes from earlier runs what was found in files that are the same. Raises
    SchemactlError for wrong paths and for a ref that cannot be compared with.
    """
    settings = read_settings_file(workspace)
    baseline = None if against is None else read_baseline(workspace, against)
    if baseline is not None:
        settings = settings._replace(settings=asked_for(settings.settings, baseline))
    chosen = list(paths)
    schemas, guidelines = _chosen(workspace, chosen)
    # With those of another branch; all else that is set stands in a file whose bytes count.
    asked = repr((settings.settings.approvals, settings.settings.severity))
    memory = Memory(workspace, profile or "", today, asked) if remembers else None
    run = _Run(workspace, settings, profile, today, memory)
    gathered: list[Gathered] = []
    examined: list[Examined] = []
    for kind, names in (("schema", schemas), ("guideline", guidelines)):
        for name in names:
            examined.append(_examined(run, kind, name, gathered))
    if memory is not None:
        memory.keep()
    found = [diagnostic for one in examined for diagnostic in one.diagnostics]
    found += _about_repository(workspace, settings, baseline)
    written = [allowance for one in examined for allowance in one.allowances]
    places = _settings_places(settings)
    diagnostics = suppress(found, written, places, today, is_whole=not chosen)
    graded = _graded(diagnostics, _levels("", settings, profile))
    ordered = tuple(sorted(dict.fromkeys(graded), key=_place))
    labels = sum(one.labels for one in examined)
    return Report(ordered, len(schemas), labels, len(guidelines), tuple(gathered))


class _Run(NamedTuple):
    workspace: Workspace
    settings: SettingsFile
    profile: ProfileName | None
    today: str
    memory: Memory | None


def _examined(run: _Run, kind: str, name: str, gathered: list[Gathered]) -> Examined:
    """Return what is found in a schema or guideline; what is read for that is added."""
    known = None if run.memory is None else run.memory.recall(kind, name)
    if known is not None:
        return known
    if kind == "schema":
        one = gather_schema(run.workspace, name, run.today, run.settings.settings)
    else:
        one = gather_guideline(run.workspace, name, run.today)
    gathered.append(one)
    found = Examined(
        tuple(_examine(one, run.settings, run.profile)),
        tuple(a for document in one.documents.values() for a in allowances(document)),
        _label_count(one),
    )
    if run.memory is not None:
        run.memory.note(kind, name, found)
    return found


def _label_count(one: Gathered) -> int:
    if not isinstance(one.subject, SchemaSubject):
        return 0
    return sum(len(taxonomy.places) for taxonomy in one.subject.taxonomies)


def _graded(
    diagnostics: Iterable[Diagnostic], levels: Mapping[str, Severity]
) -> Iterator[Diagnostic]:
    """Give the engine's own findings the severity of the profile."""
    for diagnostic in diagnostics:
        if diagnostic.rule not in ENGINE_RULES:
            yield diagnostic
        elif diagnostic.rule in levels:
            yield diagnostic._replace(severity=levels[diagnostic.rule])


def _place(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    region = diagnostic.region
    line, column = region.line or 0, region.column or 0
    return diagnostic.file or "", line, column, diagnostic.rule, diagnostic.message


def _chosen(workspace: Workspace, paths: list[Path]) -> tuple[list[str], list[str]]:
    """Return the schemas and guidelines that a path lies in, or that lie in a path."""
    schemas, guidelines = workspace.schema_names(), workspace.guideline_names()
    if not paths:
        return schemas, guidelines
    wanted = []
    for path in paths:
        if not path.exists():
            raise SchemactlError(f"{path}: no such file or folder", "check the path")
        resolved = path.resolve()
        if not resolved.is_relative_to(workspace.root.resolve()):
            raise SchemactlError(
                f"{path} is not in {workspace.root}", "give --root, or another path"
            )
        wanted.append(resolved)

    def is_wanted(folder: Path) -> bool:
        real = folder.resolve()
        return any(p.is_relative_to(real) or real.is_relative_to(p) for p in wanted)

    chosen = (
        [name for name in schemas if is_wanted(workspace.schemas / name)],
        [name for name in guidelines if is_wanted(workspace.guidelines / name)],
    )
    if not any(chosen) and not any(p.is_relative_to(workspace.registry.resolve()) for p in wanted):
        names = ", ".join(str(path) for path in paths)
        raise SchemactlError(
            f"{names}: no schema or guideline there",
            "give a folder in schemas/ or guidelines/, a file in one, or nothing at all",
        )
    return chosen


def _examine(
    gathered: Gathered, settings: SettingsFile, profile: ProfileName | None
) -> Iterator[Diagnostic]:
    yield from _reading_problems(gathered)
    subject = gathered.subject
    if isinstance(subject, SchemaSubject):
        levels = _levels(subject.name, settings, profile)
        for rule, (module, _) in SCHEMA_RULES.items():
            if rule in levels:
                yield from _settle(rule, levels, module.check(subject), gathered)
    elif subject is not None:
        levels = _levels(subject.guideline.covers.name, settings, profile)
        for rule, (guideline_module, _) in GUIDELINE_RULES.items():
            if rule in levels:
                yield from _settle(rule, levels, guideline_module.check(subject), gathered)


def _reading_problems(gathered: Gathered) -> Iterator[Diagnostic]:
    """Yield what was wrong while reading; what a comma cut off is no key that somebody meant."""
    cut_places = {cut.region for document in gathered.documents.values() for cut in document.cuts}
    for problem in gathered.problems:
        if problem.region not in cut_places:
            yield problem


def _levels(
    schema: str, settings: SettingsFile, profile: ProfileName | None
) -> dict[str, Severity]:
    chosen = profile_of(schema, profile, settings.settings)
    return in_force(all_levels(), chosen, settings.settings)


def _settle(
    rule: str, levels: Mapping[str, Severity], findings: Iterable[Finding], gathered: Gathered
) -> Iterator[Diagnostic]:
    """Give findings their place and severity."""
    for finding in findings:
        document = gathered.documents.get(finding.file or "", gathered.main)
        region = finding.region or document.locate(finding.pointer)
        fixes = [fix for edit in finding.edits if (fix := fix_of(document, edit)) is not None]
        yield Diagnostic(
            rule,
            levels[rule],
            finding.message,
            finding.file or gathered.main.path,
            region,
            finding.label,
            finding.hint,
            (*finding.fixes, *fixes),
            address=_address(finding, gathered.subject),
        )


def _address(finding: Finding, subject: SchemaSubject | GuidelineSubject | None) -> str:
    """Return schema/task/label, as far as the finding's place has them."""
    if not isinstance(subject, SchemaSubject):
        return "" if subject is None else subject.name
    parts = [subject.name]
    match finding.pointer:
        case ("tasks", int(position), *_) if position < len(subject.schema.tasks):
            parts.append(subject.schema.tasks[position].id)
            if finding.label is not None:
                parts.append(finding.label)
    return "/".join(parts)


def _about_repository(
    workspace: Workspace, settings: SettingsFile, baseline: Baseline | None
) -> Iterator[Diagnostic]:
    if settings.document is not None:
        yield from settings.document.problems
        known = all_levels()
        for rule in settings.settings.severity:
            if rule not in known:
                region = settings.document.locate_key(("severity", rule))
                message = f"there is no rule `{rule}`"
                path = settings.document.path
                hint = "see `schemactl rules`"
                yield Diagnostic("unknown-key", "error", message, path, region, None, hint)
    compared: list[Diagnostic] = []
    if baseline is not None:
        compared = list(compare_with(workspace, baseline))
        compared += ungated(workspace, baseline, settings.settings)
    yield from compared
    # What the other commit shows to be edited need not be said twice.
    said = {(diagnostic.rule, diagnostic.file) for diagnostic in compared}
    for edited in verify_releases(workspace):
        if (edited.rule, edited.file) not in said:
            yield edited


def _settings_places(settings: SettingsFile) -> list[Settled]:
    """Return, for each suppression of the settings, a diagnostic at its place to report with."""
    document = settings.document
    if document is None:
        return []
    return [
        Settled(suppression, Diagnostic("suppression-unused", "warning", "", document.path, region))
        for position, suppression in enumerate(settings.settings.suppressions)
        for region in [document.locate(("suppressions", position))]
    ]
