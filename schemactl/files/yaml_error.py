"""What libyaml and the decoder object to, in words that say what to do."""

import re

import yaml

from schemactl.model.finding import Diagnostic, Region

_NEVER_CLOSED = "found unexpected end of stream"
_HIDDEN_LINE_ENDS = "\x85\u2028\u2029"
_CONFLICT = re.compile(r"^<<<<<<<(?= |$)", re.MULTILINE)
_HIDDEN_LINE_END = re.compile(f"[{_HIDDEN_LINE_ENDS}]")


def with_line_feeds(text: str) -> str:
    """Return a text whose lines end in LF, wherever it was written."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_lines(text: str) -> list[str]:
    """Return the lines of a file as editors and libyaml count them."""
    return with_line_feeds(text).split("\n")


def hidden_line_ends(shown: str, text: str) -> list[Diagnostic]:
    """Say where characters stand that end a line in YAML 1.1 and in no editor."""
    if not any(character in text for character in _HIDDEN_LINE_ENDS):
        return []
    found = []
    for match in _HIDDEN_LINE_END.finditer(text):
        message = f"U+{ord(match.group()):04X} ends a line here, which no editor shows"
        hint = "write a line break or a blank; within double quotes it can be escaped"
        region = _one_character(text[: match.start()])
        found.append(Diagnostic("yaml-feature", "error", message, shown, region, None, hint))
    return found


def _one_character(before: str) -> Region:
    lines = split_lines(before)
    line, column = len(lines), len(lines[-1]) + 1
    return Region(line, column, line, column + 1)


def not_utf8(shown: str, error: UnicodeDecodeError) -> Diagnostic:
    """Say which byte of a file is not UTF-8."""
    # A byte order mark is no longer in what the error counts.
    before, byte = error.object[: error.start], error.object[error.start]
    return Diagnostic(
        "not-utf-8",
        "error",
        f"byte {byte:#04x} is not UTF-8",
        shown,
        _one_character(before.decode()),
        None,
        "save the file as UTF-8",
    )


def syntax_problem(
    shown: str, text: str, error: yaml.MarkedYAMLError | yaml.reader.ReaderError
) -> Diagnostic:
    """Turn libyaml's objection into a diagnostic."""
    if isinstance(error, yaml.MarkedYAMLError):
        conflict = _CONFLICT.search(with_line_feeds(text))
        if conflict is not None:
            return _conflict(shown, with_line_feeds(text)[: conflict.start()])
        region = _error_region(text, error)
        return Diagnostic(
            "yaml-syntax", "error", _problem(error), shown, region, None, _advice(error)
        )
    return Diagnostic(
        "yaml-syntax",
        "error",
        f"the character U+{_code(error.character):04X} is not allowed in YAML",
        shown,
        # libyaml counts bytes here, not characters as elsewhere.
        _one_character(text.encode()[: error.position].decode("utf-8", "ignore")),
        None,
        "remove it; the file may not be text at all",
    )


def _conflict(shown: str, before: str) -> Diagnostic:
    line = before.count("\n") + 1
    hint = "keep what holds of both sides, and remove the lines of <<<<<<<, ======= and >>>>>>>"
    region = Region(line, 1, line, 8)
    message = "git could not merge what stands here"
    return Diagnostic("yaml-syntax", "error", message, shown, region, None, hint)


def _problem(error: yaml.MarkedYAMLError) -> str:
    problem = (error.problem or "not valid YAML").replace("could not", "cannot")
    if problem == "found character that cannot start any token":
        return "a tab or another character that cannot start a value"
    if problem == "but found another document":
        return "a second document starts here"
    context = f" {error.context}" if error.context else ""
    return f"{problem}{context}"


def _error_region(text: str, error: yaml.MarkedYAMLError) -> Region:
    mark = error.problem_mark or error.context_mark
    if error.problem == _NEVER_CLOSED and error.context_mark is not None:
        # Where it was opened helps more than the end of the file.
        mark = error.context_mark
    end = _one_character(text)
    if mark is None or mark.line >= (end.line or 0):
        # The end of a file without a last line end counts as a line of its own.
        return end
    return Region(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _advice(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "cannot start any token" in problem:
        return "indent with spaces, and quote a text that starts with @, ` or %"
    if "mapping values are not allowed" in problem:
        return "quote a text that holds `: `, or write it as a block: `key: >-`"
    if "did not find expected" in problem:
        return "check the indentation and the quotes of this line and the one above"
    if problem == _NEVER_CLOSED:
        return "close the quote that opens here"
    if "another document" in problem:
        return "keep one document in a file: remove the `---` line"
    return "see https://yaml.org/spec/1.1/ or compare with a file that validates"


def _code(character: object) -> int:
    # PyYAML gives a number or a text, depending on which of its readers met the character.
    return character if isinstance(character, int) else ord(str(character)[0])
