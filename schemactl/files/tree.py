"""Write files so that a reader sees the old bytes or the new ones, never a part."""

import os
import tempfile
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Replace a file's bytes in one step, keeping its permissions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    work = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        work.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        work.replace(path)
    except BaseException:
        work.unlink(missing_ok=True)
        raise
