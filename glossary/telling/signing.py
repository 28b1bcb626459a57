"""Signing as Standard Webhooks 1.0 has it, so that a receiver knows who speaks and that nothing was altered."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

_PREFIX = "whsec_"


def new_secret() -> str:
    """A secret of 32 random bytes, as receivers keep it."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed(message: str, at: int, body: bytes, keys: Sequence[str]) -> dict[str, str]:
    """The headers of a message: its id, the moment of this attempt (seconds since 1970), a signature by each secret."""
    content = b".".join([message.encode(), str(at).encode(), body])
    signatures = [f"v1,{base64.b64encode(hmac.digest(_bytes(key), content, hashlib.sha256)).decode()}" for key in keys]
    return {"webhook-id": message, "webhook-timestamp": str(at), "webhook-signature": " ".join(signatures)}


def _bytes(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(_PREFIX))
