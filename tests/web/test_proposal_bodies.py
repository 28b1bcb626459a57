"""Whatever is sent about a proposal in the place of what should be: it is refused, and nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import marshmallow
import pytest
from flask.testing import FlaskClient

from api.fields import Strict, faults
from glossary.faults import SENTENCES
from tests.web.support import HALLUCINATION, Desk, G, problem

PROPOSALS = f"{G}/proposals"
ODD: tuple[Any, ...] = (None, True, -1, 0, 1.5, 2**63, "", " ", "x", "\u202e", "\x00", "\ud800", [], [[]], {}, {"a": 1})
TEXT = "別の定義。"


@pytest.fixture
def stale(web: FlaskClient, desk: Desk) -> str:
    """The address of a proposal whose definition was changed otherwise meanwhile."""
    content = web.get(HALLUCINATION).get_json()
    content["languages"]["ja"]["definition"]["text"] = TEXT
    wanted = {"concept": "hallucination", "base_revision": 1, "content": content, "rationale": "理由", "source": "出典"}
    made = web.post(PROPOSALS, json=wanted).get_json()
    assert desk.change(HALLUCINATION, "先に変わった定義。").status_code == 200
    return str(made["uri"])


def bodies(web: FlaskClient) -> dict[str, dict[str, Any]]:
    """A body of each request that is right, or only refused for the state of the proposal."""
    path = "/languages/ja/definition"
    small = _small(web.get(HALLUCINATION).get_json())
    return {
        "": {
            "kind": "change",
            "concept": "hallucination",
            "base_revision": 1,
            "content": small,
            "rationale": "理由",
            "source": "出典",
            "proposer": {"name": "山田", "contact": "y@example.jp", "credit": "山"},
        },
        "/comments": {"text": "一言"},
        "/request-changes": {"text": "直してください。"},
        "/reject": {"reason": "spam", "text": "理由"},
        "/withdraw": {"text": "やめる"},
        "/accept": {
            "remark": "よい",
            "deputy_for": "課長",
            "content": small,
            "concept": "x",
            "valid_from": "2026-01-01",
        },
        "/rebase": {"head": 2, "choices": [{"path": path, "value": {"text": TEXT, "type": "other", "source": None}}]},
    }


def _small(content: dict[str, Any]) -> dict[str, Any]:
    sections = content["languages"].items()
    kept = {tag: {name: each[name] for name in ("text_status", "terms", "definition")} for tag, each in sections}
    kept["ja"]["definition"] = {"text": "第三の定義。", "type": "intensional", "source": None}
    return {"subjects": content["subjects"], "languages": kept, "relations": content["relations"]}


def variants(value: Any) -> Iterator[Any]:
    """A body with one of its members, at whatever depth, left out, odd or beside one that nobody knows."""
    for place in _places(value):
        for odd in ODD:
            yield _with(value, place, odd)
        yield _without(value, place)
    yield value | {"unknown": 1}


def _places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in inner:
        yield (*place, name)
        yield from _places(member, (*place, name)) if len(place) < 4 else ()


def _with(value: Any, place: tuple[Any, ...], odd: Any) -> Any:
    made = deepcopy(value)
    _holder(made, place)[place[-1]] = odd
    return made


def _without(value: Any, place: tuple[Any, ...]) -> Any:
    made = deepcopy(value)
    del _holder(made, place)[place[-1]]
    return made


def _holder(value: Any, place: tuple[Any, ...]) -> Any:
    for name in place[:-1]:
        value = value[name]
    return value


@pytest.mark.parametrize("act", ["", "/comments", "/request-changes", "/reject", "/withdraw", "/accept", "/rebase"])
def test_no_body_breaks_anything(web: FlaskClient, administration: Desk, stale: str, act: str) -> None:
    where = f"{stale}{act}" if act else f"{PROPOSALS}?dry_run=true"
    for sent in variants(bodies(web)[act]):
        answer = web.post(where, json=sent, headers=administration.headers)
        if answer.status_code >= 400:
            problem(answer, (400, 403, 409, 422))


def test_no_edit_breaks_anything(web: FlaskClient) -> None:
    right = bodies(web)[""]
    answer = web.post(PROPOSALS, json=right)
    assert answer.status_code == 201, answer.text
    made = answer.get_json()
    change = {name: right[name] for name in ("base_revision", "content", "rationale", "source")}
    for sent in variants(change):
        answer = web.patch(made["uri"], json=sent, headers={"Proposal-Token": made["token"]})
        if answer.status_code >= 400:
            problem(answer, (400, 409, 422))


def test_every_field_says_what_is_wrong_with_it_in_words_that_people_know() -> None:
    told = {
        (shape.__name__, name, fault.code)
        for shape in _shapes(Strict)
        for name, field in shape().fields.items()
        for fault in faults(list(field.error_messages.values()))
    }
    assert {each for each in told if each[2] not in SENTENCES} == set()


def _shapes(shape: type[marshmallow.Schema]) -> Iterator[type[marshmallow.Schema]]:
    for each in shape.__subclasses__():
        yield each
        yield from _shapes(each)
