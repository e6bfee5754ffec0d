"""What data of Mechanical Turk is known by."""

from pathlib import Path

from schemactl.files.signs.mturk import recognise


def test_the_columns_of_results_are_its_mark() -> None:
    assert recognise(Path("a.csv"), b"\xef\xbb\xbfHITId,AssignmentId,WorkerId,Answer.q\r\n")
    assert not recognise(Path("a.csv"), b"HITId,AssignmentId,WorkerId,q\n")
    assert not recognise(Path("a.csv"), b"item,text\n")
