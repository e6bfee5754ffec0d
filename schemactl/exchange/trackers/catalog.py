"""The table of trackers."""

from schemactl.exchange.tracker import Tracker
from schemactl.exchange.trackers import dvc, mlflow, wandb

TRACKERS: dict[str, Tracker] = {
    "mlflow": mlflow,
    "wandb": wandb,
    "dvc": dvc,
}
