"""A web server for tests: serves a folder as a host would, packed, and with the site's policy."""

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

_PACKED = {"text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"}


@lru_cache(maxsize=4096)
def _content(file: Path) -> bytes:
    return file.read_bytes()


@lru_cache(maxsize=4096)
def _packed(file: Path) -> bytes:
    return gzip.compress(_content(file), 6, mtime=0)


def _handler(site: Path) -> type[BaseHTTPRequestHandler]:
    policy = (site / "csp.txt").read_text(encoding="utf-8").strip()
    embedded = (site / "csp-embed.txt").read_text(encoding="utf-8").strip()

    class Handler(BaseHTTPRequestHandler):
        """Answers GET with a file below the site."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = site / path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                self.send_error(404)
                return
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            body = _packed(file) if kind in _PACKED else _content(file)
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            if kind in _PACKED:
                self.send_header("Content-Encoding", "gzip")
            is_embedded = "/embed/" in path
            self.send_header("Content-Security-Policy", embedded if is_embedded else policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what matters is asked of the browser."""

    return Handler


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a site on a free port of this machine; give its address without the last slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
