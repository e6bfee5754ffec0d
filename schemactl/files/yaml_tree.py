"""The YAML dialect: one libyaml node tree, its plain data, and the place of every value.

The dialect has no tags, anchors, aliases, merge keys or duplicate keys; scalars keep their
text, and the model decides their type. libyaml composes recursively, so a file that may be
nested deeply enough to exhaust the stack is first read as a flat stream of events.
"""

import gc
import re
from collections.abc import Iterable
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from schemactl.errors import SchemactlError
from schemactl.files.flow_prose import Cut, cuts_in, uncut
from schemactl.files.yaml_error import (
    hidden_line_ends,
    not_utf8,
    syntax_problem,
    with_line_feeds,
)
from schemactl.model.finding import Diagnostic, Pointer, Region
from schemactl.model.scalar import Plain, looks_typed
from schemactl.model.secret import masked

LARGEST_FILE = 32 * 1024 * 1024
DEEPEST = 64

# These begin with a rare character, so that a large file is searched at the speed of memory.
_MAY_BE_ANCHOR = re.compile(r"[&*](?<![^\s\[{,:?-][&*])[^\s&*]")
_MAY_BE_BARE_TAG = re.compile(r"!\s")
_BEFORE_VALUE = "[{,:?-"
_WIDEST_GAP = 200
_MAY_BE_DEEP = re.compile(r"\n[ ?:-]{400}")
_MANY_OPENINGS = 2000
_TYPED_START = frozenset("+-.0123456789tf")

try:
    from yaml._yaml import CParser
except ImportError as missing:  # pragma: no cover - depends on how PyYAML was built
    raise SchemactlError(
        "this PyYAML was built without libyaml",
        "install the PyYAML wheel: pip install --force-reinstall pyyaml",
    ) from missing


class _Composer(CParser):
    """libyaml's composer without the guessing of types; an explicit tag stays on its node."""

    def resolve(self, _kind: object, _value: object, _implicit: object) -> None:
        """Leave the tag empty: the model decides the type."""

    def descend_resolver(self, _node: object, _index: object) -> None:
        """Nothing depends on the path."""

    def ascend_resolver(self) -> None:
        """Nothing depends on the path."""


class _Refused(Exception):
    """The dialect does not have what was found at the node."""

    def __init__(self, rule: str, message: str, node: Node | yaml.Event, hint: str) -> None:
        super().__init__(message)
        self.diagnostic = (rule, message, node, hint)


