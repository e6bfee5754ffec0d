"""init: a small label repository that validates, releases and builds at once."""

from pathlib import Path

import click

from schemactl.cli.options import format_option
from schemactl.cli.output import print_json, print_lines
from schemactl.exchange.starter import starter_files, write_starter


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--example", is_flag=True, help="Write the rich example, support tickets.")
@format_option("text", "json")
def command(folder: Path, example: bool, output_format: str) -> None:
    """Write a label repository to DIR, by default here. No file that exists is touched."""
    written = write_starter(folder, starter_files(example=example))
    if output_format == "json":
        print_json({"root": folder.as_posix(), "files": written})
        return
    print_lines(*(f"wrote {path}" for path in written), "", *_next_steps(folder))


def _next_steps(folder: Path) -> list[str]:
    steps = [
        "schemactl validate",
        "schemactl release",
        "schemactl handbook build",
    ]
    if folder.resolve() != Path.cwd():
        steps.insert(0, f"cd {folder}")
    return ["next:", *(f"  {step}" for step in steps), "README.md says how to go on."]
