"""Memento (RFC 7089): a concept leads to what it said at any date, and lists its wordings by date."""

from __future__ import annotations

import importlib.util
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from glossary import Draft, Glossaries, Whereabouts
from tests.support import served, with_definition
from tests.web.support import HALLUCINATION, Desk, faults, problem

HERE = f"http://localhost{HALLUCINATION}"
JUNE, JULY = "Tue, 17 Jun 2025 15:00:00 GMT", "Tue, 01 Jul 2025 12:00:00 GMT"
LINK = re.compile(r'<([^>]*)>((?:; [a-z]+="[^"]*")*)')
OTHERS = {"Date", "Content-Length"}


@pytest.fixture
def changed(desk: Desk) -> FlaskClient:
    """Wordings of June, September and November 2025; that of June was corrected, and one lies ahead."""
    dates = ["2025-09-01", "2025-11-01T09:00:00.4+09:00", "2025-06-18", "2999-04-01"]
    for head, valid_from in enumerate(dates, 1):
        body: Any = desk.get(f"{HALLUCINATION}/revisions/{head}")
        body["languages"]["ja"]["definition"]["text"] = f"定義その{head}。"
        assert desk.put(HALLUCINATION, {**body, "valid_from": valid_from}, f'"{head}"').status_code == 200
    return desk.web


def asked(web: FlaskClient, moment: str, where: str = HALLUCINATION, method: str = "GET") -> TestResponse:
    return web.open(where, method=method, headers={"Accept-Datetime": moment})


def links(header: str) -> dict[str, str]:
    """The addresses of a `Link` header by their relations; each address stands there once."""
    found = [(uri, dict(re.findall(r'([a-z]+)="([^"]*)"', rest))) for uri, rest in LINK.findall(header)]
    assert len({uri for uri, _ in found}) == len(found)
    return {rel: uri for uri, members in found for rel in members["rel"].split()}


@pytest.mark.parametrize(
    ("moment", "revision"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 4),
        ("Mon, 01 Jan 1000 00:00:00 GMT", 4),
        (JUNE, 4),
        ("Sun, 31 Aug 2025 14:59:59 GMT", 4),
        ("Sun, 31 Aug 2025 15:00:00 GMT", 2),
        ("Fri, 31 Oct 2025 23:59:59 GMT", 2),
        ("Sat, 01 Nov 2025 00:00:00 GMT", 3),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3),
    ],
)
def test_a_date_leads_to_the_wording_of_that_date(changed: FlaskClient, moment: str, revision: int) -> None:
    answer = asked(changed, moment)
    assert (answer.status_code, answer.data) == (302, b"")
    assert answer.headers["Location"] == f"{HERE}/revisions/{revision}"
    assert {"Accept", "Accept-Datetime"} <= {each.strip() for each in answer.headers["Vary"].split(",")}
    assert "Memento-Datetime" not in answer.headers
    assert answer.headers["Cache-Control"].startswith("public, max-age=60")
    assert links(answer.headers["Link"])["original"] == links(answer.headers["Link"])["timegate"] == HERE


def test_the_way_names_the_first_the_last_and_the_next_wordings(changed: FlaskClient) -> None:
    told = asked(changed, "Wed, 01 Oct 2025 00:00:00 GMT").headers["Link"]
    numbers = {rel: uri.rpartition("/")[2] for rel, uri in links(told).items()}
    assert {name: numbers[name] for name in ("first", "prev", "next", "last")} == {
        "first": "4", "prev": "4", "next": "3", "last": "3",
    }  # fmt: skip
    assert f'<{HERE}/revisions/2>; rel="memento"; datetime="Sun, 31 Aug 2025 15:00:00 GMT"' in told
    assert f'<{HERE}/revisions/4>; rel="first prev memento"; datetime="Tue, 17 Jun 2025 15:00:00 GMT"' in told
    assert numbers["timemap"] == "timemap"


@pytest.mark.parametrize(
    "moment",
    [
        "", "yesterday", "2025-06-18", "2025-06-18T00:00:00Z", "Wed, 18 Jun 2025 00:00:00", "18 Jun 2025 00:00:00 GMT",
        "Wed, 18 Jun 2025 00:00:00 +0900", "Wed, 31 Jun 2025 00:00:00 GMT", "Wed, 18 Jun 2025 25:00:00 GMT",
        "Wednesday, 18-Jun-25 00:00:00 GMT", f"{JUNE}, {JULY}", "Wed, 18 Jun 0000 00:00:00 GMT", "水, 18 Jun 2025",
        "Wed, １８ Jun 2025 00:00:00 GMT", "Wed, 18 Jun 2025 00:00:60 GMT",
    ],
)  # fmt: skip
def test_what_is_no_date_of_http_is_refused(web: FlaskClient, moment: str) -> None:
    sent = moment.encode().decode("latin-1")
    assert faults(asked(web, sent), 400) == {("#/Accept-Datetime", "bad-http-date")}


