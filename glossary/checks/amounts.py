"""Numbers and dates as Japanese and English texts write them, brought to one form.

2025年6月18日, 令和7年6月18日, 二〇二五年六月十八日, 18 June 2025, June 18, 2025 and 2025-06-18 are one date;
1億2,000万, 120 million and 120,000,000 one number. Units are not compared: 20%, 2割 and 20 percent are the number 20.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from glossary.checks import numerals
from glossary.checks.dates import dates, said_besides

_ASIDE = re.compile(r"https?://[^\s<>\"）)」]+|\]\([^()\s]*\)|`[^`\n]*`|[(]\d{1,2}[)]|(?m:^\s*\d{1,2}[.)]\s)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FORMAL = str.maketrans("壱弐萬‐‑", "一二万--")
_CIRCLED = re.compile("[①-⑳⑴-⒇⒈-⒛❶-❿]")
_THIRD_PARTIES = re.compile(r"第三者|\bthird[ -]part(?:y|ies)\b", re.IGNORECASE)
_ALWAYS = re.compile(
    r"24時間・?365日|年中無休|(?<![\d/])24/7(?![\d/])|\b(?:a)?round[ -]the[ -]clock\b"
    r"|\b24 hours (?:a|per) day,?(?: and)? (?:365 days (?:a|per) year|(?:seven|7) days (?:a|per) week)",
    re.IGNORECASE,
)
_SAID_BY_ALWAYS = frozenset(("24", "7", "365"))
_LAW = re.compile(r"\b(?:article|paragraph|item|section)s?\b", re.IGNORECASE)
_CITED = re.compile(r"[(](\d{1,3})[)]")


class Amount(NamedTuple):
    """A number or a date as written, and what has to be found for it elsewhere: all the parts, or one of the others."""

    written: str
    parts: frozenset[str]
    others: frozenset[str] = frozenset()


class Amounts(NamedTuple):
    """The numbers of a text: those that another language must have, small ones that count, and all it says at all."""

    needed: tuple[Amount, ...]
    counted: tuple[Amount, ...]
    said: frozenset[str]


def amounts(text: str) -> Amounts:
    """The numbers and dates of a Japanese or English text."""
    plain = _plain(text)
    rest, dated = dates(_ASIDE.sub(" ", plain))
    needed = [Amount(each.written, frozenset(each.parts), frozenset(each.others)) for each in dated]
    needed += _amounts(numerals.figures(rest))
    counted = _amounts(numerals.counts(rest))
    said = _said(needed) | said_besides(plain, rest, dated) | numerals.words(rest) | _idioms(text, plain)
    return Amounts(tuple(needed), tuple(counted), frozenset(said))


def unmatched(one: Amounts, other: Amounts) -> tuple[str, ...]:
    """What one text says in figures and the other does not say at all, as written, each once.

    What it says in words (三つ) counts where the other says another number in words instead (four).
    """
    found = [*_lacking(one.needed, other)]
    if _lacking(other.counted, one):
        found += _lacking(one.counted, other)
    return tuple(dict.fromkeys(found))


def _plain(text: str) -> str:
    """The text in one width, its numbers without commas, and without words that only seem to be numbers."""
    folded = unicodedata.normalize("NFKC", _CIRCLED.sub(" ", text)).translate(_FORMAL)
    return numerals.with_decimals(_THIRD_PARTIES.sub("・", _ALWAYS.sub("・", _THOUSANDS.sub("", folded))))


def _idioms(text: str, plain: str) -> set[str]:
    """What a text says by a turn of phrase: 24/7, or the paragraphs of a law in brackets, (8)."""
    found = set(_SAID_BY_ALWAYS) if _ALWAYS.search(unicodedata.normalize("NFKC", text)) else set()
    return found.union(_CITED.findall(plain)) if _LAW.search(plain) else found


def _lacking(wanted: Iterable[Amount], other: Amounts) -> list[str]:
    return [each.written for each in wanted if not (each.parts <= other.said or each.others & other.said)]


def _amounts(found: Iterable[numerals.Figure]) -> list[Amount]:
    decimal = numerals.decimal
    return [
        Amount(written, frozenset({decimal(number)}), frozenset(map(decimal, perhaps)))
        for written, number, perhaps in found
    ]


def _said(found: Iterable[Amount]) -> set[str]:
    return {part for each in found for part in each.parts | each.others}
