"""Concepts nobody should send: texts, dates, lists and references that are wrong, each pointed at."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.web.support import CONCEPTS, HALLUCINATION, Desk, Watch, faults, problem

PLACES = {
    "/languages/ja/terms/0/text": 200,
    "/languages/ja/terms/0/readings/0": 200,
    "/languages/ja/terms/0/usage": 10_000,
    "/languages/ja/terms/0/source/citation": 10_000,
    "/languages/ja/terms/0/contexts/0/text": 10_000,
    "/languages/ja/search_forms/0": 200,
    "/languages/en/definition/text": 10_000,
    "/languages/en/notes/0/text": 10_000,
    "/languages/en/examples/0/text": 10_000,
    "/change_note/ja": 10_000,
}
TEXTS = {
    "a high surrogate": "a\ud800",
    "surrogates the wrong way round": "\udc00\ud800",
    "NUL": "a\x00b",
    "backspace": "a\x08b",
    "an escape sequence": "\x1b[31mred",
    "a C1 control": "a\x9bb",
    "U+FFFE": "a\ufffe",
    "U+FFFF": "a\uffff",
    "a noncharacter beyond the first plane": "a\U0001ffff",
    "tag characters": "a\U000e0041\U000e007f",
    "nothing": "",
    "a zero-width space": "\u200b",
    "an ideographic space": "\u3000",
    "thirty marks on one letter": "e" + "\u0301" * 30,
    "Zalgo": ("e" + "\u0301\u0316" * 15) * 200,
    "a megabyte": "a" * 1_000_000,
}
OTHER_KINDS: list[Any] = [1, True, ["a"], {"text": "a"}, 0]


def _body(desk: Desk) -> Any:
    body = desk.get(HALLUCINATION)
    body["languages"]["ja"]["search_forms"] = ["ハルシネ"]
    body["languages"]["en"]["examples"] = [{"text": "an example"}]
    return body


def _with(body: Any, pointer: str, value: Any) -> Any:
    changed = copy.deepcopy(body)
    inside = changed
    *steps, last = pointer[1:].split("/")
    for step in steps:
        inside = inside[int(step) if isinstance(inside, list) else step]
    inside[int(last) if isinstance(inside, list) else last] = value
    return changed


@pytest.mark.parametrize("spot", PLACES)
@pytest.mark.parametrize("named", TEXTS)
def test_a_text_that_cannot_be_kept_is_refused_where_it_stands(
    lasting_desk: Desk, lasting_watch: Watch, spot: str, named: str
) -> None:
    refused = lasting_desk.put_again(HALLUCINATION, _with(_body(lasting_desk), spot, TEXTS[named]))
    assert {pointer for pointer, _ in faults(refused, 422)} == {f"#{spot}"}
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize("spot", PLACES)
def test_a_text_is_as_long_as_it_may_be_and_no_longer(lasting_desk: Desk, lasting_watch: Watch, spot: str) -> None:
    body = _with(_body(lasting_desk), spot, "長" * (PLACES[spot] + 1))
    assert faults(lasting_desk.put_again(HALLUCINATION, body), 422) == {(f"#{spot}", "too-long")}
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize("spot", PLACES)
@pytest.mark.parametrize("value", OTHER_KINDS, ids=ascii)
def test_a_text_is_a_string(lasting_desk: Desk, lasting_watch: Watch, spot: str, value: Any) -> None:
    refused = lasting_desk.put_again(HALLUCINATION, _with(_body(lasting_desk), spot, value))
    assert faults(refused, 422) == {(f"#{spot}", "wrong-type")}
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize("spot", PLACES)
def test_what_is_unusual_but_right_is_kept_to_the_last_code_point(desk: Desk, spot: str) -> None:
    unusual = "葛\U000e0100が\u3099𠮷😀 <b>&amp;</b> ' OR 1=1-- {x} %s \\"
    text = "ようご" if "readings" in spot else unusual
    made = desk.put(HALLUCINATION, _with(_body(desk), spot, text), 1)
    assert made.status_code == 200, made.get_data(as_text=True)
    kept: Any = desk.get(f"{HALLUCINATION}/revisions/2")
    for step in spot[1:].split("/"):
        kept = kept[int(step) if isinstance(kept, list) else step]
    assert kept == text


DATES: list[Any] = [
    "0000-00-00", "10000-01-01", "9999-12-31", "0001-01-01", "2026-02-30", "2026-13-01", "2026-1-1", "20260101",
    "2026-W01-1",
    "2026-01-01T23:59:60Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00+99:99", "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00", "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-01-01T00:00Z", "now",
    "-2026-01-01",
    "٢٠٢٦-٠١-٠١", "２０２６-０１-０１", "2026-01-01T00:00:00.1234567890Z", "2026-01-01\n", "2026-01-01\x00",
]  # fmt: skip


@pytest.mark.parametrize("date", DATES, ids=ascii)
def test_a_date_that_is_none_is_refused(lasting_desk: Desk, lasting_watch: Watch, date: str) -> None:
    refused = lasting_desk.put_again(HALLUCINATION, {**_body(lasting_desk), "valid_from": date})
    assert {pointer for pointer, _ in faults(refused, 422)} == {"#/valid_from"}
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize(
    "month", ["2026-00", "2026-13", "2026", "2026-1", "２０２６-０１", "", "0000-00", "2026-01-01"]
)
def test_a_month_that_is_none_is_refused(lasting_desk: Desk, lasting_watch: Watch, month: str) -> None:
    note = {"kind": "timeline", "text": "公開", "date": month}
    refused = lasting_desk.put_again(HALLUCINATION, _with(_body(lasting_desk), "/languages/ja/notes", [note]))
    assert {pointer for pointer, _ in faults(refused, 422)} == {"#/languages/ja/notes/0/date"}
    lasting_watch.nothing_is_lost()


SOURCE = {"citation": "出典", "status": "identical"}
WRONG: list[tuple[str, Any, str]] = [
    ("/subjects", ["no-such-subject"], "#/subjects/0"),
    ("/subjects", ["risk", "risk"], "#/subjects/1"),
    ("/subjects", ["risk"] * 101, "#/subjects"),
    ("/subjects", {"0": "risk"}, "#/subjects"),
    ("/relations", [{"type": "related", "target": "nobody"}], "#/relations/0/target"),
    ("/relations", [{"type": "related", "target": "hallucination"}], "#/relations/0/target"),
    ("/relations", [{"type": "related", "target": "../rag"}], "#/relations/0/target"),
    ("/relations", [{"type": "related", "target": "rag", "kind": "generic"}], "#/relations/0/kind"),
    ("/relations", [{"type": "related", "target": "rag"}] * 2, "#/relations/1"),
    ("/relations", [{"type": "narrower", "target": "rag"}], "#/relations/0/type"),
    ("/matches", [{"type": "exact", "uri": "javascript:alert(1)"}], "#/matches/0/uri"),
    ("/matches", [{"type": "exact", "uri": 'https://a.example/"><script>'}], "#/matches/0/uri"),
    ("/replaced_by", "nobody", "#/replaced_by"),
    ("/replaced_by", "hallucination", "#/replaced_by"),
    ("/replaced_by", "RAG", "#/replaced_by"),
    ("/correction", "true", "#/correction"),
    ("/correction", 1, "#/correction"),
    ("/change_note", "直した", "#/change_note"),
    ("/languages", {}, "#/languages"),
    ("/languages", [], "#/languages"),
    ("/languages", None, "#/languages"),
    ("/languages/ja", None, "#/languages/ja"),
    ("/languages/ja", [], "#/languages/ja"),
    ("/languages/ja/text_status", "unofficial", "#/languages/ja/text_status"),
    ("/languages/ja/terms", [], "#/languages/ja/terms"),
    ("/languages/ja/terms/1/status", "preferred", "#/languages/ja/terms"),
    ("/languages/ja/terms/0/status", "admitted", "#/languages/ja/terms"),
    ("/languages/ja/terms/1/text", "ハルシネーション", "#/languages/ja/terms/1"),
    ("/languages/ja/terms/0/text", "二\n行", "#/languages/ja/terms/0/text"),
    ("/languages/ja/terms/0/text", "左\u202e右", "#/languages/ja/terms/0/text"),
    ("/languages/ja/terms/0/readings", ["よ"] * 101, "#/languages/ja/terms/0/readings"),
    ("/languages/ja/terms/0/autolink", "often", "#/languages/ja/terms/0/autolink"),
    ("/languages/ja/definition/source", {**SOURCE, "uri": "data:text/html,x"}, "#/languages/ja/definition/source/uri"),
    ("/languages/ja/definition/source", {"citation": "出典"}, "#/languages/ja/definition/source/status"),
    ("/languages/ja/notes/0/date", "2026-01", "#/languages/ja/notes/0/date"),
    ("/languages/ja/based_on", {"language": "en"}, "#/languages/ja/based_on"),
    ("/languages/ja/based_on", {"language": "ja"}, "#/languages/ja/based_on"),
    ("/languages/en/based_on", {"language": "fr"}, "#/languages/en/based_on/language"),
    ("/languages/en/based_on", {"language": "ja", "revision": 7}, "#/languages/en/based_on/revision"),
    ("/languages/en/based_on", {"language": "ja", "revision": 2**31}, "#/languages/en/based_on/revision"),
    ("/languages/en/based_on", {"language": "ja", "revision": True}, "#/languages/en/based_on/revision"),
    ("/languages/en/based_on", {"language": "ja", "revision": "1"}, "#/languages/en/based_on/revision"),
]


@pytest.mark.parametrize(("spot", "value", "pointer"), WRONG, ids=ascii)
def test_what_breaks_a_rule_is_pointed_at(
    lasting_desk: Desk, lasting_watch: Watch, spot: str, value: Any, pointer: str
) -> None:
    refused = lasting_desk.put_again(HALLUCINATION, _with(_body(lasting_desk), spot, value))
    found = {where for where, _ in faults(refused, 422)}
    assert pointer in found or any(where.startswith(f"{pointer}/") for where in found), found
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize(
    "tag", ["fr", "xx-not!", "", "__proto__", "\ud800", "ja\x00", "JA", "ja_JP.UTF-8", "x" * 5000, "../.."]
)
def test_a_section_of_a_language_the_glossary_has_not_is_refused(
    lasting_desk: Desk, lasting_watch: Watch, tag: str
) -> None:
    body = _body(lasting_desk)
    body["languages"][tag] = copy.deepcopy(body["languages"]["en"])
    problem(lasting_desk.put_again(HALLUCINATION, body), 422, "invalid-content")
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize(
    "concept", ["A", "a_b", "a--b", "-a", "a-", "a" * 81, "a%00", "a%0a", "日本", "..", "a.txt", "con;x=1"]
)
def test_an_id_that_is_none_names_nothing(lasting_desk: Desk, lasting_watch: Watch, concept: str) -> None:
    problem(lasting_desk.put(f"{CONCEPTS}/{concept}", _body(lasting_desk)), (404, 422))
    problem(lasting_desk.web.get(f"{CONCEPTS}/{concept}"), (404, 400))
    lasting_watch.nothing_is_lost()
