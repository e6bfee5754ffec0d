"""labeled-before-acknowledged: annotators began before they had read the guideline."""

from collections.abc import Iterator

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected, is_before
from schemactl.model.lineage import Annotator

TITLE = "a batch was labeled before its guideline was acknowledged"


def find(record: Inspected) -> Iterator[Found]:
    """Compare the beginning of each batch with the acknowledgements of its annotators."""
    known = record.annotators
    for ref, batch in record.batches.items():
        if batch.guided_by is None:
            continue
        guideline = batch.guided_by.ref
        for person in batch.annotators:
            latest = known[person][-1][1] if person in known else Annotator()
            when = latest.acknowledgement_of(guideline)
            if when is None:
                message = f"{person} never acknowledged {guideline}"
            elif is_before(batch.since, when):
                message = f"{person} acknowledged {guideline} on {when}, after {batch.since}"
            else:
                continue
            yield Found(
                ref,
                message,
                "record it with `schemactl register annotator PSEUDONYM --acknowledge`, with "
                "--as-of where it was earlier, or review the batch",
            )
