"""The floor of validation: the least that a Python program can do for the same report.

One parse with places of every value, jsonschema-rs, ids that stand twice, unknown labels, then
out. It knows one schema, one profile and one message; it is what `schemactl validate` is
measured against, not a part of it.
"""

import gc
import json
import os
import sys

gc.disable()

import jsonschema_rs  # noqa: E402
import yaml  # noqa: E402


def plain(node):
    """Return the data of a node."""
    if type(node) is yaml.ScalarNode:
        return node.value
    if type(node) is yaml.SequenceNode:
        return [plain(inner) for inner in node.value]
    return {key.value: plain(inner) for key, inner in node.value}


def find(node, path):
    """Return the node at a path."""
    for part in path:
        inner = node.value
        node = (
            inner[part] if isinstance(part, int) else next(v for k, v in inner if k.value == part)
        )
    return node


def walk(labels, path):
    """Yield every label with its path."""
    for position, label in enumerate(labels):
        yield label, (*path, position)
        yield from walk(label.get("labels", ()), (*path, position, "labels"))


def main(file, schema):
    """Print what is wrong, with line and column."""
    with open(file, encoding="utf-8") as stream:  # noqa: PTH123
        tree = yaml.compose(stream.read(), Loader=yaml.CSafeLoader)
    data = plain(tree)
    with open(schema, encoding="utf-8") as stream:  # noqa: PTH123
        validator = jsonschema_rs.validator_for(json.load(stream))
    found = [(error.message, error.instance_path) for error in validator.iter_errors(data)]
    seen = set()
    places = list(walk(data["labels"], ("labels",)))
    for label, path in places:
        if label["id"] in seen:
            found.append((f"duplicate {label['id']}", path))
        seen.add(label["id"])
    for label, path in places:
        wrong = [e["use"] for e in label.get("counterexamples", ()) if e["use"] not in seen]
        found += [(f"unknown label {use}", path) for use in wrong]
    for message, path in found:
        mark = find(tree, path).start_mark
        sys.stdout.write(f"{file}:{mark.line + 1}:{mark.column + 1}: {message}\n")
    sys.stdout.flush()
    os._exit(1 if found else 0)


main(*sys.argv[1:])
