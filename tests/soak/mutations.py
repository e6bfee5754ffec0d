"""Mutations: what editors, merges, transfers and people do to files, and what YAML allows."""

import random
import re
from collections.abc import Callable

Mutation = Callable[[random.Random, bytes], bytes]

_TOKENS = (
    *(b":", b": ", b"- ", b"-", b"?", b"? ", b"|", b">-", b"|2", b"&a ", b"*a", b"!!str ", b"!x"),
    *(
        b"[",
        b"]",
        b"{",
        b"}",
        b",",
        b"#",
        b" # ",
        b"'",
        b'"',
        b"%YAML 1.1",
        b"---",
        b"...",
        b"<<: ",
    ),
    *(b"\t", b"\r", b"\r\n", b"\n", b"\n\n", b"\x00", b"\x0b", b"\x1b", b"\x85", b"\xff", b"\xfe"),
    *(
        b"\xef\xbb\xbf",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xed\xa0\x80",
        b"\xf0\x9f\x98\x80",
        b"\xcc\x81",
    ),
    *(b"yes", b"no", b"true", b"null", b"~", b"0", b"-1", b"1e999", b".nan", b"0x1f", b"12:30"),
    *(b"9" * 400, b"a" * 3000, b"1.0.0", b"99999999999999999999.0.0", b"sha256:", b"schemactl: 2"),
    *(
        b"nothing",
        b"Q1",
        b"__proto__",
        b"../../x",
        b"/etc/passwd",
        b"C:\\x",
        b"CON",
        b"%s",
        b"${x}",
    ),
    *(b"[[", b"]]", b"![x](", b"<script>", b"```", b"]{}[", b"\\", b"\\u0000", b'"\\ud800"'),
)
_FRAGMENTS = (
    b"labels: []\n",
    b"labels:\n  - id: x\n    labels:\n      - id: x\n",
    b"tasks: {a: 1}\n",
    b"tasks:\n  - {}\n",
    b"also_under: [x, x]\n",
    b"same_as: intent\n",
    b"use: [{schema: support-tickets@1.0.0, labels: [bug]}]\n",
    b"index: 0\n",
    b"examples: [{id: e, content: ''}]\n",
    b"decide:\n  - {id: Q1, ask: x, yes: Q1, no: Q2}\n",
    b"constraints: [{id: c, if: {a: b}, then: {c: {maximum: 1}}}]\n",
    b"tie_breaks: [{id: T1, text: x, use: a, over: [a]}]\n",
    b"confusable: [{labels: [a, a], ask: x}]\n",
    b"attributes: [{id: a, type: choice, values: []}]\n",
    b"approvals: [{by: x, role: y, at: 2026-13-45, content: z}]\n",
    b"steps: [{change: recode, from: a, to: a}]\n",
    b"steps:\n  - {change: split, from: x, to: [{label: a, when: {t: {pattern: '(('}}}]}\n",
    b"changes: [{effect: widen, because: x}]\n",
    b"pages: [task.md, task.md, ../x.md]\n",
    b"severity: {missing-definition: loud}\n",
    b"suppressions: [{rule: x, because: y, until: 2026-02-30}]\n",
    b"# allow: missing-definition -- x\n",
    b"? [a, b]\n: c\n",
    b"a: &a [*a]\n",
    b"x: " + b"[" * 400 + b"\n",
    b"x: >\n\n\n   y\n  z\n",
)
_LINE = re.compile(rb"[^\n]*\n?")
# Mostly one: a file that is broken in many places says little beyond the first.
_HOW_MANY = (1, 1, 1, 1, 2, 2, 3, 6)


def mutate(chance: random.Random, content: bytes) -> bytes:
    """Return the content after one to six mutations."""
    for _ in range(chance.choice(_HOW_MANY)):
        content = chance.choice(MUTATIONS)(chance, content)
    return content


def _flip(chance: random.Random, content: bytes) -> bytes:
    if not content:
        return content
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _splice(chance: random.Random, content: bytes) -> bytes:
    at = chance.randint(0, len(content))
    end = at + chance.choice((0, 0, 1, 5, 40))
    return content[:at] + chance.choice(_TOKENS) + content[end:]


def _truncate(chance: random.Random, content: bytes) -> bytes:
    at = chance.randint(0, len(content))
    # Mostly near the end: half a file has few surprises left.
    return content[:at] if chance.random() < 0.2 else content[: len(content) - at // 20]


def _copy(chance: random.Random, content: bytes) -> bytes:
    at, to = sorted(chance.randint(0, len(content)) for _ in range(2))
    piece = content[at : min(to, at + 400)]
    into = chance.randint(0, len(content))
    return content[:into] + piece + content[into:]


def _lines(chance: random.Random, content: bytes) -> bytes:
    lines = _LINE.findall(content)
    first, second = (chance.randrange(len(lines)) for _ in range(2))
    match chance.randrange(3):
        case 0:
            lines.insert(first, lines[first])
        case 1:
            del lines[first]
        case _:
            lines[first], lines[second] = lines[second], lines[first]
    return b"".join(lines)


def _indent(chance: random.Random, content: bytes) -> bytes:
    lines = _LINE.findall(content)
    first = chance.randrange(len(lines))
    by = chance.choice((-4, -2, -1, 1, 2, 3, 8))
    for number in range(first, min(len(lines), first + chance.choice((1, 1, 3, 20)))):
        line = lines[number]
        lines[number] = (
            b" " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip())) :]
        )
    return b"".join(lines)


def _fragment(chance: random.Random, content: bytes) -> bytes:
    lines = _LINE.findall(content)
    at = chance.randrange(len(lines))
    indent = b" " * (len(lines[at]) - len(lines[at].lstrip(b" ")))
    added = [indent + line for line in _LINE.findall(chance.choice(_FRAGMENTS)) if line]
    return b"".join([*lines[:at], *added, *lines[at:]])


def _line_ends(chance: random.Random, content: bytes) -> bytes:
    return content.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\n")))


MUTATIONS: tuple[Mutation, ...] = (
    *(_flip, _flip, _splice, _splice, _splice, _lines, _lines, _lines),
    *(_indent, _indent, _fragment, _fragment, _copy, _truncate, _line_ends),
)
