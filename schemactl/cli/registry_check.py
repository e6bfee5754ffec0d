"""`schemactl registry status --check`: what is wrong with what is recorded."""

from collections import Counter

from schemactl.audit.findings.catalog import FINDINGS
from schemactl.audit.inspected import Options, inspect
from schemactl.cli.clock import now
from schemactl.cli.lineage_text import counted
from schemactl.cli.output import print_json, print_lines
from schemactl.model.printable import visible
from schemactl.registry.opening import reading
from schemactl.workspace import Workspace


def print_findings(
    workspace: Workspace, output_format: str, *, locations: bool, checkpoint_days: int
) -> int:
    """Write all findings; 1 where there is one."""
    with reading(workspace) as store:
        record = inspect(workspace, store, Options(now(), locations, checkpoint_days))
    found = [(name, one) for name, finding in FINDINGS.items() for one in finding.find(record)]
    counts = Counter(name for name, _ in found)
    if output_format == "json":
        findings = [{"finding": name, **one.as_json()} for name, one in found]
        print_json({"findings": findings, "summary": {name: counts[name] for name in FINDINGS}})
        return 1 if found else 0
    for name, one in found:
        print_lines(f"{visible(one.ref)}: {visible(one.message)} [{name}]")
        print_lines(f"  hint: {visible(one.hint)}")
    print_lines(counted(len(found), "finding"))
    return 1 if found else 0
