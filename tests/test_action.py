"""The GitHub Action: its scripts run in a sandbox with a `gh` that keeps comments in files."""

import base64
import gzip
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.audit.branches import PAGE, a_branch, edit
from tests.diff.repository import git

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
COMMENT = "Keep the comment up to date"
GH = """\
import json, os, pathlib, sys
state = pathlib.Path(os.environ["GH_STATE"])
known = json.loads(state.read_text())
given = sys.argv[1:]
known["calls"].append(given)
fields = dict(one.split("=", 1) for one in given if "=" in one and "/" not in one.split("=")[0])
read = {k: pathlib.Path(v[1:]).read_text() if v[:1] == "@" else v for k, v in fields.items()}
code = 0
if known["refuses"] in given:
    code = 1
elif "--jq" in given:
    for one in known["comments"]:
        print(one["id"], one["login"], one["body"].split("\\n")[0], sep="\\t")
elif "POST" in given and "body" in read:
    comment = {"id": len(known["comments"]) + 1, "login": "github-actions[bot]", **read}
    known["comments"].append(comment)
elif "PATCH" in given:
    number = int(given[given.index("PATCH") + 1].rsplit("/", 1)[1])
    next(one for one in known["comments"] if one["id"] == number)["body"] = read["body"]
else:
    known["sent"] = read
state.write_text(json.dumps(known))
sys.exit(code)
"""


