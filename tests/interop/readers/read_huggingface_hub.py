"""Read a dataset card, its metadata by the library's own class."""

import json
import sys

from huggingface_hub import DatasetCard

card = DatasetCard.load(sys.argv[1])
json.dump({"data": card.data.to_dict(), "text": card.text}, sys.stdout)
