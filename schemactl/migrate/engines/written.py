"""Written: what the tasks of a run on Spark wrote and told, before it is published."""

from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.migrate.engines.hadoop_files import Stored
from schemactl.migrate.engines.manifest import Plain
from schemactl.migrate.engines.session import first_line


class Written(NamedTuple):
    """What each task told, by its number, and the files that it wrote, by kind and task.

    A task that could not go on told a `message` and a `hint` instead.
    """

    told: list[tuple[int, Plain]]
    files: dict[str, dict[int, Stored]]


def check_told(written: Written) -> None:
    """Raise SchemactlError where a task could not read or write something."""
    for _, told in sorted(written.told, key=lambda one: one[0]):
        if "message" in told:
            raise SchemactlError(told["message"], told["hint"])


def failure(error: Exception) -> Exception:
    """Return what is said where Spark gives up; other errors are what they are."""
    if not type(error).__module__.startswith(("pyspark", "py4j")):
        return error
    return SchemactlError(f"Spark gave up: {first_line(error)}", "the log of Spark says more")
