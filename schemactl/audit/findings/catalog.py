"""The table of findings over the registry."""

from schemactl.audit.finding import Finding
from schemactl.audit.findings import (
    checkpoint_missing,
    data_changed,
    labeled_before_acknowledged,
    labels_predate_definition,
    qualification_missing,
    release_edited,
    splits_overlap,
    tracker_digest_blind,
    trained_on_outdated_meaning,
    trained_on_own_proposals,
)

FINDINGS: dict[str, Finding] = {
    "checkpoint-missing": checkpoint_missing,
    "data-changed": data_changed,
    "labeled-before-acknowledged": labeled_before_acknowledged,
    "labels-predate-definition": labels_predate_definition,
    "qualification-missing": qualification_missing,
    "release-edited": release_edited,
    "splits-overlap": splits_overlap,
    "tracker-digest-blind": tracker_digest_blind,
    "trained-on-outdated-meaning": trained_on_outdated_meaning,
    "trained-on-own-proposals": trained_on_own_proposals,
}
