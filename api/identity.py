"""Who is asking: the key in `Authorization: Bearer …`, and whether it may do this."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, g, request

from api.house import glossaries
from glossary import Identity, Role, errors

Decorated = Callable[..., Any]


def register(app: Flask) -> None:
    """Look at the key of every request before anything else of it is read."""
    app.before_request(_identify)


def needs(role: Role) -> Callable[[Decorated], Decorated]:
    """Let only those with a role (in the glossary of the address) call a view."""

    def decorate(view: Decorated) -> Decorated:
        @wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            _allow(role, (request.view_args or {}).get("glossary"))
            return view(*args, **kwargs)

        return checked

    return decorate


def author() -> str:
    """The person whose key was sent; only behind `needs`."""
    identity: Identity = g.identity
    return identity.person


def may(role: Role, glossary: str) -> bool:
    """Whether whoever asks has a role in a glossary; nobody without a key has."""
    identity: Identity | None = g.identity
    return identity is not None and identity.may(role, glossary)


def _identify() -> None:
    sent = request.headers.getlist("Authorization")
    g.identity = _identity(sent[0]) if len(sent) == 1 else None
    if len(sent) > 1:
        raise errors.KeyRefused


def _identity(header: str) -> Identity:
    scheme, _, key = header.partition(" ")
    if scheme.lower() != "bearer":
        raise errors.KeyRefused
    return glossaries().identify(key.strip().encode("utf-8", "replace"))


def _allow(role: Role, glossary: str | None) -> None:
    identity: Identity | None = g.identity
    if identity is None:
        raise errors.KeyNeeded
    if not identity.may(role, glossary):
        raise errors.RoleTooLow(role)
