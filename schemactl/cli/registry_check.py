"""`schemactl registry status --check`: what is wrong with what is recorded."""

from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar

import click

from schemactl.audit.findings.catalog import FINDINGS
from schemactl.audit.inert import visible
from schemactl.audit.inspected import Options, inspect
from schemactl.cli.clock import now
from schemactl.cli.lineage_text import counted
from schemactl.cli.output import print_json, print_lines
from schemactl.registry.opening import reading
from schemactl.workspace import Workspace

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--check", is_flag=True, help="Look for what is wrong; 1 where anything is."),
    click.option("--locations", is_flag=True, help="With --check: read the files of datasets."),
    click.option(
        "--checkpoint-days",
        type=click.IntRange(min=0, max=36500),
        default=7,
        show_default=True,
        help="With --check: how long entries may lack a checkpoint.",
    ),
)


def check_options(command: CommandT) -> CommandT:
    """Give the command the options of a check."""
    decorated: Any = command
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    found: CommandT = decorated
    return found


def print_findings(
    workspace: Workspace, output_format: str, *, locations: bool, checkpoint_days: int
) -> int:
    """Write all findings; 1 where there is one."""
    with reading(workspace) as store:
        record = inspect(workspace, store, Options(now(), locations, checkpoint_days))
    found = [(name, one) for name, finding in FINDINGS.items() for one in finding.find(record)]
    counts = Counter(name for name, _ in found)
    if output_format == "json":
        findings = [{"finding": name, **one._asdict()} for name, one in found]
        print_json({"findings": findings, "summary": {name: counts[name] for name in FINDINGS}})
        return 1 if found else 0
    for name, one in found:
        print_lines(f"{visible(one.ref)}: {visible(one.message)} [{name}]")
        print_lines(f"  hint: {visible(one.hint)}")
    print_lines(counted(len(found), "finding"))
    return 1 if found else 0