class Runner:
    """Runs the steps of the action as a runner does, as far as they need one."""

    def __init__(self, repository: Path, folder: Path, **inputs: str) -> None:
        """Prepare the files of a runner; `inputs` stand in for the defaults."""
        self.repository = repository
        self.folder = folder
        programs = folder / "programs"
        programs.mkdir(parents=True)
        (programs / "gh.py").write_text(GH)
        # The path of this Python may hold blanks, which a first line with `#!` cannot.
        call = shlex.join([sys.executable, str(programs / "gh.py")])
        (programs / "gh").write_text(f'#!/bin/sh\nexec {call} "$@"\n')
        (programs / "gh").chmod(0o755)
        self.state = folder / "gh.json"
        self.set(calls=[], comments=[], refuses="")
        given = {name: one["default"] for name, one in ACTION["inputs"].items()}
        self.values = {f"inputs.{name}": value for name, value in {**given, **inputs}.items()}
        self.values |= {"github.base_ref": "main", "github.event.pull_request.number": "7"}
        paths = [str(programs), str(Path(sys.executable).parent), os.environ["PATH"]]
        self.environment = {
            "PATH": os.pathsep.join(paths),
            "GH_STATE": str(self.state),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(folder / "output"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "GITHUB_REPOSITORY": "example/labels",
            "GITHUB_SHA": "0" * 40,
            "GITHUB_REF": "refs/pull/7/merge",
            "GITHUB_WORKSPACE": str(repository),
            "RUNNER_TEMP": str(folder),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }

    def set(self, **values: object) -> None:
        """Change what the fake `gh` knows."""
        known = json.loads(self.state.read_text()) if self.state.exists() else {}
        self.state.write_text(json.dumps({**known, **values}))

    def known(self) -> Any:
        """Return what the fake `gh` knows."""
        return json.loads(self.state.read_text())

    def run(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run the script of a step, and keep its outputs for the next ones."""
        step = STEPS[name]
        asked = {key: self.expanded(value) for key, value in step.get("env", {}).items()}
        output = Path(self.environment["GITHUB_OUTPUT"])
        output.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.repository,
            env={**self.environment, **asked},
            capture_output=True,
            text=True,
            check=False,
        )
        for line in output.read_text().splitlines():
            key, _, value = line.partition("=")
            self.values[f"steps.{step['id']}.outputs.{key}"] = value
        return done

    def expanded(self, text: str) -> str:
        """Put values in the place of expressions."""
        return EXPRESSION.sub(lambda found: self.values.get(found.group(1), "token"), text)

    def all(self) -> None:
        """Run what a pull request runs, up to the comment."""
        for name in ("Find what to compare with", "Check labels", COMMENT):
            done = self.run(name)
            assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """Return a runner with a clone of a branch that asks a question."""
    workspace = a_branch(tmp_path / "origin")
    edit(workspace, {PAGE: "# How\n\nRead $(touch pwned) `touch pwned` @octocat.\n"})
    git(workspace.root, "commit", "-q", "-a", "-m", "Edit")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--branch", "work", "--single-branch", "origin", "clone")
    return Runner(clone, tmp_path / "runner")


def test_no_expression_stands_in_a_script() -> None:
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")


def test_only_official_actions_are_used() -> None:
    used = {step["uses"].split("@")[0] for step in STEPS.values() if "uses" in step}
    assert used <= {"actions/checkout", "actions/setup-python"}


def test_inputs_are_documented_and_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    guide = (ROOT / "docs" / "guides" / "pull-requests.md").read_text(encoding="utf-8")
    for name, said in ACTION["inputs"].items():
        assert said["description"].endswith(".")
        assert f"inputs.{name}" in text
        assert f"`{name}`" in guide


def test_every_script_has_a_shell() -> None:
    assert all(step["shell"] == "bash" for step in STEPS.values() if "run" in step)


def test_the_tool_is_installed_from_the_ref_of_the_action(tmp_path: Path) -> None:
    runner = Runner(tmp_path, tmp_path / "runner")
    fake = tmp_path / "runner" / "programs" / "python"
    fake.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/asked"\n')
    fake.chmod(0o755)
    assert runner.run("Install schemactl").returncode == 0
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[:3] == ["-m", "pip", "install"]
    assert asked[-2:] == [str(ROOT / "constraints.txt"), str(ROOT)]


def test_one_comment_is_kept_up_to_date(runner: Runner) -> None:
    runner.all()
    first = runner.known()["comments"]
    assert [one["id"] for one in first] == [1]
    assert "1 open question" in first[0]["body"]
    edit_page = runner.repository / PAGE
    edit_page.write_text("# How\n\nRead the definition.\n")
    runner.all()
    second = runner.known()["comments"]
    assert [one["id"] for one in second] == [1]
    assert "open question" not in second[0]["body"]


def test_nothing_that_contributors_wrote_is_run(runner: Runner) -> None:
    runner.all()
    assert "touch pwned" in runner.known()["comments"][0]["body"]
    assert not list(runner.repository.rglob("pwned"))


def test_comments_of_others_are_left_alone(runner: Runner) -> None:
    marker = "<!-- schemactl pull-request . -->"
    theirs = {"id": 1, "login": "somebody", "body": f"{marker}\nmine"}
    runner.set(comments=[theirs])
    runner.all()
    comments = runner.known()["comments"]
    assert comments[0] == theirs
    assert [one["login"] for one in comments] == ["somebody", "github-actions[bot]"]


@pytest.mark.parametrize("refused", ["POST", "--jq"])
def test_a_token_that_may_not_comment_leaves_the_report_in_the_summary(
    runner: Runner, refused: str
) -> None:
    runner.set(refuses=refused)
    runner.run("Find what to compare with")
    done = runner.run(COMMENT)
    assert done.returncode == 0
    assert "::notice" in done.stdout
    assert "octocat" not in done.stdout
    assert "1 open question" in Path(runner.environment["GITHUB_STEP_SUMMARY"]).read_text()


def test_errors_become_annotations_and_fail_at_the_end(runner: Runner) -> None:
    runner.run("Find what to compare with")
    done = runner.run("Check labels")
    assert done.returncode == 0
    assert "::error file=guidelines/sentiment/" in done.stdout
    assert runner.values["steps.validate.outputs.exit-code"] == "1"
    assert runner.run("Fail where labels do").returncode == 1


def test_outside_of_pull_requests_nothing_is_compared(runner: Runner) -> None:
    runner.values["github.base_ref"] = ""
    runner.run("Find what to compare with")
    assert runner.values["steps.base.outputs.against"] == ""
    assert runner.run("Check labels").returncode == 0


@pytest.mark.usefixtures("runner")
def test_a_shallow_clone_gets_its_history(tmp_path: Path) -> None:
    origin = (tmp_path / "origin").as_uri()
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "work", origin, "shallow")
    shallow = Runner(tmp_path / "shallow", tmp_path / "other")
    shallow.all()
    assert shallow.known()["comments"]


def test_findings_reach_code_scanning_with_paths_from_the_top(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path / "code", "services/labels")
    edit(workspace, {PAGE: "# How\n\nRead it.\n"})
    runner = Runner(tmp_path / "code", tmp_path / "runner", root="services/labels", against="main")
    assert runner.run("Find what to compare with").returncode == 0
    done = runner.run("Send findings to code scanning")
    assert done.returncode == 0, done.stderr
    sent = runner.known()["sent"]
    assert sent["ref"] == "refs/pull/7/merge"
    log = json.loads(gzip.decompress(base64.b64decode(sent["sarif"])))
    files = {
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in log["runs"][0]["results"]
        for place in result["locations"]
    }
    assert files
    assert all(file.startswith("services/labels/") for file in files)
