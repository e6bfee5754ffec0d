"""A library in its own environment: it reads a file that we wrote and says what it saw."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def seen_by(library: str, *arguments: str | Path) -> Any:
    """Run the reader of a library on files, and return what it prints as JSON."""
    python = Path(os.environ["SCHEMACTL_INTEROP"]) / library / "bin" / "python"
    reader = _HERE / "readers" / f"read_{library.replace('-', '_')}.py"
    done = subprocess.run(
        [python, reader, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PATH": os.environ["PATH"], "HF_HUB_OFFLINE": "1", "HOME": str(python.parents[1])},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
