"""What people did with a label: how far they agreed, and which labels they took for each other."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from schemactl.handbook.links import Atlas, Entry
from schemactl.handbook.markup import escape
from schemactl.handbook.pages.frame import label_link
from schemactl.model.identifiers import NOTHING

if TYPE_CHECKING:
    from schemactl.registry.quality import LabelQuality

# A pair that nobody has written about is shown from the hundredth case on.
LEAST_SHARE = Decimal("0.01")
MOST_UNWRITTEN = 5
_EXACT_ENOUGH = 10


class Confused(NamedTuple):
    """Another label, by its address, and how often the two were taken for each other."""

    other: str
    times: int
    share: Decimal | None

    @property
    def told(self) -> str:
        """The share in per cent, or the count where nobody counted all cases."""
        if self.share is None:
            return f"{self.times:,} times" if self.times != 1 else "once"
        return f"in {percent(self.share)} of cases"


def percent(share: Decimal) -> str:
    """Return a share in per cent, with a decimal below ten."""
    value = share * 100
    shown = (
        f"{value:.0f}" if value >= _EXACT_ENOUGH or value == value.to_integral() else f"{value:.1f}"
    )
    return f"{shown} %"


def confused(atlas: Atlas, entry: Entry) -> dict[str, Confused]:
    """Return the labels that this one was confused with, the most frequent first."""
    quality = _quality(atlas, entry)
    own = _address(entry)
    found = {}
    for other, count, share in () if quality is None else quality.confusions:
        if other != own:
            found[other] = Confused(other, count, None if share is None else Decimal(share))
    return found


def unwritten(atlas: Atlas, entry: Entry, written: set[str]) -> Iterator[tuple[str, Confused]]:
    """Yield label and frequency of confusions that no confusable pair of the schema is about."""
    left = MOST_UNWRITTEN
    for address, one in confused(atlas, entry).items():
        is_rare = one.share is not None and one.share < LEAST_SHARE
        if address in written or is_rare or not left:
            continue
        left -= 1
        yield _named(atlas, entry, address), one


def source(atlas: Atlas, entry: Entry) -> str:
    """Say where the figures come from, and what the people agreed on."""
    quality = _quality(atlas, entry)
    if quality is None:
        return ""
    agreed = ""
    if quality.agreement is not None and quality.measure is not None:
        value = f"{Decimal(quality.agreement):.2f}"
        agreed = f"Agreement on this label: {value} ({escape(quality.measure)}). "
    under = atlas.edition.measured.under
    day = f", {quality.at[:10]}" if quality.at else ""
    told = f"{agreed}Measured under {escape(under)}, {escape(quality.report)}{day}."
    return f'<p class="see measured">{told}</p>'


def _quality(atlas: Atlas, entry: Entry) -> "LabelQuality | None":
    return atlas.edition.measured.labels.get(_address(entry))


def _address(entry: Entry) -> str:
    return f"{entry.taxonomy.task.id}/{entry.label.id}"


def _named(atlas: Atlas, entry: Entry, address: str) -> str:
    label_id = address.partition("/")[2]
    if label_id == NOTHING:
        return "Nothing marked"
    found = atlas.label(entry.taxonomy.task, address) or atlas.label(entry.taxonomy.task, label_id)
    return escape(label_id) if found is None else label_link(entry.page, found)
