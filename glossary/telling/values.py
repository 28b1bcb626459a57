"""The values of telling: a webhook, what is delivered to it, and the settings of those who run the service."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal, get_args

import msgspec

from glossary.model import RevisionKind, Value
from glossary.proposals import EventKind

DeliveryState = Literal["pending", "delivered", "dead"]
Stream = Literal["log", "event", "test"]
Network = IPv4Network | IPv6Network

TEST = "webhook.test"
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "revision": get_args(RevisionKind),
    "edition": ("published",),
    "glossary": ("settings", "redaction", "grading"),
    "proposal": get_args(EventKind),
}
KINDS: tuple[str, ...] = tuple(
    each for family, kinds in FAMILIES.items() for each in (f"{family}.*", *(f"{family}.{kind}" for kind in kinds))
)
"""What a webhook may ask for: a kind of message, or a family of them."""


class Webhook(Value, frozen=True, kw_only=True):
    """A subscription: where messages of a glossary go. `kinds` is empty for all; `secret` is never shown again.

    `seq` and `event` are the entries of the log and of the proposals' stream up to which it has been told.
    """

    id: str
    glossary: str
    url: str
    kinds: tuple[str, ...] = ()
    secret: str
    earlier_secret: str | None = None
    earlier_until: int | None = None
    active: bool = True
    made_at: datetime
    made_by: str
    seq: int
    event: int

    def wants(self, kind: str) -> bool:
        """Whether messages of a kind go to this webhook."""
        return not self.kinds or kind in self.kinds or f"{kind.partition('.')[0]}.*" in self.kinds

    def secrets(self, now: int) -> list[str]:
        """The secrets that sign at a moment (microseconds): two for a day after a new one was made."""
        earlier = self.earlier_secret if self.earlier_until and now < self.earlier_until else None
        return [self.secret, *([earlier] if earlier else [])]


class Message(Value, frozen=True, kw_only=True):
    """One thing to be told: where it stands in which stream, its kind, and its body, the same at every attempt."""

    stream: Stream
    number: int
    kind: str
    body: str


class Delivery(Value, frozen=True, kw_only=True):
    """A message on its way to a webhook. `status` is the last answer's, `problem` a word for why there was none."""

    id: str
    webhook: str
    stream: Stream
    number: int
    kind: str
    body: str
    state: DeliveryState
    attempts: int
    next_at: datetime
    made_at: datetime
    tried_at: datetime | None = None
    status: int | None = None
    problem: str | None = None


class Unsent(Value, frozen=True, kw_only=True):
    """A letter that has not been handed in: to which person, of what kind, and when it is tried again."""

    glossary: str
    person: str
    kind: str
    state: DeliveryState
    attempts: int
    next_at: datetime


class Outcome(Value, frozen=True, kw_only=True):
    """What came of an attempt: the status of the answer or a word for the problem, and when to come again (seconds)."""

    status: int | None = None
    problem: str | None = None
    retry_after: float | None = None

    @property
    def is_done(self) -> bool:
        """Whether the receiver took the message: any 2xx."""
        return self.status is not None and 200 <= self.status < 300


class Post(Value, frozen=True, kw_only=True):
    """Where letters are handed in."""

    host: str
    port: int = 587
    user: str | None = None
    password: str | None = None
    sender: str
    starttls: bool = True


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """How this service tells people.

    base_url -- `GLOSSARY_BASE_URL`: the public address, for the addresses in messages; otherwise they begin with `/`
    plain_http -- `GLOSSARY_WEBHOOK_HTTP`: `true` allows webhooks without TLS
    ports -- `GLOSSARY_WEBHOOK_PORTS`: comma-separated ports beside 80 and 443
    networks -- `GLOSSARY_WEBHOOK_NETWORKS`: comma-separated networks that may be asked although they are not public
    post -- `GLOSSARY_SMTP_HOST`, `_PORT` (587; 465 is TLS from the start), `_USER`, `_PASSWORD`, `_FROM`, `_STARTTLS`
    """

    base_url: str = ""
    plain_http: bool = False
    ports: frozenset[int] = frozenset({80, 443})
    networks: tuple[Network, ...] = ()
    post: Post | None = None


def from_env(environment: Mapping[str, str] = os.environ) -> Telling:
    """Read the settings from the environment."""
    ports = _listed(environment.get("GLOSSARY_WEBHOOK_PORTS"))
    networks = _listed(environment.get("GLOSSARY_WEBHOOK_NETWORKS"))
    return Telling(
        base_url=(environment.get("GLOSSARY_BASE_URL") or "").rstrip("/"),
        plain_http=_is_true(environment.get("GLOSSARY_WEBHOOK_HTTP")),
        ports=frozenset({80, 443, *map(int, ports)}),
        networks=tuple(ip_network(each) for each in networks),
        post=_post(environment),
    )


def _post(environment: Mapping[str, str]) -> Post | None:
    host = environment.get("GLOSSARY_SMTP_HOST")
    if not host:
        return None
    return Post(
        host=host,
        port=int(environment.get("GLOSSARY_SMTP_PORT") or 587),
        user=environment.get("GLOSSARY_SMTP_USER") or None,
        password=environment.get("GLOSSARY_SMTP_PASSWORD") or None,
        sender=environment.get("GLOSSARY_SMTP_FROM") or f"taiyaku@{host}",
        starttls=_is_true(environment.get("GLOSSARY_SMTP_STARTTLS") or "true"),
    )


def _listed(text: str | None) -> list[str]:
    return [each.strip() for each in (text or "").split(",") if each.strip()]


def _is_true(text: str | None) -> bool:
    return (text or "").strip().lower() in ("true", "1", "yes")
