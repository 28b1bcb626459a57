"""What is answered about webhooks."""

from __future__ import annotations

import msgspec

from api.answers import Answer
from glossary import Delivery, DeliveryState, Webhook, written


class WebhookAnswer(Answer, frozen=True, kw_only=True):
    """Who is told of what; no `kinds` means everything. `secret` is told only when it is made.

    `seq` and `event` are the entries of the log and of the proposals' stream up to which messages were made.
    """

    id: str
    uri: str
    url: str
    kinds: tuple[str, ...]
    active: bool
    made_at: str
    made_by: str
    seq: int
    event: int
    secret: str | msgspec.UnsetType = msgspec.UNSET


class WebhooksAnswer(Answer, frozen=True, kw_only=True):
    """The webhooks of a glossary, oldest first."""

    items: list[WebhookAnswer]


class DeliveryAnswer(Answer, frozen=True, kw_only=True):
    """A message on its way. `status` is that of the receiver's last answer, of which nothing else is kept.

    `problem` says in a word why there was none; `next_at` is null where nothing more will be tried.
    """

    id: str
    type: str
    state: DeliveryState
    attempts: int
    made_at: str
    tried_at: str | None
    next_at: str | None
    status: int | None
    problem: str | None


class DeliveriesAnswer(Answer, frozen=True, kw_only=True):
    """What is or was on its way to a webhook, newest first."""

    items: list[DeliveryAnswer]
    next: str | None


def webhook_answer(hook: Webhook, base: str, with_secret: bool = False) -> WebhookAnswer:
    """A webhook, with its secret only just after that was made."""
    return WebhookAnswer(
        id=hook.id,
        uri=f"{base}/api/v1/glossaries/{hook.glossary}/webhooks/{hook.id}",
        url=hook.url,
        kinds=hook.kinds,
        active=hook.active,
        made_at=written(hook.made_at),
        made_by=hook.made_by,
        seq=hook.seq,
        event=hook.event,
        secret=hook.secret if with_secret and hook.secret else msgspec.UNSET,
    )


def delivery_answer(found: Delivery) -> DeliveryAnswer:
    """A message on its way."""
    return DeliveryAnswer(
        id=found.id,
        type=found.kind,
        state=found.state,
        attempts=found.attempts,
        made_at=written(found.made_at),
        tried_at=written(found.tried_at) if found.tried_at else None,
        next_at=written(found.next_at) if found.state == "pending" else None,
        status=found.status,
        problem=found.problem,
    )
