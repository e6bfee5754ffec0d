"""`schemactl rules`: list the rules of validate, or explain one."""

import click

from schemactl.cli.options import format_option
from schemactl.cli.output import print_json, print_lines
from schemactl.files.json_schema import editor_schema
from schemactl.validate.catalog import all_levels
from schemactl.validate.explanation import kinds, page, summary


@click.command()
@click.argument("name", required=False)
@click.option(
    "--json-schema", is_flag=True, help="Print the JSON Schema of schema.yaml, for editors."
)
@format_option("text", "json")
def command(name: str | None, json_schema: bool, output_format: str) -> None:
    """List all rules with their severity in each profile, or explain the rule NAME."""
    if json_schema:
        print_json(editor_schema("schema"))
    elif name is not None:
        text = page(name)
        if output_format == "json":
            print_json({**_row(name), "page": text})
        else:
            print_lines(text.rstrip("\n"))
    elif output_format == "json":
        print_json({"rules": [_row(rule) for rule in all_levels()]})
    else:
        print_lines(*_table())


def _row(name: str) -> dict[str, object]:
    minimal, standard, strict = all_levels()[name]
    return {
        "rule": name,
        "minimal": minimal,
        "standard": standard,
        "strict": strict,
        "examines": [kind for kind, rules in kinds().items() if name in rules],
        "summary": summary(name),
    }


def _table() -> list[str]:
    levels = all_levels()
    rows = {name: (name, *levels[name], summary(name)) for name in levels}
    head = ("rule", "minimal", "standard", "strict", "")
    widths = [max(map(len, column)) for column in list(zip(head, *rows.values(), strict=True))[:-1]]
    layout = "  ".join(f"{{:{width}}}" for width in widths) + "  {}"
    lines = [layout.format(*head).rstrip()]
    for kind, rules in kinds().items():
        lines += ["", f"{kind}:", *(layout.format(*rows[name]).rstrip() for name in rules)]
    return lines
