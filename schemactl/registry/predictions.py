"""Predictions: a model's answers, held against the test split of what it was trained on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from schemactl.data.evaluation import evaluate
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.reading import DataReader
from schemactl.errors import SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.model.evaluation import Evaluation
from schemactl.model.lineage import DatasetVersion, Pin
from schemactl.registry.content import read_content
from schemactl.registry.lineage import find_ref
from schemactl.registry.located import located_files
from schemactl.registry.store import Store
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace


def find_test_split(store: Store, trained_on: Sequence[Pin]) -> Ref | None:
    """Return the test split of the data that a model was trained on; None where none is recorded.

    Raises SchemactlError where there are several.
    """
    wholes = {pin.ref for pin in trained_on}
    for pin in trained_on:
        content = _dataset(store, pin.ref)
        if content is not None:
            wholes |= {one.ref for one in content.split_of}
    edges = [edge for _, edge in store.effects(wholes) if edge.relation == "split_of"]
    found = sorted({edge.source for edge in edges if _is_test(_dataset(store, edge.source))})
    if len(found) > 1:
        raise SchemactlError(
            f"the predictions may be for {' or '.join(found)}", "say which with --tested-on REF"
        )
    return parse_ref(found[0]) if found else None


def evaluation_of(
    workspace: Workspace, store: Store, split: Ref, predictions: Path, options: DataOptions
) -> Evaluation:
    """Hold a file of predictions against a recorded dataset, both read with the same options.

    Raises SchemactlError where either cannot be read, or the dataset's files are gone or changed.
    """
    found = find_ref(workspace, store, split)
    sealed = store.find(str(found))
    content = _dataset(store, str(found))
    if sealed is None or content is None:
        raise SchemactlError(f"{found} is no dataset", "name the split that was tested on")
    schema = parse_ref(content.labeled_under.ref)
    release = read_schema(workspace, schema.name, schema.version)
    reader = DataReader(release.schema, options)
    paths = located_files(workspace, sealed.entry, content)
    try:
        evaluation = evaluate(
            str(found), reader.tasks, _placed(reader, paths), _placed(reader, [predictions])
        )
    except SchemactlError as error:
        raise SchemactlError(
            f"{predictions}, held against {found}: {error.message}", error.hint
        ) from error
    return evaluation.model_copy(update={"rows": content.digests.rows})


def _placed(reader: DataReader, paths: Sequence[Path]) -> Iterator[Placed]:
    for path in paths:
        for _, found in reader.read(path):
            yield from found


def _dataset(store: Store, ref: str) -> DatasetVersion | None:
    sealed = store.find(ref)
    content = read_content(sealed.entry) if sealed else None
    return content if isinstance(content, DatasetVersion) else None


def _is_test(content: DatasetVersion | None) -> bool:
    return content is not None and content.split == "test"
