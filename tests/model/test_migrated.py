"""What is recorded of a run reads back as it was written."""

import pytest
from pydantic import ValidationError

from schemactl.model.migrated import MigrationFacts, MigrationStep
from tests.registry.samples import SAMPLES


def test_steps_are_those_of_a_report() -> None:
    step = SAMPLES[MigrationStep]
    assert MigrationStep.model_validate(step.model_dump()) == step
    with pytest.raises(ValidationError):
        MigrationStep.model_validate({**step.model_dump(), "fidelity": "perhaps"})


def test_a_run_has_digests_and_counts() -> None:
    assert {
        "plan",
        "input",
        "output",
        "records",
        "annotations",
    } <= MigrationFacts.model_fields.keys()
