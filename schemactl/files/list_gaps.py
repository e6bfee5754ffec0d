"""List gaps: records that are elements of one long list leave it, each with a comma."""

from schemactl.files.dataset import Record
from schemactl.files.rewriting import Splice


class ListGaps:
    """Follows the records of a file in order; a section is a list of its own.

    What leaves takes the bytes since the record before it along; where nothing before it
    stayed, it is the first record that stays whose gap goes.
    """

    def __init__(self) -> None:
        """Stand before the first record."""
        self.section: str | None = None
        self.end = 0
        self.has_kept = True

    def is_owed(self, section: str) -> bool:
        """Tell whether the next record of a section leaves the gap before it out, if it stays."""
        return section == self.section and not self.has_kept

    def pass_by(self, section: str, end: int) -> None:
        """Stand behind records of a section that all stay, and that nothing is owed to."""
        self.section, self.end, self.has_kept = section, end, True

    def keep(self, record: Record) -> list[Splice]:
        """Return what goes before a record that stays."""
        gap = self.end - record.offset
        is_cut = record.section == self.section and not self.has_kept
        self.section, self.end = record.section, record.offset + len(record.raw)
        self.has_kept = True
        return [Splice(gap, 0, b"")] if is_cut and gap else []

    def cut(self, record: Record) -> list[Splice]:
        """Return what goes with a record that leaves."""
        is_first = record.section != self.section
        gap = 0 if is_first else self.end - record.offset
        self.section, self.end = record.section, record.offset + len(record.raw)
        self.has_kept = not is_first and self.has_kept
        return [Splice(gap, len(record.raw), b"")]
