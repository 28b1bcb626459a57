"""Dates as people write them, in both calendars of Japan and in English."""

from __future__ import annotations

from datetime import date

import pytest

from glossary.calendars import day_of, era_year, shown_date, shown_moment
from glossary.times import begin


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2025-06-18", "令和7年"), ("2019-05-01", "令和元年"), ("2019-04-30", "平成31年"), ("1989-01-08", "平成元年"),
        ("1989-01-07", "昭和64年"), ("1926-12-25", "昭和元年"), ("1926-12-24", "大正15年"), ("1912-07-30", "大正元年"),
        ("1912-07-29", "明治45年"), ("1873-01-01", "明治6年"), ("1872-12-31", None), ("1000-01-01", None),
    ],
)  # fmt: skip
def test_every_day_lies_in_the_era_that_began_last(day: str, year: str | None) -> None:
    assert era_year(date.fromisoformat(day)) == year


def test_dates_are_written_as_readers_of_each_language_write_them() -> None:
    day = date(2025, 6, 8)
    assert shown_date(day, "ja") == "2025年6月8日"
    assert shown_date(day, "ja", "japanese") == "令和7年6月8日"
    assert shown_date(day, "en") == shown_date(day, "en", "japanese") == "8 June 2025"
    assert shown_date(date(1868, 1, 3), "ja", "japanese") == "1868年1月3日"


def test_an_era_that_may_end_before_keeps_the_western_year_beside_it() -> None:
    today = date(2026, 11, 23)
    assert shown_date(date(2030, 4, 1), "ja", "japanese", today) == "令和12年（2030年）4月1日"
    assert shown_date(today, "ja", "japanese", today) == "令和8年11月23日"


def test_a_day_is_that_of_the_glossary_s_time_zone() -> None:
    assert day_of(begin("2025-06-17T15:00:00Z", "Asia/Tokyo"), "Asia/Tokyo") == date(2025, 6, 18)
    assert day_of(begin("2025-06-17T15:00:00Z", "Asia/Tokyo"), "Europe/London") == date(2025, 6, 17)


def test_an_instant_is_written_with_its_hour_and_a_date_without() -> None:
    assert shown_moment("2025-06-18", "Asia/Tokyo", "ja", "japanese") == "令和7年6月18日"
    assert shown_moment("2025-06-17T15:30:00Z", "Asia/Tokyo", "ja") == "2025年6月18日00時30分"
    assert shown_moment("2025-06-17T15:30:00Z", "Asia/Tokyo", "en") == "18 June 2025 00:30 (Japan time)"
    assert shown_moment("2025-06-17T22:30:00Z", "Europe/Paris", "ja") == "2025年6月18日00時30分（Europe/Paris）"
    assert shown_moment("2025-06-17T22:30:00Z", "Europe/Paris", "en") == "18 June 2025 00:30 (Europe/Paris)"
    assert shown_moment("2025-06-18T12:00:00+09:00", "Europe/London", "en") == "18 June 2025 04:00 (Europe/London)"
