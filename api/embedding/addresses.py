"""Reading the address of a concept: which one is meant, in which language, and which wording of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import msgspec
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from api.converters import IdConverter, NumberConverter
from glossary import languages

_CONCEPTS = "/api/v1/glossaries/<id:glossary>"
_PATHS = (
    "/embed/<id:glossary>/<id:concept>",
    "/id/<id:glossary>/<id:concept>",
    "/id/<id:glossary>/<id:concept>.<any(txt, md, jsonld):form>",
    f"/<any({', '.join(languages())}):language>/<id:glossary>/<id:concept>",
    f"{_CONCEPTS}/concepts/<id:concept>",
    f"{_CONCEPTS}/concepts/<id:concept>/revisions/<number:revision>",
    f"{_CONCEPTS}/editions/<id:edition>/concepts/<id:concept>",
)
_MAP = Map(
    [Rule(path, endpoint=path) for path in _PATHS],
    converters={"id": IdConverter, "number": NumberConverter},
    merge_slashes=False,
    strict_slashes=False,
)
_PORTS = {"http": 80, "https": 443}
_WORDING = frozenset({"language", "theme", "size", "revision", "edition", "mode", "as_of", "known_at"})


class Address(msgspec.Struct, frozen=True):
    """A concept that an address leads to, and what the address says of its wording and looks, as it was written."""

    glossary: str
    concept: str
    wording: Mapping[str, str]


def address_of(url: str, base: str) -> Address | None:
    """The concept that an address of this service leads to; None for any other address."""
    try:
        given, ours = urlsplit(url), urlsplit(base)
        if not _same_place(given, ours) or not given.path.startswith(f"{ours.path}/"):
            return None
        path = unquote(given.path[len(ours.path) :], errors="strict")
        _endpoint, found = _MAP.bind("").match(path, method="GET")
    except (ValueError, HTTPException):
        return None
    return _address({**_asked(given), **{name: str(value) for name, value in found.items()}})


def _address(found: dict[str, Any]) -> Address:
    found.pop("form", None)
    return Address(found.pop("glossary"), found.pop("concept"), found)


def _same_place(given: SplitResult, ours: SplitResult) -> bool:
    """Whether an address is on this service: the scheme may differ, since others may know us by either."""
    if given.scheme not in _PORTS or given.username is not None or given.password is not None:
        return False
    return given.hostname == ours.hostname and _port(given) == _port(ours)


def _port(of: SplitResult) -> int | None:
    """The port where one is named that is not the usual one."""
    return None if of.port in (None, _PORTS.get(of.scheme)) else of.port


def _asked(given: SplitResult) -> dict[str, str]:
    asked = parse_qsl(given.query, max_num_fields=50)
    return {name: value for name, value in asked if name in _WORDING}
