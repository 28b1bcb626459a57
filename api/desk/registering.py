"""Bringing the pages of the desk into the application."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask

from api.desk import (  # noqa: F401 - each adds its pages to the blueprint
    editing,
    ending,
    files,
    grading,
    proposing,
    publishing,
    queue,
    removing,
    restoring,
    settling,
    tending,
)
from api.desk.routes import blueprint


def register(app: Flask) -> None:
    """Answer with the pages of the desk."""
    app.jinja_env.filters["translated"] = translated
    app.register_blueprint(blueprint)


def translated(words: Mapping[str, str], say: Callable[[str], str]) -> list[tuple[str, str]]:
    """A closed list as choices of a form, in the reader's language."""
    return [(word, say(name)) for word, name in words.items()]
