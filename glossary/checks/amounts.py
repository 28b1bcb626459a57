"""Numbers and dates as Japanese and English texts write them, brought to one form.

2025年6月18日, 令和7年6月18日, 二〇二五年六月十八日, 18 June 2025, June 18, 2025 and 2025-06-18 are one date;
1億2,000万, 120 million and 120,000,000 one number. Units are not compared: 20%, 2割 and 20 percent are the number 20.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from glossary.checks import numerals
from glossary.checks.numerals import kanji_number

_ASIDE = re.compile(r"https?://[^\s<>\"）)」]+|\]\([^()\s]*\)|`[^`\n]*`|[(]\d{1,2}[)]|(?m:^\s*\d{1,2}[.)]\s)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CIRCLED = re.compile("[①-⑳⑴-⒇⒈-⒛❶-❿]")

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ENGLISH_ERAS = {"meiji": 1867, "taisho": 1911, "showa": 1925, "heisei": 1988, "reiwa": 2018}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z])"
)
_K = "[元〇一二三四五六七八九十百]"
_ERA = rf"(?P<era>明治|大正|昭和|平成|令和)\s?(?P<n>\d{{1,2}}|{_K}{{1,4}})年度?"
_WESTERN = r"(?P<y>\d{4}|[一二][〇一二三四五六七八九]{3})年?度?"
_JAPANESE_DAY = rf"\s?(?P<m>\d{{1,2}}|{_K}{{1,3}})月(?:\s?(?P<d>\d{{1,2}}|{_K}{{1,3}})日)?"


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
    plain = _THOUSANDS.sub("", unicodedata.normalize("NFKC", _CIRCLED.sub(" ", text)))
    rest, needed = _ASIDE.sub(" ", plain), list[Amount]()
    for pattern, parts in _DATES:
        rest = _taken(pattern, parts, rest, needed)
    said = _parts(needed) | _coarser(needed)
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


def _taken(
    pattern: re.Pattern[str], parts: Callable[[re.Match[str]], set[str]], text: str, needed: list[Amount]
) -> str:
    def take(match: re.Match[str]) -> str:
        if found := parts(match):
            needed.append(Amount(match[0].strip(), frozenset(found)))
            return " ・ "
        return match[0]

    return pattern.sub(take, text)


def _coarser(dates: list[Amount]) -> set[str]:
    """The months of days: a text that names the day names the month."""
    return {part.rpartition("-")[0] for each in dates for part in each.parts if part.startswith("--") and len(part) > 4}


def _era_date(match: re.Match[str]) -> set[str]:
    return _day(_ERAS[match["era"]] + int(_small(match["n"])), match["m"], match["d"])


def _era_year(match: re.Match[str]) -> set[str]:
    return {str(_ERAS[match["era"]] + int(_small(match["n"])))}


def _english_era(match: re.Match[str]) -> set[str]:
    return {str(_ENGLISH_ERAS[match["era"].casefold()] + int(match["n"]))}


def _western_date(match: re.Match[str]) -> set[str]:
    return _day(int(_small(match["y"])), match["m"], match["d"])


def _month_day(match: re.Match[str]) -> set[str]:
    return _day(None, match["m"], match["d"])


def _numeric(match: re.Match[str]) -> set[str]:
    return _day(int(match["y"]), match["m"], match["d"])


def _english(match: re.Match[str]) -> set[str]:
    found = match.groupdict()
    month = str(_MONTHS.index(found["m"][:3].casefold()) + 1)
    return _day(int(found["y"]) if found.get("y") else None, month, found.get("d"))


def _day(year: int | None, month: str, day: str | None) -> set[str]:
    """The parts of a date: its year as a number, and its month, with the day if there is one."""
    numbers = [int(_small(each)) for each in (month, day) if each]
    if not 1 <= numbers[0] <= 12 or (len(numbers) > 1 and not 1 <= numbers[1] <= 31):
        return set()
    found = {"--" + "-".join(f"{number:02}" for number in numbers)}
    return found | ({str(year)} if year else set())


def _small(text: str) -> str:
    """A number of digits or of kanji in digits; 元 is the first year."""
    return text if text.isdecimal() else str(kanji_number(text.replace("元", "一")) or 0)


_DATES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], set[str]]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), parts)
    for pattern, parts in (
        (rf"{_ERA}(?:[(]\d{{4}}年?度?[)])?{_JAPANESE_DAY}", _era_date),
        (rf"{_WESTERN}(?:[(](?:明治|大正|昭和|平成|令和)\s?[\d元]{{1,2}}年?度?[)])?{_JAPANESE_DAY}", _western_date),
        (rf"{_ERA}(?:[(]\d{{4}}年?度?[)])?", _era_year),
        (r"(?<!\d)(?P<y>[12]\d{3})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)", _numeric),
        (rf"(?<![\w])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH}),? (?P<y>\d{{4}})(?!\d)", _english),
        (rf"(?<![\w])(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})(?!\d)", _english),
        (rf"(?<![\w])(?P<m>{_MONTH}),? (?P<y>\d{{4}})(?!\d)", _english),
        (rf"(?<![\w])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})", _english),
        (rf"(?<![\w])(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%])", _english),
        (r"(?<!\w)(?P<era>Meiji|Taisho|Showa|Heisei|Reiwa) (?P<n>\d{1,2})(?!\d)", _english_era),
        (rf"(?<![\d.〇一二三四五六七八九十]){_JAPANESE_DAY.replace('月', '月(?!間)')}", _month_day),
        (rf"\b(?:in|since|by|until|from|of|to|early|late|mid)[ -](?P<m>{_MONTH})", _english),
    )
)
