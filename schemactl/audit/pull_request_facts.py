"""A report on a pull request as plain data, for programs."""

from typing import Any

from schemactl.audit.pull_request import PullRequest, Section
from schemactl.audit.pull_request_page import counts, marker
from schemactl.diff.report import report_as_json
from schemactl.model.migration import Approval


def facts(request: PullRequest) -> dict[str, Any]:
    """Return what a pull request does; each comparison has the shape of `diff`."""
    return {
        "marker": marker(request),
        "against": request.against,
        "merge_base": request.commit,
        "open": counts(request)._asdict(),
        "changed": [_section(section) for section in request.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    comparison = section.comparison
    return {
        "ref": section.ref,
        "last_release": section.last,
        "drafted": section.drafted,
        "needed": section.needed,
        "is_high_enough": section.is_high_enough,
        "released": list(section.released),
        "problem": section.problem or None,
        "approvals": {
            "asked": list(section.approved.asked),
            "given": [_approval(one) for one in section.approved.given],
            "void": [_approval(one) for one in section.approved.void],
            "missing": list(section.approved.missing),
        },
        "new": [section.is_new(judgement) for judgement in section.judgements],
        "diff": None if comparison is None else report_as_json(comparison),
    }


def _approval(approval: Approval) -> dict[str, str]:
    return {"by": approval.by, "role": approval.role, "at": str(approval.at)}
