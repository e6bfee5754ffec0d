"""data check: what is wrong with annotations under a schema release."""

import json
import sys
from collections import defaultdict
from pathlib import Path
from textwrap import indent

import click

from schemactl.cli.background import background
from schemactl.cli.data_options import data_options
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_lines
from schemactl.cli.progress import ProgressBar
from schemactl.data.checking import Checked, check_data
from schemactl.data.kinds import KINDS, severity
from schemactl.data.options import DataOptions
from schemactl.data.problem_log import ProblemLog
from schemactl.errors import SchemactlError
from schemactl.files.datasets.catalog import files_of
from schemactl.model.address import parse_ref
from schemactl.model.annotation import Problem
from schemactl.model.similar import nearest
from schemactl.releases.read import read_schema, resolve
from schemactl.workspace import Workspace

_SEVERITIES = ("error", "warning")
# So many problems of one kind stand in the text; JSON has all.
_MOST_SHOWN = 20


@click.command("check")
@click.argument("files", metavar="FILE…", type=click.Path(path_type=Path, exists=True), nargs=-1,
                required=True)  # fmt: skip
@click.option("--schema", metavar="NAME@VERSION", required=True, help="The schema release.")
@click.option(
    "--fail-on",
    metavar="error|warning|KIND,…",
    default="error",
    show_default=True,
    help="What makes the exit code 1.",
)
@data_options
@format_option("text", "json")
@workspace_option
def command(
    files: tuple[Path, ...],
    schema: str,
    fail_on: str,
    options: DataOptions,
    output_format: str,
    workspace: Workspace,
) -> int:
    """Check annotations against a schema release; exit code 1 where there are errors."""
    wanted = _wanted(fail_on)
    ref = resolve(workspace, parse_ref(schema, "schema"))
    release = read_schema(workspace, ref.name, ref.version)
    total = sum(part.stat().st_size for file in files for part in files_of(file))
    with ProgressBar(total) as bar:
        found = check_data(list(files), release, options, background(workspace), bar.advance)
    if output_format == "json":
        _print_json(files, found)
    else:
        print_lines(*_grouped(files, found.problems), _total(found))
    return 1 if _counted(found.problems, wanted) else 0


def _wanted(fail_on: str) -> frozenset[str]:
    names = frozenset(name.strip() for name in fail_on.split(","))
    for name in sorted(names.difference(KINDS, _SEVERITIES)):
        hint = (
            nearest(name, [*KINDS, *_SEVERITIES]) or "the kinds are listed in docs/guides/data.md"
        )
        raise SchemactlError(f"--fail-on: there is no kind of problem {name!r}", hint)
    return names


def _counted(problems: ProblemLog, wanted: frozenset[str]) -> int:
    """Return how many problems are of the kinds and severities; an error is a warning, too."""
    is_any = "warning" in wanted
    return sum(
        count
        for kind, count in problems.summary.items()
        if is_any or kind in wanted or severity(kind) in wanted
    )


def _print_json(files: tuple[Path, ...], found: Checked) -> None:
    """Write the result piece by piece: there may be more problems than fit in memory."""
    write = sys.stdout.write
    write(f'{{\n  "annotations": {found.annotations},\n  "items": {found.items},\n  "problems": [')
    separator = "\n"
    for number, problem in found.problems:
        shown = {**problem._asdict(), "severity": severity(problem.kind)}
        shown |= {"file": files[number].as_posix()} if len(files) > 1 else {}
        text = json.dumps(shown, ensure_ascii=False, indent=2)
        write(separator + indent(text, "    "))
        separator = ",\n"
    end = "]" if separator == "\n" else "\n  ]"
    summary = json.dumps(_summary(found.problems), indent=2)
    write(f'{end},\n  "summary": {indent(summary, "  ").lstrip()}\n}}\n')


def _summary(problems: ProblemLog) -> dict[str, int]:
    return dict(sorted(problems.summary.items()))


def _grouped(files: tuple[Path, ...], problems: ProblemLog) -> list[str]:
    """Return the problems by kind, errors first, each kind with what it means."""
    shown: dict[str, list[str]] = defaultdict(list)
    for number, problem in problems:
        if len(shown[problem.kind]) < _MOST_SHOWN:
            shown[problem.kind].append(_line(files[number], problem))
    lines: list[str] = []
    for kind in sorted(shown, key=lambda kind: (severity(kind), -problems.summary[kind], kind)):
        count = problems.summary[kind]
        meaning = f": {KINDS[kind].meaning}" if kind in KINDS else ""
        lines += [f"{kind}, {count} {severity(kind)}{'s' if count > 1 else ''}{meaning}"]
        lines += [f"  {line}" for line in shown[kind]]
        if count > _MOST_SHOWN:
            lines += [f"  … {count - _MOST_SHOWN} more; --format json lists all"]
    return lines


def _line(file: Path, problem: Problem) -> str:
    where = f"{file}:{problem.line}" if problem.line is not None else str(file)
    item = f"item {problem.item}: " if problem.item else ""
    return f"{where}: {severity(problem.kind)}: {item}{problem.message} [{problem.kind}]"


def _total(found: Checked) -> str:
    counted = f"{found.annotations} annotations of {found.items} items"
    kinds = ", ".join(f"{kind} {count}" for kind, count in _summary(found.problems).items())
    return f"{counted}: {kinds or ('no problems' if found.annotations else 'nothing to check')}"
