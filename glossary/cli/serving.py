"""Serving the web application, named by string since the domain does not know the web."""

from __future__ import annotations

import importlib
import logging
import resource
import signal
from types import FrameType
from typing import Any

import click

from glossary.cli.frame import say

APPLICATION = "api:create_app"
_CONNECTIONS = 4000
_LARGEST_BODY = 16 * 1024 * 1024  # beyond what the application takes, so that it can say so itself


def run(host: str, port: int) -> None:
    """Serve until Ctrl-C or SIGTERM; the port opens when everything is ready."""
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, _leave)
    _allow_many_connections()
    module, _, factory = APPLICATION.partition(":")
    application: Any = getattr(importlib.import_module(module), factory)()
    waitress: Any = importlib.import_module("waitress.server")
    server = waitress.create_server(
        application,
        host=host,
        port=port,
        threads=8,
        asyncore_use_poll=True,
        connection_limit=_CONNECTIONS,
        cleanup_interval=1,
        inbuf_overflow=64 * 1024,
        max_request_header_size=16 * 1024,
        max_request_body_size=_LARGEST_BODY,
        clear_untrusted_proxy_headers=True,
        ident=None,
    )
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns about every request that waits
    _announce(host, server.effective_port)
    server.run()


def _announce(host: str, port: int) -> None:
    base = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    click.echo(say("Taiyaku is ready. Open one of these; stop with Ctrl-C."))
    for path in ("/", "/api/docs", "/id/ai-finance/hallucination", "/api/v1/terms?form=ハルシネーション"):
        click.echo(f"  {base}{path}")


def _allow_many_connections() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
