"""Label files as people write them: any style, any indentation, comments and blanks anywhere."""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from schemactl.files.yaml_write import ScalarStyle, render_scalar

STYLES: list[ScalarStyle] = ["plain", "single", "double", "folded", "literal"]
COMMENTS = ["# one", "#two", "#", "# a: b", "# - id: x", "# allow: rule -- why  ", "# 'quoted"]

texts = st.one_of(
    st.sampled_from(
        [
            *("a", "yes", "1.10", "true", "a b", "Note: this.", "a, b", "it's", "#x", "- x", ""),
            *("word " * 30 + "word.", "Two\n\nparagraphs.\n", "a\n  b\n", "x # y and more of it."),
        ]
    ),
    st.text(alphabet="ab :#-'\"\n\\,[]{}", max_size=12),
)
trees = st.recursive(
    st.one_of(st.none(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=14,
).filter(lambda tree: isinstance(tree, dict | list) and bool(tree))


class _Pen:
    """Draws one way of many to write each part of a tree."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def one_of(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def between(self, indent: str) -> Iterator[str]:
        """Yield blank lines and comments."""
        for _ in range(self.one_of(0, 0, 0, 1, 2)):
            shift = self.one_of("", "", " ", "   ")
            comment = self.draw(st.sampled_from(COMMENTS))
            yield self.one_of("", "   ", f"{indent}{shift}{comment}", comment)

    def behind(self) -> str:
        blanks = self.one_of(" ", "   ", "\t")
        return str(self.one_of("", "", "", f"{blanks}{self.draw(st.sampled_from(COMMENTS))}", " "))

    def inline(self, value: Any) -> str:
        """Write a value in one line."""
        gap = str(self.one_of("", " ", "  "))
        if isinstance(value, list):
            return "[" + f",{gap} ".join(map(self.inline, value)) + gap + "]"
        if isinstance(value, dict):
            pairs = [f"{self.key(k)}: {self.inline(v)}" for k, v in value.items()]
            return "{" + gap + f" ,{gap} ".join(pairs) + "}"
        if value is None:
            return ""
        style: ScalarStyle = self.one_of("single", "double")
        return str(render_scalar(value, style) or render_scalar(value, "double"))

    def key(self, key: str) -> str:
        style: ScalarStyle = self.one_of("plain", "single", "double")
        return str(render_scalar(key, style) or render_scalar(key, "double"))

    def block(self, tree: Any, indent: str) -> Iterator[str]:
        """Yield the lines of a list or mapping."""
        for entry in tree:
            yield from self.between(indent)
            if isinstance(tree, dict):
                yield from self.value(f"{indent}{self.key(entry)}:", tree[entry], indent, False)
            else:
                yield from self.value(f"{indent}-", entry, indent, True)
        yield from self.between(indent)

    def value(self, head: str, value: Any, indent: str, in_list: bool) -> Iterator[str]:
        deeper = indent + self.one_of(" ", "  ", "    ")
        if isinstance(value, dict | list) and value and self.one_of(True, True, False):
            yield head + self.behind()
            below = isinstance(value, list) and not in_list and self.one_of(True, False)
            yield from self.block(value, indent if below else deeper)
        elif isinstance(value, dict | list):
            # An empty place in a one-line list is no YAML.
            safe = value if not _has_nothing(value) else []
            if safe and self.one_of(True, False):
                yield from self.spread(head, safe, deeper)
            else:
                yield f"{head} {self.inline(safe)}{self.behind()}"
        elif value is None:
            yield head + self.behind()
        else:
            yield from self.scalar(head, value, deeper)

    def spread(self, head: str, value: Any, indent: str) -> Iterator[str]:
        """Yield a list or mapping in brackets, but in several lines."""
        start, end = "{}" if isinstance(value, dict) else "[]"
        yield f"{head} {start}{self.behind()}"
        for entry in value:
            yield from self.between(indent)
            name = f"{self.key(entry)}: " if isinstance(value, dict) else ""
            inner = self.inline(value[entry] if isinstance(value, dict) else entry)
            yield f"{indent}{name}{inner},{self.behind()}"
        yield from self.between(indent)
        yield f"{indent}{end}{self.behind()}"

    def scalar(self, head: str, value: str, deeper: str) -> Iterator[str]:
        style = self.draw(st.sampled_from(STYLES))
        written = render_scalar(value, style, deeper)
        if written is None:
            style, written = "double", render_scalar(value, "double")
        first, *rest = str(written).split("\n")
        if style in ("folded", "literal"):
            yield f"{head} {first}{self.behind()}"
            yield from rest
        elif self.one_of(True, True, True, False):
            yield f"{head}{self.one_of(' ', '   ')}{first}{self.behind()}"
        else:
            yield head + self.behind()
            yield from self.between(deeper)
            yield f"{deeper}{first}{self.behind()}"


def _has_nothing(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value
    return any(v is None or (isinstance(v, dict | list) and _has_nothing(v)) for v in inner)


@st.composite
def messy_files(draw: st.DrawFn) -> str:
    """Draw the text of a label file."""
    pen = _Pen(draw)
    lines = list(pen.block(draw(trees), draw(st.sampled_from(["", "", " "]))))
    if draw(st.booleans()):
        lines.insert(0, draw(st.sampled_from(["---", "--- # start", "# head", "%YAML 1.1\n---"])))
    return "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n\n", "\n...\n", "\n# end"]))
