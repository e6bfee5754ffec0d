"""Log a run with its dataset, to the folder or database of a tracking URI, and say what it was."""

import json
import sys
import warnings

import mlflow
import pandas

warnings.simplefilter("ignore")
mlflow.set_tracking_uri(sys.argv[1])
mlflow.set_experiment("cards")
frame = pandas.DataFrame({"item": ["i0", "i1"], "label": ["pleased", "displeased"]})
dataset = mlflow.data.from_pandas(frame, source="cards.jsonl", name="cards", targets="label")
with mlflow.start_run(run_name="train") as run:
    mlflow.log_input(dataset, context="training")
    mlflow.log_metric("f1", 0.9, step=0)
    mlflow.log_metric("f1", 0.91, step=1)
    mlflow.log_metric("broken", float("nan"))
json.dump({"run": run.info.run_id, "digest": dataset.digest}, sys.stdout)
