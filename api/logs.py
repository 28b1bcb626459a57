"""One line of JSON on standard error for every request, and for every surprise."""

from __future__ import annotations

import re
import sys
import time

import structlog
from flask import Flask, Response, g, request

_LONGEST = 1024
_SECRETS = re.compile(r"(?<=/letters/stop/)[^/]+|\bt(?:yk|yp)_[A-Za-z0-9_-]+|\bwhsec_[A-Za-z0-9+/=]+")


def register(app: Flask) -> None:
    """Log every request of an application when it has been answered."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    app.before_request(_start)
    app.after_request(_log)


def without_secrets(text: str) -> str:
    """A text without what stops somebody's letters, and without keys that somebody put where they do not belong."""
    return _SECRETS.sub("…", text)


def _start() -> None:
    g.started = time.perf_counter()


def _log(response: Response) -> Response:
    """Tell what was asked and how it went; never the query's key or the body."""
    structlog.get_logger().info(
        "request",
        method=request.method,
        path=without_secrets(request.path)[:_LONGEST],
        status=response.status_code,
        milliseconds=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
    )
    return response
