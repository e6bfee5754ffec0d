"""Training: a context manager and decorator that record a model when its training succeeds."""

from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, TypeVar

from schemactl.errors import SchemactlError
from schemactl.exchange.tracked import foreign_ids, read_run
from schemactl.model.address import parse_ref
from schemactl.model.foreign import ForeignId
from schemactl.registry.facts import Registered

P = ParamSpec("P")
R = TypeVar("R")


class Training:
    """What a training script learns on the way; nothing is recorded where it fails.

    `registered` is the model's entry once the block has ended well.
    """

    def __init__(
        self,
        register: Callable[..., Registered],
        datasets: tuple[str, ...],
        metrics: dict[str, float | int | str],
    ) -> None:
        """Begin with nothing learned."""
        self._register = register
        self._metrics = metrics
        self._known_as: list[ForeignId] = []
        self._said: dict[str, Any] = {}
        self.datasets = datasets
        self.registered: Registered | None = None

    def metric(self, name: str, value: float | str) -> None:
        """Keep a metric; the last value of a name counts."""
        self._metrics[name] = value

    def artifact(self, path: str | Path) -> None:
        """Name the trained file; its sha256 is recorded at the end."""
        self._said["artifact"] = path

    def predictions(self, path: str | Path) -> None:
        """Name the model's answers; their sha256 is recorded at the end."""
        self._said["predictions"] = path

    def follow(
        self,
        system: str,
        source: str | Path,
        run: str | None = None,
        *,
        meant: Mapping[str, str] | None = None,
    ) -> None:
        """Take over ids, digests and metrics that mlflow, wandb or dvc recorded of this training.

        `meant` leads from the names of logged data to datasets of this training. A metric that
        was kept here already stays.
        """
        found = read_run(system, Path(source), run)
        refs = {name: str(parse_ref(ref, "dataset")) for name, ref in (meant or {}).items()}
        for ref in refs.values():
            if ref not in self.datasets:
                raise SchemactlError(
                    f"{ref} is no dataset of this training", f"it uses {', '.join(self.datasets)}"
                )
        self._known_as += foreign_ids(system, found, refs)
        self._metrics = {**dict(found.metrics), **self._metrics}
        if found.revision is not None:
            self._said["code_revision"] = found.revision

    def __enter__(self) -> "Training":
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Record the model, unless something failed."""
        del error, trace
        if kind is None:
            said = {**self._said, "metrics": self._metrics}
            if self._known_as:
                said["known_as"] = tuple(self._known_as)
            self.registered = self._register(**said)

    def __call__(self, function: Callable[Concatenate["Training", P], R]) -> Callable[P, R]:
        """Decorate a function that gets this training first: one model, so it runs once."""

        @wraps(function)
        def trained(*args: P.args, **kwargs: P.kwargs) -> R:
            with self:
                return function(self, *args, **kwargs)

        return trained
