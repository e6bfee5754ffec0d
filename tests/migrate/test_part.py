"""Part: what was written is counted and digested, and may be cut off again."""

import hashlib
from pathlib import Path

from schemactl.migrate.part import Part, digest, hash_of


def test_a_part_knows_its_size_and_digest(tmp_path: Path) -> None:
    path = tmp_path / "part"
    path.write_bytes(b"what a run left")
    part = Part(path)
    told = part.go_back(4)
    assert told == f"sha256:{hashlib.sha256(b'what').hexdigest()}"
    part.write(b" is")
    part.write(b" new")
    part.file.close()
    assert path.read_bytes() == b"what is new"
    assert part.size == 11
    assert digest(part.hash) == digest(hash_of(path, 11)) == digest(hash_of(path, 99))
