"""One process of a soak: mutates, runs the command, and looks at what it left behind."""

import faulthandler
import gc
import io
import json
import random
import resource
import shutil
import signal
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from schemactl.cli.main import run
from schemactl.files.yaml_error import split_lines
from schemactl.validate.catalog import READING_RULES
from tests.soak.laws import breach, files_below, restore
from tests.soak.mutations import mutate
from tests.soak.stages import STAGES, Stage, build

LIMIT_SECONDS = 5
_LIMIT_BYTES = 3 * 2**30
_COLLECT_EVERY = 50


class Share(NamedTuple):
    """What one process does: every `step`-th mutation from `first`, up to a number or a time."""

    seed: int
    first: int
    step: int
    total: int | None
    seconds: float


class TooSlow(BaseException):
    """A command took longer than a person waits; no handler of the command may catch it."""


def work(share: Share, folder: Path, saved: Path) -> dict[str, Any]:
    """Run the mutations of a share; return counts and failures."""
    build(folder)
    originals = {stage.file: stage.target(folder).read_bytes() for stage in STAGES}
    resource.setrlimit(resource.RLIMIT_AS, (_LIMIT_BYTES, _LIMIT_BYTES))
    signal.signal(signal.SIGALRM, _alarm)
    counts: dict[str, int] = {}
    failures: list[str] = []
    end, index = time.monotonic() + share.seconds, share.first
    while (index < share.total) if share.total is not None else (time.monotonic() < end):
        chance = random.Random(f"{share.seed}:{index}")
        stage = chance.choices(STAGES, [one.weight for one in STAGES])[0]
        content = mutate(chance, originals[stage.file])
        wrong = _tried(stage, content, folder, saved / f"running-{share.first}")
        stage.target(folder).write_bytes(originals[stage.file])
        counts[stage.name] = counts.get(stage.name, 0) + 1
        if wrong:
            kept = saved / f"{share.seed}-{index}-{Path(stage.file).name}"
            kept.write_bytes(content)
            failures.append(f"{stage.name}: {wrong}\n  mutated file: {kept}")
        if sum(counts.values()) % _COLLECT_EVERY == 0:
            gc.collect()
        index += share.step
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"counts": counts, "failures": failures, "peak": peak}


def _alarm(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow


def _tried(stage: Stage, content: bytes, folder: Path, running: Path) -> str:
    """Say what went wrong; the bytes are on disk while the command runs, in case it never ends."""
    stage.target(folder).write_bytes(content)
    running.write_bytes(content)
    out, errors = io.StringIO(), io.StringIO()
    edited = folder / stage.edits
    before = files_below(edited) if stage.edits else {}
    arguments = [str(folder / a) if (folder / a).exists() else a for a in stage.arguments]
    faulthandler.dump_traceback_later(4 * LIMIT_SECONDS, exit=True)
    signal.setitimer(signal.ITIMER_REAL, LIMIT_SECONDS)
    try:
        with redirect_stdout(out), redirect_stderr(errors):
            code = run([*arguments, "--root", str(folder)])
        signal.setitimer(signal.ITIMER_REAL, 0)
        if code not in (0, 1, 2):
            return f"exit code {code}\n{errors.getvalue()[-2000:]}"
        lost = breach(stage.arguments[0], before, files_below(edited), code) if before else ""
        return lost or _looked_at(stage, code, json.loads(out.getvalue()), folder)
    except TooSlow:
        return f"more than {LIMIT_SECONDS} s"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported with its file
        return f"{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        running.unlink(missing_ok=True)
        if stage.removes:
            shutil.rmtree(folder / stage.removes, ignore_errors=True)
        if before:
            restore(edited, before)


def _looked_at(stage: Stage, code: int, report: dict[str, Any], folder: Path) -> str:
    """Say what is odd in what the command wrote."""
    if "error" in report:
        return "" if report["error"]["message"].strip() else "an error without a message"
    if stage.arguments[0] == "validate":
        return _odd_place(report, folder) or _odd_code(report, code)
    if stage.removes and code == 0:
        return _unreadable(folder)
    return ""


def _odd_code(report: dict[str, Any], code: int) -> str:
    expected = int(report["summary"]["errors"] > 0)
    return "" if code == expected else f"exit code {code}, {report['summary']}"


def _odd_place(report: dict[str, Any], folder: Path) -> str:
    lines: dict[str, list[str]] = {}
    for found in report["diagnostics"]:
        file, start = found["file"], (found["line"], found["column"])
        if start[0] is None:
            continue
        if file not in lines:
            lines[file] = _read_lines(folder / file)
        end = (found["end_line"], found["end_column"])
        end = start if end[0] is None else end
        for line, column in (start, end):
            inside = 1 <= line <= len(lines[file])
            # The break at the end of a line is a place, too.
            if not inside or not 1 <= column <= len(lines[file][line - 1]) + 2:
                return f"{found['rule']} stands at {file}:{line}:{column}, which is not there"
        if end < start:
            return f"{found['rule']} ends at {end}, before it begins at {start}"
    return ""


def _read_lines(path: Path) -> list[str]:
    return split_lines(path.read_bytes().decode("utf-8", "replace"))


def _unreadable(folder: Path) -> str:
    """Say where a schema that was imported without a failure cannot be read."""
    out = io.StringIO()
    with redirect_stdout(out):
        run(["validate", str(folder / "schemas/taken"), "--format", "json", "--root", str(folder)])
    broken = [d for d in json.loads(out.getvalue())["diagnostics"] if d["rule"] in READING_RULES]
    return f"imported, and then {broken[0]['rule']}: {broken[0]['message']}" if broken else ""


def main(arguments: list[str]) -> None:
    """Run the share that the arguments tell as JSON, and print the result as JSON."""
    share, folder, saved = json.loads(arguments[0])
    result = work(Share(*share), Path(folder), Path(saved))
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1:])
