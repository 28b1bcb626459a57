"""Reading a JSON body strictly: what two readers could understand differently is refused."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from flask import Request
from werkzeug.exceptions import UnsupportedMediaType

from api.problems import BadRequest
from glossary import Fault, InvalidContent

_DEPTH = 32
_LIST_LENGTH = 1000
_NUMBER_LENGTH = 15
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_NESTING = re.compile(rb"[\[\]{}]")


def read_json(request: Request) -> Any:
    """The body as a value. Raises 415 for another type, 400 for what isn't plain JSON, 422 for huge lists."""
    if not _is_plain_json(request):
        raise UnsupportedMediaType
    raw = request.get_data(cache=True)
    _check_depth(raw)
    try:
        text = raw.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse, parse_int=_integer)
    except UnicodeDecodeError as error:
        raise BadRequest([Fault("", "not-utf-8")]) from error
    except json.JSONDecodeError as error:
        raise BadRequest([Fault("", "not-json", {"line": error.lineno, "column": error.colno})]) from error
    _check_lists(value)
    return value


def _is_plain_json(request: Request) -> bool:
    charset = request.mimetype_params.get("charset", "utf-8")
    coding = request.headers.get("Content-Encoding", "identity")
    return (request.mimetype, charset.lower(), coding) == ("application/json", "utf-8", "identity")


def _check_depth(raw: bytes) -> None:
    depth = 0
    for found in _NESTING.finditer(_STRINGS.sub(b"", raw)):
        depth += 1 if found.group() in b"[{" else -1
        if depth > _DEPTH:
            raise BadRequest([Fault("", "too-deep", {"most": _DEPTH})])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadRequest([Fault("", "duplicate-member", {"member": twice})])
    return value


def _refuse(_literal: str) -> NoReturn:
    raise BadRequest([Fault("", "bad-number")])


def _integer(literal: str) -> int | float:
    """An integer; one of absurd length becomes a float, which no member takes."""
    return int(literal) if len(literal) <= _NUMBER_LENGTH else float(literal)


def _check_lists(value: Any, pointer: str = "") -> None:
    if isinstance(value, list):
        if len(value) > _LIST_LENGTH:
            raise InvalidContent([Fault(pointer, "too-many", {"most": _LIST_LENGTH})])
        for number, member in enumerate(value):
            _check_lists(member, f"{pointer}/{number}")
    elif isinstance(value, dict):
        for name, member in value.items():
            _check_lists(member, f"{pointer}/{name}")
