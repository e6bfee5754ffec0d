"""Preview: the handbook of the working copies, on this machine, made anew when a file changes."""

import json
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event, Lock, Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from schemactl.errors import SchemactlError
from schemactl.handbook.advance import Report, silent
from schemactl.handbook.site import EMBED_POLICY, POLICY, Built, build_site
from schemactl.workspace import SETTINGS_FILE, Workspace

LOOK_EVERY = 0.3
_WAIT_AT_MOST = 20.0
_OWN = "/-/"
_SCRIPT = b'<script src="/-/reload.js"></script></body>'
_RELOAD = b"""\
"use strict";
(function () {
  var build = null, told = document.createElement("p");
  told.setAttribute("role", "alert");
  told.className = "preview-error";
  function ask() {
    fetch("/-/build?since=" + (build === null ? "" : build)).then(function (answer) {
      return answer.json();
    }).then(function (state) {
      if (build !== null && state.build !== build && !state.error) location.reload();
      build = state.build;
      told.textContent = state.error;
      if (state.error) document.body.prepend(told); else told.remove();
      ask();
    }).catch(function () { setTimeout(ask, 1000); });
  }
  ask();
})();
"""
Stamp = dict[str, tuple[int, int]]


class Preview:
    """The last good build, its number, and what is wrong with the files now."""

    def __init__(self, workspace: Workspace, trust: bool = False, report: Report = silent) -> None:
        """Build once, with a report. Raises SchemactlError where there is nothing to show."""
        self.workspace = workspace
        self.trust = trust
        self.changed = Condition()
        # Held while a file is read: a build may write into files of the site before.
        self.reading = Lock()
        self.number = 0
        self.error = ""
        self.stamp = self._look()
        self.built = self._build(report)

    def _build(self, report: Report = silent) -> Built:
        return build_site(self.workspace, None, self.trust, drafts=True, report=report)

    def _look(self) -> Stamp:
        """Return size and time of every file that the handbook is made from."""
        root = self.workspace.root
        files = [root / "mkdocs.yml", root / SETTINGS_FILE]
        for folder in (self.workspace.schemas, self.workspace.guidelines, self.workspace.registry):
            files += [path for path in folder.rglob("*") if ".db" not in path.name]
        found: Stamp = {}
        for path in files:
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            if path.is_file():
                found[str(path)] = (stat.st_size, stat.st_mtime_ns)
        return found

    def refresh(self) -> bool:
        """Build again where a file differs; say whether one did. A broken file changes no page."""
        stamp = self._look()
        if stamp == self.stamp:
            return False
        self.stamp = stamp
        with self.reading:
            # Whoever began to read before the last build has ended now.
            pass
        try:
            built, error = self._build(), ""
        except SchemactlError as problem:
            built, error = self.built, problem.message
        with self.changed:
            self.built, self.error = built, error
            self.number += 1
            self.changed.notify_all()
        return True

    def state(self, since: int | None) -> dict[str, Any]:
        """Return number and error of the last build, waiting for one after `since`."""
        with self.changed:
            if since is not None:
                self.changed.wait_for(lambda: self.number != since, timeout=_WAIT_AT_MOST)
            return {"build": self.number, "error": self.error}


@contextmanager
def served(preview: Preview, port: int) -> Iterator[str]:
    """Serve a preview on this machine only, and look for changed files; give its address."""
    try:
        server = ThreadingHTTPServer(
            ("127.0.0.1", port), type("Bound", (_Handler,), {"preview": preview})
        )
    except OSError as error:
        raise SchemactlError(
            f"port {port} cannot be used: {error.strerror}", "give another one with --port"
        ) from error
    server.daemon_threads = True
    stop = Event()
    threads = [
        Thread(target=server.serve_forever, daemon=True),
        Thread(target=_watch, args=(preview, stop), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        for thread in threads:
            thread.join()


def _watch(preview: Preview, stop: Event) -> None:
    while not stop.wait(LOOK_EVERY):
        preview.refresh()


class _Handler(BaseHTTPRequestHandler):
    """Answers with files of the last good build, under its own policy."""

    preview: Preview

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == f"{_OWN}build":
            since = parse_qs(parts.query).get("since", [""])[0]
            state = self.preview.state(int(since) if since.isdecimal() else None)
            self._answer("application/json", json.dumps(state).encode())
        elif parts.path == f"{_OWN}reload.js":
            self._answer("text/javascript", _RELOAD)
        else:
            self._file(unquote(parts.path))

    def _file(self, name: str) -> None:
        site = self.preview.built.folder.resolve()
        file = (site / name.lstrip("/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        if not file.is_relative_to(site) or not file.is_file():
            self.send_error(404)
            return
        with self.preview.reading:
            content = file.read_bytes()
        if file.suffix == ".html" and "/embed/" not in name:
            content = content.replace(b"</body>", _SCRIPT)
        policy = site / (EMBED_POLICY if "/embed/" in name else POLICY)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._answer(kind, content, policy.read_text(encoding="utf-8").strip())

    def _answer(self, kind: str, content: bytes, policy: str = "default-src 'none'") -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the browser tells what it gets."""
