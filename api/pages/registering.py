"""Bringing the pages into the application."""

from __future__ import annotations

from flask import Flask

from api import assets
from api.pages import (  # noqa: F401 - each adds its pages to the blueprint
    browsing,
    changing,
    comparing,
    editions,
    embedding,
    entries,
    home,
    searching,
    timelines,
)
from api.pages.keeping import keep, kept
from api.pages.routes import blueprint
from api.pages.surroundings import GLOBALS

blueprint.before_request(kept)
blueprint.after_request(keep)


def register(app: Flask) -> None:
    """Answer with pages, and with what they load."""
    app.jinja_env.globals.update(GLOBALS)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.register_blueprint(blueprint)
    app.register_blueprint(assets.blueprint)
