"""items: how many items there are, and which of them nobody has labeled."""

import hashlib
from typing import Any

from schemactl.data.hash_bag import HashBag
from schemactl.data.statistics.statistic import Question, Seen

_SIZE = 16
_MOST_NAMES = 1000


class Items:
    """The items of the data, and those of them with an answer."""

    def __init__(self, question: Question) -> None:
        """Start without items."""
        del question
        self.seen = HashBag(_SIZE)
        self.labeled = HashBag(_SIZE)
        self.doubtful: dict[bytes, str] = {}

    def add(self, seen: Seen) -> None:
        """Note an item; an answer that nothing applies is one."""
        annotation = seen.annotation
        key = hashlib.blake2b(annotation.item.encode(), digest_size=_SIZE).digest()
        self.seen.add(key)
        if annotation.status == "final" or annotation.label is not None:
            self.labeled.add(key)
        elif len(self.doubtful) < _MOST_NAMES:
            self.doubtful[key] = annotation.item

    def result(self) -> dict[str, Any]:
        """Return the numbers; names of unlabeled items are those of the first thousand."""
        total = self.seen.distinct()
        unlabeled = total - self.labeled.distinct()
        names = dict(self.doubtful) if unlabeled else {}
        if names:
            for some in self.labeled.sorted():
                for at in range(0, len(some), _SIZE):
                    names.pop(some[at : at + _SIZE], None)
        return {"items": total, "unlabeled": unlabeled, "unlabeled_items": sorted(names.values())}
