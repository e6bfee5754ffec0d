"""The last line of a report: what was examined, and how much was found."""

from schemactl.cli.summary import found, summarised
from schemactl.model.finding import Diagnostic, Region
from schemactl.validate.engine import Report

ERROR = Diagnostic("r", "error", "m", None, Region())


def test_one_is_one_and_two_are_many() -> None:
    report = Report((ERROR, ERROR._replace(message="n")), 1, 2, 1)
    assert summarised(report) == "1 schema, 2 labels, 1 guideline: 2 errors, 0 warnings"


def test_infos_and_what_is_suppressed_are_named_where_there_are_any() -> None:
    info = ERROR._replace(severity="info")
    accepted = ERROR._replace(suppressed="known")
    report = Report((info, accepted), 1, 1, 1)
    assert found(report) == "0 errors, 0 warnings, 1 info, 1 suppressed"
