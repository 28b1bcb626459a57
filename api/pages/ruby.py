"""How a term is read, above the characters that need it (ruby)."""

from __future__ import annotations

from markupsafe import Markup

from api.pages.phrases import phrased
from glossary import Term, above


def ruby(term: Term, language: str) -> Markup:
    """A term as it is set: in Japanese with its first reading above what is neither kana nor spelled out."""
    if language != "ja" or not term.readings:
        return phrased(term.text, language)
    runs = above(term.text, term.readings[0])
    if not any(reading for _, reading in runs):
        return phrased(term.text)
    return Markup("").join(_set(run, reading) for run, reading in runs)


def _set(run: str, reading: str) -> Markup:
    if not reading:
        return Markup("{}").format(run)
    return Markup("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>").format(run, reading)
