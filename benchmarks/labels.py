"""Label repositories of any size: invented, the same at every run, of realistic length."""

import random
from pathlib import Path

_WORDS = (
    *("account", "annotator", "asks", "billing", "cancelled", "card", "charge", "claims"),
    *("customer", "date", "delivery", "evidence", "expects", "explains", "fee", "goods"),
    *("invoice", "item", "label", "letter", "message", "mistake", "money", "month", "names"),
    *("number", "once", "order", "paid", "person", "place", "price", "reason", "refund"),
    *("reports", "sender", "service", "states", "text", "twice", "vendor", "week", "writes"),
)
_DEFINITION_CHARACTERS = 200
_EXAMPLE_CHARACTERS = 80
_CHILDREN = 20


def write_repository(folder: Path, labels: int) -> Path:
    """Write a repository with one schema of so many labels; return the schema's file."""
    path = folder / "schemas" / "large" / "schema.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(schema_text(labels), encoding="utf-8")
    return path


def schema_text(labels: int) -> str:
    """Return a schema: a tree of two levels, each label with its definition and five examples."""
    invent = random.Random(7)
    lines = ["schemactl: 1", "name: large", "version: 1.0.0", "type: classification"]
    lines += ["hierarchy: {choose: any-level}", "labels:"]
    for number in range(labels):
        is_group = number % _CHILDREN == 0
        indent = "  " if is_group else "      "
        lines += _label(f"label-{number}", invent, indent)
        if is_group and number + 1 < labels:
            lines.append(f"{indent}  labels:")
    return "\n".join(lines) + "\n"


def _label(label_id: str, invent: random.Random, indent: str) -> list[str]:
    lines = [f"{indent}- id: {label_id}", f"{indent}  name: {prose(invent, 20)}"]
    lines.append(f"{indent}  definition: {prose(invent, _DEFINITION_CHARACTERS)}")
    for kind, count in (("examples", 3), ("counterexamples", 2)):
        lines.append(f"{indent}  {kind}:")
        for number in range(count):
            lines.append(f"{indent}    - id: {label_id}-{kind[0]}{number}")
            lines.append(f"{indent}      content: {prose(invent, _EXAMPLE_CHARACTERS)}")
            if kind == "counterexamples":
                lines.append(f"{indent}      use: label-0")
    return lines


def prose(invent: random.Random, characters: int) -> str:
    """Return a sentence of about so many characters."""
    words: list[str] = []
    while sum(map(len, words)) + len(words) < characters:
        words.append(invent.choice(_WORDS))
    return " ".join(words).capitalize() + "."
