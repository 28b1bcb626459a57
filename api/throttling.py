"""Slowing down who tries passwords, without locking out whose password is tried.

Failures count by address and by login. A browser in which somebody signed in before is known by a signed cookie and is
counted by itself, so strangers who try a login never keep its owner out of their own browser.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flask import Response
from itsdangerous import BadData, URLSafeSerializer

from api import sessions
from api.house import config, glossaries
from api.limits import address, digest, refuse_excess
from glossary import GlossaryError, Policy, folded_login

_QUARTER, _HOUR, _DAY = 15 * 60, 60 * 60, 24 * 60 * 60
_BY_BROWSER, _BY_LOGIN = 10, 100

Counted = Sequence[tuple[Policy, str]]


def attempt(login: str) -> Counted:
    """Count an attempt to sign in as a failure, until it succeeds. Raises `TooMany`."""
    return _take(_policies(login))


def attempt_by_address() -> Counted:
    """Count an attempt to use a one-time link. Raises `TooMany`."""
    return _take([_by_address()])


@contextmanager
def guessing(login: str, wrong: type[GlossaryError]) -> Iterator[None]:
    """Count what somebody tries with a password as a failure where it was the wrong one. Raises `TooMany`."""
    counted = attempt(login)
    try:
        yield
    except wrong:
        raise
    except GlossaryError:
        succeeded(counted)
        raise
    succeeded(counted)


def succeeded(counted: Counted) -> None:
    """Take an attempt back that was no failure."""
    for policy, who in counted:
        glossaries().limits.give_back(policy, who)


def remember(response: Response, login: str) -> None:
    """Know the browser of somebody who has signed in."""
    sessions.remember(response, _signer().dumps([_named(login), secrets.token_urlsafe(12)]))


def _take(counted: Counted) -> Counted:
    for policy, who in counted:
        refuse_excess(glossaries().limits.take(policy, who))
    return counted


def _policies(login: str) -> Counted:
    browser = _browser(login)
    if browser:
        return [(Policy("sign-in-browser", _limited(_BY_BROWSER), _HOUR), digest(browser))]
    return [_by_address(), (Policy("sign-in-login", _limited(_BY_LOGIN), _DAY), _named(login))]


def _by_address() -> tuple[Policy, str]:
    return Policy("sign-in", config().quotas.sign_ins, _QUARTER), address()


def _limited(quota: int) -> int:
    return quota if config().quotas.sign_ins else 0


def _browser(login: str) -> str | None:
    """What tells this browser from others, where the owner of a login has signed in in it."""
    try:
        owner, mark = _signer().loads(sessions.known_browser() or "")
    except (BadData, ValueError, TypeError):
        return None
    return str(mark) if owner == _named(login) else None


def _named(login: str) -> str:
    return digest(f"login:{folded_login(login)}")


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(config().secret_key, salt="known-browser")
