"""Bodies nobody should send: each is refused where it stands, nothing breaks, and nothing is lost."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.support import HALLUCINATION, Desk, G, Watch, bearer, faults, glossaries, problem

TARGETS = {
    "a concept": ("PUT", HALLUCINATION),
    "a retirement": ("POST", f"{HALLUCINATION}/retire"),
    "a restoration": ("POST", f"{HALLUCINATION}/restore"),
    "a glossary": ("PUT", G),
    "a lookup": ("POST", "/api/v1/terms/lookup"),
}
UNREADABLE = {
    "lists without end": b"[" * 100_000,
    "very deep lists": b"[" * 100_000 + b"]" * 100_000,
    "objects without end": b'{"a":' * 100_000,
    "very deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep inside": b'{"languages":' + b"[" * 300 + b"]" * 300 + b"}",
    "not a number": b'{"languages": NaN}',
    "infinity": b'{"languages": Infinity}',
    "minus infinity": b'{"languages": -Infinity}',
    "the same member twice": b'{"reason": "a", "reason": "b"}',
    "the same member twice, escaped": b'{"reason": "a", "re\\u0061son": "b"}',
    "the same member twice, deep": b'{"languages": {"ja": 1, "ja": 2}}',
    "nothing": b"",
    "blanks": b" \n ",
    "half": b'{"reason": "a',
    "two values": b"{} {}",
    "a comma too many": b'{"reason": "a",}',
    "single quotes": b"{'reason': 'a'}",
    "a comment": b"{} // nothing",
    "a raw newline": b'{"reason": "a\nb"}',
    "NUL after it": b'{"reason": "a"}\x00',
    "UTF-16": '{"reason": "a"}'.encode("utf-16"),
    "UTF-16 without a mark": '{"reason": "a"}'.encode("utf-16-le"),
    "UTF-32": '{"reason": "a"}'.encode("utf-32"),
    "Latin-1": '{"reason": "é"}'.encode("latin-1"),
    "Shift_JIS": '{"reason": "廃止"}'.encode("shift-jis"),
    "broken UTF-8": b'{"reason": "\xff"}',
    "a surrogate in UTF-8": b'{"reason": "\xed\xa0\x80"}',
    "overlong UTF-8": b'{"reason": "\xc0\x80"}',
    "form data": b"reason=a",
}
OTHER_TYPES = [
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "", "json",
    "application/jsonx", "application/merge-patch+json", "text/json", "application/json;charset=" + "x" * 9000,
    "application/json; charset=utf-16", "application/json; charset=latin-1",
]  # fmt: skip


class Sender:
    """Sends any bytes anywhere with an administrator's key and the preconditions right."""

    def __init__(self, app: Flask) -> None:
        self._web = app.test_client()
        self._headers = bearer(glossaries(app).make_key("A", "administrator")[1])
        self.settings = self._web.get(G).get_json()

    def send(self, target: str, raw: bytes, kind: str = "application/json", **headers: str) -> TestResponse:
        """The answer to a body."""
        method, address = TARGETS[target]
        condition = {"If-Match": self._web.get(address).headers["ETag"]} if method == "PUT" else {}
        given = {**self._headers, **condition, **headers, **({"Content-Type": kind} if kind else {})}
        return self._web.open(address, method=method, data=raw, headers=given)


@pytest.fixture(scope="module")
def sender(lasting: Flask) -> Sender:
    return Sender(lasting)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("named", UNREADABLE)
def test_what_cannot_be_read_is_400(sender: Sender, lasting_watch: Watch, target: str, named: str) -> None:
    problem(sender.send(target, UNREADABLE[named]), 400, "bad-request")
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("raw", [b"null", b"[]", b'"x"', b"1", b"true", b"[{}]", b"{}", b'{"nothing": 1}'])
def test_what_is_no_object_of_the_kind_is_422(sender: Sender, lasting_watch: Watch, target: str, raw: bytes) -> None:
    problem(sender.send(target, raw), 422, "invalid-content")
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("kind", OTHER_TYPES)
def test_another_type_is_415(sender: Sender, lasting_watch: Watch, target: str, kind: str) -> None:
    response = sender.send(target, b'{"forms": ["LLM"], "reason": "a", "revision": 1}', kind)
    problem(response, (400, 415) if "charset" in kind else 415)
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize("target", TARGETS)
def test_a_compressed_body_is_not_unpacked(sender: Sender, lasting_watch: Watch, target: str) -> None:
    bomb = gzip.compress(b" " * 10_000_000)
    for coding in ("gzip", "deflate", "br", "gzip, identity", "x-evil"):
        problem(sender.send(target, bomb, **{"Content-Encoding": coding}), 415, "unsupported-media-type")
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize("target", TARGETS)
def test_a_body_of_more_than_a_mebibyte_is_413(sender: Sender, lasting_watch: Watch, target: str) -> None:
    problem(sender.send(target, b" " * (2**20 + 1)), 413, "too-large")
    problem(sender.send(target, b'{"reason": "' + b"a" * 2**20 + b'"}'), 413, "too-large")
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize(
    "number", ["9223372036854775808", "-9223372036854775809", "1e308", "1e400", "1.5", "-0", "2147483648", "9" * 15]
)
def test_a_number_that_cannot_be_is_wrong(sender: Sender, lasting_watch: Watch, number: str) -> None:
    expected = (400, 422) if number == "1e400" else 422
    told = problem(sender.send("a restoration", f'{{"revision": {number}}}'.encode()), expected)
    assert {fault["pointer"] for fault in told["errors"]} <= (
        {"#/revision"} if expected == 422 else {"#", "#/revision"}
    )
    lasting_watch.nothing_is_lost()


