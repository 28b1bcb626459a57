"""HTML that needs nothing beside itself: one document, its styles within, everything from texts escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from glossary.comparison.words import say
from glossary.i18n import N_
from glossary.model import Settings

SHEET = """
@page { size: A4 landscape; margin: 15mm }
:root { color-scheme: light dark }
body { margin: 0 auto; padding: 1rem; max-width: 80rem; line-height: 1.7; line-break: strict;
  font-family: "Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", "Noto Sans CJK JP", system-ui, sans-serif }
dt { font-weight: bold; margin-block-start: 1em }
dd { margin-inline-start: 1.5rem; overflow-wrap: anywhere }
ins { text-decoration: underline 2px; font-weight: bold; background: light-dark(#e3f5e6, #14391c) }
del { text-decoration: line-through double 1px; background: light-dark(#fdeaea, #471a1c) }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
  user-select: none }
footer { border-block-start: 1px solid; margin-block-start: 2rem; font-size: .875rem }
thead { display: table-header-group }
h2, h3, h4, h4 + p, dt, tr:has(> th) { break-after: avoid }
@media print { body { padding: 0 1px; max-width: none; font-size: 10.5pt } nav { display: none } }
"""
TABLE = "border-collapse:collapse;width:100%"
CELL = "border:1px solid;padding:4pt;vertical-align:top;overflow-wrap:anywhere"
SHORT = "border:1px solid;padding:4pt;vertical-align:top;white-space:nowrap"
HEAD = "border:1px solid;padding:4pt;text-align:center"
ACROSS = "border:1px solid;padding:4pt;text-align:left"
TITLE = "text-align:center"
RIGHT = "text-align:right"
UNDERLINED = "text-decoration:underline"
STYLES = (SHEET, TABLE, CELL, SHORT, HEAD, ACROSS, TITLE, RIGHT, UNDERLINED)
"""Every style that a document has: what a content security policy must allow, and nothing else."""
Frame = Callable[[str, Iterable[str], str, Settings], str]
"""Puts the parts of a comparison together: title, parts, the reader's language, and the glossary's settings."""


def text(words: str) -> str:
    """A text as HTML, its line breaks kept."""
    return escape(words).replace("\n", "<br>")


def document(title: str, parts: Iterable[str], language: str, settings: Settings) -> str:
    """A whole page that may be saved, sent and printed."""
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(language)}">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>{SHEET}</style></head>",
            "<body><main>",
            f'<h1 style="{TITLE}">{escape(title)}</h1>',
            *parts,
            "</main>",
            f"<footer>{_attribution(settings)}</footer>",
            "</body></html>",
        ]
    )


def within_a_page(_title: str, parts: Iterable[str], _language: str, _settings: Settings) -> str:
    """The parts alone, without their styles, for a page that has a heading, a foot and styles of its own."""
    told = "\n".join(parts)
    for style in (TABLE, CELL, SHORT, HEAD, ACROSS, TITLE, RIGHT, UNDERLINED):
        told = told.replace(f' style="{style}"', "")
    return told


def paragraph(words: str, style: str = "") -> str:
    """A paragraph."""
    return f'<p style="{style}">{text(words)}</p>' if style else f"<p>{text(words)}</p>"


def section(language: str, heading: str, parts: Iterable[str]) -> str:
    """A part of a page in one language."""
    inner = "\n".join(parts)
    return f'<section lang="{escape(language)}">\n<h2>{escape(heading)}</h2>\n{inner}\n</section>'


def nothing(language: str) -> str:
    """What stands where nothing differs."""
    return paragraph(say(language, N_("Nothing differs.")))


def _attribution(settings: Settings) -> str:
    return "".join(
        f'<p lang="{escape(language)}">{text(words)}</p>' for language, words in settings.attribution.items()
    )
