"""Tests of remarks."""

import logging

import pytest

from schemactl.handbook.remarks import quiet


def test_warnings_are_kept_and_nothing_is_printed(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("mkdocs.build")
    before = logging.getLogger("mkdocs").level
    with quiet() as remarks:
        logger.warning("one %s", "page")
        logger.warning("A 'dirty' build is being performed")
        logger.info("said")
    assert remarks == ["one page"]
    assert caplog.messages == []
    assert logging.getLogger("mkdocs").level == before
    logger.warning("later")
    assert remarks == ["one page"]
