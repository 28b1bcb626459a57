"""Questions nobody should ask: taken literally or refused, quickly, and never an error of ours."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from api.config import Config
from glossary import Whereabouts
from tests.web.support import (
    CONCEPTS,
    EDITION,
    HALLUCINATION,
    NEEDED,
    Desk,
    G,
    Watch,
    addresses,
    faults,
    glossaries,
    problem,
)

ASKING = {"search": "/api/v1/search?q=", "terms": "/api/v1/terms?form=", "suggest": "/api/v1/suggest?prefix="}
TERMS, HISTORY, DIFF = "/api/v1/terms?form=a", f"{HALLUCINATION}/revisions", f"{HALLUCINATION}/diff"


@pytest.fixture
def reader(lasting: Flask, lasting_watch: Watch) -> Iterator[FlaskClient]:
    """Somebody whose questions change nothing."""
    yield lasting.test_client()
    lasting_watch.nothing_is_lost()


LITERAL = [
    "*", "?", "*a*", "?*?*?*", "a* OR b* OR c*", "[a TO z]", "{a TO z}", "x~9", "x~", r"(a+)+$", "AND", "OR", "NOT",
    "NOT a",
    "field:x", "title:*", '"', '"a', "\\", "\\\\", "' OR 1=1--", "%", "_", "%%", "a%", "-", "--", "-a", "+", "^",
    "a^9", "()", ")(",
    "<script>alert(1)</script>", "/.*/", "{x}", "%s", "$(id)", "\u202e", "👨‍👩‍👧", "\u0301", "ー", "・", "…",
    "\U0002000b",
]  # fmt: skip
WEIGHTY = {
    "parentheses": "(" * 5000, "negations": "NOT " * 5000, "quotes": '"' * 20_000, "colons": ":" * 20_000,
    "backslashes": "\\" * 20_000, "alternatives": "a OR " * 10_000, "one letter": "a" * 201,
}  # fmt: skip


@pytest.mark.parametrize("named", ASKING)
@pytest.mark.parametrize("text", LITERAL, ids=ascii)
def test_what_looks_like_syntax_is_taken_literally(reader: FlaskClient, named: str, text: str) -> None:
    response = reader.get(ASKING[named] + quote(text))
    assert response.status_code == 200, response.get_data(as_text=True)
    assert "<script>" not in str(response.get_json().get("hits", ""))


@pytest.mark.parametrize("text", ["*", "?", "%", "_", "%%", "?*?*?*", "/.*/", '"', "-", "^", "()"])
def test_a_wildcard_finds_nothing(reader: FlaskClient, text: str) -> None:
    assert reader.get(ASKING["search"] + quote(text)).get_json()["total"] == 0
    assert reader.get(ASKING["suggest"] + quote(text)).get_json()["suggestions"] == []


@pytest.mark.parametrize("named", ASKING)
@pytest.mark.parametrize("weight", WEIGHTY)
def test_what_is_too_long_is_refused_and_its_beginning_is_answered(
    reader: FlaskClient, named: str, weight: str
) -> None:
    problem(reader.get(ASKING[named] + quote(WEIGHTY[weight])), (400, 414))
    assert reader.get(ASKING[named] + quote(WEIGHTY[weight][:200].strip())).status_code == 200


@pytest.mark.parametrize("length", [8193, 1_000_000])
@pytest.mark.parametrize("named", ASKING)
def test_an_endless_question_is_414(reader: FlaskClient, named: str, length: int) -> None:
    problem(reader.get(ASKING[named] + "a" * length), 414, "too-long")


@pytest.mark.parametrize("named", ASKING)
@pytest.mark.parametrize(
    "raw",
    [
        "%00",
        "a%00b",
        "%ff%fe",
        "%ed%a0%80",
        "%c0%80",
        "%1b[31m",
        "%ef%bf%be",
        "",
        "+",
        "%20",
        "%E3%80%80",
        "%E2%80%8B",
        "a&q=b&form=b&prefix=b",
    ],
)
def test_what_is_no_text_is_refused(reader: FlaskClient, named: str, raw: str) -> None:
    problem(reader.get(ASKING[named] + raw), 400, "invalid-query")


NUMBERS = [
    "-1",
    "0",
    "201",
    "1" + "0" * 23,
    "9" * 5000,
    "٣",
    "１",
    "1e3",
    "1000000000",
    "",
    "+5",
    "5+",
    "0x5",
    "1_0",
    "1.0",
    "true",
    "%00",
]
COUNTED = [
    f"{CONCEPTS}?limit=", f"{HISTORY}?limit=", f"{EDITION}/concepts?limit=", "/api/v1/search?q=a&limit=",
    "/api/v1/suggest?prefix=a&limit=", f"{DIFF}?to=1&from=", f"{DIFF}?from=1&to=", f"{HALLUCINATION}?revision=",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS, ids=ascii)
@pytest.mark.parametrize("address", COUNTED)
def test_only_a_plain_number_in_its_bounds_counts(reader: FlaskClient, address: str, number: str) -> None:
    response = reader.get(address + (number if "%" in number else quote(number)))
    if number in ("201", "1000000000") and "limit" not in address:
        problem(response, (400, 404))
    else:
        problem(response, 400, "invalid-query")


@pytest.mark.parametrize(
    "address",
    [f"{CONCEPTS}?limit=2", f"{HISTORY}?limit=1", f"{EDITION}/concepts?limit=2", "/api/v1/search?q=AI&limit=1"],
)
def test_a_cursor_is_good_only_for_its_own_question(desk: Desk, place: Whereabouts, address: str) -> None:
    desk.change(HALLUCINATION, "二つ目の履歴のための定義。")
    url = desk.get(address)["next"]
    assert desk.web.get(url).status_code == 200
    cursor = url.partition("cursor=")[2]
    wrong = [cursor[:-1], cursor[1:], cursor + "a", cursor.swapcase(), "1", "50", "e30", "a.b.c", "." * 900, "%00", "é"]
    for each in wrong:
        assert "#/cursor" in {pointer for pointer, _ in faults(desk.web.get(f"{address}&cursor={quote(each)}"), 400)}
    others = [
        f"{CONCEPTS}?limit=2&language=en",
        f"{HISTORY}?limit=1",
        "/api/v1/search?q=LLM&limit=1",
        f"{CONCEPTS}/rag/revisions?limit=1",
    ]
    for other in others:
        if other != address:
            problem(desk.web.get(f"{other}&cursor={cursor}"), 400, "invalid-query")
    stranger = create_app(Config(where=place, secret_key="another"))
    problem(stranger.test_client().get(url), 400, "invalid-query")
    glossaries(stranger).close()


LANGUAGES = [
    "../../etc/passwd",
    "ja%00",
    "a" * 5000,
    "ja_JP.UTF-8",
    "",
    "JA/en",
    "日本語",
    "e",
    "x-evil",
    "%ff",
    "*",
    "ja,en",
]


@pytest.mark.parametrize("language", LANGUAGES, ids=ascii)
@pytest.mark.parametrize(
    "address",
    [
        f"{CONCEPTS}?",
        f"{DIFF}?from=1&to=1&",
        f"{TERMS}&",
        "/api/v1/search?q=a&",
        "/api/v1/suggest?prefix=a&",
        f"{EDITION}/concepts?",
        "/id/ai-finance/rag.md?",
    ],
)
def test_a_language_that_is_none_is_refused(reader: FlaskClient, address: str, language: str) -> None:
    problem(reader.get(f"{address}language={language}"), 400, "invalid-query")


@pytest.mark.parametrize(
    "query",
    [
        "sort=id;DROP TABLE", "sort=", "sort=seq", "status=deleted", "status=", "subject=../..", "subject=nothing",
        "sync=maybe",
        "updated_since=now", "updated_since=", "ids=", "ids=,,", "ids=A", "ids=a,a b",
        "ids=" + ",".join(f"c{n}" for n in range(201)),
        "edition=../..", "edition=", "known_at=x", "colour=red", "LIMIT=1", "limit=1&limit=1", "limit=1&%6Cimit=2",
        "%00=1", "%ff=1",
        "=1", "limit[]=1", "q=a",
    ],
)  # fmt: skip
def test_a_list_refuses_what_it_does_not_know(reader: FlaskClient, query: str) -> None:
    problem(reader.get(f"{CONCEPTS}?{query}"), 400, "invalid-query")


def test_every_address_of_the_api_refuses_unknown_and_repeated_parameters(reader: FlaskClient, lasting: Flask) -> None:
    for endpoint, address in addresses(lasting, "GET"):
        if not address.startswith(("/api/v1", "/id", "/healthz", "/readyz")) or "openapi" in endpoint:
            continue
        query = "&".join(f"{name}={quote(value)}" for name, value in NEEDED.get(endpoint, {}).items())
        problem(reader.get(f"{address}?{query}&colour=red"), 400, "invalid-query")
        for name in NEEDED.get(endpoint, {}):
            problem(reader.get(f"{address}?{query}&{name}=1"), 400, "invalid-query")


@pytest.mark.parametrize("many", ["a=1&" * 2000, "q=1&" * 1000, "&" * 8000, "a&" * 1000, "=&" * 1000])
def test_a_thousand_parameters_are_refused(reader: FlaskClient, many: str) -> None:
    problem(reader.get(f"/api/v1/search?{many}"), 400, "invalid-query")


def test_two_hundred_thousand_parameters_are_refused(reader: FlaskClient) -> None:
    problem(reader.get("/api/v1/search?" + "a=1&" * 200_000), (400, 414))


MOMENTS = [
    "now", "0001-01-01", "0999-12-31", "9999-01-01", "10000-01-01", "2026-02-30", "2026-01-01T00:00:00",
    "2026-01-01T00:00:00 09:00",
    "20260101", "yesterday", "1750000000", "", "2026-01-01T23:59:60Z", "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    "2026-01-01%00", "٢٠٢٦-٠١-٠١",
]  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS, ids=ascii)
@pytest.mark.parametrize(
    "address", [f"{HALLUCINATION}?as_of=", f"{CONCEPTS}?as_of=", f"{HALLUCINATION}?as_of=2026-01-01&known_at="]
)
def test_a_moment_that_is_none_is_never_now(reader: FlaskClient, address: str, moment: str) -> None:
    problem(reader.get(address + moment), 400, "invalid-query")


@pytest.mark.parametrize(
    "moment",
    ["2999-01-01", "9998-12-31", "2026-03-29T02:30:00%2B01:00", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00-23:59"],
)
def test_a_moment_far_away_has_one_answer(reader: FlaskClient, moment: str) -> None:
    first, second = (reader.get(f"{HALLUCINATION}?as_of={moment}") for _ in range(2))
    assert (first.status_code, first.data) == (200, second.data)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/..",
        "/api//v1/glossaries",
        "/id/ai-finance/../../etc/passwd",
        "/id/ai-finance/rag/",
        "/static/../config.py",
        "/.git/config",
        "/console",
        "/debug",
        f"{G}/",
        "/%00",
        "/%ff",
        "/api/v1/terms;x=1",
    ],
)
def test_a_strange_path_leads_nowhere(reader: FlaskClient, path: str) -> None:
    response = reader.get(path)
    problem(response, 404)
    assert "Location" not in response.headers
