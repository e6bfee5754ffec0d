"""`schemactl migrate`: lead existing labels from one release to the next."""

import click

from schemactl.cli.verbs import Verbs

_VERBS = ("answer", "apply", "draft", "plan", "undo")


@click.group(cls=Verbs, modules={verb: f"schemactl.cli.migrate_{verb}" for verb in _VERBS})
def command() -> None:
    """Lead existing labels from one release to the next."""
