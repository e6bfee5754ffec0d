"""Which run is meant: the named one, or the only one."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.exchange.tracker import only, unreadable

SOURCE = Path("mlruns")


def test_the_named_or_the_only_run_is_meant() -> None:
    assert only(["a"], None, SOURCE) == "a"
    assert only(["a", "b"], "b", SOURCE) == "b"


@pytest.mark.parametrize(
    ("found", "wanted", "message", "hint"),
    [
        (["a", "b"], None, "mlruns has 2 runs", "name a run with --run, such as 'a', 'b'"),
        ([], None, "mlruns has 0 runs", "check the path"),
        (["a"], "x\n", "mlruns has no run 'x\\n'", "name a run with --run, such as 'a'"),
    ],
)
def test_what_is_unclear_is_refused(
    found: list[str], wanted: str | None, message: str, hint: str
) -> None:
    with pytest.raises(SchemactlError) as refused:
        only(found, wanted, SOURCE)
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_a_file_that_cannot_be_read_is_named() -> None:
    assert unreadable(SOURCE, "why").message == "mlruns cannot be read: why"
