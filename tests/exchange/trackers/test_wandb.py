"""W&B: logs of any size are read, and torn, foreign or altered ones never give a traceback."""

import json
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.exchange.tracker import Logged, Run
from schemactl.exchange.trackers.wandb import read

MAGIC = b":W&B\xe1\xbe\x00"
BLOCK = 32768


def varint(value: int) -> bytes:
    """Write a number as protocol buffers do."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def field(number: int, content: bytes | str) -> bytes:
    """Write a field of bytes."""
    data = content.encode() if isinstance(content, str) else content
    return varint(number << 3 | 2) + varint(len(data)) + data


def log(*records: bytes) -> bytes:
    """Write records as a log of LevelDB, in fragments that never cross a block."""
    found = bytearray(MAGIC)
    for record in records:
        first, rest = True, record
        while first or rest:
            left = BLOCK - len(found) % BLOCK
            if left < 7:
                found += bytes(left)
                continue
            part, rest = rest[: left - 7], rest[left - 7 :]
            kind = bytes([{(True, True): 1, (True, False): 2, (False, False): 3,
                           (False, True): 4}[first, not rest]])  # fmt: skip
            total = zlib.crc32(kind + part).to_bytes(4, "little")
            found += total + len(part).to_bytes(2, "little") + kind + part
            first = False
    return bytes(found)


def summary(key: str, value: object) -> bytes:
    """Write an update of the summary."""
    return field(3, field(1, field(1, key) + field(16, json.dumps(value))))


RUN = (
    varint(1 << 3)
    + varint(1)
    + field(17, field(1, "c4nxy3ul") + field(8, "train") + field(21, field(2, "c0ffee")))
)
DATA = field(8, field(4, "dataset") + field(5, "cards") + field(6, "564333ac"))
MODEL = field(8, field(4, "model") + field(5, "cook") + field(6, "feed"))
USED = field(25, field(2, "dataset") + field(3, "dishes:v3"))


def read_log(folder: Path, content: bytes) -> Run:
    """Read a log from the folder of its run."""
    (folder / "run-c4nxy3ul.wandb").write_bytes(content)
    return read(folder, None)


def test_runs_have_artifacts_and_a_summary(tmp_path: Path) -> None:
    records = (RUN, DATA, USED, MODEL, summary("f1", 0.9), summary("f1", 0.91))
    more = (summary("_runtime", 3), summary("name", "x"), summary("nan", float("nan")))
    assert read_log(tmp_path, log(*records, *more)) == Run(
        "c4nxy3ul",
        "train",
        (("f1", "0.91"),),
        (Logged("cards", "564333ac", "logged"), Logged("dishes:v3", None, "used")),
        (Logged("cook", "feed"),),
        "c0ffee",
    )


@given(st.lists(st.integers(0, 90_000), max_size=4))
def test_records_of_any_size_are_put_together(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int]
) -> None:
    others = [field(4, b"x" * size) for size in sizes]
    found = read_log(tmp_path_factory.mktemp("log"), log(*others, RUN, *others, DATA))
    assert (found.id, found.inputs[0].digest) == ("c4nxy3ul", "564333ac")


@given(st.data())
def test_damaged_logs_are_refused_or_end_early(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = log(RUN, DATA, summary("f1", 1))
    at = data.draw(st.integers(0, len(whole) - 1))
    torn = (
        whole[:at]
        if data.draw(st.booleans())
        else (whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    )
    with suppress(SchemactlError):
        assert read_log(tmp_path_factory.mktemp("log"), torn).id == "c4nxy3ul"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"something else", "does not begin as a file of W&B"),
        (log(field(17, b"\xff" * 12)), "a number without end"),
        (log(RUN, field(3, field(1, b"\x0a\x09"))), "a message ends before its field"),
        (log(field(17, field(1, "r") + field(21, b"\x80"))), "cannot be read"),
        (log(DATA), "it holds no run"),
        (log(b"\xff" * 12), "a number without end"),
        (log(varint(1 << 3 | 7)), "a field of kind 7"),
        (log(field(17, "abc")[:-1]), "a message ends before its field"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(SchemactlError) as refused:
        read_log(tmp_path, content)
    assert message in refused.value.message


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="has 0 runs"):
        read(tmp_path, None)
