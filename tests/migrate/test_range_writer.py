"""Range writer: output, undo and places follow from the changes, in order."""

from collections import Counter

from schemactl.files.rewriting import Splice
from schemactl.migrate.lane import Change
from schemactl.migrate.queue_file import Entry
from schemactl.migrate.range_writer import RangeWriter
from schemactl.migrate.undo_file import Edit, frame_of

ENTRY = Entry(0, 1, 0, 0, "i", b"", ())
CONTENT = b"one\ntwo\nsix\n"


def test_changes_are_written_one_after_the_other() -> None:
    writer = RangeWriter(CONTENT)
    writer.replace(0, b"one", b"three")
    writer.add(Change([Splice(0, 4, b"")], ENTRY, Counter({("left",): 1}), True), 4, 4, 2)
    writer.add(Change([Splice(0, 1, b"S")], ENTRY, Counter()), 8, 4, 3)
    found = writer.finish(3)
    assert found.output == b"three\nSix\n"
    assert found.undo == frame_of(
        CONTENT, [Edit(0, 3, b"three"), Edit(4, 8, b""), Edit(8, 9, b"S")]
    )
    assert [(one.ordinal, one.at, one.length) for one in found.entries] == [(2, 6, 0), (3, 6, 4)]
    assert found.counts == {("left",): 1}
    assert (found.size, found.lines, found.is_settled) == (12, 3, False)
