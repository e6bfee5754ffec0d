"""Pattern: a regular expression that a user wrote, run by RE2 in time linear in the text."""

from collections.abc import Callable

Matches = Callable[[str], bool]


def compile_pattern(pattern: str, *, ignore_case: bool = False) -> Matches:
    """Return a test for a match anywhere in a text.

    The syntax is RE2's: no back-references, no looking around. Raises ValueError with the reason.
    """
    import re2  # the rules are loaded with every command, patterns are rare

    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not ignore_case
    try:
        search = re2.compile(pattern, options).search
    except re2.error as error:
        said = error.args[0] if error.args else b""
        reason = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        raise ValueError(reason) from None
    except UnicodeEncodeError:
        raise ValueError("it holds half of a character (a lone surrogate)") from None

    def matches(text: str) -> bool:
        try:
            return search(text) is not None
        except UnicodeEncodeError:
            # RE2 reads UTF-8, which has no lone surrogates; nothing written can match one.
            return search(text.encode("utf-8", "replace").decode()) is not None

    return matches
