"""What pycocotools sees in a COCO file: categories, boxes, and the pixels of shapes."""

import contextlib
import io
import json
import sys

from pycocotools.coco import COCO

with contextlib.redirect_stdout(io.StringIO()):
    coco = COCO(sys.argv[1])
found = []
for annotation in coco.loadAnns(sorted(coco.getAnnIds())):
    image = coco.loadImgs(annotation["image_id"])[0]
    found.append(
        {
            "file": image["file_name"],
            "label": coco.loadCats(annotation["category_id"])[0]["name"],
            "box": annotation.get("bbox"),
            "pixels": int(coco.annToMask(annotation).sum())
            if annotation.get("segmentation")
            else 0,
            "keypoints": annotation.get("keypoints"),
        }
    )
json.dump(found, sys.stdout)
