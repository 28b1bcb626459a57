"""Passwords of people: any characters, ruled by length only (NIST SP 800-63B-4, 3.1.1), kept as argon2id.

They are compared as RFC 8265 (4.2, OpaqueString) says, so that a keyboard that composes characters otherwise, or
types a wide blank, makes no other password.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from glossary.errors import Busy, InvalidContent
from glossary.faults import Fault
from glossary.texts import forbidden_character

LEAST, MOST = 15, 256
_PATIENCE = 10
_AT_ONCE = BoundedSemaphore(2)  # each takes 64 MiB for a fifth of a second: a crowd must wait, not crush
_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """What is kept of a new password. Raises `InvalidContent` where its length or a character is not allowed."""
    prepared = _prepared(password)
    faults = list(_faults(prepared))
    if faults:
        raise InvalidContent(faults)
    with _Turn():
        return _hasher.hash(prepared)


def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; where nothing was, this takes as long and says no."""
    prepared = _prepared(password)
    tried = prepared if len(prepared) <= MOST else ""
    with _Turn():
        return _verified(kept or _nobody(), tried) and kept is not None


class _Turn:
    """Two passwords are looked at together; who waits too long is told that the house is busy."""

    def __enter__(self) -> None:
        if not _AT_ONCE.acquire(timeout=_PATIENCE):
            raise Busy

    def __exit__(self, *_: object) -> None:
        _AT_ONCE.release()


def _prepared(password: str) -> str:
    """OpaqueString: every blank is the plain one, and characters are composed (NFC)."""
    return unicodedata.normalize(
        "NFC", "".join(" " if unicodedata.category(each) == "Zs" else each for each in password[: 4 * MOST])
    )


def _faults(password: str) -> list[Fault]:
    character = forbidden_character(password)
    if character:
        return [Fault("/password", "invalid-text", {"character": character})]
    if len(password) < LEAST:
        return [Fault("/password", "too-short", {"least": LEAST})]
    return [Fault("/password", "too-long", {"most": MOST})] if len(password) > MOST else []


def _verified(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """The hash against which the password of an unknown person is tried."""
    return _hasher.hash("nobody's password, for no less work")