@pytest.mark.parametrize("query", ["as_of=2025-07-01", "revision=1", "edition=ai-forum-2025-06-18"])
def test_where_the_query_chooses_the_header_does_not(changed: FlaskClient, query: str) -> None:
    assert asked(changed, JULY, f"{HALLUCINATION}?{query}").status_code == 200


def test_without_a_date_the_concept_answers_and_says_what_it_is(web: FlaskClient) -> None:
    answer = web.get(HALLUCINATION)
    assert answer.status_code == 200
    assert links(answer.headers["Link"]) == {"original": HERE, "timegate": HERE, "timemap": f"{HERE}/timemap"}
    assert "Memento-Datetime" not in answer.headers


def test_a_memento_says_since_when_it_holds_and_stays_so_for_ever(desk: Desk) -> None:
    desk.change(HALLUCINATION, "九月の定義。", valid_from="2025-09-01T09:00:00.999999+09:00")
    before = desk.web.get(f"{HALLUCINATION}/revisions/2")
    assert before.headers["Memento-Datetime"] == "Mon, 01 Sep 2025 00:00:00 GMT"
    assert before.headers["Cache-Control"] == "public, max-age=604800, immutable"
    found = links(before.headers["Link"])
    assert (found["original"], found["timegate"], found["timemap"]) == (HERE, HERE, f"{HERE}/timemap")
    assert (found["memento"], found["predecessor-version"]) == (f"{HERE}/revisions/2", f"{HERE}/revisions/1")
    desk.change(HALLUCINATION, "訂正。", correction=True)
    desk.change(HALLUCINATION, "その後。")
    after = desk.web.get(f"{HALLUCINATION}/revisions/2")
    assert after.data == before.data
    kept = [{name: value for name, value in each.headers.items() if name not in OTHERS} for each in (before, after)]
    assert kept[0] == kept[1]


def test_a_memento_is_reached_by_its_own_date(changed: FlaskClient) -> None:
    for number in (2, 3, 4):
        own = changed.get(f"{HALLUCINATION}/revisions/{number}").headers["Memento-Datetime"]
        assert asked(changed, own).headers["Location"] == f"{HERE}/revisions/{number}"
        assert asked(changed, own, f"{HALLUCINATION}/revisions/{number}").status_code == 200


def test_of_several_wordings_in_one_second_the_last_answers_and_all_are_listed(desk: Desk) -> None:
    for part in ("1", "2", "3"):
        desk.change(HALLUCINATION, f"定義その{part}。", valid_from=f"2025-09-01T00:00:00.{part}Z")
    same = "Mon, 01 Sep 2025 00:00:00 GMT"
    assert asked(desk.web, same).headers["Location"] == f"{HERE}/revisions/4"
    listed = desk.web.get(f"{HALLUCINATION}/timemap").get_data(as_text=True)
    assert re.findall(r'revisions/(\d)>; rel="(?:\w+ )?memento"', listed) == ["1", "2", "3", "4"]
    assert listed.count(f'datetime="{same}"') == 3


def test_the_timemap_lists_what_holds_as_we_know_it_now(changed: FlaskClient) -> None:
    answer = changed.get(f"{HALLUCINATION}/timemap")
    assert answer.content_type == "application/link-format"
    span = 'from="Tue, 17 Jun 2025 15:00:00 GMT"; until="Sat, 01 Nov 2025 00:00:00 GMT"'
    assert answer.get_data(as_text=True).splitlines() == [
        f'<{HERE}>; rel="original timegate",',
        f'<{HERE}/timemap>; rel="self"; type="application/link-format"; {span},',
        f'<{HERE}/timemap?format=json>; rel="alternate"; type="application/json",',
        f'<{HERE}/revisions/4>; rel="first memento"; datetime="Tue, 17 Jun 2025 15:00:00 GMT",',
        f'<{HERE}/revisions/2>; rel="memento"; datetime="Sun, 31 Aug 2025 15:00:00 GMT",',
        f'<{HERE}/revisions/3>; rel="last memento"; datetime="Sat, 01 Nov 2025 00:00:00 GMT"',
    ]


def test_the_timemap_is_json_for_who_wants_that(changed: FlaskClient) -> None:
    for query, accept in (("?format=json", "*/*"), ("", "application/json"), ("?format=json", "image/png")):
        answer = changed.get(f"{HALLUCINATION}/timemap{query}", headers={"Accept": accept})
        assert answer.mimetype == "application/json"
        told = answer.get_json()
        assert (told["original_uri"], told["timegate_uri"]) == (HERE, HERE)
        assert [each["datetime"] for each in told["mementos"]["list"]] == [
            "2025-06-17T15:00:00Z", "2025-08-31T15:00:00Z", "2025-11-01T00:00:00Z",
        ]  # fmt: skip
        assert told["mementos"]["first"]["uri"] == f"{HERE}/revisions/4"
        assert told["mementos"]["last"]["uri"] == f"{HERE}/revisions/3"
    problem(changed.get(f"{HALLUCINATION}/timemap", headers={"Accept": "image/png"}), 406)
    assert faults(changed.get(f"{HALLUCINATION}/timemap?format=xml"), 400) == {("#/format", "not-in-list")}


