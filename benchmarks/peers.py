"""`schemactl validate` on 10,000 labels beside the validators of other schema languages.

They check less: check-jsonschema and linkml-validate the structure of the same file, `buf lint`
the names of an enumeration of as many values, once bare and once with the same words as comments.
A file of labels that have an id and a definition is measured, too: that is what a commented
enumeration says. A tool that cannot be installed is not measured.
"""

import argparse
import random
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.labels import prose, write_repository
from benchmarks.paired import PYTHON, ROOT, SCRIPTS, Variant, compare, show
from benchmarks.tools import buf, linkml_validate

JSON_SCHEMA = ROOT / "schemactl" / "files" / "json_schemas" / "schema.json"
# Where a label begins in the file of the benchmark; its examples have longer ids.
_LABEL = re.compile(r"(?m)^ *- id: label-\d+$")
# What a LinkML user would write for the same file.
LINKML = """\
id: https://example.org/labels
name: labels
prefixes: {linkml: "https://w3id.org/linkml/"}
imports: [linkml:types]
default_range: string
classes:
  Schema:
    tree_root: true
    attributes:
      schemactl: {range: integer, required: true}
      name: {required: true}
      version: {required: true}
      type: {}
      hierarchy: {range: Hierarchy}
      labels: {range: Label, multivalued: true, inlined_as_list: true}
  Hierarchy:
    attributes:
      choose: {}
  Label:
    attributes:
      id: {required: true, pattern: "^[^\\\\s]+$"}
      name: {}
      definition: {}
      examples: {range: Example, multivalued: true, inlined_as_list: true}
      counterexamples: {range: Example, multivalued: true, inlined_as_list: true}
      labels: {range: Label, multivalued: true, inlined_as_list: true}
  Example:
    attributes:
      id: {}
      content: {required: true}
      use: {}
"""


def main() -> None:
    """Write the labels, install what is missing, run all in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        path = write_repository(folder, chosen.labels)
        other = [str(SCRIPTS / "check-jsonschema"), "--schemafile", str(JSON_SCHEMA), str(path)]
        variants = [
            Variant("schemactl validate", [PYTHON, "-m", "schemactl", "validate", "--no-cache"]),
            Variant("check-jsonschema", other),
        ]
        with tempfile.TemporaryDirectory() as tools:
            variants += _linkml(folder, path, linkml_validate(Path(tools)))
            program = buf(Path(tools))
            variants += _buf(folder, path, chosen.labels, program)
            show(f"{chosen.labels} labels, {path.stat().st_size / 1e6:.2f} MB")
            compare(variants, folder, chosen.rounds)
            _compare_defined(folder / "defined", chosen.labels, chosen.rounds, program)


def _linkml(folder: Path, path: Path, tool: str | None) -> list[Variant]:
    if tool is None:
        show("linkml-validate: not measured, it could not be installed")
        return []
    schema = folder / "linkml.yaml"
    schema.write_text(LINKML, encoding="utf-8")
    return [Variant("linkml-validate", [tool, "-s", str(schema), "-C", "Schema", str(path)])]


def _buf(folder: Path, path: Path, values: int, tool: str | None) -> list[Variant]:
    if tool is None:
        show("buf lint: not measured, npm is missing or could not install it")
        return []
    texts = _LABEL.split(path.read_text(encoding="utf-8"))[1:]
    return [
        _enumeration("buf lint (bare values)", folder, values, tool, lambda n: [f"Label {n}."]),
        _enumeration(
            "buf lint (the same words)",
            folder,
            values,
            tool,
            lambda n: [line.strip() for line in texts[n].splitlines()],
        ),
    ]


def _compare_defined(folder: Path, labels: int, rounds: int, tool: str | None) -> None:
    """Compare labels of an id and a definition with values of a name and a comment."""
    if tool is None:
        return
    invent = random.Random(7)
    words = [prose(invent, 200) for _ in range(labels)]
    path = folder / "schemas" / "large" / "schema.yaml"
    path.parent.mkdir(parents=True)
    lines = ["schemactl: 1", "name: large", "version: 1.0.0", "type: classification", "labels:"]
    lines += [f"  - id: label-{n}\n    definition: {words[n]}" for n in range(labels)]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    # Without examples there would be a remark on each label, which is no part of the comparison.
    settings = "severity: {too-few-examples: 'off'}\n"
    (folder / "schemactl.yaml").write_text(settings, encoding="utf-8")
    validate = [PYTHON, "-m", "schemactl", "validate", "--no-cache"]
    show(f"{labels} labels of an id and a definition, {path.stat().st_size / 1e6:.2f} MB")
    variants = [
        _enumeration("buf lint (the same words)", folder, labels, tool, lambda n: [words[n]]),
        Variant("schemactl validate", validate),
    ]
    compare(variants, folder, rounds)


def _enumeration(
    name: str, folder: Path, values: int, tool: str, comment: Callable[[int], list[str]]
) -> Variant:
    place = folder / re.sub(r"\W+", "-", name)
    file = place / "labels" / "v1" / "labels.proto"
    file.parent.mkdir(parents=True)
    lines = ['syntax = "proto3";', "package labels.v1;", "enum Label {"]
    lines += ["  LABEL_UNSPECIFIED = 0;"]
    for number in range(1, values):
        lines += [f"  // {line}" for line in comment(number)]
        lines.append(f"  LABEL_NUMBER_{number} = {number};")
    file.write_text("\n".join([*lines, "}\n"]), encoding="utf-8")
    (place / "buf.yaml").write_text("version: v2\n", encoding="utf-8")
    environment = {"HOME": str(folder), "BUF_CACHE_DIR": str(folder / ".buf")}
    return Variant(name, [tool, "lint", str(place)], (0,), environment)


if __name__ == "__main__":
    main()
