"""The command `schemactl`: leaves as soon as its output is written."""

import os
import sys


def main() -> None:
    """Run the command; answer `--version` before anything heavy is imported."""
    if sys.argv[1:] == ["--version"]:
        _leave(_print_version())
    # NumPy would start threads for products of matrices, of which there are none here; they spin
    # for as long as NumPy takes to import.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from schemactl.cli.main import run  # noqa: PLC0415 - click is not needed for --version
    from schemactl.cli.plugins import forgo_plugins  # noqa: PLC0415

    forgo_plugins()
    _leave(run(sys.argv[1:]))


def _print_version() -> int:
    from schemactl.version import VERSION  # noqa: PLC0415

    sys.stdout.write(f"schemactl {VERSION}\n")
    return 0


def _leave(code: int) -> None:
    """Flush and exit without taking large trees apart, which would cost more than some checks."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        # The reader (such as `head`) has what it wanted.
        os._exit(code)
    except OSError as error:
        os.write(2, f"error: the output cannot be written: {error.strerror}\n".encode())
        os._exit(2)
    os._exit(code)


if __name__ == "__main__":
    main()
