"""The web: Flask around the glossaries. Of the domain it knows only the public face."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from api.config import Config
    from glossary import Clock


def create_app(config: Config | None = None, clock: Clock | None = None) -> Flask:
    """The web application, configured from `GLOSSARY_*` and by the machine's clock unless others are given."""
    from api.application import build

    return build(config, clock)
