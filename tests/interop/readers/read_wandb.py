"""Log an offline run with an artifact in a folder, and say what it was."""

import json
import os
import sys
from pathlib import Path

folder = Path(sys.argv[1])
os.chdir(folder)
for name in ("DATA", "CACHE", "ARTIFACT", "CONFIG"):
    os.environ[f"WANDB_{name}_DIR"] = str(folder / name.lower())
os.environ |= {"WANDB_MODE": "offline", "WANDB_SILENT": "true"}

import wandb  # noqa: E402 - reads the environment above

Path("cards.jsonl").write_text('{"item":"i0","label":"pleased"}\n')
run = wandb.init(project="cards", dir=".")
artifact = wandb.Artifact("cards", "dataset")
artifact.add_file("cards.jsonl")
run.log_artifact(artifact)
run.log({"f1": 0.9, "many": list(range(20_000))})
run.summary["f1"] = 0.91
found = {"run": run.id, "digest": artifact.digest}
run.finish()
sys.stdout.write("\n")
json.dump(found, sys.stdout)
