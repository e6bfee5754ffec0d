"""CheckRun: checks data in two looks; the second one only at what the first one suspects.

The first look judges each annotation alone, and keeps 64-bit hashes, sizes and times of all. What
they suspect (the same question answered twice, too many regions, a size far out) is looked at
again with the annotations themselves, so that a collision of hashes never becomes a problem.
"""

from collections.abc import Mapping, Sequence
from math import inf
from struct import Struct

import orjson

from schemactl.data.answer_log import Answer, AnswerLog
from schemactl.data.check import Checker
from schemactl.data.check_answers import AnswerChecker, is_single, limits_of, needs_ancestors
from schemactl.data.check_measures import Measures
from schemactl.data.check_pace import EPOCH, MILLISECOND, Pace
from schemactl.data.check_place import sides_of
from schemactl.data.key_bag import KeyBag, KeySet
from schemactl.data.mixed_key import mixed
from schemactl.data.placed import Placed
from schemactl.data.problem_log import ProblemLog
from schemactl.data.stamps import Background
from schemactl.files.dataset import Record
from schemactl.model.annotation import Annotation
from schemactl.model.conditions import holds
from schemactl.model.release import ReleasedSchema
from schemactl.model.taxonomy import Taxonomy, taxonomies

# Below this, all whole numbers have a place of their own among floats.
_LARGEST = 2**53
_FLOAT, _INTEGER = Struct("=d"), Struct("=q")


class Suspects:
    """Keys of what the first look suspects."""

    def __init__(self) -> None:
        self.said = KeySet()
        self.counts: dict[str, KeySet] = {}
        self.items = KeySet()

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return any(map(len, (self.said, self.items, *self.counts.values())))


