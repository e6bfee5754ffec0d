"""What the library datasets sees in a folder: names of classes, and rows with their classes."""

import json
import sys

import datasets

found = datasets.load_from_disk(sys.argv[1])
rows = list(found)
names = {
    name: feature.names
    for name, feature in found.features.items()
    if isinstance(feature, datasets.ClassLabel)
}
json.dump({"names": names, "rows": rows}, sys.stdout, default=str)
