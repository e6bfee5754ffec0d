"""Registers a model in MLflow per line of input, and writes the seconds of processor time it took.

Runs in an environment of its own, where nothing of schemactl is. Per model a run with the dataset
that it learned from, a metric and an artifact is logged, then registered: the least that leaves
in MLflow what `register_model` of schemactl records.
"""

import logging
import sys
import time
import warnings

import mlflow
import pandas

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
mlflow.set_tracking_uri(sys.argv[1])
mlflow.set_experiment("speed")
frame = pandas.DataFrame({"item": ["i-0", "i-1"], "label": ["label-1", "label-1"]})
dataset = mlflow.data.from_pandas(frame, source="cards.jsonl", name="cards", targets="label")
for _line in sys.stdin:
    start = time.process_time()
    with mlflow.start_run() as run:
        mlflow.log_input(dataset, context="training")
        mlflow.log_metric("f1", 0.93)
        mlflow.log_text("weights", "model/weights.txt")
    mlflow.register_model(f"{run.info.artifact_uri}/model", "router")
    sys.stdout.write(f"{time.process_time() - start}\n")
    sys.stdout.flush()
