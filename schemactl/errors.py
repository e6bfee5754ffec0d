"""The failures that schemactl reports in one line with a hint; everything else is a bug."""


class SchemactlError(Exception):
    """A command could not act: exit code 2, one line, and what the user can do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the message (what is wrong) and the hint (what to do) apart."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class AnswerIsBad(SchemactlError):
    """The command acted and the answer to the user's question is bad: exit code 1."""
