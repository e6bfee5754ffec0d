"""Templates: those of the theme, compiled once in a process that builds several times.

A preview builds for hours, and a build of all versions makes a site of each.
"""

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

_CODE: dict[tuple[str, str, tuple[str, ...]], bytes] = {}


class Templates(BytecodeCache):
    """Keeps what Jinja compiled, under the name and the text of a template."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of the same text."""
        if code := _CODE.get(_key(bucket)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled."""
        _CODE[_key(bucket)] = bucket.bytecode_to_string()


def keep_compiled(environment: Environment) -> None:
    """Have an environment take the templates that others of the same extensions compiled."""
    environment.bytecode_cache = Templates()


def _key(bucket: Bucket) -> tuple[str, str, tuple[str, ...]]:
    return bucket.key, bucket.checksum, tuple(sorted(bucket.environment.extensions))
