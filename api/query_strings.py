"""The part of an address after its question mark, before anything is read from it."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from werkzeug.exceptions import RequestURITooLarge

from glossary import Fault, InvalidQuery

_QUERY_BYTES = 8192
_MOST_PARAMETERS = 50


def check_query(raw: bytes) -> None:
    """Refuse a query that is too long, not UTF-8, or names a parameter twice."""
    if len(raw) > _QUERY_BYTES:
        raise RequestURITooLarge
    names = [_decoded(pair.partition(b"=")[0]) for pair in raw.split(b"&") if pair]
    if len(names) > _MOST_PARAMETERS:
        raise InvalidQuery([Fault("", "too-many", {"most": _MOST_PARAMETERS})])
    for name in names:
        if names.count(name) > 1:
            raise InvalidQuery([Fault(f"/{name}", "repeated-parameter")])
    _decoded(raw)


def _decoded(raw: bytes) -> str:
    try:
        return unquote_to_bytes(raw.replace(b"+", b" ")).decode()
    except UnicodeDecodeError as error:
        raise InvalidQuery([Fault("", "not-utf-8")]) from error
