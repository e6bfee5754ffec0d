"""data: check, count, convert and digest labeled data under a schema release."""

import click

from schemactl.cli.verbs import Verbs

_MODULES = {verb: f"schemactl.cli.data_{verb}" for verb in ("check", "convert", "digest", "stats")}


@click.group(cls=Verbs, modules=_MODULES)
def command() -> None:
    """Check, count, convert and digest annotation data."""
