"""The servers compared: the command line of each, as it comes and as mended."""

import sys

WORKERS = 2
_GRANIAN = [
    *(sys.executable, "-m", "granian", "{app}", "--interface", "wsgi", "--host", "127.0.0.1"),
    *("--port", "{port}", "--workers", str(WORKERS), "--no-ws", "--log-level", "warning"),
]
_GUNICORN = [
    *(sys.executable, "-m", "gunicorn", "{app}", "--bind", "127.0.0.1:{port}"),
    *("--workers", str(WORKERS), "--no-control-socket", "--log-level", "warning"),
]
_WAITRESS = [sys.executable, "-m", "waitress", "--listen=127.0.0.1:{port}"]
_GRANIAN_WIDE = [
    *("--http", "1", "--backlog", "4096", "--backpressure", "4096"),
    *("--http1-header-read-timeout", "5000"),
]
_WAITRESS_WIDE = ["--connection-limit=4000", "--threads=8"]

CANDIDATES: dict[str, list[str]] = {
    "granian, as it comes": _GRANIAN,
    "granian, backpressure 4096, header timeout 5 s, 8 threads": [
        *_GRANIAN, *_GRANIAN_WIDE, "--blocking-threads", "8",
    ],
    "granian, the same with 1,024 threads": [*_GRANIAN, *_GRANIAN_WIDE, "--blocking-threads", "1024"],
    "gunicorn gthread, 8 threads": [*_GUNICORN, "-k", "gthread", "--threads", "8"],
    "gunicorn gthread, 1,024 threads": [
        *_GUNICORN, "-k", "gthread", "--threads", "1024", "--worker-connections", "4000",
    ],
    "gunicorn gevent, as it comes": [*_GUNICORN, "-k", "gevent"],
    "gunicorn gevent, 4,000 connections": [*_GUNICORN, "-k", "gevent", "--worker-connections", "4000"],
    "waitress, as it comes (1 process)": [*_WAITRESS, "{app}"],
    "waitress, limit 4,000 (1 process)": [*_WAITRESS, *_WAITRESS_WIDE, "{app}"],
    "waitress, limit 4,000, poll (1 process)": [
        *_WAITRESS, *_WAITRESS_WIDE, "--asyncore-use-poll", "{app}",
    ],
    "taiyaku serve (waitress as we ship it, 1 process)": [
        *(sys.executable, "-m", "glossary", "serve", "--host", "127.0.0.1", "--port", "{port}"),
    ],
}  # fmt: skip


def able_to_serve(target: str) -> list[str]:
    """The candidates for a target: all, but our own command serves the product and nothing else."""
    return [name for name, parts in CANDIDATES.items() if "{app}" in parts or target == "concept"]


def command(name: str, app: str, port: int) -> list[str]:
    """The command line that serves `app` with the named candidate on `port`."""
    return [part.format(app=app, port=port) for part in CANDIDATES[name]]
