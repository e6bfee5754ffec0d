"""`schemactl diff` of two schemas of 10,000 labels, against only reading both."""

import argparse
import random
import re
import tempfile
from pathlib import Path

from benchmarks.labels import write_repository
from benchmarks.paired import PYTHON, ROOT, Variant, compare, show

_DEFINITION = re.compile(r"(?m)^( +definition: )(.*)$")
_PROSE = re.compile(r"(?m)^( +(?:name|definition|content): )(.*)$")
_LETTERS = re.compile(r"[a-z]+", re.IGNORECASE)
_EVERY = 100
_FORMS = 600


def main() -> None:
    """Write two versions, edited here and there or recoded all over, and run both in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        new = write_repository(Path(top), chosen.labels)
        old = new.with_name("old.yaml")
        text = new.read_text(encoding="utf-8")
        few = "few words: a proposal is found by its number"
        cases = {
            "one definition in a hundred is worded otherwise": (text, _edited),
            f"every id is another one and nothing is declared, {few}": (text, _recoded),
            "the same with a language's wealth of words": (_rich(text), _recoded),
        }
        for name, (content, change) in cases.items():
            new.write_text(content, encoding="utf-8")
            old.write_text(change(content), encoding="utf-8")
            size = (new.stat().st_size + old.stat().st_size) / 1e6
            show(f"two of {chosen.labels} labels, {size:.2f} MB: {name}")
            compare(_variants(old, new), Path(top), chosen.rounds)


def _variants(old: Path, new: Path) -> list[Variant]:
    floor = [PYTHON, str(ROOT / "benchmarks" / "read.py"), str(old), str(new)]
    return [
        Variant("reading both", floor, environment={"PYTHONPATH": str(ROOT)}),
        Variant("schemactl diff", [PYTHON, "-m", "schemactl", "diff", str(old), str(new)]),
    ]


def _recoded(text: str) -> str:
    """Give every label and example another id."""
    return text.replace("label-", "code-")


def _rich(text: str) -> str:
    """Make of every word of prose one of many, of which a few are common and most are rare."""
    invent = random.Random(7)

    def one(match: re.Match[str]) -> str:
        return f"{match[0]}{int(_FORMS ** invent.random())}"

    return _PROSE.sub(lambda line: line[1] + _LETTERS.sub(one, line[2]), text)


def _edited(text: str) -> str:
    """Word every hundredth definition otherwise."""
    seen = 0

    def one(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return f"{match[1]}Once: {match[2]}" if seen % _EVERY == 0 else match[0]

    return _DEFINITION.sub(one, text).replace("Once: ", "Once ")


if __name__ == "__main__":
    main()
