"""Numbers of the ledger: decimal text, written in one way, so that 0.50 and 0.5 are the same."""

from decimal import Decimal, InvalidOperation

from schemactl.errors import SchemactlError

# Measures are no larger; a number of a million digits is a mistake, or worse.
_LARGEST_EXPONENT = 100


def decimal_text(text: str, said: str, hint: str) -> str:
    """Return a decimal number in its shortest form. Raises SchemactlError for other texts."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise SchemactlError(f"{said}: {text[:60]!r} is no number", hint)
    return format(number.normalize(), "f")
