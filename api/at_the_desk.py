"""Who comes to the desk, and with what: a key, a token, the wording they have read."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from flask import g, request

from api.house import config, glossaries
from api.limits import address
from glossary import Desk, Who

Decorated = Callable[..., Any]

_WORDING = re.compile(r'"([1-9][0-9]{0,8})(?:\.[0-9a-f]+)?"', re.ASCII)
_NEVER = -1


def who() -> Who:
    """Who is asking: the person behind the key, and the token of a proposal made without one."""
    return Who(identity=g.identity, token=request.headers.get("Proposal-Token"))


def admits(view: Decorated) -> Decorated:
    """Let only those call a view who may read the proposal of the address, before anything they sent is read."""
    return _admitting(view, as_proposer=False)


def admits_the_proposer(view: Decorated) -> Decorated:
    """Let only the proposer call a view."""
    return _admitting(view, as_proposer=True)


def desk_of(glossary: str) -> Desk:
    """The desk of a glossary, with as many waiting proposals of one address as the settings allow."""
    desk = glossaries()[glossary].desk
    desk.limits = msgspec.structs.replace(desk.limits, open_per_origin=config().quotas.open_proposals)
    return desk


def origin() -> bytes:
    """Where the request comes from, as a digest that only this service can make."""
    return bytes.fromhex(address())


def expected_wording() -> int | None:
    """The wording of a proposal that `If-Match` names, where one was sent."""
    if "If-Match" not in request.headers:
        return None
    found = _WORDING.fullmatch(request.headers["If-Match"].strip())
    return int(found.group(1)) if found else _NEVER


def _admitting(view: Decorated, as_proposer: bool) -> Decorated:
    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        where: Any = request.view_args
        glossaries()[where["glossary"]].desk.admit(where["number"], who(), as_proposer)
        return view(*args, **kwargs)

    return checked
