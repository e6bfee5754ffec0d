"""What cvat-sdk makes of a CVAT file: labels as its own requests, masks encoded by itself."""

import json
import sys
from xml.etree import ElementTree

import numpy
from cvat_sdk import models
from cvat_sdk.masks import encode_mask

root = ElementTree.parse(sys.argv[1]).getroot()
labels = []
for label in root.iter("label"):
    attributes = [
        models.AttributeRequest(
            name=attribute.findtext("name"),
            mutable=False,
            input_type=attribute.findtext("input_type"),
            values=(attribute.findtext("values") or "").split("\n"),
        )
        for attribute in label.iter("attribute")
    ]
    request = models.PatchedLabelRequest(
        name=label.findtext("name"), type=label.findtext("type"), attributes=attributes
    )
    labels.append([request.name, str(request.type), [one.name for one in request.attributes]])
masks = []
for mask in root.iter("mask"):
    image = next(one for one in root.iter("image") if mask in list(one))
    size = int(image.get("height")), int(image.get("width"))
    left, top, width, height = (int(mask.get(side)) for side in ("left", "top", "width", "height"))
    runs = [int(run) for run in mask.get("rle").split(",")]
    flat = numpy.concatenate([numpy.full(run, at % 2 == 1) for at, run in enumerate(runs)])
    bitmap = numpy.zeros(size, dtype=bool)
    bitmap[top : top + height, left : left + width] = flat.reshape(height, width)
    again = encode_mask(bitmap, [left, top, left + width, top + height])
    own = [*runs, left, top, left + width - 1, top + height - 1]
    masks.append({"pixels": int(bitmap.sum()), "same": again == own})
json.dump({"labels": labels, "masks": masks}, sys.stdout)
