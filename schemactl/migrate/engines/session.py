"""The door to Apache Spark: a session with what a migration needs, or a word on what is missing."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from schemactl.errors import SchemactlError

_JAVA = "install Java 17 or later, and set JAVA_HOME where it is not on the PATH"
_SETTINGS = {
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
}
# For a master in this process only: a cluster has its own.
_LOCAL = {"spark.driver.memory": "3g", "spark.ui.enabled": "false"}


def open_session(master: str | None) -> Any:
    """Return a classic session. Raises SchemactlError where PySpark, Java or the master is missing.

    Without a master it is the one that Spark is configured for, or this machine.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        hint = "pip install schemactl[spark]"
        raise SchemactlError("--engine spark needs PySpark, which is not installed", hint) from None
    _refuse_without_java()
    settings = dict(_SETTINGS)
    if master is None or master.startswith("local"):
        settings |= _LOCAL
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        # Looking up the name of this machine may take a minute where it has none.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.appName("schemactl migrate")
    for name, value in settings.items():
        builder = builder.config(name, value)
    if master is not None:
        builder = builder.master(master)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError) as error:
        raise SchemactlError(f"Spark did not start: {first_line(error)}", _JAVA) from None
    session.sparkContext.setLogLevel("ERROR")
    return session


def _refuse_without_java() -> None:
    home = os.environ.get("JAVA_HOME")
    found = Path(home, "bin", "java").exists() if home else shutil.which("java") is not None
    if not found:
        raise SchemactlError("--engine spark needs Java, which is not found", _JAVA)


def first_line(error: Exception) -> str:
    """Return the first line of what an error says."""
    return next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
