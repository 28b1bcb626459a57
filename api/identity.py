"""Who is asking: the key in `Authorization: Bearer …`, or who signed in in this browser; and whether they may."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from flask import Flask, g, request

from api import sessions
from api.house import glossaries
from glossary import Identity, Role, SignedIn, errors

Decorated = Callable[..., Any]


def register(app: Flask, posts_that_read: Collection[str]) -> None:
    """Look at the key or the session of every request before anything else of it is read.

    What a session changes must come from our own pages; some POSTs change nothing: by endpoint.
    """
    app.jinja_env.globals.update(csrf_token=sessions.token, signed_in=signed_in)

    @app.before_request
    def identify() -> None:
        _identify()
        if g.signed_in and request.endpoint not in posts_that_read:
            sessions.refuse_forgery()


def in_the_glossary_of_the_address() -> str | None:
    """The glossary that an address begins with."""
    return (request.view_args or {}).get("glossary")


def in_the_glossary_asked_for() -> str | None:
    """The glossary that the query is about."""
    return request.args.get("glossary")


def needs(
    role: Role, where: Callable[[], str | None] = in_the_glossary_of_the_address
) -> Callable[[Decorated], Decorated]:
    """Let only those with a role in a glossary (where there is none: in the whole service) call a view."""

    def decorate(view: Decorated) -> Decorated:
        @wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            allow(role, where())
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


def signed_in() -> SignedIn | None:
    """Who has signed in in the browser that asks; None for keys and strangers."""
    found: SignedIn | None = g.get("signed_in")
    return found


def allow(role: Role, glossary: str | None) -> None:
    """Let only those with a role in a glossary (None: in the whole service) go on. Raises `KeyNeeded`, `RoleTooLow`."""
    identity: Identity | None = g.identity
    if identity is None:
        raise errors.KeyNeeded
    if not identity.may(role, glossary):
        raise errors.RoleTooLow(role)


def _identify() -> None:
    sent = request.headers.getlist("Authorization")
    if len(sent) > 1:
        raise errors.KeyRefused
    g.signed_in = None if sent else sessions.found()
    g.identity = _identity(sent[0]) if sent else g.signed_in and g.signed_in.identity


def _identity(header: str) -> Identity:
    scheme, _, key = header.partition(" ")
    if scheme.lower() != "bearer":
        raise errors.KeyRefused
    return glossaries().identify(key.strip().encode("utf-8", "replace"))
