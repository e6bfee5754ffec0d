"""Batches that were begun before their guideline was read."""

from schemactl.audit.findings import labeled_before_acknowledged as finding
from schemactl.model.lineage import Acknowledgement, Annotator, Content, Pin
from tests.audit.findings.records import a_batch, a_record, messages

WHO = "annotator:a-0123456789ab"


def acknowledged(at: str) -> Annotator:
    """Return somebody who acknowledged the guideline."""
    said = Acknowledgement(guideline=Pin(ref="guideline:g@1.0.0"), at=at)
    return Annotator(acknowledged=(said,))


def found(**contents: Content) -> list[tuple[str, str]]:
    """Return what is found where a batch began on 2 March."""
    batch = a_batch(WHO, since="2026-03-02")
    known: dict[str, Content] = {f"{WHO}@{n}": one for n, one in enumerate(contents.values(), 1)}
    return messages(finding, a_record({"batch:b@1": batch, **known}))


def test_nobody_read_it() -> None:
    never = [("batch:b@1", f"{WHO} never acknowledged guideline:g@1.0.0")]
    assert found() == never
    assert found(first=Annotator()) == never


def test_it_was_read_later() -> None:
    assert found(first=Annotator(), then=acknowledged("2026-03-05")) == [
        ("batch:b@1", f"{WHO} acknowledged guideline:g@1.0.0 on 2026-03-05, after 2026-03-02")
    ]


def test_it_was_read_before_or_on_the_day() -> None:
    assert found(first=acknowledged("2026-03-01")) == []
    assert found(first=acknowledged("2026-03-02T17:00:00Z")) == []


def test_without_a_guideline_there_is_nothing_to_read() -> None:
    record = a_record({"batch:b@1": a_batch(WHO, guided_by=None)})
    assert messages(finding, record) == []
