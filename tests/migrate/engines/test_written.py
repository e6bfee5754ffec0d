"""Tests of written: what a task could not do is said, and by the first task that could not."""

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.engines.written import Written, check_told, failure


def test_the_first_task_that_failed_speaks() -> None:
    told = [(4, {"message": "late", "hint": "h"}), (2, {"message": "early", "hint": "h"}), (1, {})]
    with pytest.raises(SchemactlError, match="early"):
        check_told(Written(told, {}))
    check_told(Written([(1, {"place": []})], {}))


def test_only_errors_of_spark_are_said_otherwise() -> None:
    own = OSError("disk")
    assert failure(own) is own
    strange = type("Py4JError", (Exception,), {"__module__": "py4j.protocol"})
    assert str(failure(strange("it ended\nat line 1"))).startswith("Spark gave up: it ended")
