"""Use fates: what becomes of uses of labels in documents that say the same, learned once.

That is told where no record changes it, nobody is asked, and nothing leaves; of all others each is
judged with its record.
"""

from schemactl.data.document_records import DocumentRecords, Key, key_of
from schemactl.data.placed import Placed
from schemactl.files.dataset import Use
from schemactl.files.rewriting import Relabel
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.outcome import Dropped, Mapped, Outcome, Place, Queued, Unchanged
from schemactl.migrate.spelling_after import SpellingAfter
from schemactl.migrate.tally import Share, shares_of
from schemactl.migrate.verdicts import Judged
from schemactl.model.annotation import Annotation

_MOST_REMEMBERED = 10_000


class UseFate(Share):
    """What becomes of a use: its label before and after, and what is written instead, if anything.

    As a share it is what the use counts as.
    """

    __slots__ = ("after", "before", "is_mapped", "relabel")

    def __init__(self, judged: Judged, after: Place, relabel: Relabel | None) -> None:
        """Take what was judged of one such use."""
        super().__init__(shares_of(judged))
        self.before = judged.before
        self.after = after
        self.relabel = relabel
        self.is_mapped = isinstance(judged.outcome, Mapped)


class UseFates:
    """Learns the fates of uses in one file."""

    def __init__(
        self, migration: CompiledMigration, reader: DocumentRecords, after: SpellingAfter
    ) -> None:
        """Take what reads uses, and how labels are written under the last version."""
        self.migration = migration
        self.reader = reader
        self.after = after
        self.may_fold = _may_fold(migration)
        self.known: dict[Key, UseFate | None] = {}

    def of(self, uses: list[Use]) -> list[UseFate] | None:
        """Return the fates of the uses of a record; None where one has to be judged."""
        found = []
        for use in uses:
            fate = self.fate(use)
            if fate is None:
                return None
            found.append(fate)
        return None if self.may_fold and folds(found) else found

    def fate(self, use: Use) -> UseFate | None:
        """Return the fate of a use; None where it has to be judged with its record."""
        key = key_of(use)
        if key in self.known:
            return self.known[key]
        if len(self.known) >= _MOST_REMEMBERED:
            self.known.clear()
        fate = self.known[key] = self._fate(key, use)
        return fate

    def may_stay(self, one: Judged, use: Use) -> bool:
        """Tell whether a use says in the last version what it is to say."""
        if one.after is None or one.after != one.before or one.after[1] is None:
            return one.after == one.before
        if len(use.path) > 1:
            found = self.after.tasks[one.after[0]].spellings.resolve_path(use.path)
            return found == one.after[1]
        return self.after.means(str(use.annotation.label), one.after)

    def relabel(self, one: Judged, use: Use) -> Relabel | None:
        """Return what a use that is settled says from now on; None where it stays."""
        if one.after is None or self.may_stay(one, use):
            return None
        return Relabel(*one.after, one.after[0] != one.before[0])

    def _fate(self, key: Key, use: Use) -> UseFate | None:
        task, label, problem = self.reader.meaning(key)
        if task is None or problem is not None:
            return None
        before = label if task.has_labels else None
        outcome: Outcome | None = self.migration.settled[task.id].get(before)
        if outcome is None or isinstance(outcome, Queued | Dropped) or outcome.reviews:
            return None
        placed = Placed(Annotation("", task.id, label), 0, task, True)
        one = Judged(placed, outcome, use.annotation.label)
        return None if one.after is None else UseFate(one, one.after, self.relabel(one, use))


def folds(fates: list[UseFate]) -> bool:
    """Tell whether labels became equal that were not."""
    before: dict[Place, Place] = {}
    return any(before.setdefault(one.after, one.before) != one.before for one in fates)


def _may_fold(migration: CompiledMigration) -> bool:
    """Tell whether two labels may become one."""
    seen: set[Place] = set()
    for task, labels in migration.settled.items():
        for label, outcome in labels.items():
            if isinstance(outcome, Unchanged | Mapped):
                moved = outcome if isinstance(outcome, Mapped) else None
                after = (task, label) if moved is None else (moved.task, moved.label)
                if after in seen:
                    return True
                seen.add(after)
    return False
