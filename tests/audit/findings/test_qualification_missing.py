"""Annotators without the qualification that a label asks for, or with an old one."""

from schemactl.audit.findings import qualification_missing as finding
from schemactl.model.lineage import Annotator, Content
from tests.audit.findings.records import a_batch, a_record, a_release, messages, redefined

WHO = "annotator:a-0123456789ab"
NURSE = Annotator(qualifications=("nurse",))
AT = {f"{WHO}@1": "2026-02-01T00:00:00Z", f"{WHO}@2": "2026-05-01T00:00:00Z"}


def found(*known: Annotator, effect: str = "clarify", since: str = "") -> list[tuple[str, str]]:
    """Return what is found in a batch under a release that asks for a nurse."""
    people: dict[str, Content] = {f"{WHO}@{n}": one for n, one in enumerate(known, 1)}
    record = a_record(
        {"batch:b@1": a_batch(WHO), **people},
        a_release("1.0.0", redefined(effect), requires=["nurse"]),
        a_release("2.0.0", redefined("shift"), requires=["nurse"]),
        at={**AT, "schema:s@1.0.0": since, "schema:s@2.0.0": "2026-09-01"},
    )
    return messages(finding, record)


def test_a_qualification_is_missing() -> None:
    lacking = f"{WHO} is not known to have 'nurse', which labels of schema:s@1.0.0 ask for"
    assert found() == [("batch:b@1", lacking)]
    assert found(Annotator()) == [("batch:b@1", lacking)]


def test_a_qualification_is_there() -> None:
    assert found(Annotator(), NURSE) == []
    assert found(NURSE, effect="narrow", since="2026-01-01") == []


def test_a_qualification_from_before_a_change_is_old() -> None:
    assert found(NURSE, effect="narrow", since="2026-03-01") == [
        (
            "batch:b@1",
            f"{WHO} has 'nurse' since 2026-02-01T00:00:00Z, before schema:s@1.0.0 changed what "
            "annotators do",
        )
    ]
    assert found(Annotator(), NURSE, effect="narrow", since="2026-03-01") == []
    assert found(NURSE, effect="clarify", since="2026-03-01") == []


def test_a_schema_that_is_gone_asks_for_nothing() -> None:
    assert messages(finding, a_record({"batch:b@1": a_batch(WHO)})) == []
