"""Tools of others, installed for one benchmark by their own installers, and gone after it."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from benchmarks.paired import SCRIPTS

_PATIENCE_SECONDS = 600


def linkml_validate(folder: Path) -> str | None:
    """Return linkml-validate, from this environment or from one made in the folder."""
    if find_spec("linkml") is not None:
        return str(SCRIPTS / "linkml-validate")
    place = folder / "linkml"
    scripts = place / ("Scripts" if sys.platform == "win32" else "bin")
    made = _run([sys.executable, "-m", "venv", str(place)]) and _run(
        [str(scripts / "python"), "-m", "pip", "install", "--quiet", "linkml"]
    )
    return str(scripts / "linkml-validate") if made else None


def buf(folder: Path) -> str | None:
    """Return the program that the npm package of buf brings, installed in the folder."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    place = folder / "buf"
    place.mkdir()
    _run([npm, "install", "--silent", "--no-fund", "--prefix", str(place), "@bufbuild/buf"])
    # The program itself, not the script around it, whose start is not what is measured.
    found = sorted((place / "node_modules" / "@bufbuild").glob("buf-*/bin/buf*"))
    return str(found[0]) if found else None


def python_with(folder: Path, *packages: str) -> str | None:
    """Return a Python that has the packages, in an environment made in the folder."""
    place = folder / "packages"
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    made = _run([sys.executable, "-m", "venv", str(place)]) and _run(
        [str(python), "-m", "pip", "install", "--quiet", *packages]
    )
    return str(python) if made else None


def _run(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
