"""What Label Studio's own validator says of each annotation and prediction under a config."""

import json
import sys
from pathlib import Path

from label_studio_sdk.label_interface import LabelInterface

interface = LabelInterface(Path(sys.argv[1]).read_text(encoding="utf-8"))
interface.validate()
tasks = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
found = []
for task in tasks:
    for annotation in task["annotations"]:
        found.append(["annotation", bool(interface.validate_annotation(annotation))])
    for prediction in task.get("predictions", []):
        found.append(["prediction", bool(interface.validate_prediction(prediction))])
json.dump(found, sys.stdout)
