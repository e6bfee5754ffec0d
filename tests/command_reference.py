"""Write docs/reference/cli.md from the commands' own help: `python tests/command_reference.py`."""

from collections.abc import Iterator
from pathlib import Path

import click

from schemactl.cli.main import VERBS, command

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "cli.md"
HEAD = """\
# Commands

Exit codes: 0 fine; 1 the answer to your question is bad; 2 the command could not act; 3 a bug in
schemactl; 130 interrupted. Results go to stdout; notes and progress go to stderr, and only to a
terminal. This page is made from the commands' own help by `make reference`.
"""


def page() -> str:
    """Return the whole page."""
    context = click.Context(command, info_name="schemactl", **command.context_settings)
    sections = [HEAD]
    for verb in VERBS:
        found = command.get_command(context, verb)
        if found is None:
            raise KeyError(verb)
        sections.extend(_sections(found, context, verb))
    return "\n".join(sections)


def _sections(found: click.Command, parent: click.Context, name: str) -> Iterator[str]:
    settings = {"max_content_width": 100, "terminal_width": 100}
    context = click.Context(found, parent=parent, info_name=name, **settings)  # type: ignore[arg-type]
    text = "\n".join(line.rstrip() for line in found.get_help(context).splitlines())
    yield f"## {context.command_path}\n\n```text\n{text}\n```\n"
    if isinstance(found, click.Group):
        for inner in found.list_commands(context):
            below = found.get_command(context, inner)
            if below is not None:
                yield from _sections(below, context, inner)


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
