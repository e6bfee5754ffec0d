"""Files of other tools are data, and nothing in them acts or grows."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files import plain_yaml
from schemactl.files.plain_yaml import read_plain_yaml


def test_data_is_read() -> None:
    assert read_plain_yaml(b"a: 1\nb: [x, null]\n") == {"a": 1, "b": ["x", None]}


@pytest.mark.parametrize(
    "content",
    [
        b"a: [1",
        b"a: &x 1\nb: *x\n",
        b"!!python/object/apply:os.system [true]",
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_plain_data_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_plain_yaml(content)


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_yaml, "_MOST_BYTES", 3)
    with pytest.raises(ValueError, match="more than 3 bytes"):
        read_plain_yaml(b"a: 1")


@given(st.binary(max_size=60))
def test_any_bytes_are_data_or_refused(content: bytes) -> None:
    # Nothing but ValueError may come out.
    with suppress(ValueError):
        read_plain_yaml(content)
