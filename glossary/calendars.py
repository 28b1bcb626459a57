"""Dates as people write them: 2025年6月18日, 令和7年6月18日, 18 June 2025."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date

from glossary.i18n import N_, nearest_language, translate
from glossary.times import begin, instant

Calendar = Literal["gregorian", "japanese"]

_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1873, 1, 1), "明治"),
)
"""The first day of each era, newest first; 明治 from the day on which Japan took over the Western calendar."""
_JAPAN = "Asia/Tokyo"
_HERE, _THERE = N_("{day} {hour}:{minute} (Japan time)"), N_("{day} {hour}:{minute} ({zone})")
_FIRST_YEAR = {"明治": 1868}


def era_year(day: date) -> str | None:
    """The year of a day in its era, the first one as 元年; None before 1873, when the calendar was another one."""
    for begun, era in _ERAS:
        if day >= begun:
            year = day.year - _FIRST_YEAR.get(era, begun.year) + 1
            return f"{era}{'元' if year == 1 else year}年"
    return None


def shown_date(day: date, language: str, calendar: Calendar = "gregorian", today: date | None = None) -> str:
    """A day as readers of a language write it; Japanese years only in Japanese.

    A day after `today` keeps the Western year beside that of an era which may end before: 令和12年（2030年）.
    """
    if language != "ja":
        return format_date(day, "d MMMM y", locale="en")
    return f"{_year(day, calendar, today)}{day.month}月{day.day}日"


def shown_moment(
    text: str, time_zone: str, language: str, calendar: Calendar = "gregorian", today: date | None = None
) -> str:
    """A date as people write it, or an instant with its hour in a time zone; both as they were given.

    Readers of Japanese take an hour for that of Japan unless told otherwise.
    """
    local = datetime_in(begin(text, time_zone), time_zone)
    day = shown_date(local.date(), language, calendar, today)
    if is_date(text):
        return day
    message = _HERE if time_zone == _JAPAN else _THERE
    tongue = nearest_language([language, "en"])
    return translate(tongue, message, day=day, hour=f"{local:%H}", minute=f"{local:%M}", zone=time_zone)


def is_date(text: str) -> bool:
    """Whether a moment was given as a day and not as an instant."""
    return len(text) == len("YYYY-MM-DD")


def day_of(moment: int, time_zone: str) -> date:
    """The day in a time zone on which a moment (microseconds) lies."""
    return datetime_in(moment, time_zone).date()


def datetime_in(moment: int, time_zone: str) -> datetime:
    """A moment (microseconds) by the clocks of a time zone."""
    return instant(moment).astimezone(ZoneInfo(time_zone))


def _year(day: date, calendar: Calendar, today: date | None) -> str:
    era = era_year(day) if calendar == "japanese" else None
    if era is None:
        return f"{day.year}年"
    return f"{era}（{day.year}年）" if today and day > today else era