class CheckRun:
    """Checks annotations that are shown to it, once or twice, in the same order."""

    def __init__(
        self,
        schema: ReleasedSchema,
        background: Background = Background(),  # noqa: B008 - a value that never changes
        items_are_content: bool = False,
    ) -> None:
        """Check under this schema; where items are known by content, it may stand there twice."""
        self.checker = Checker(schema, background)
        self.answers = AnswerChecker(schema, items_are_content)
        self.problems = ProblemLog()
        self.pace = Pace()
        self.measures = Measures()
        self.taxonomies = {one.task.id: one for one in taxonomies(schema)}
        self.singles = {name for name, one in self.taxonomies.items() if is_single(one)}
        self.limits = {
            name: limits
            for name, one in self.taxonomies.items()
            if name not in self.singles
            and ((limits := limits_of(one)).most is not None or limits.least > 1)
        }
        self.constraints = schema.constraints
        self.whole = {name for name, one in self.taxonomies.items() if _is_whole(one)}
        self.said = KeyBag()
        self.counts = {name: KeyBag() for name in self.limits}
        self.triggers = KeyBag()
        self.log = AnswerLog()
        self.suspects = Suspects()

    def see_record(self, file: int, record: Record) -> None:
        """Take over what the format knows to be wrong."""
        for problem in record.problems:
            self.problems.add(file, problem._replace(line=problem.line or record.line))

    def see(self, file: int, placed: Placed, must_have_stamp: bool) -> bool:
        """Look at an annotation for the first time; tell whether nothing is wrong with it."""
        is_clean = True
        for problem in self.checker.check(placed, must_have_stamp):
            self.problems.add(file, problem)
            is_clean = False
        annotation = placed.annotation
        self.said.add(self.said_key(annotation))
        if annotation.task in self.limits:
            who = (annotation.item, annotation.annotator, annotation.batch)
            self.counts[annotation.task].add(count_key(*who))
        if self.is_trigger(annotation):
            self.triggers.add(hash(annotation.item))
        self.pace.add(annotation.annotator, annotation.at)
        self.measures.add(placed)
        return is_clean

    def since(self, stamp: str | None) -> int:
        """Return the first time in milliseconds since 1970 that is not before the release."""
        since = self.checker.stamps.since(stamp)
        return 0 if since is None else -((EPOCH - since) // MILLISECOND)

    def said_key(self, annotation: Annotation) -> int:
        """Return the hash that two annotations share which may be compared."""
        who = (annotation.item, annotation.task, annotation.annotator, annotation.batch)
        if annotation.task in self.singles:
            return mixed(*map(hash, who))
        if annotation.region is None and annotation.value is None and not annotation.attributes:
            return mixed(*map(hash, who), hash(annotation.label))
        sides = sides_of(annotation.region)
        is_box = sides is not None and all(-inf < side < inf for side in sides)
        if is_box and annotation.value is None and not annotation.attributes:
            return region_key(who, annotation.label, sides or ())
        inner = [annotation.region, annotation.value, annotation.attributes]
        try:
            written = orjson.dumps(inner, option=orjson.OPT_SORT_KEYS)
        except orjson.JSONEncodeError:
            # Numbers that JSON writes and no machine word holds: the second look compares them.
            written = b""
        return hash((who, annotation.label, written))

    def is_trigger(self, annotation: Annotation) -> bool:
        """Tell whether all that is said of the item must be looked at together."""
        if annotation.task in self.whole:
            taxonomy = self.taxonomies[annotation.task]
            is_child = bool(taxonomy.parents.get(annotation.label or ""))
            if is_child or not needs_ancestors(taxonomy):
                return True
        return any(self._may_hold(one.condition, annotation) for one in self.constraints)

    def _may_hold(self, condition: Mapping[str, object], annotation: Annotation) -> bool:
        """Tell whether an annotation meets a part of a condition, or a part asks for none."""
        if not condition:
            return True
        for name, wanted in condition.items():
            task, slash, attribute = name.partition("/")
            if holds(wanted, []):
                return True
            if task == annotation.task:
                attributes = annotation.attributes
                value = annotation.label if annotation.value is None else annotation.value
                if slash and isinstance(attributes, dict):
                    value = attributes.get(attribute)
                if holds(wanted, [value]):
                    return True
        return False

    def suspect(self) -> bool:
        """End the first look; tell whether a second one is needed."""
        found = self.suspects
        found.said = self.said.counted_outside(1, 1)
        for name, limits in self.limits.items():
            most = limits.most if limits.most is not None else 2**62
            found.counts[name] = self.counts[name].counted_outside(limits.least, most)
        found.items = KeySet(keys for keys, _ in self.triggers.counted())
        self.measures.decide(self.pace.hasty())
        return bool(found) or bool(self.measures)

    def look(self, file: int, placed: Placed) -> None:
        """Look at an annotation for the second time."""
        annotation = placed.annotation
        for problem in self.measures.check(placed):
            self.problems.add(file, problem)
        if self._is_suspect(annotation):
            self.log.add(Answer(file, placed.line, placed.is_known, annotation))

    def _is_suspect(self, annotation: Annotation) -> bool:
        who = (annotation.item, annotation.annotator, annotation.batch)
        if self.is_suspect_item(annotation.task, *who):
            return True
        said = self.suspects.said
        return len(said) > 0 and self.said_key(annotation) in said

    def is_suspect_item(
        self, task: str | None, item: str, annotator: str | None, batch: str | None
    ) -> bool:
        """Tell whether all that is said of an item, or of it by an annotator, is suspect."""
        found = self.suspects
        if len(found.items) and hash(item) in found.items:
            return True
        # Repetitions do not count as choices: where there are any, all are counted again.
        return task in self.limits and (
            len(found.said) > 0 or count_key(item, annotator, batch) in found.counts[task]
        )

    def finish(self) -> ProblemLog:
        """Return all problems."""
        if not self.log.is_empty:
            for answers in self.log.by_item():
                for answer, problem in self.answers.check(answers):
                    item = answer.annotation.item or None
                    self.problems.add(answer.file, problem._replace(line=answer.line, item=item))
        return self.problems


def region_key(who: tuple[str | None, ...], label: str | None, sides: Sequence[float]) -> int:
    """Return the hash of a box, and who says of what that it is there."""
    return mixed(*map(hash, who), hash(label), *map(_bits, sides))


def _bits(side: float) -> int:
    """Return the bits of a number as a float has them, if that is exact; zero has no sign."""
    if abs(side) >= _LARGEST:
        return hash(side)
    bits: int = _INTEGER.unpack(_FLOAT.pack(side + 0.0))[0]
    return bits


def count_key(item: str, annotator: str | None, batch: str | None) -> int:
    """Return the hash of who answers about what."""
    return mixed(hash(item), hash(annotator), hash(batch))


def _is_whole(taxonomy: Taxonomy) -> bool:
    """Tell whether the annotations of the task concern others of the item."""
    task = taxonomy.task
    return task.type == "relation" or task.every_pixel or needs_ancestors(taxonomy)
