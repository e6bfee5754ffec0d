"""What data of SageMaker Ground Truth is known by."""

from pathlib import Path

from schemactl.files.signs.ground_truth import recognise
from tests.files.datasets.samples import SAMPLES


def test_the_type_of_the_job_is_its_mark() -> None:
    assert recognise(Path("a"), SAMPLES["ground-truth"].content)
    other = b'{"sport": 0, "sport-metadata": {"type": "other"}, "x-metadata": 3}\n'
    assert not recognise(Path("a"), other)
