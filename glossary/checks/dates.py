"""Dates and hours as Japanese and English texts write them, brought to one form.

2025年6月18日, 令和7年6月18日, R7.6.18, 18 June 2025, June 18, 2025, 18/06/2025 and 2025-06-18 are one date; 午後3時,
15:00 and 3 p.m. one hour. A year is its number, a day of the year `--06-18`, a month `--06`, an hour `@15:00`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from glossary.checks.numerals import kanji_number

Parts = set[str]


class Dated(NamedTuple):
    """A date as written, what another text must say to mean it, and what it may mean besides (6/7/2025).

    To say one of the `others` is enough: 三月 is March, or three months.
    """

    written: str
    parts: Parts
    perhaps: Parts
    others: Parts


_BEFORE_ERAS = {
    "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018,
    "明": 1867, "大": 1911, "昭": 1925, "平": 1988, "令": 2018, "m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018,
    "meiji": 1867, "taisho": 1911, "showa": 1925, "heisei": 1988, "reiwa": 2018,
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z])"
)
_NAMED = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_K = "[元〇一二三四五六七八九十百]"
_SMALL = rf"\d{{1,2}}|{_K}{{1,3}}"
_END = re.compile(r"末|月期|決算|\bend(?:s|ed|ing)?\b", re.IGNORECASE)
_LAST_DAYS = {
    month: ("30",) if month in (4, 6, 9, 11) else ("28", "29") if month == 2 else ("31",) for month in range(1, 13)
}
_SAID_BY_WORDS = {
    "正午": ("@12:00",), "noon": ("@12:00",), "midnight": ("@00:00", "@24:00"), "年末": ("--12-31", "--12"),
    "end of": ("--12-31", "--12"), "year-end": ("--12-31", "--12"),
}  # fmt: skip
_JA_ERA = "明治|大正|昭和|平成|令和"
_JA_YEAR = (
    rf"(?:(?P<era>{_JA_ERA})\s?(?P<n>\d{{1,2}}|{_K}{{1,4}})年度?(?:[(]\d{{4}}年?度?[)])?"
    rf"|(?P<y>\d{{4}}|[一二][〇一二三四五六七八九]{{3}})年?度?(?:[(](?:{_JA_ERA})\s?[\d元]{{1,2}}年?度?[)])?)"
)
_DECADE = r"\d{4}|\d0|[一二]?[〇一二三四五六七八九]?[一二三四五六七八九]〇|[二三四五六七八九]十"
_JA_DAY = rf"\s?(?P<m>{_SMALL})月(?:\s?(?P<d>{_SMALL})日)?"
_JA_UNTIL = rf"(?:\s?(?:から|より|[~〜–-]|及び|・|、)\s?(?P<e>{_SMALL})日(?![間目前後]))?"
_EN_ERA = "Meiji|Taisho|Showa|Heisei|Reiwa"
_EN_YEAR = rf"(?:(?P<y>\d{{4}})(?!\d)|(?P<era>{_EN_ERA}) (?P<n>\d{{1,2}})(?!\d)(?:\s?[(]\d{{4}}[)])?)"
_ST = "(?:st|nd|rd|th)?"
_TO = r"\s?(?:to|through|until|and|[–—-])\s?"
_ISO_TIME = r"(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"


def dates(text: str) -> tuple[str, list[Dated]]:
    """The dates of a text, and the text without them."""
    found: list[Dated] = []
    for pattern, read in _PATTERNS:
        text = pattern.sub(lambda match, read=read: _taken(match, read, found), text)  # type: ignore[misc]
    return text, found


def said_besides(text: str, rest: str, found: list[Dated]) -> Parts:
    """What the dates of a text say besides: the months of days, what they may mean, and days and hours with names."""
    days = {part for each in found for part in each.parts | each.perhaps if part.startswith("--")}
    months = {part[:4] for part in days} | {_month_part(each) for each in _NAMED.findall(rest)}
    ends = {f"{month}-{day}" for month in months for day in _LAST_DAYS[int(month[2:])]} if _END.search(text) else set()
    named = {part for word, parts in _SAID_BY_WORDS.items() if word in text.casefold() for part in parts}
    return months.union(ends, named, *(each.perhaps for each in found))


def _taken(match: re.Match[str], read: Callable[[Mapping[str, str]], tuple[Parts, Parts]], found: list[Dated]) -> str:
    named = {name: value for name, value in match.groupdict().items() if value}
    parts, perhaps = read(named)
    if not parts:
        return match[0]
    is_month_alone = "m" in named and not named.keys() & {"d", "e", "m2", "y", "era"}
    others = {str(_month_number(named["m"]))} if is_month_alone else set()
    found.append(Dated(match[0].strip(), parts, perhaps, others))
    return " ・ "


def _date(named: Mapping[str, str]) -> tuple[Parts, Parts]:
    """A day, a month or a year, and the last day or month where it is a span."""
    year = {str(each)} if (each := _year(named)) else set()
    month = named.get("m")
    if month is None:
        return year, set()
    days = [_day(month, named.get("d"))]
    days += [_day(named.get("m2") or month, named.get("e"))] if "m2" in named or "e" in named else []
    return ({*year, *(day for day in days if day)} if all(days) else set()), set()


def _last_is_year(named: Mapping[str, str]) -> tuple[Parts, Parts]:
    """18/06/2025 and 6/18/2025; where it can be either, only the year is sure."""
    readings = [_day(named["b"], named["a"]), _day(named["a"], named["b"])]
    found = {each for each in readings if each}
    if not found:
        return set(), set()
    return ({named["y"], *found}, set()) if len(found) == 1 else ({named["y"]}, found)


def _years(named: Mapping[str, str]) -> tuple[Parts, Parts]:
    """2024–25, a span of years, or 2022-11, a month; where it can be either, only the year is sure."""
    year, last = named["y"], named["e"]
    later = f"{year[:2]}{last}"
    month = _day(last, None)
    if later <= year:
        return ({year, month}, set()) if month else (set(), set())
    return ({year}, {later, month}) if month else ({year, later}, set())


def _decade(named: Mapping[str, str]) -> tuple[Parts, Parts]:
    """1990年代, which may be called the nineties, and 90年代, which may be that; of 昭和60年代 the 1980s and 1990s."""
    year = int(_digits(named.get("decade") or named["short"]))
    if "era" in named:
        first = (_BEFORE_ERAS[named["era"]] + year) // 10 * 10
        return {str(first)}, {str(first + 10)}
    return {str(year)}, {str(year % 100)} if year > 100 else {str(1900 + year), str(2000 + year)}


def _hour(named: Mapping[str, str]) -> tuple[Parts, Parts]:
    hour, minute = int(_digits(named["h"])), int(named.get("min") or (30 if "past" in named else 0))
    half = named.get("half", "").casefold()[:2]
    if half in ("午後", "p", "p.", "pm") and hour < 12:
        hour += 12
    is_hour = hour <= 24 and minute < 60
    return ({f"@{hour:02}:{minute:02}"} if is_hour else set()), set()


def _year(named: Mapping[str, str]) -> int | None:
    if "era" in named:
        return _BEFORE_ERAS[named["era"].casefold()] + int(_digits(named["n"]))
    if "fy" in named:
        return 2000 + int(named["fy"])
    return int(_digits(named["y"])) if "y" in named else None


def _day(month: str, day: str | None) -> str:
    """A day of the year, or a month; empty where there is none such."""
    numbers = [_month_number(month), *([int(_digits(day))] if day else [])]
    in_year = 1 <= numbers[0] <= 12 and 1 <= numbers[-1] <= 31
    return "--" + "-".join(f"{number:02}" for number in numbers) if in_year else ""


def _month_part(month: str) -> str:
    return f"--{_month_number(month):02}"


def _month_number(month: str) -> int:
    name = month[:3].casefold()
    return _MONTHS.index(name) + 1 if name in _MONTHS else int(_digits(month))


def _digits(text: str) -> str:
    """A number of digits or of kanji in digits; 元 is the first year."""
    return text if text.isdecimal() else str(kanji_number(text.replace("元", "一")) or 0)


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[Mapping[str, str]], tuple[Parts, Parts]]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"(?<![\d.])(?P<era>{_JA_ERA})?(?P<decade>{_DECADE})年代", _decade),
        (r"(?<!\w)(?P<decade>[12]\d\d0)['’]?s\b|(?:(?<=\bthe )|(?<=['’]))(?P<short>\d0)['’]?s\b", _decade),
        (rf"(?:{_JA_YEAR}\s?)?(?<![\d.])(?P<m>\d{{1,2}})[~〜–−-](?P<m2>\d{{1,2}})月(?!間)", _date),
        (rf"{_JA_YEAR}{_JA_DAY}{_JA_UNTIL}", _date),
        (
            rf"(?P<era>{_JA_ERA})\s?(?P<n>\d{{1,2}}|{_K}{{1,4}})(?:年度?|(?:事務|会計|事業)年度)(?:[(]\d{{4}}年?度?[)])?",
            _date,
        ),
        (
            r"(?<![A-Za-z\d])(?P<era>[mtshr明大昭平令])\s?(?P<n>\d{1,2}|元)([./])(?P<m>\d{1,2})\3(?P<d>\d{1,2})(?![\d.])",
            _date,
        ),
        (rf"(?<!\d)(?P<y>[12]\d{{3}})([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})(?!\d){_ISO_TIME}", _date),
        (r"(?<![\d.])(?P<a>\d{1,2})([./-])(?P<b>\d{1,2})\2(?P<y>[12]\d{3})(?!\d)", _last_is_year),
        (rf"(?<!\w)(?P<d>\d{{1,2}}){_ST}{_TO}(?P<e>\d{{1,2}}){_ST}(?: of)? (?P<m>{_MONTH})(?:,? {_EN_YEAR})?", _date),
        (rf"(?<!\w)(?P<m>{_MONTH}) (?P<d>\d{{1,2}}){_ST}{_TO}(?P<e>\d{{1,2}}){_ST}(?![\d%])(?:,? {_EN_YEAR})?", _date),
        (rf"(?<!\w)(?P<m>{_MONTH}){_TO}(?P<m2>{_MONTH}),? {_EN_YEAR}", _date),
        (rf"(?<!\w)(?P<d>\d{{1,2}}){_ST}(?: of)?[ -](?P<m>{_MONTH}),?[ -]{_EN_YEAR}", _date),
        (rf"(?<!\w)(?P<m>{_MONTH}) (?P<d>\d{{1,2}}){_ST},? {_EN_YEAR}", _date),
        (rf"(?<!\w)(?P<m>{_MONTH}),?[ -]{_EN_YEAR}", _date),
        (rf"(?<!\w)(?P<d>\d{{1,2}}){_ST}(?: of)? (?P<m>{_MONTH})", _date),
        (rf"(?<!\w)(?P<m>{_MONTH}) (?P<d>\d{{1,2}}){_ST}(?![\d%])", _date),
        (rf"(?<!\w)(?P<era>{_EN_ERA}) (?P<n>\d{{1,2}})(?!\d)(?:\s?[(]\d{{4}}[)])?", _date),
        (rf"(?<!\w)(?P<n>\d{{1,2}}){_ST} year of (?:the )?(?P<era>{_EN_ERA})", _date),
        (r"(?<![A-Za-z])FY\s?['’]?(?P<fy>\d{2})(?!\d)", _date),
        (r"(?<![\d./])(?P<m>\d{1,2})/(?P<y>[12]\d{3})(?!\d)", _date),
        (r"(?<![\d-])(?P<y>[12]\d{3})[-–/~〜](?P<e>\d{2})(?![\d-])", _years),
        (rf"(?<![\d.〇一二三四五六七八九十]){_JA_DAY.replace('月', '月(?![間雨])')}{_JA_UNTIL}", _date),
        (rf"\b(?:in|since|by|until|from|of|to|early|late|mid)[ -](?P<m>{_MONTH})", _date),
        (r"(?P<half>午前|午後)?(?<!\d)(?P<h>\d{1,2})時(?![間限点代期])(?:(?P<min>\d{1,2})分|(?P<past>半))?", _hour),
        (r"(?<![\w:])(?P<h>\d{1,2})(?::(?P<min>\d{2}))?\s?(?P<half>[ap])\.?m\b\.?", _hour),
        (r"(?<![\w:.])(?P<h>\d{1,2}):(?P<min>\d{2})(?![\w:])", _hour),
    )
)
