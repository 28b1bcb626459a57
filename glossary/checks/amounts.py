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
from glossary.checks.dates import coarser, dates, months_named

_ASIDE = re.compile(r"https?://[^\s<>\"）)」]+|\]\([^()\s]*\)|`[^`\n]*`|[(]\d{1,2}[)]|(?m:^\s*\d{1,2}[.)]\s)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FORMAL = str.maketrans("壱弐萬‐‑", "一二万--")
_CIRCLED = re.compile("[①-⑳⑴-⒇⒈-⒛❶-❿]")


class Amount(NamedTuple):
    """A number or a date as written, and what has to be found for it elsewhere."""

    written: str
    parts: frozenset[str]


class Amounts(NamedTuple):
    """The numbers of a text: those that another language must have, small ones that count, and all it says at all."""

    needed: tuple[Amount, ...]
    counted: tuple[Amount, ...]
    said: frozenset[str]


def amounts(text: str) -> Amounts:
    """The numbers and dates of a Japanese or English text."""
    plain = _THOUSANDS.sub("", unicodedata.normalize("NFKC", _CIRCLED.sub(" ", text))).translate(_FORMAL)
    rest, dated = dates(_ASIDE.sub(" ", plain))
    needed = [Amount(each.written, frozenset(each.parts)) for each in dated]
    said = coarser(dated) | months_named(rest)
    needed += _amounts(numerals.figures(rest))
    counted = _amounts(numerals.counts(rest))
    return Amounts(tuple(needed), tuple(counted), frozenset(said | _parts(needed) | numerals.words(rest)))


def unmatched(one: Amounts, other: Amounts) -> tuple[str, ...]:
    """What one text says in figures and the other does not say at all, as written, each once.

    What it says in words (三つ) counts where the other says another number in words instead (four).
    """
    found = [*_lacking(one.needed, other)]
    if _lacking(other.counted, one):
        found += _lacking(one.counted, other)
    return tuple(dict.fromkeys(found))


def _lacking(wanted: Iterable[Amount], other: Amounts) -> list[str]:
    return [each.written for each in wanted if not each.parts <= other.said]


def _amounts(found: Iterable[tuple[str, str]]) -> list[Amount]:
    return [Amount(written, frozenset({number})) for written, number in found]


def _parts(found: Iterable[Amount]) -> set[str]:
    return {part for each in found for part in each.parts}
