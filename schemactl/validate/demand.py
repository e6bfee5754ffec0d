"""Which roles have to agree to a draft, and to exactly which content."""

from schemactl.diff.judgement import Verdict
from schemactl.model.change import BUMPS
from schemactl.model.migration import From, Migration, To
from schemactl.model.release import SchemaRelease
from schemactl.model.settings import Settings
from schemactl.releases.approval import approval_content
from schemactl.releases.frozen import Frozen
from schemactl.validate.subject import Demand


def demand(
    settings: Settings, frozen: Frozen[SchemaRelease], last: SchemaRelease, verdict: Verdict
) -> Demand | None:
    """Return what approvals of a draft have to say; None where nobody gave one or has to.

    A step asks for the roles of every step that it reaches: major changes for those of minor ones.
    """
    roles = roles_of(settings, verdict)
    migration = frozen.release.migration
    if not roles and (migration is None or not migration.approvals):
        return None
    # Limits of inputs need no step of a migration, so that there may be no file to approve yet.
    content = approval_content(frozen.content, _empty_migration(last, frozen.release))
    return Demand(roles, content or "", verdict.minimum_bump)


def roles_of(settings: Settings, verdict: Verdict) -> tuple[str, ...]:
    """Return the roles that the settings ask for at the step of a verdict, and at smaller ones."""
    reached = BUMPS[: BUMPS.index(verdict.minimum_bump) + 1]
    asked = [roles for step, roles in settings.approvals.items() if step in reached]
    return tuple(dict.fromkeys(role for roles in asked for role in roles))


def _empty_migration(last: SchemaRelease, draft: SchemaRelease) -> Migration:
    source, target = last.schema, draft.schema
    return Migration.model_construct(
        schemactl=1,
        source=From.model_validate(
            {"schema": source.name, "version": source.version, "digest": last.digest}
        ),
        target=To.model_validate({"schema": target.name, "version": target.version}),
    )
