"""How often somebody may ask, and telling them so (draft-ietf-httpapi-ratelimit-headers-11)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from ipaddress import IPv6Address, ip_address

from flask import Flask, Response, g, request

from api.house import config, glossaries
from glossary import Allowance, Policy, identity_errors

_MINUTE, _HOUR = 60, 60 * 60
_COUNTED_BY_THE_VIEW = frozenset({"signing_in.sign_in", "signing_in.set_password"})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def register(app: Flask, posts_that_read: Collection[str]) -> None:
    """Count every request of an application, once it is known who asks. Some POSTs only read: by endpoint."""

    @app.before_request
    def count() -> None:
        reads = request.method in _READING or request.endpoint in posts_that_read or _is_dry_run()
        if g.get("identity") or request.endpoint not in _COUNTED_BY_THE_VIEW:
            take(*_limited(reads))

    app.after_request(_tell)


def take(policy: Policy, who: str) -> None:
    """Count a request under a policy. Raises `TooMany`."""
    g.allowance = glossaries().limits.take(policy, who)
    refuse_excess(g.allowance)


def refuse_excess(allowance: Allowance | None) -> None:
    """Raise `TooMany` where more was taken than a policy allows."""
    if allowance and allowance.exceeded:
        raise identity_errors.TooMany(allowance.policy.quota, allowance.policy.seconds, allowance.seconds)


def address() -> str:
    """Where the request comes from, as a digest that only this service can make; of IPv6, the network (/64)."""
    return digest(_network(request.remote_addr or ""))


def digest(text: str) -> str:
    """What is kept of something that nobody shall read."""
    made = hmac.digest(config().secret_key.encode(), b"who:" + text.encode("utf-8", "replace"), hashlib.sha256)
    return made.hex()[:32]


def _is_dry_run() -> bool:
    """Whether somebody only asks what would come of a proposal, which stores nothing."""
    return request.endpoint == "proposals.propose" and request.args.get("dry_run") == "true"


def _limited(reads: bool) -> tuple[Policy, str]:
    quotas = config().quotas
    if g.get("identity"):
        return Policy("key", quotas.key, _MINUTE), g.identity.by
    if reads:
        return Policy("reads", quotas.reads, _MINUTE), address() if quotas.reads else ""
    return Policy("stranger", quotas.stranger, _HOUR), address()


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or int(found) >> 64)
    return str(found)


def _tell(response: Response) -> Response:
    allowance: Allowance | None = g.get("allowance")
    if allowance:
        policy = allowance.policy
        response.headers["RateLimit-Policy"] = f'"{policy.name}";q={policy.quota};w={policy.seconds}'
        response.headers["RateLimit"] = f'"{policy.name}";r={allowance.left};t={allowance.seconds}'
    return response
