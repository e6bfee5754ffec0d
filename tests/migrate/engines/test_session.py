"""Tests of session: what is missing for Spark is named; with Spark itself see tests/interop."""

import sys
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.engines.session import first_line, open_session


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(SchemactlError, match="needs PySpark, which is not installed") as raised:
        open_session(None)
    assert raised.value.hint == "pip install schemactl[spark]"


@pytest.mark.parametrize("home", [None, "nowhere"])
def test_without_java_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    (tmp_path / "pyspark").mkdir()
    (tmp_path / "pyspark" / "__init__.py").write_text("")
    (tmp_path / "pyspark" / "errors.py").write_text("class PySparkException(Exception): ...\n")
    (tmp_path / "pyspark" / "sql.py").write_text("SparkSession = None\n")
    for name in ("pyspark", "pyspark.errors", "pyspark.sql"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    if home is not None:
        monkeypatch.setenv("JAVA_HOME", str(tmp_path / home))
    with pytest.raises(SchemactlError, match="needs Java, which is not found") as raised:
        open_session("local[1]")
    assert "Java 17" in raised.value.hint
    for name in ("pyspark", "pyspark.errors", "pyspark.sql"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_an_error_is_told_by_its_first_line() -> None:
    assert first_line(ValueError("\n one\ntwo")) == " one"
    assert first_line(ValueError()) == "ValueError"
