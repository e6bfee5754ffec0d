"""A label repository for training scripts: `schemactl.open(".").register_model(...)`.

References are texts such as `reviews@1`; each method says the same as the command of its name,
refuses the same with SchemactlError, and records the same.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, Unpack

from schemactl.data.options import DataOptions
from schemactl.data.survey import survey
from schemactl.exchange.tracked import foreign_ids, read_run
from schemactl.files.settings_file import read_settings
from schemactl.model.address import Ref, parse_ref
from schemactl.model.finding import Diagnostic
from schemactl.model.lineage import Checkpoint
from schemactl.model.traced import Lineage
from schemactl.registry.annotators import (
    AnnotatorRequest,
    Erased,
    erase_annotator,
    register_annotator,
)
from schemactl.registry.checkpointing import make_checkpoint
from schemactl.registry.downstream import Downstream, downstream
from schemactl.registry.facts import Registered, pin_all
from schemactl.registry.in_force import InForce, in_force
from schemactl.registry.lineage import trace, trace_down
from schemactl.registry.opening import reading, writing
from schemactl.registry.practice import (
    BatchRequest,
    DeploymentRequest,
    move_alias,
    register_batch,
    register_deployment,
)
from schemactl.registry.practised import PASS_MARK, held_against_release, named_after
from schemactl.registry.quality import KIND, QualityRequest, register_quality
from schemactl.registry.register import (
    DatasetRequest,
    ModelRequest,
    register_dataset,
    register_model,
)
from schemactl.registry.stamp import Stamp, digest_of_file
from schemactl.registry.verify import verify
from schemactl.service.said import (
    AnnotatorSaid,
    BatchSaid,
    DatasetSaid,
    DeploymentSaid,
    ModelSaid,
    QualitySaid,
    RunSaid,
    Said,
)
from schemactl.service.training import Training
from schemactl.workspace import Workspace, find_workspace

Clock = Callable[[], str | None]
Paths = str | Path | Iterable[str | Path]


class Project(NamedTuple):
    """A label repository and the clock that its entries get their time from."""

    workspace: Workspace
    clock: Clock

    def register_dataset(
        self, ref: str, files: Paths, *, schema: str, **said: Unpack[DatasetSaid]
    ) -> Registered:
        """Check data files against a schema and record them under NAME@VERSION."""
        request = DatasetRequest(
            parse_ref(ref, "dataset"),
            _paths(files),
            parse_ref(schema, "schema"),
            _optional(said.get("guideline"), "guideline"),
            said.get("options", DataOptions()),
            _refs(said.get("parents", ()), "dataset"),
            said.get("split"),
            said.get("as_draft", False),
            _refs(said.get("batches", ()), "batch"),
            known_as=tuple(said.get("known_as", ())),
        )
        return register_dataset(self.workspace, request, survey, self._stamp(said))

    def register_model(
        self, ref: str, *, datasets: Iterable[str], **said: Unpack[ModelSaid]
    ) -> Registered:
        """Record a model with the dataset versions that it was trained on."""
        request = ModelRequest(
            parse_ref(ref, "model"),
            _refs(datasets, "dataset"),
            _path(said.get("artifact")),
            said.get("digest"),
            tuple((name, str(value)) for name, value in said.get("metrics", {}).items()),
            _path(said.get("predictions")),
            tuple(said.get("known_as", ())),
            said.get("code_revision"),
            _optional(said.get("tested_on"), "dataset"),
            said.get("options", DataOptions()),
        )
        return register_model(self.workspace, request, self._stamp(said))

    def training(self, ref: str, *, datasets: Iterable[str], **said: Unpack[ModelSaid]) -> Training:
        """Return a training: record what is learned in it, and the model where it succeeds.

        Raises SchemactlError at once, before hours of work, for a dataset that is not recorded.
        """
        used = tuple(datasets)
        with reading(self.workspace) as store:
            pins = pin_all(self.workspace, store, _refs(used, "dataset"))
        register = partial(self.register_model, ref, datasets=used, **said)
        return Training(register, tuple(pin.ref for pin in pins), dict(said.get("metrics", {})))

    def register_batch(self, ref: str, *, schema: str, **said: Unpack[BatchSaid]) -> Registered:
        """Record annotations that were made under the same rules and tool set-up."""
        request = BatchRequest(
            parse_ref(ref, "batch"),
            parse_ref(schema, "schema"),
            _optional(said.get("guideline"), "guideline"),
            tuple(_annotator(one) for one in said.get("annotators", ())),
            said.get("since"),
            said.get("until"),
            said.get("tool"),
            _path(said.get("tool_setup")),
            _path(said.get("handbook")),
            said.get("blinded"),
        )
        return register_batch(self.workspace, request, self._stamp(said))

    def register_annotator(
        self, pseudonym: str | None = None, **said: Unpack[AnnotatorSaid]
    ) -> Registered:
        """Record somebody who labels, or what is new about them; names stay out of the ledger."""
        result, mark = _path(said.get("qualified_by")), said.get("pass_mark", PASS_MARK)
        practised = held_against_release(self.workspace, result, mark) if result else None
        request = AnnotatorRequest(
            _annotator(pseudonym).name if pseudonym else None,
            said.get("person"),
            said.get("role"),
            tuple(said.get("qualifications", ())) or named_after(practised),
            _refs(said.get("acknowledged", ()), "guideline"),
            (practised,) if practised else (),
        )
        return register_annotator(self.workspace, request, self._stamp(said))

    def register_deployment(
        self, ref: str, what: str, *, to: str, since: str, **said: Unpack[DeploymentSaid]
    ) -> Registered:
        """Record that a schema:… is used in a labeling project, or a model:… in production."""
        request = DeploymentRequest(
            parse_ref(ref, "deployment"),
            parse_ref(what),
            to,
            since,
            said.get("until"),
            _optional(said.get("guideline"), "guideline"),
            said.get("tool"),
        )
        return register_deployment(self.workspace, request, self._stamp(said))

    def register_quality_report(
        self, ref: str, files: Paths, **said: Unpack[QualitySaid]
    ) -> Registered:
        """Record measured agreement and confusions: the JSON of `quality agreement|confusions`."""
        measured = (
            *_refs(said.get("datasets", ()), "dataset"),
            *_refs(said.get("batches", ()), "batch"),
        )
        request = QualityRequest(
            parse_ref(ref, KIND),
            _paths(files),
            measured,
            _optional(said.get("schema"), "schema"),
            _optional(said.get("guideline"), "guideline"),
            said.get("task"),
        )
        return register_quality(self.workspace, request, self._stamp(said))

    def move_alias(self, alias: str, target: str, **said: Unpack[Said]) -> Registered:
        """Let a name such as model:router@production point to a version."""
        stamp = self._stamp(said)
        return move_alias(self.workspace, parse_ref(alias), parse_ref(target), stamp)

    def register_run(
        self, system: str, source: str | Path, *, model: str, **said: Unpack[RunSaid]
    ) -> Registered:
        """Record the model that a run of mlflow, wandb or dvc trained, with its ids and metrics."""
        run = read_run(system, Path(source), said.get("run"))
        datasets = said.get("datasets", {})
        meant = datasets.items() if isinstance(datasets, Mapping) else [("", d) for d in datasets]
        refs = [(name, parse_ref(ref, "dataset")) for name, ref in meant]
        request = ModelRequest(
            parse_ref(model, "model"),
            tuple(ref for _, ref in refs),
            _path(said.get("artifact")),
            metrics=run.metrics,
            known_as=foreign_ids(system, run, {name: str(ref) for name, ref in refs if name}),
            code_revision=run.revision,
        )
        return register_model(self.workspace, request, self._stamp(said))

    def erase_annotator(self, pseudonym: str, **said: Unpack[Said]) -> Erased:
        """Delete the name behind a pseudonym; what was recorded under it stays valid."""
        return erase_annotator(self.workspace, _annotator(pseudonym).name, self._stamp(said))

    def trace_record(
        self, ref: str, item: str, options: DataOptions | None = None
    ) -> list[InForce]:
        """Return which rules held for each annotation of an item of a dataset."""
        with reading(self.workspace) as store:
            return in_force(
                self.workspace,
                store,
                parse_ref(ref, "dataset"),
                item,
                options or DataOptions(),
            )

    def trace(self, ref: str, *, down: bool = False) -> Lineage:
        """Return what a KIND:NAME@VERSION comes from, or what comes from it."""
        with reading(self.workspace) as store:
            return (trace_down if down else trace)(self.workspace, store, parse_ref(ref))

    def impact(self, ref: str) -> Downstream:
        """Return the batches, datasets, models and deployments that depend on a ref."""
        with reading(self.workspace) as store:
            return downstream(self.workspace, store, parse_ref(ref))

    def checkpoint(self) -> Checkpoint | None:
        """Write what is new into the journal; None where nothing is."""
        with writing(self.workspace) as store:
            return make_checkpoint(self.workspace, store).checkpoint

    def verify(self) -> tuple[Diagnostic, ...]:
        """Derive everything again from stored bytes and return what differs."""
        return tuple(verify(self.workspace))

    def _stamp(self, said: Said) -> Stamp:
        return Stamp(
            self.clock(),
            said.get("actor") or read_settings(self.workspace).actor,
            said.get("note"),
            said.get("reason"),
            said.get("as_of"),
            tuple(digest_of_file(Path(one)) for one in said.get("evidence", ())),
        )


def open_project(root: str | Path | None = None, *, clock: Clock = lambda: None) -> Project:
    """Open the label repository at a folder, or the nearest one upwards."""
    return Project(find_workspace(None if root is None else Path(root)), clock)


def _paths(files: Paths) -> tuple[Path, ...]:
    return (Path(files),) if isinstance(files, str | Path) else tuple(Path(one) for one in files)


def _path(path: str | Path | None) -> Path | None:
    return None if path is None else Path(path)


def _refs(texts: Iterable[str], kind: str) -> tuple[Ref, ...]:
    return tuple(parse_ref(text, kind) for text in texts)


def _optional(text: str | None, kind: str) -> Ref | None:
    return None if text is None else parse_ref(text, kind)


def _annotator(text: str) -> Ref:
    name = text.removeprefix("annotator:").partition("@")[0]
    return parse_ref(f"annotator:{name}@latest")