class Document:
    """A YAML file: its text, node tree, plain data and what the dialect refused."""

    def __init__(self, path: str, content: bytes) -> None:
        """Read the bytes; problems are collected, never raised. `path` is for messages."""
        self.path = path
        self.text = ""
        self.root: Node | None = None
        self.data: Any = None
        self.problems: list[Diagnostic] = []
        self.cuts: list[Cut] = []
        # A pointer into the model may differ from the one into the file: the short form of a
        # schema has no `tasks`, and elements that could not be read are left out of lists.
        self.moved: tuple[tuple[Pointer, Pointer], ...] = ()
        self.left_out: dict[Pointer, list[int]] = {}
        # Places in the model that stayed empty, because what is written there was refused.
        self.refused: set[Pointer] = set()
        self._read(content)

    def _read(self, content: bytes) -> None:
        if len(content) > LARGEST_FILE:
            limit = LARGEST_FILE >> 20
            message = f"the file is larger than {limit} MB, which is the most that is read"
            self._refuse("file-limits", message, Region(), "split the schema")
            return
        try:
            self.text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.problems.append(not_utf8(self.path, error))
            return
        self.problems += hidden_line_ends(self.path, self.text)
        if not self.problems:
            self._compose()

    def _compose(self) -> None:
        # The collector would walk the growing tree again and again: 4 times slower.
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            self._scan_events()
            self.root = _Composer(self.text).get_single_node()
            self.data = None if self.root is None else self._plain(self.root, 1)
        except _Refused as refused:
            rule, message, node, hint = refused.diagnostic
            self._refuse(rule, message, _region(node), hint)
        except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
            self.problems.append(syntax_problem(self.path, self.text, error))
        finally:
            if was_enabled:
                gc.enable()

    def _scan_events(self) -> None:
        """Refuse anchors, aliases, `!` and deep nesting, where a quick look cannot exclude them."""
        text = self.text
        openings = text.count("[") + text.count("{")
        if (
            openings < _MANY_OPENINGS
            and not _MAY_BE_DEEP.search(f"\n{with_line_feeds(text)}")
            and not (("&" in text or "*" in text) and _MAY_BE_ANCHOR.search(text))
            and not _may_have_bare_tag(text)
        ):
            return
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            _refuse_sign(event)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    hint = "write the inner parts less deeply nested"
                    raise _Refused("file-limits", f"nested deeper than {DEEPEST}", event, hint)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1

    def _plain(self, node: Node, depth: int) -> Any:
        if node.tag is not None:
            raise _tag(node.tag, node)
        if type(node) is ScalarNode:
            return _scalar(node)
        return self._collection(node, depth)

    def _collection(self, node: Any, depth: int) -> Any:
        if depth > DEEPEST:
            hint = "write the inner parts less deeply nested"
            raise _Refused("file-limits", f"nested deeper than {DEEPEST}", node, hint)
        if node.flow_style:
            self.cuts += cuts_in(node)
        if type(node) is SequenceNode:
            return [self._plain(inner, depth + 1) for inner in node.value]
        return self._mapping(node, depth)

    def _mapping(self, node: Any, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, inner in uncut(node) if node.flow_style else node.value:
            if type(key) is not ScalarNode:
                hint = "a key is a single text"
                raise _Refused("yaml-feature", "a key is a list or a mapping", key, hint)
            if key.tag is not None:
                raise _tag(key.tag, key)
            name = key.value
            if name in data:
                first = next(k for k, _ in node.value if k.value == name).start_mark.line + 1
                message = f"key {name!r} stands here twice, first in line {first}"
                self._refuse("duplicate-key", message, _region(key), "keep one of them")
                continue
            if name == "<<" and not key.style:
                hint = "write the keys out"
                raise _Refused("yaml-feature", "`<<` merges keys, which is not read", key, hint)
            # Most values are texts: going through `_plain` for each would take twice as long.
            if type(inner) is ScalarNode and inner.tag is None:
                data[name] = _scalar(inner)
            else:
                data[name] = self._plain(inner, depth + 1)
        return data

    def _refuse(self, rule: str, message: str, region: Region, hint: str) -> None:
        shown = masked(message)
        self.problems.append(Diagnostic(rule, "error", shown, self.path, region, None, hint))

    def node(self, pointer: Pointer) -> tuple[Node | None, bool]:
        """Return the node that a pointer of the model leads to, and whether all of it exists."""
        current = self.root
        for part in self.original(pointer):
            if type(current) is SequenceNode and isinstance(part, int):
                if part < len(current.value):
                    current = current.value[part]
                    continue
            elif type(current) is MappingNode:
                inner = next((v for k, v in current.value if k.value == part), None)
                if inner is not None:
                    current = inner
                    continue
            return current, False
        return current, True

    def original(self, pointer: Pointer) -> Pointer:
        """Turn a pointer into the model into one into the file."""
        for model, written in self.moved:
            if pointer[: len(model)] == model:
                pointer = written + pointer[len(model) :]
                break
        path: list[str | int] = []
        for part in pointer:
            position = part
            if isinstance(position, int):
                for gone in self.left_out.get(tuple(path), ()):
                    if gone <= position:
                        position += 1
            path.append(position)
        return tuple(path)

    def leave_out(self, pointers: Iterable[Pointer]) -> None:
        """Remember what the model will not have, so that later pointers still find their place."""
        written = [self.original(pointer) for pointer in pointers]
        for pointer in written:
            if pointer and isinstance(pointer[-1], int):
                self.left_out.setdefault(pointer[:-1], []).append(pointer[-1])
        for positions in self.left_out.values():
            positions.sort()

    def locate(self, pointer: Pointer) -> Region:
        """Return the place of the value, or of the nearest thing around it that exists.

        A mapping or list is shown by its first line, for a reader needs a place, not a page.
        """
        node, _ = self.node(pointer)
        return Region() if node is None else _region(node)

    def locate_key(self, pointer: Pointer) -> Region:
        """Return the place of the key at the end of the pointer."""
        node, _ = self.node(pointer[:-1])
        if type(node) is MappingNode:
            for key, _ in node.value:
                if key.value == pointer[-1]:
                    return _region(key)
        return self.locate(pointer)


def _may_have_bare_tag(text: str) -> bool:
    """Tell whether a `!` may stand where a value begins, not in prose."""
    for match in _MAY_BE_BARE_TAG.finditer(text):
        before = text[max(0, match.start() - _WIDEST_GAP) : match.start()].rstrip()
        if before[-1:] in _BEFORE_VALUE:
            return True
    return False


def _refuse_sign(event: yaml.Event) -> None:
    """Refuse an anchor, an alias, and the tag `!`, which leaves no trace on its node."""
    if getattr(event, "tag", None) == "!":
        raise _tag("!", event)
    anchor = getattr(event, "anchor", None)
    if anchor:
        what = "an alias" if isinstance(event, yaml.AliasEvent) else "an anchor"
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        message = f"{sign}{anchor} is {what}, which label files do not have"
        hint = f'write the value out, or quote a text that starts with "{sign}"'
        raise _Refused("yaml-feature", message, event, hint)


def _tag(tag: str, node: Node | yaml.Event) -> _Refused:
    short = tag.replace("tag:yaml.org,2002:", "!!")
    message = f"{short} is a tag, which label files do not have"
    return _Refused("yaml-feature", message, node, "remove the tag; the model decides the type")


def _scalar(node: ScalarNode) -> str | None:
    value: str = node.value
    if node.style:
        return value
    if not value:
        return None
    return Plain(value) if value[0] in _TYPED_START and looks_typed(value) else value


def _region(node: Node | yaml.Event) -> Region:
    start: Any = node.start_mark
    end: Any = node.end_mark
    if type(node) is MappingNode and node.value and not node.flow_style:
        end = node.value[0][0].end_mark
    if type(node) is SequenceNode and not node.flow_style:
        return Region(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    return Region(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
