"""The webhooks of a glossary: a method for each thing an administrator can do with them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Row

from glossary import store
from glossary.audited import AuditAction
from glossary.errors import InvalidContent
from glossary.faults import Fault
from glossary.opened import Opened
from glossary.store import Reader, Writer
from glossary.telling import addresses
from glossary.telling.addresses import Aim, Refused, Resolve, from_the_system
from glossary.telling.messages import a_test, message_id
from glossary.telling.reading_rows import delivery, webhook
from glossary.telling.signing import new_secret
from glossary.telling.values import Delivery, DeliveryState, Message, Telling, Webhook, from_env
from glossary.times import micros
from glossary.webhook_errors import MessageNotFound, TooManyWebhooks, WebhookNotFound

MOST = 50
_DAY = 86_400_000_000


class Webhooks(Opened):
    """Who is told of what happens in one glossary."""

    settings: Telling | None = None
    resolve: Resolve = staticmethod(from_the_system)

    def all(self) -> list[Webhook]:
        """The webhooks, oldest first."""
        with self._reading() as reader:
            reader.settings()
            return [webhook(row) for row in store.webhook_rows(reader.connection, self.id)]

    def one(self, webhook_id: str) -> Webhook:
        """The webhook of an id. Raises `WebhookNotFound`."""
        with self._reading() as reader:
            return webhook(_row(reader, webhook_id))

    def make(self, url: str, kinds: Sequence[str], by: str) -> Webhook:
        """Tell a receiver from now on; its `secret` is shown only now. Raises `InvalidContent`, `TooManyWebhooks`."""
        self._check(url)

        def act(writer: Writer) -> Webhook:
            if len(store.webhook_rows(writer.connection, self.id)) >= MOST:
                raise TooManyWebhooks(MOST)
            made = self._made(writer, url, kinds, by)
            store.add_webhook(writer.connection, **made)
            writer.audit(by, "webhook-made", made["id"], None)
            return webhook(_row(writer, made["id"]))

        return self._carried_out(self.once, act, _id, _without_secret)

    def remove(self, webhook_id: str, by: str) -> None:
        """Tell a receiver nothing any more. Raises `WebhookNotFound`."""
        with self._writing() as writer:
            _row(writer, webhook_id)
            store.drop_webhook(writer.connection, webhook_id)
            writer.audit(by, "webhook-removed", webhook_id, None)

    def new_secret(self, webhook_id: str, by: str) -> Webhook:
        """Sign with another secret, for a day with the one before as well. Raises `WebhookNotFound`."""

        def act(writer: Writer) -> Webhook:
            row = _row(writer, webhook_id)
            until = writer.recorded_at + _DAY
            self._change(
                writer, row.id, by, "webhook-secret-made",
                secret=new_secret(), earlier_secret=row.secret, earlier_until=until,
            )  # fmt: skip
            return webhook(_row(writer, webhook_id))

        return self._carried_out(self.once, act, _id, _without_secret)

    def test(self, webhook_id: str, by: str) -> Delivery:
        """Send a message that says nothing. Raises `WebhookNotFound`."""
        settings = self._settings()

        def act(writer: Writer) -> Delivery:
            row = _row(writer, webhook_id)
            number = store.last_test(writer.connection, row.id) + 1
            message = a_test(number, writer.recorded_at, self.id, settings.base_url)
            made = on_its_way(row.id, message, writer.recorded_at)
            store.add_deliveries(writer.connection, [made])
            self._change(writer, row.id, by, "webhook-tested", active=True, rests_until=0)
            return delivery({**made, "tried_at": None, "status": None, "problem": None}, self.id)

        def again(writer: Writer, number: int) -> Delivery:
            row = store.delivery_row(writer.connection, _row(writer, webhook_id).id, "test", number)
            if row is None:
                raise MessageNotFound(webhook_id, message_id(self.id, "test", number))
            return delivery(row._asdict(), self.id)

        return self._carried_out(self.once, act, lambda sent: sent.number, again)

    def replay(self, webhook_id: str, by: str, since_seq: int | None = None, since_event: int | None = None) -> Webhook:
        """Tell everything again after an entry of the log, after an event, or both, also what was before the webhook.

        Messages keep their ids. A webhook that was switched off is on again. Raises `WebhookNotFound`.
        """

        def act(writer: Writer) -> Webhook:
            row = _row(writer, webhook_id)
            since = {"seq": ("log", since_seq), "event": ("event", since_event)}
            changes: dict[str, Any] = {"active": True, "rests_until": 0}
            for name, (stream, number) in since.items():
                if number is not None:
                    store.forget_deliveries_after(writer.connection, row.id, stream, number)
                    changes[name] = min(number, getattr(row, name))
            self._change(writer, row.id, by, "webhook-replayed", **changes)
            return webhook(_row(writer, webhook_id))

        return self._carried_out(self.once, act, _id, _without_secret)

    def replay_message(self, webhook_id: str, message: str, by: str) -> Webhook:
        """Tell one message again. Raises `WebhookNotFound` and `MessageNotFound`."""

        def act(writer: Writer) -> Webhook:
            row = _row(writer, webhook_id)
            stream, number = self._named(message, row.id)
            again = {"state": "pending", "attempts": 0, "next_at": writer.recorded_at}
            if not store.change_delivery(writer.connection, row.id, stream, number, **again):
                raise MessageNotFound(row.id, message)
            self._change(writer, row.id, by, "webhook-replayed", active=True, rests_until=0)
            return webhook(_row(writer, webhook_id))

        return self._carried_out(self.once, act, _id, _without_secret)

    def deliveries(
        self,
        webhook_id: str,
        state: DeliveryState | None = None,
        before: tuple[int, str, int] | None = None,
        limit: int = 50,
    ) -> list[Delivery]:
        """What is or was on its way, newest first, below a place where one is given. Raises `WebhookNotFound`."""
        with self._reading() as reader:
            _row(reader, webhook_id)
            rows = store.delivery_rows(reader.connection, webhook_id, state, before, limit)
        return [delivery(row._asdict(), self.id) for row in rows]

    def _check(self, url: str) -> None:
        """Refuse what may not be asked; a name that cannot be resolved now is judged at every attempt."""
        settings = self._settings()
        found = list(addresses.faults(url, settings))
        if not found and self._leads_inside(addresses.aimed(url, settings), settings):
            found = [Fault("/url", "private-address")]
        if found:
            raise InvalidContent(found)

    def _leads_inside(self, aim: Aim, settings: Telling) -> bool:
        try:
            addresses.resolved(aim, settings, self.resolve)
        except Refused as refused:
            return refused.code == "private-address"
        return False

    def _made(self, writer: Writer, url: str, kinds: Sequence[str], by: str) -> dict[str, Any]:
        return {
            "id": f"wh-{secrets.token_hex(8)}",
            "glossary": self.id,
            "url": url,
            "kinds": "|".join(dict.fromkeys(kinds)),
            "secret": new_secret(),
            "made_at": writer.recorded_at,
            "made_by": by,
            "seq": writer.seq,
            "event": store.last_event(writer.connection, self.id),
        }

    def _change(self, writer: Writer, webhook_id: str, by: str, action: AuditAction, **members: Any) -> None:
        store.change_webhook(writer.connection, webhook_id, **members)
        writer.audit(by, action, webhook_id, None)

    def _named(self, message: str, webhook_id: str) -> tuple[str, int]:
        """The stream and the number of a message's id."""
        prefix, _, rest = message.rpartition(f"msg_{self.id}_")
        stream, _, number = rest.partition("_")
        if prefix or not (number.isascii() and number.isdigit() and len(number) < 16):
            raise MessageNotFound(webhook_id, message)
        return stream, int(number)

    def _settings(self) -> Telling:
        return self.settings or from_env()


def on_its_way(webhook_id: str, message: Message, now: int) -> dict[str, Any]:
    """The row of a message that shall go to a webhook."""
    told = {"stream": message.stream, "number": message.number, "kind": message.kind, "body": message.body}
    return {"webhook": webhook_id, **told, "state": "pending", "attempts": 0, "next_at": now, "made_at": now}


def place_of(found: Delivery) -> tuple[int, str, int]:
    """The place of a delivery in a list."""
    return micros(found.made_at), found.stream, found.number


def _row(reader: Reader, webhook_id: str) -> Row[Any]:
    reader.settings()
    found = store.webhook_rows(reader.connection, reader.glossary, webhook_id)
    if not found:
        raise WebhookNotFound(reader.glossary, webhook_id)
    return found[0]


def _id(hook: Webhook) -> str:
    return hook.id


def _without_secret(reader: Reader, webhook_id: str) -> Webhook:
    """A webhook as who asks a second time is told of it."""
    return replace(webhook(_row(reader, webhook_id)), secret="", earlier_secret=None)
