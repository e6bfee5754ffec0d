"""Counting: tells how many of its pages MkDocs has made, by its interface for plugins."""

from typing import Any

from jinja2 import Environment
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from schemactl.handbook.advance import Report

NAME = "counting"


class Counting(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Counts the pages that are read, then those that are written; it changes none of them."""

    def __init__(self, report: Report) -> None:
        """Report shares of the pages that are made, which need not be all."""
        super().__init__()
        self.report = report
        self.read = 0
        self.written = 0

    def on_pre_page(self, page: Page, /, **_: Any) -> Page:
        """Count a page that will be made."""
        self.read += 1
        return page

    def on_env(self, env: Environment, /, **_: Any) -> Environment:
        """Know that all pages are read."""
        self.report(0.0)
        return env

    def on_post_page(self, output: str, /, **_: Any) -> str:
        """Count a page that is made."""
        self.written += 1
        self.report(self.written / self.read)
        return output
