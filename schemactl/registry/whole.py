"""The whole of a dataset as one batch, where neither its data nor anybody names batches."""

from schemactl.data.survey import Survey
from schemactl.model.address import Ref
from schemactl.model.lineage import Batch, DatasetVersion, Fact, Pin
from schemactl.registry.content import read_content
from schemactl.registry.facts import stamped
from schemactl.registry.stamp import Stamp
from schemactl.registry.store import Store

_ALL = "all"


def whole_of(ref: Ref) -> Ref:
    """Return the ref of the batch that holds all of a dataset version."""
    return Ref("batch", ref.name, f"{ref.version}#{_ALL}")


def is_whole(batch: str) -> bool:
    """Tell whether a batch holds all of a dataset version, and says no more than that."""
    return batch.endswith(f"#{_ALL}")


def batch_of_all(
    store: Store, ref: Ref, content: DatasetVersion, found: Survey, stamp: Stamp
) -> Fact | None:
    """Return the one batch of a dataset that came about without batches, or None.

    What was made from other datasets has their batches. A dataset that is recorded without such
    a batch, by an older version, stays as it is.
    """
    if content.part_of or content.derived_from or content.split_of:
        return None
    if any(one.batch is not None for one in found.batches):
        return None
    whole = whole_of(ref)
    known = store.find(str(ref))
    if known is not None and not _is_part_of(read_content(known.entry), whole):
        return None
    batch = Batch(labeled_under=content.labeled_under, guided_by=content.guided_by)
    return stamped(whole, batch, stamp)


def pin_of(batch: Fact) -> Pin:
    """Return what a dataset names its batch by; batches have no digest of their own."""
    return Pin(ref=str(batch.ref))


def _is_part_of(content: object, whole: Ref) -> bool:
    return isinstance(content, DatasetVersion) and str(whole) in {p.ref for p in content.part_of}
