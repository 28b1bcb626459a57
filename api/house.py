"""The glossaries that this application serves, and its public address."""

from __future__ import annotations

from typing import cast

from flask import current_app, request
from werkzeug.exceptions import SecurityError

from api.config import Config
from glossary import Glossaries


def glossaries() -> Glossaries:
    """The opened glossaries of the running application."""
    return cast("Glossaries", current_app.extensions["glossaries"])


def config() -> Config:
    """The settings of the running application."""
    return cast("Config", current_app.extensions["glossary-config"])


def only(glossary: str | None) -> tuple[str, ...] | None:
    """The one glossary that was named, which must exist; None for all. Raises `GlossaryNotFound`."""
    return None if glossary is None else (glossaries()[glossary].settings().id,)


def base_url() -> str:
    """The public address of the service, without a final slash; empty where the request names a strange host."""
    try:
        return config().base_url or (request.host_url.rstrip("/") if request.host else "")
    except SecurityError:
        return ""
