"""Dates and instants: read strictly, counted in microseconds since 1970 UTC.

A date begins at 00:00 in the glossary's time zone; the end of a day is the begin of the next, exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo, available_timezones

Clock = Callable[[], datetime]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SECOND = 1_000_000
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_INSTANT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(\.\d{1,6})?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_FIRST_YEAR, _LAST_YEAR = 1000, 9998
FAR_FUTURE = 2**62


def now() -> datetime:
    """The clock of this machine, in UTC."""
    return datetime.now(UTC)


def micros(instant: datetime) -> int:
    """Microseconds since 1970 UTC."""
    return (instant - _EPOCH) // _MICROSECOND


def instant(value: int) -> datetime:
    """The UTC instant of so many microseconds since 1970."""
    return _EPOCH + value * _MICROSECOND


def written(value: datetime) -> str:
    """An instant as RFC 3339 in UTC with six decimals, so that text order is time order."""
    return _utc(value, "microseconds")


def written_in_seconds(value: int) -> str:
    """So many microseconds since 1970 as RFC 3339 in UTC, to the second that has begun."""
    return _utc(instant(value), "seconds")


def _utc(value: datetime, precision: str) -> str:
    """An instant by `isoformat`: `strftime` writes the year 999, which is the UTC of some dates of 1000, as 999."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=precision) + "Z"


def is_time_zone(name: str) -> bool:
    """Whether the IANA database knows this time zone."""
    return name in available_timezones()


def begin(text: str, time_zone: str) -> int:
    """When a date or RFC 3339 instant begins. Raises `ValueError` for anything else."""
    if _DATE.fullmatch(text):
        return _begin_of_day(_date(text), time_zone)
    return _instant(text)


def end(text: str, time_zone: str) -> int:
    """The last microsecond that `as_of=text` covers: of the day for a date, the instant itself otherwise.

    A day that a time zone left out is the moment at which it did, so that a wording dated then is there as of then.
    """
    if not _DATE.fullmatch(text):
        return _instant(text)
    day = _date(text)
    return max(_begin_of_day(day + timedelta(days=1), time_zone) - 1, _begin_of_day(day, time_zone))


def _date(text: str) -> date:
    value = date.fromisoformat(text)
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise ValueError(f"a year outside {_FIRST_YEAR} to {_LAST_YEAR}: {text!r}")
    return value


def _begin_of_day(day: date, time_zone: str) -> int:
    """Its midnight, the first of two; where clocks were put forward over midnight, the moment at which they were."""
    zone = ZoneInfo(time_zone)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    moment = midnight.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == midnight.replace(tzinfo=None):
        return micros(moment)
    return _put_forward(midnight, moment) * _SECOND


def _put_forward(midnight: datetime, latest: datetime) -> int:
    """The second at which a day begins that has no midnight."""
    earliest = midnight.replace(fold=1).astimezone(UTC)
    seconds = range(int(earliest.timestamp()), int(latest.timestamp()) + 1)
    has_begun = partial(_is_on_or_after, midnight)
    return seconds[bisect_left(seconds, True, key=has_begun)]


def _is_on_or_after(midnight: datetime, second: int) -> bool:
    return datetime.fromtimestamp(second, midnight.tzinfo).date() >= midnight.date()


def _instant(text: str) -> int:
    found = _INSTANT.fullmatch(text)
    if not found:
        raise ValueError(f"neither YYYY-MM-DD nor an RFC 3339 instant: {text!r}")
    day, clock, fraction, offset = found.groups()
    _date(day)
    zone = "+00:00" if offset in "Zz" else offset
    return micros(datetime.fromisoformat(f"{day}T{clock}{fraction or ''}{zone}"))
