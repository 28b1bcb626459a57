"""Requests that may be sent twice and are carried out once (Idempotency-Key)."""

from __future__ import annotations

import hashlib
import re

from flask import g, request

from api.house import glossaries
from api.limits import address
from glossary import Fault, Glossary, InvalidQuery, Once

_KEY = re.compile(r'"?([\x21\x23-\x7e]{1,200})"?', re.ASCII)


def once() -> Once | None:
    """The request as one that is carried out once, where it says so."""
    sent = request.headers.get("Idempotency-Key")
    if sent is None:
        return None
    found = _KEY.fullmatch(sent.strip())
    if found is None:
        raise InvalidQuery([Fault("/Idempotency-Key", "bad-idempotency-key", {"most": 200})])
    said = b"\n".join([request.method.encode(), request.full_path.encode(), request.get_data(cache=True)])
    return Once(owner=_owner(), key=found.group(1), request_sha256=hashlib.sha256(said).digest())


def once_in(glossary: str) -> Glossary:
    """A glossary in which what the request stores is stored once."""
    opened = glossaries()[glossary]
    opened.once = once()
    return opened


def _owner() -> str:
    """Whose key it is: a person's, or a stranger's at some address."""
    where = (request.view_args or {}).get("glossary", "")
    return f"{where} {g.identity.person if g.identity else address()}"