def test_one_wording_is_the_first_and_the_last(web: FlaskClient) -> None:
    assert '; rel="first last memento"; ' in asked(web, JULY).headers["Link"]
    assert '; rel="first last memento"; ' in web.get(f"{HALLUCINATION}/timemap").get_data(as_text=True)


def test_what_lies_ahead_is_no_memento_yet_and_not_kept_past_its_hour(changed: FlaskClient) -> None:
    answer = changed.get(f"{HALLUCINATION}/revisions/5")
    assert "Memento-Datetime" not in answer.headers
    assert "immutable" not in answer.headers["Cache-Control"]


def test_a_concept_without_a_wording_in_force_has_no_mementos(desk: Desk) -> None:
    body = desk.get(HALLUCINATION) | {"relations": [], "valid_from": "2999-01-01"}
    where = HALLUCINATION.replace("hallucination", "to-come")
    assert desk.put(where, body).status_code == 201
    problem(asked(desk.web, JULY, where), 404, "before-first-wording")
    problem(desk.web.get(f"{where}/timemap"), 404, "before-first-wording")
    problem(asked(desk.web, JULY, where.replace("to-come", "nobody")), 404, "concept-not-found")


def test_a_retired_concept_leads_to_its_tombstone_and_to_what_it_said_before(desk: Desk) -> None:
    assert desk.post(f"{HALLUCINATION}/retire", {"reason": "統合"}).status_code == 200
    gone = desk.web.get(HALLUCINATION)
    problem(gone, 410)
    assert links(gone.headers["Link"]) == {"original": HERE, "timegate": HERE, "timemap": f"{HERE}/timemap"}
    assert asked(desk.web, JULY).headers["Location"] == f"{HERE}/revisions/1"
    tombstone = asked(desk.web, "Fri, 31 Dec 2999 00:00:00 GMT")
    assert tombstone.headers["Location"] == f"{HERE}/revisions/2"
    assert desk.get(f"{HALLUCINATION}/revisions/2")["status"] == "retired"


@pytest.mark.parametrize("where", [HALLUCINATION, f"{HALLUCINATION}/timemap", f"{HALLUCINATION}/revisions/2"])
@pytest.mark.parametrize("moment", [None, JULY, "nonsense"])
def test_head_says_what_get_says(changed: FlaskClient, where: str, moment: str | None) -> None:
    headers = {"Accept-Datetime": moment} if moment else {}
    read, head = (changed.open(where, method=method, headers=headers) for method in ("GET", "HEAD"))
    assert (head.status_code, head.data) == (read.status_code, b"")
    assert dict(head.headers) == dict(read.headers)


def test_a_page_of_another_site_may_ask_for_a_date(web: FlaskClient) -> None:
    told = web.options(HALLUCINATION, headers={"Access-Control-Request-Headers": "accept-datetime"})
    assert "Accept-Datetime" in told.headers["Access-Control-Allow-Headers"]
    assert "Memento-Datetime" in web.get(HALLUCINATION).headers["Access-Control-Expose-Headers"]


@pytest.mark.skipif(
    importlib.util.find_spec("memento_client") is None, reason="the client of the Memento project is not installed"
)
def test_the_memento_project_s_own_client_finds_its_way(tmp_path: Path) -> None:
    from memento_client import MementoClient

    home = tmp_path / "home"
    with Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index")) as house:
        house.seed()
        for number, month in enumerate(("07", "08", "09"), 1):
            before = house["ai-finance"].revision("hallucination", number).concept
            worded = with_definition(before, "ja", f"{month}月の定義。")
            dated = Draft(concept=worded, valid_from=f"2025-{month}-01T00:00:00Z")
            house["ai-finance"].put(dated, "p-editor", number)
    with served(home) as address, MementoClient(timegate_uri="", check_native_timegate=False) as client:
        where = f"{address}{HALLUCINATION}"
        for start in (where, f"{where}/revisions/1"):
            found = client.get_memento_info(start, datetime(2025, 8, 15))  # noqa: DTZ001 - the client knows no other
            assert (found["original_uri"], found["timegate_uri"]) == (where, where)
            assert found["mementos"]["closest"]["http_status_code"] == 200
            assert {name: (each["uri"], each["datetime"].isoformat()) for name, each in found["mementos"].items()} == {
                "first": ([f"{where}/revisions/1"], "2025-06-17T15:00:00"),
                "prev": ([f"{where}/revisions/2"], "2025-07-01T00:00:00"),
                "closest": ([f"{where}/revisions/3"], "2025-08-01T00:00:00"),
                "next": ([f"{where}/revisions/4"], "2025-09-01T00:00:00"),
                "last": ([f"{where}/revisions/4"], "2025-09-01T00:00:00"),
            }
        assert client.is_timegate(where)
        assert client.is_memento(f"{where}/revisions/1")
