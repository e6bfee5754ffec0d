"""What libyaml and the decoder object to, in words that say what to do."""

import yaml

from schemactl.model.finding import Diagnostic, Region


def not_utf8(shown: str, content: bytes, start: int) -> Diagnostic:
    """Say which byte of a file is not UTF-8."""
    before = content[:start].decode("utf-8", "replace")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Diagnostic(
        "not-utf-8",
        "error",
        f"byte {content[start]:#04x} is not UTF-8",
        shown,
        Region(line, column, line, column + 1),
        None,
        "save the file as UTF-8",
    )


def syntax_problem(
    shown: str, text: str, error: yaml.MarkedYAMLError | yaml.reader.ReaderError
) -> Diagnostic:
    """Turn libyaml's objection into a diagnostic."""
    if isinstance(error, yaml.MarkedYAMLError):
        region = _error_region(error)
        return Diagnostic(
            "yaml-syntax", "error", _problem(error), shown, region, None, _advice(error)
        )
    line = text.count("\n", 0, error.position) + 1
    column = error.position - text.rfind("\n", 0, error.position)
    return Diagnostic(
        "yaml-syntax",
        "error",
        f"the character U+{_code(error.character):04X} is not allowed in YAML",
        shown,
        Region(line, column, line, column + 1),
        None,
        "remove it; the file may not be text at all",
    )


def _problem(error: yaml.MarkedYAMLError) -> str:
    problem = (error.problem or "not valid YAML").replace("could not", "cannot")
    if problem == "found character that cannot start any token":
        return "a tab or another character that cannot start a value"
    context = f" {error.context}" if error.context else ""
    return f"{problem}{context}"


def _error_region(error: yaml.MarkedYAMLError) -> Region:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Region(1, 1, 1, 2)
    return Region(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _advice(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "cannot start any token" in problem:
        return "indent with spaces, and quote a text that starts with @, ` or %"
    if "mapping values are not allowed" in problem:
        return "quote a text that holds `: `, or write it as a block: `key: >-`"
    if "did not find expected" in problem:
        return "check the indentation and the quotes of this line and the one above"
    if "expected a single document" in problem:
        return "keep one document in a file: remove the `---` line"
    return "see https://yaml.org/spec/1.1/ or compare with a file that validates"


def _code(character: object) -> int:
    # PyYAML gives a number or a text, depending on which of its readers met the character.
    return character if isinstance(character, int) else ord(str(character)[0])
