"""Where pages are: `/{language}/{glossary}/{concept}`, and everything else of a glossary under `…/-/…`."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.routing import BaseConverter, Map

from glossary import languages

blueprint = Blueprint("pages", __name__)

ROOT = "/<tongue:language>/"
GLOSSARY = f"{ROOT}<id:glossary>/"
REST = f"{GLOSSARY}-/"


class LanguageConverter(BaseConverter):
    """A language that has a catalogue, in an address."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - so Werkzeug calls it
        super().__init__(map)
        self.regex = "|".join(languages())
