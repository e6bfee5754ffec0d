"""Stamp: moments, digests and files that somebody names are what they are said to be."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.registry.stamp import digest_of_file, moment, stated_digest


def test_a_folder_has_no_digest(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert digest_of_file(tmp_path / "file").startswith("sha256:e3b0c442")
    with pytest.raises(SchemactlError, match="is a folder"):
        digest_of_file(tmp_path)


@pytest.mark.parametrize("text", ["2026-11-20", "2026-11-20T23:59:59Z"])
def test_a_moment_is_a_date_or_a_time(text: str) -> None:
    assert moment(text, "--from") == text


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "2026-11-20T25:00:00Z", "20.11.2026", ""])
def test_other_moments_are_refused(text: str) -> None:
    with pytest.raises(SchemactlError, match="is no date"):
        moment(text, "--from")


def test_a_stated_digest_is_one_or_none() -> None:
    digest = f"sha256:{'5' * 64}"
    assert stated_digest(None) is None
    assert stated_digest(digest) == digest
    for text in ("", "md5:1", digest.upper(), f"{digest}\n"):
        with pytest.raises(SchemactlError, match="is no digest"):
            stated_digest(text)
