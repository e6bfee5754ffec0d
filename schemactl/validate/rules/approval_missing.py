"""Where a team asks for a second pair of eyes, a change that breaks readers waits for them."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.migration import UNDECIDED
from schemactl.releases.approval import approval_lines
from schemactl.validate.subject import Demand, MigrationDraft, SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every role that the settings ask for and that has not approved the migration."""
    demand = subject.history.demand
    if demand is None:
        return
    draft = subject.migration
    if draft is not None and draft.name != subject.schema.version:
        # A migration of another name is not the one that would be released.
        draft = None
    given = () if draft is None else draft.migration.approvals
    # An approval of other content is reported as void, with its role.
    known = {approval.role for approval in given if approval.by != UNDECIDED}
    for role in demand.roles:
        if role not in known:
            message = f"a {demand.step} change needs the approval of `{role}`, and there is none"
            if draft is None:
                yield Finding(("version",), message, _new_file(subject, demand, role))
            else:
                hint = _lines(draft, demand, role, subject.today)
                yield Finding(("approvals",), message, hint, None, draft.file)


def _lines(draft: MigrationDraft, demand: Demand, role: str, today: str) -> str:
    lines = "\n".join(approval_lines(role, today, demand.content))
    if draft.migration.approvals:
        return f"add to {draft.file} under `approvals:`, once all else is final:\n{lines}"
    return f"add to {draft.file}, once all else is final:\napprovals:\n{lines}"


def _new_file(subject: SchemaSubject, demand: Demand, role: str) -> str:
    """Return the migration to write where no change needs a step of one."""
    last, name, version = subject.history.last, subject.name, subject.schema.version
    lines = [
        f"write schemas/{name}/migrations/{version}.yaml, once all else is final:",
        "schemactl: 1",
        "from:",
        f"  schema: {name}",
        f"  version: {subject.history.versions[-1]}",
        *([f'  digest: "{last.digest}"'] if last is not None else []),
        "to:",
        f"  schema: {name}",
        f"  version: {version}",
        "approvals:",
        *approval_lines(role, subject.today, demand.content),
    ]
    return "\n".join(lines)
