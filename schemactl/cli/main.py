"""The command group: verbs by name, loaded lazily; failures become one line and an exit code."""

import os
import sys
from importlib import import_module
from itertools import pairwise

import click

from schemactl.cli.output import print_failure
from schemactl.cli.verbs import verb
from schemactl.errors import AnswerIsBad, SchemactlError

# verb: its help line; the verb's command stands in schemactl/cli/<verb>.py as `command`.
VERBS = {
    "init": "Write a small label repository that validates, releases and builds at once.",
    "doctor": "Show what is installed, and what is missing for what.",
    "validate": "Check schemas, guidelines, migrations and releases.",
    "rules": "List the rules of validate, or explain one.",
    "diff": "Show what changed between two versions, and what that means.",
    "fmt": "Write label files in their canonical form, comments kept.",
    "merge": "Merge a label file of two branches, as a merge driver of git.",
    "release": "Freeze drafts as immutable releases and record them.",
    "handbook": "Build the handbook that annotators read.",
    "migrate": "Lead existing labels from one release to the next.",
    "import": "Turn a taxonomy in another format into a draft schema.",
    "export": "Write a schema release, dataset or model in another format.",
    "data": "Check, count, convert and digest annotation data.",
    "register": "Record a dataset or a model with what its labels meant.",
    "ruling": "Take in questions of annotators, and write down what is decided.",
    "trace": "Show what a model, dataset or release comes from, down to definitions.",
    "impact": "List what depends on a release, dataset or model.",
    "audit": "Write an auditor's report on a model or dataset, with proofs that verify offline.",
    "report": "Write what others read about a change, such as a pull request's comment.",
    "registry": "Show, verify, checkpoint, prove and move the ledger.",
}
_MODULES = {"import": "import_"}
# Those that begin without what reads nouns: groups, and what may be said without reading any.
_LIGHT = ("data", "doctor", "migrate", "validate")


class _Verbs(click.Group):
    """A group that imports a verb's module only when the verb is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in VERBS:
            # Imported here for the sake of `--help`, which compares nothing.
            similar = import_module("schemactl.model.similar")
            hint = similar.nearest(cmd_name, list(VERBS)) or "see `schemactl --help`"
            raise SchemactlError(f"there is no command `{cmd_name}`", hint)
        return verb(f"schemactl.cli.{_MODULES.get(cmd_name, cmd_name)}", cmd_name in _LIGHT)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.command(
    cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--version", is_flag=True, is_eager=True, help="Show the version and leave.")
def command(version: bool) -> None:
    """Labels as code: validate, release, compile, record and trace what labels mean."""
    # `--version` alone is answered before click is imported; this is for `--help`.
    del version


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit code (0, 1, 2, 3 or 130)."""
    try:
        result = command.main(arguments, prog_name="schemactl", standalone_mode=False)
    except SchemactlError as error:
        print_failure(error.message, error.hint, _wants_json(arguments))
        return 1 if isinstance(error, AnswerIsBad) else 2
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        print_failure(error.format_message(), _usage_hint(error), _wants_json(arguments))
        return 2
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("interrupted\n")
        return 130
    except BrokenPipeError:
        # The reader closed the pipe; there is nobody left to tell.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        return 0
    except OSError as error:
        message, hint = _system_failure(error)
        print_failure(message, hint, _wants_json(arguments))
        return 2
    except Exception:  # noqa: BLE001 - the one place that turns a bug into exit code 3
        # The interpreter prints it itself; importing `traceback` would slow every command down.
        sys.excepthook(*sys.exc_info())
        sys.stderr.write("This is a bug in schemactl. Please report it with the lines above.\n")
        return 3
    return result if isinstance(result, int) else 0


def _wants_json(arguments: list[str]) -> bool:
    return "--format=json" in arguments or any(
        pair == ("--format", "json") for pair in pairwise(arguments)
    )


def _usage_hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "schemactl"
    return f"see `{path} --help`"


def _system_failure(error: OSError) -> tuple[str, str]:
    where = f"{error.filename}: " if error.filename else ""
    if isinstance(error, FileNotFoundError):
        return f"{where}no such file or folder", "check the path"
    if isinstance(error, IsADirectoryError):
        return f"{where}this is a folder", "give a file"
    if isinstance(error, PermissionError):
        return f"{where}permission denied", "check who may read or write there"
    return f"{where}{error.strerror or error}", "check the disk, the path and the permissions"
