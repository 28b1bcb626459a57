"""The sessions of people in a browser: a cookie that only this site gets, and tokens that no other site knows."""

from __future__ import annotations

import hashlib
import hmac
import re

from flask import Response, request

from api.house import base_url, config, glossaries
from glossary import SignedIn, identity_errors

TOKEN_FIELD, TOKEN_HEADER = "csrf_token", "X-CSRF-Token"
_FOREIGN_TO_COOKIES = ("/embed/", "/static/", "/oembed")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\\\x7f-\x9f]*")
_PROPOSAL_SECONDS = 2 * 60 * 60
_KNOWN_SECONDS = 180 * 24 * 60 * 60


def found() -> SignedIn | None:
    """Who has signed in in the browser that asks. What is embedded elsewhere never looks."""
    secret = None if request.path.startswith(_FOREIGN_TO_COOKIES) else request.cookies.get(_name("session"))
    return glossaries().sessions.found(secret, config().lifetimes) if secret else None


def refuse_forgery() -> None:
    """Refuse a change that the pages of this service didn't send. Raises `Forged`."""
    if request.method not in _SAFE and (is_foreign() or not _has_token()):
        raise identity_errors.Forged


def refuse_foreign() -> None:
    """Refuse a form that a page of another site sent, where nobody has signed in yet. Raises `Forged`."""
    if request.method not in _SAFE and is_foreign():
        raise identity_errors.Forged


def is_foreign() -> bool:
    """Whether a browser says that another site sent this; programs say nothing, and have no cookies to be misused."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site not in ("same-origin", "none")
    return origin is not None and origin not in (base_url(), request.host_url.rstrip("/"))


def token() -> str:
    """What forms and scripts of a session send along; empty where nobody has signed in."""
    secret = request.cookies.get(_name("session"), "")
    made = hmac.digest(config().secret_key.encode(), b"csrf:" + secret.encode("utf-8", "replace"), hashlib.sha256)
    return made.hex() if secret else ""


def begin(response: Response, secret: str, language: str) -> Response:
    """Give a browser the cookie of a new session; the one before ends. Who said no other language reads this one."""
    _end_here()
    begun = glossaries().sessions.found(secret, config().lifetimes)
    if begun:
        glossaries().wishes.reads(begun.account.person, language, unless_said=True)
    _set(response, "session", secret, int(config().lifetimes.longest.total_seconds()))
    return response


def end(response: Response) -> Response:
    """Take the cookie back, and end its session."""
    _end_here()
    response.delete_cookie(_name("session"), path="/", secure=_secure(), httponly=True, samesite="Lax")
    return response


def known_browser() -> str | None:
    """By what a browser is known in which somebody signed in before."""
    return request.cookies.get(_name("known")) or None


def remember(response: Response, mark: str) -> None:
    """Know this browser the next time."""
    _set(response, "known", mark, _KNOWN_SECONDS)


def proposal_token(glossary: str, number: int) -> str | None:
    """The secret of a proposal, where this browser was given it within the last two hours."""
    where, _, token = request.cookies.get(_name("proposal"), "").rpartition(" ")
    return token if where == f"{glossary} {number}" else None


def keep_proposal_token(response: Response, glossary: str, number: int, token: str) -> None:
    """Let this browser act as the proposer of a proposal for two hours; the secret stays out of every address."""
    _set(response, "proposal", f"{glossary} {number} {token}", _PROPOSAL_SECONDS)


def local(address: str | None, otherwise: str) -> str:
    """An address of this site that somebody named, or another one where it leads elsewhere."""
    return address if address and _LOCAL.fullmatch(address) else otherwise


def _end_here() -> None:
    going_on = found()
    if going_on:
        glossaries().sessions.end(going_on.account.person, only=going_on.session.id)


def _has_token() -> bool:
    sent = request.headers.get(TOKEN_HEADER)
    if sent is None and request.mimetype in _FORMS:
        sent = request.form.get(TOKEN_FIELD)
    return hmac.compare_digest((sent or "").encode("utf-8", "replace"), token().encode()) and bool(sent)


def _set(response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(_name(name), value, seconds, path="/", secure=_secure(), httponly=True, samesite="Lax")


def _name(kind: str) -> str:
    return f"__Host-taiyaku-{kind}" if _secure() else f"taiyaku-{kind}"


def _secure() -> bool:
    return (base_url() or "").startswith("https://")
