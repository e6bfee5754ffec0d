"""The time of day, from SOURCE_DATE_EPOCH where it is set: results can be reproduced."""

import os
from datetime import UTC, datetime

from schemactl.errors import SchemactlError


def now() -> str:
    """Return the time as YYYY-MM-DDThh:mm:ssZ."""
    return _moment().strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> str:
    """Return the date as YYYY-MM-DD, in UTC."""
    return _moment().strftime("%Y-%m-%d")


def _moment() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SchemactlError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds",
            "set it to seconds since 1970-01-01, or unset it",
        ) from error