def test_a_number_of_five_thousand_digits_is_refused(sender: Sender, lasting_watch: Watch) -> None:
    problem(sender.send("a restoration", b'{"revision": ' + b"9" * 5000 + b"}"), (400, 422))
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize("value", ["٣", "1_000", " 7 ", "1", True, None, [], {}, [1]])
def test_only_a_number_is_a_number(sender: Sender, lasting_watch: Watch, value: Any) -> None:
    [(pointer, code)] = faults(sender.send("a restoration", json.dumps({"revision": value}).encode()), 422)
    assert (pointer, code) == ("#/revision", "null" if value is None else "wrong-type")
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize(
    "raw", [b'{"forms": [' + b"0," * 200_000 + b"0]}", b'{"forms": ' + json.dumps([""] * 900).encode() + b"}"]
)
def test_a_list_of_many_wrong_things_is_refused_without_naming_each(
    sender: Sender, lasting_watch: Watch, raw: bytes
) -> None:
    assert len(problem(sender.send("a lookup", raw), 422)["errors"]) <= 50
    assert len(problem(sender.send("a concept", raw.replace(b"forms", b"subjects")), 422)["errors"]) <= 50
    lasting_watch.nothing_is_lost()


FORMS: list[Any] = [
    "", " ", "\u200b", "\u3000", "a" * 201, "a\x00b", "\ud800", "\udc00\ud800", "\ufffe", "\U0001ffff", 1, None, True,
    [], {},
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=ascii)
def test_a_form_that_is_none_is_refused_where_it_stands(sender: Sender, lasting_watch: Watch, form: Any) -> None:
    response = sender.send("a lookup", json.dumps({"forms": ["LLM", form]}).encode())
    assert {pointer for pointer, _ in faults(response, 422)} == {"#/forms/1"}
    lasting_watch.nothing_is_lost()


@pytest.mark.parametrize(
    "name", ["role", "__proto__", "constructor", "a/b~c", "_schema", "\ud800", "\x00", "", "日本", "x" * 5000]
)
@pytest.mark.parametrize("target", TARGETS)
def test_an_unknown_member_is_pointed_at(sender: Sender, lasting_watch: Watch, target: str, name: str) -> None:
    told = problem(sender.send(target, json.dumps({name: "administrator"}).encode()), 422, "invalid-content")
    assert "unknown-member" in {fault["code"] for fault in told["errors"]}
    if name == "a/b~c":
        assert ("#/a~1b~0c", "unknown-member") in {(fault["pointer"], fault["code"]) for fault in told["errors"]}
    if name == "_schema":
        assert ("#/_schema", "unknown-member") in {(fault["pointer"], fault["code"]) for fault in told["errors"]}
    lasting_watch.nothing_is_lost()


SETTINGS = [
    ("time_zone", "../../etc/passwd"), ("time_zone", "Asia/Tokyo\x00"), ("time_zone", ""), ("time_zone", "+09:00"),
    ("time_zone", "posixrules"), ("languages", []), ("languages", ["ja_JP.UTF-8"]), ("languages", ["ja", "ja"]),
    ("languages", ["ja\x00"]), ("languages", ["\ud800", "ja"]), ("languages", "ja"), ("languages", ["en"]),
    ("languages", [""]), ("source_language", "fr"), ("source_language", ""), ("title", {}), ("title", {"": "x"}),
    ("title", {"\ud800": "x"}), ("title", {"ja\x00": "x"}), ("title", {"ja": "a\x00b"}), ("title", {"ja": ""}),
    ("title", {"ja": "x" * 201}), ("title", "用語集"), ("publisher", {"../..": "x"}), ("attribution", {"ja": "\ud800"}),
    ("subjects", [{"id": "Not An Id", "title": {"ja": "x"}}]), ("subjects", [{"id": "a", "title": {}}]),
    ("subjects", [{"id": "a", "title": {"ja": "x"}}] * 2), ("licence", {"name": "x", "uri": "javascript:alert(1)"}),
    ("licence", {"uri": "https://a.example"}), ("licence", []),
]  # fmt: skip


@pytest.mark.parametrize(("member", "value"), SETTINGS, ids=ascii)
def test_settings_that_cannot_be_are_refused(sender: Sender, lasting_watch: Watch, member: str, value: Any) -> None:
    response = sender.send("a glossary", json.dumps({**sender.settings, member: value}).encode())
    named = "source_language" if value == ["en"] else member
    assert all(pointer.startswith(f"#/{named}") for pointer, _ in faults(response, 422))
    lasting_watch.nothing_is_lost()


def test_settings_come_back_without_a_trace(sender: Sender) -> None:
    again = sender.send("a glossary", json.dumps({**sender.settings, "concepts": None, "seq": -1}).encode())
    assert again.status_code == 200
    assert {**again.get_json(), "seq": 0, "digest": "", "recorded_at": ""} == {
        **sender.settings, "seq": 0, "digest": "", "recorded_at": "",
    }  # fmt: skip


def test_what_the_server_adds_is_ignored_when_it_comes_back_changed(lasting_desk: Desk, lasting_watch: Watch) -> None:
    body = lasting_desk.get(HALLUCINATION)
    forged = {
        "id": "rag", "glossary": "law", "uri": "http://evil.example", "revision": 99, "seq": -1, "kind": "retirement",
        "status": "retired", "digest": "sha256:00", "recorded_at": "1970-01-01", "author": "p-evil",
    }  # fmt: skip
    body["languages"]["ja"]["sync"] = {"state": "behind"}
    body["languages"]["ja"]["terms"][0]["romaji"] = "evil"
    again = lasting_desk.put_again(HALLUCINATION, {**body, **forged})
    assert (again.status_code, again.get_json()) == (200, lasting_desk.get(HALLUCINATION))
    lasting_watch.nothing_is_lost()
