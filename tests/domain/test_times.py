"""When days begin and end by the clocks of real places, and which dates and instants are read at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from glossary.times import begin, end, instant, micros, written, written_in_seconds

ODD_DAYS = [
    ("Europe/London", "2025-03-30", 23),
    ("Europe/London", "2025-10-26", 25),
    ("Australia/Lord_Howe", "2025-04-06", 24.5),
    ("America/Sao_Paulo", "2018-11-04", 23),
    ("America/Sao_Paulo", "2018-02-17", 25),
    ("America/Havana", "2025-11-02", 25),
    ("America/St_Johns", "2006-10-28", 24),
    ("America/Toronto", "1919-03-30", 23.5),
    ("America/Toronto", "1919-03-31", 23.5),
    ("Asia/Tokyo", "1948-05-02", 23),
    ("Asia/Tokyo", "1948-09-12", 25),
    ("Asia/Pyongyang", "2018-05-04", 23.5),
    ("Asia/Tokyo", "2025-06-18", 24),
    ("UTC", "2025-06-18", 24),
]


def first_second_of(day: date, zone: str) -> int:
    """The first second at which the clocks of a place show a day or a later one, by trying one after the other."""
    place, second = ZoneInfo(zone), int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) - 26 * 3600
    while datetime.fromtimestamp(second, place).date() < day:
        second += 1
    return second


@pytest.mark.parametrize(("zone", "day", "hours"), ODD_DAYS)
def test_a_day_is_as_long_as_the_clocks_of_its_place_make_it(zone: str, day: str, hours: float) -> None:
    first, last = begin(day, zone), end(day, zone)
    assert (last + 1 - first) / 3_600_000_000 == hours
    assert first == first_second_of(date.fromisoformat(day), zone) * 1_000_000
    assert last + 1 == first_second_of(date.fromisoformat(day) + timedelta(days=1), zone) * 1_000_000


def test_a_day_that_was_left_out_is_the_moment_at_which_it_was() -> None:
    left_out = micros(datetime(2011, 12, 30, 10, tzinfo=UTC))
    assert (begin("2011-12-30", "Pacific/Apia"), end("2011-12-30", "Pacific/Apia")) == (left_out, left_out)
    assert begin("2011-12-31", "Pacific/Apia") == left_out
    assert end("2011-12-29", "Pacific/Apia") == left_out - 1


def test_before_time_zones_the_sun_told_the_time() -> None:
    assert instant(begin("1887-12-31", "Asia/Tokyo")) == datetime(1887, 12, 30, 14, 41, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "20250618", "2025-W25-3", "2025-6-18", "2025-02-30", "2023-02-29", "2025-13-01", "2025-00-10",
        "0999-12-31", "9999-01-01", "0001-01-01", "9999-12-31", "+2025-06-18", "-2025-06-18", "2025-06-18 ",
        "2025-06-18\n", "２０２５-06-18", "2025-06-18T00:00:00", "2025-06-18 00:00:00Z", "2025-06-18T00:00Z",
        "2025-06-18T000000Z", "2025-06-18T00:00:00,5Z", "2025-06-18T00:00:00.1234567Z", "2025-06-18T00:00:00.Z",
        "2025-06-18T24:00:00Z", "2025-06-18T23:59:60Z", "2025-06-18T00:00:00+0900", "2025-06-18T00:00:00+09",
        "2025-06-18T00:00:00+24:00", "2025-06-18T00:00:00+09:60", "2025-06-18T00:00:00 09:00",
        "2025-06-18T00:00:00+09:00:30", "9999-01-01T00:00:00+23:59", "0999-12-31T23:59:59-23:59",
        "2025-06-18T00:00:00Z[Asia/Tokyo]", "2025年6月18日", "令和7年6月18日", "now",
    ],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_not_read_at_all(text: str) -> None:
    for read in (begin, end):
        with pytest.raises(ValueError):  # noqa: PT011 - its words are for nobody
            read(text, "Asia/Tokyo")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2025-06-18T00:00:00Z", "2025-06-18T00:00:00z"),
        ("2025-06-18T00:00:00Z", "2025-06-18t09:00:00+09:00"),
        ("2025-06-18T00:00:00.5Z", "2025-06-18T00:00:00.500000+00:00"),
        ("2025-06-18T00:00:00Z", "2025-06-18T00:00:00-00:00"),
        ("2025-06-18T00:00:00Z", "2025-06-17T00:01:00-23:59"),
    ],
)
def test_an_instant_is_the_same_however_it_is_written(text: str, same: str) -> None:
    assert begin(text, "Asia/Tokyo") == end(text, "UTC") == begin(same, "Europe/London")


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_first_and_the_last_years_are_counted_and_written_like_all_others(zone: str) -> None:
    for text in ("1000-01-01", "9998-12-31", "1000-01-01T00:00:00+23:59", "9998-12-31T23:59:59.999999-23:59"):
        for moment in (begin(text, zone), end(text, zone)):
            assert len(written(instant(moment))) == len("2025-06-18T00:00:00.000000Z")
            assert len(written_in_seconds(moment)) == len("2025-06-18T00:00:00Z")
    assert written_in_seconds(begin("1000-01-01", "Asia/Tokyo")) == "0999-12-31T14:41:01Z"


def test_seconds_are_cut_and_not_rounded_before_1970_as_well() -> None:
    for year in ("1969", "2025"):
        assert written_in_seconds(begin(f"{year}-06-18T00:00:00.999999Z", "UTC")) == f"{year}-06-18T00:00:00Z"
