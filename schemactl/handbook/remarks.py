"""Remarks: what MkDocs warns of, kept instead of printed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Remarks(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if "'dirty' build" not in message:
            self.found.append(message)


@contextmanager
def quiet() -> Iterator[list[str]]:
    """Collect the warnings of MkDocs instead of printing them."""
    logger = logging.getLogger("mkdocs")
    handler = _Remarks()
    before, level = logger.propagate, logger.level
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield handler.found
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
        logger.setLevel(level)
