"""Joined files are taken apart into the files that they were joined from."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.joined import join, members, take_apart, told_size

NAMES = st.lists(st.sampled_from(["a", "b/ü.txt", "b/c/d"]), unique=True)


@given(NAMES, st.lists(st.binary(max_size=40), min_size=3, max_size=3))
def test_files_come_back(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], contents: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("joined")
    made = dict(zip(names, contents, strict=False))
    for name, content in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    whole = folder / "whole"
    with whole.open("wb") as file:
        join(folder, names, file)
    take_apart(whole, folder / "back")
    assert {name: (folder / "back" / name).read_bytes() for name in names} == made
    joined = whole.read_bytes()
    for one in members(whole):
        assert joined[one.begin : one.begin + one.size] == made[one.name]
        assert joined[one.size_at :].startswith(told_size(one.size))
    assert [one.end for one in members(whole)][-1:] == ([len(joined)] if names else [])


@pytest.mark.parametrize("content", [b"short", b"\xff" * 40, b"ab" + told_size(9) + b"\1\0\0\0"])
def test_what_is_no_stretch_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "whole").write_bytes(content)
    with pytest.raises(SchemactlError, match="does not say which files"):
        members(tmp_path / "whole")


@pytest.mark.parametrize("name", ["../out", "/tmp/out", "a/../../out", ""])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    made = BytesIO()
    told = name.encode()
    made.write(b"evil" + told + told_size(4) + len(told).to_bytes(4, "little"))
    (tmp_path / "whole").write_bytes(made.getvalue())
    with pytest.raises(SchemactlError, match="does not say which files"):
        take_apart(tmp_path / "whole", tmp_path / "back")
    assert not (tmp_path / "back").exists()
