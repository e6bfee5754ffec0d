"""`schemactl validate` on 10,000 labels beside the validators of other schema languages.

They check less: check-jsonschema and linkml-validate the structure of the same file, `buf lint`
the names of an enumeration of as many values. A tool that cannot be installed is not measured.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.labels import write_repository
from benchmarks.paired import PYTHON, ROOT, SCRIPTS, Variant, compare, show
from benchmarks.tools import buf, linkml_validate

JSON_SCHEMA = ROOT / "schemactl" / "files" / "json_schemas" / "schema.json"
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
            variants += _buf(folder, chosen.labels, buf(Path(tools)))
            show(f"{chosen.labels} labels, {path.stat().st_size / 1e6:.2f} MB")
            compare(variants, folder, chosen.rounds)


def _linkml(folder: Path, path: Path, tool: str | None) -> list[Variant]:
    if tool is None:
        show("linkml-validate: not measured, it could not be installed")
        return []
    schema = folder / "linkml.yaml"
    schema.write_text(LINKML, encoding="utf-8")
    return [Variant("linkml-validate", [tool, "-s", str(schema), "-C", "Schema", str(path)])]


def _buf(folder: Path, values: int, tool: str | None) -> list[Variant]:
    if tool is None:
        show("buf lint: not measured, npm is missing or could not install it")
        return []
    place = folder / "proto"
    file = place / "labels" / "v1" / "labels.proto"
    file.parent.mkdir(parents=True)
    lines = ['syntax = "proto3";', "package labels.v1;", "enum Label {"]
    lines += ["  LABEL_UNSPECIFIED = 0;"]
    lines += [f"  // Label {n}.\n  LABEL_NUMBER_{n} = {n};" for n in range(1, values)]
    file.write_text("\n".join([*lines, "}\n"]), encoding="utf-8")
    (place / "buf.yaml").write_text("version: v2\n", encoding="utf-8")
    environment = {"HOME": str(folder), "BUF_CACHE_DIR": str(folder / ".buf")}
    return [Variant("buf lint (values only)", [tool, "lint", str(place)], (0,), environment)]


if __name__ == "__main__":
    main()
