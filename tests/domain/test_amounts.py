"""Numbers and dates are compared by what they say and not by how a language writes them."""

from __future__ import annotations

import pytest

from glossary.checks.amounts import amounts, unmatched

DAY = (
    "2025年6月18日",
    "２０２５年６月１８日",
    "令和7年6月18日",
    "令和七年六月十八日",
    "二〇二五年六月十八日",
    "令和7年（2025年）6月18日",
    "2025年（令和7年）6月18日",
    "2025-06-18",
    "2025/6/18",
    "18 June 2025",
    "18th June 2025",
    "the 18th of June 2025",
    "June 18, 2025",
    "June 18th, 2025",
    "Jun. 18, 2025",
    "Wednesday, 18 June 2025",
    "R7.6.18",
    "令7.6.18",
    "18-Jun-2025",
    "18.6.2025",
    "18/06/2025",
    "6/18/2025",
    "2025-06-18T09:00:00+09:00",
    "18 June, Reiwa 7",
    "June 18, Reiwa 7 (2025)",
)
EQUAL = [
    ("2025年6月", "June 2025"),
    ("２０24年３月", "March 2024"),
    ("6月18日", "18 June"),
    ("令和元年", "2019"),
    ("平成31年4月30日", "H31.4.30"),
    ("昭和64年1月7日", "7 January 1989"),
    ("令和元年5月1日", "1 May 2019"),
    ("令和7年6月", "June, Reiwa 7"),
    ("2025年6月18日から20日まで", "18 to 20 June 2025"),
    ("6月18日～7月2日", "18 June to 2 July"),
    ("2025年6月～8月", "June to August 2025"),
    ("2024年から2025年", "2024–25"),
    ("2024～25年度", "fiscal years 2024–25"),
    ("2011年12月", "2011-12"),
    ("2025年6月7日", "6/7/2025"),
    ("2025年7月6日", "6/7/2025"),
    ("2025年度", "FY25"),
    ("5月", "May"),
    ("午後3時", "15:00"),
    ("21時", "9 p.m."),
    ("午前9時30分", "9:30 a.m."),
    ("24時間", "24 hours"),
    ("一時的な", "temporary"),
    ("5割", "half"),
    ("半分", "50%"),
    ("五割", "50%"),
    ("3割5分", "35%"),
    ("三割五分", "35%"),
    ("2万5千円", "25,000 yen"),
    ("弐千円", "2,000 yen"),
    ("1年半", "18 months"),
    ("半年", "six months"),
    ("百万分の一", "one millionth"),
    ("第2部", "Part II"),
    ("八十二銀行", "the Hachijuni Bank"),
    ("八百屋", "greengrocer"),
    ("GPT‑4", "other models"),
    ("平成30年度", "Heisei 30"),
    ("2025年度", "fiscal 2025"),
    ("1990年代", "the 1990s"),
    ("21世紀", "the twenty-first century"),
    ("1億2,000万円", "120 million yen"),
    ("1.5億円", "150,000,000 yen"),
    ("15億ドル", "$1.5 billion"),
    ("700億パラメータ", "70B parameters"),
    ("1.5兆トークン", "1.5T tokens"),
    ("7Bのモデル", "7B model"),
    ("15万人", "150,000 people"),
    ("百万件", "one million cases"),
    ("5千万円", "50 million yen"),
    ("二十五社", "25 firms"),
    ("２０％〜３０％", "20–30 percent"),
    ("3割", "30%"),
    ("三つの原則", "three principles"),
    ("3社", "three firms"),
    ("2倍", "twice as much"),
    ("3分の2", "two-thirds"),
    ("12か月", "a dozen months"),
    ("1つの手法", "a technique"),
    ("第三者", "third party"),
    ("第4世代", "4G"),
    ("二要素認証", "2FA"),
    ("3次元", "three-dimensional"),
    ("G20とGPT-4", "the G20 and other models"),
    ("Web2.0", "Web 2.0"),
    ("数百万の", "millions of"),
    ("一般に十分な", "generally sufficient"),
    ("① 収集　② 分析", "collection and analysis"),
    ("（1）収集（2）分析", "collection and analysis"),
    ("https://example.org/2024/7 参照", "see the site"),
]
DIFFERENT = [
    ("2025年6月18日", "19 June 2025", {"2025年6月18日"}, {"19 June 2025"}),
    ("令和6年", "in 2025", {"令和6年"}, {"2025"}),
    ("2025年6月", "18 June 2025", set(), {"18 June 2025"}),
    ("5%", "6%", {"5"}, {"6"}),
    ("1億円", "10 million yen", {"1億"}, {"10 million"}),
    ("三つの原則", "four principles", {"三つ"}, {"four"}),
    ("10社", "firms", {"10"}, set()),
    ("R7.6.18", "19 June 2025", {"R7.6.18"}, {"19 June 2025"}),
    ("2025年6月17日", "18/06/2025", {"2025年6月17日"}, {"18/06/2025"}),
    ("2025年8月6日", "6/7/2025", {"2025年8月6日"}, set()),
    ("2025年6月18日から21日まで", "18–20 June 2025", {"2025年6月18日から21日"}, {"18–20 June 2025"}),
    ("2024年から2026年", "2024–25", {"2026"}, {"2024–25"}),
    ("午後3時", "3 a.m.", {"午後3時"}, {"3 a.m."}),
    ("三割五分", "45%", {"三割五分"}, {"45"}),
    ("八十二人", "28 people", {"八十二"}, {"28"}),
    ("0.5%", "5%", {"0.5"}, {"5"}),
]


def both(one: str, other: str) -> tuple[set[str], set[str]]:
    first, second = amounts(one), amounts(other)
    return set(unmatched(first, second)), set(unmatched(second, first))


@pytest.mark.parametrize("one", DAY)
def test_a_day_is_the_same_day_however_it_is_written(one: str) -> None:
    assert [other for other in DAY if both(one, other) != (set(), set())] == []


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_these_say_the_same(one: str, other: str) -> None:
    assert both(one, other) == (set(), set())


@pytest.mark.parametrize(("one", "other", "lacks", "adds"), DIFFERENT)
def test_these_differ(one: str, other: str, lacks: set[str], adds: set[str]) -> None:
    assert both(one, other) == (lacks, adds)
