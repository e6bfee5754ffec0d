"""trained-on-own-proposals: a model was trained again on labels that only models proposed."""

from collections.abc import Iterator

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected

TITLE = "a model was trained again on labels that only models proposed"


def find(record: Inspected) -> Iterator[Found]:
    """Look at models with an earlier version, and where the labels of their data come from."""
    datasets = record.datasets
    seen: set[str] = set()
    for ref, model in record.models.items():
        name = ref.partition("@")[0]
        used = [(pin.ref, datasets[pin.ref]) for pin in model.trained_on if pin.ref in datasets]
        proposed = [
            source for source, one in used if one.annotations == one.origins.get("model", 0) > 0
        ]
        if name in seen and proposed and len(proposed) == len(used):
            yield Found(
                ref,
                f"an earlier version of it is recorded, and every label of {', '.join(proposed)} "
                "comes from a model",
                "let people review a sample, and train on their answers too",
            )
        seen.add(name)
