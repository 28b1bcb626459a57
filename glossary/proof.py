"""The digest chain: what is hashed, byte for byte, so that history proves itself and can still forget.

`part = sha256(32 random bytes ‖ body)`, `entry` names the parts by that, and
`digest = sha256(previous 32 bytes ‖ sha256(entry))`; the first entry follows 32 zero bytes. Bodies and entries are
RFC 8785 texts in UTF-8, stored as hashed and never serialised again.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

import msgspec

from glossary.model import canonical

GENESIS = bytes(32)
SALT_BYTES = 32


class Part(msgspec.Struct, frozen=True):
    """One text of an entry with the random salt that keeps its digest from being guessed."""

    salt: bytes
    body: str

    @property
    def digest(self) -> str:
        """The digest that the entry carries for this part."""
        return shown(hashlib.sha256(self.salt + self.body.encode()).digest())


class Removed(msgspec.Struct, frozen=True):
    """A part of an earlier entry that a redaction removed."""

    seq: int
    part: str


class _Redaction(msgspec.Struct):
    redacts: tuple[Removed, ...] = ()


def redacts(entry: str) -> tuple[Removed, ...]:
    """Which parts of earlier entries an entry says were removed."""
    return msgspec.json.decode(entry, type=_Redaction).redacts


def salted(value: Any) -> Part:
    """A value made ready to be recorded: canonical text under a new random salt."""
    return Part(secrets.token_bytes(SALT_BYTES), canonical(value).decode())


def entry_text(facts: Mapping[str, Any], parts: Mapping[str, Part]) -> str:
    """The canonical text of a log entry: its facts and the digests of its parts."""
    return canonical({**facts, "parts": {name: part.digest for name, part in parts.items()}}).decode()


def chained(previous: bytes, entry: str) -> bytes:
    """The digest of an entry that follows one with the digest `previous` (32 bytes)."""
    return hashlib.sha256(previous + hashlib.sha256(entry.encode()).digest()).digest()


def shown(digest: bytes) -> str:
    """A digest as people and JSON see it: `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{digest.hex()}"
