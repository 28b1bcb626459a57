"""Opaque, signed marks of where a list goes on, good only for the request they were made for."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec
from flask import request
from itsdangerous import BadData, URLSafeSerializer

from api.house import base_url, config
from glossary import Fault, InvalidQuery

T = TypeVar("T")

_NOT_PART_OF_THE_QUESTION = frozenset({"cursor", "limit"})


def next_url(mark: Any) -> str | None:
    """The address of the next page, or None where there is none."""
    if mark is None:
        return None
    signed = _signer().dumps(msgspec.to_builtins(mark))
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    return f"{base_url()}{request.path}?{urlencode([*kept, ('cursor', signed)])}"


def read_cursor(cursor: str | None, kind: type[T]) -> T | None:
    """Where a cursor says to go on. Raises `InvalidQuery` for one that was not issued for this request."""
    if cursor is None:
        return None
    try:
        return msgspec.convert(_signer().loads(cursor), kind)
    except (BadData, msgspec.ValidationError, ValueError) as error:
        raise InvalidQuery([Fault("/cursor", "bad-cursor")]) from error


def link_next(url: str | None) -> dict[str, str]:
    """The `Link` header of a page (RFC 8288)."""
    return {"Link": f'<{url}>; rel="next"'} if url else {}


def _signer() -> URLSafeSerializer:
    question = sorted((n, v) for n, v in request.args.items(multi=True) if n not in _NOT_PART_OF_THE_QUESTION)
    about = hashlib.sha256(repr((request.path, question)).encode()).hexdigest()
    return URLSafeSerializer(config().secret_key, salt=f"cursor:{about}")
