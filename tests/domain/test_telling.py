"""Webhooks are told everything that happens, signed, again where it did not arrive, and never too much."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any

import msgspec
import pytest
from standardwebhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from glossary import Glossaries, Glossary, Whereabouts, Who, Wish, errors, store, webhook_errors
from glossary.telling import Delivery, Teller, Webhook, Webhooks
from glossary.telling.patience import ATTEMPTS, WAITS, next_wait
from glossary.telling.values import KINDS, Outcome
from tests.conftest import Clock
from tests.receivers import Receiver, receiving
from tests.support import ROOT, SETTINGS, draft

ADMIN = "p-admin"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def teller(house: Glossaries, receiver: Receiver) -> Teller:
    return house.teller(receiver.settings())


@pytest.fixture
def hook(trial: Glossary, receiver: Receiver) -> Webhook:
    """A webhook that is told everything from now on."""
    return hooked(trial, receiver)


def hooked(glossary: Glossary, receiver: Receiver, *kinds: str) -> Webhook:
    return webhooks(glossary, receiver).make(receiver.url, kinds, ADMIN)


def webhooks(glossary: Glossary, receiver: Receiver) -> Webhooks:
    found = glossary.webhooks
    found.settings = receiver.settings()
    return found


def proposed(glossary: Glossary) -> int:
    wish = Wish(draft=draft("agent", "自律的に動くもの。"), rationale="秘密の理由", source="https://example.jp/")
    return glossary.desk.propose(wish, Who()).file.proposal.number


def tell(hook: Webhook, receiver: Receiver, number: int = 0) -> Any:
    """A message as its receiver reads it with the public library."""
    headers, body = receiver.taken[number]
    return Verifier(hook.secret).verify(body, headers)


def state_of(glossary: Glossary, hook: Webhook) -> list[tuple[str, int, int | None]]:
    return [(each.state, each.attempts, each.status) for each in glossary.webhooks.deliveries(hook.id)]


def test_changes_and_proposals_are_told_signed_and_without_texts_or_persons(
    trial: Glossary, teller: Teller, hook: Webhook, receiver: Receiver, clock: Clock
) -> None:
    clock.moment = datetime.now(UTC)
    trial.put(draft("prompt"), "p-author", None)
    proposed(trial)
    assert teller.once() == 2
    assert [tell(hook, receiver, each) for each in (0, 1)] == [
        {
            "type": "revision.new",
            "timestamp": clock.moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "data": {
                "glossary": "trial", "seq": 2, "concept": "prompt", "revision": 1,
                "address": "https://terms.example.jp/api/v1/glossaries/trial/concepts/prompt/revisions/1",
            },
        },
        {
            "type": "proposal.proposed",
            "timestamp": clock.moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "data": {
                "glossary": "trial", "event": 1, "proposal": 1,
                "address": "https://terms.example.jp/api/v1/glossaries/trial/proposals/1",
            },
        },
    ]  # fmt: skip
    said = b"".join(body for _, body in receiver.taken).decode()
    assert "秘密" not in said
    assert "p-author" not in said
    assert state_of(trial, hook) == [("delivered", 1, 200)] * 2
    assert teller.once() == 0
    assert len(receiver.taken) == 2


def test_a_webhook_is_told_only_what_it_asked_for_and_nothing_from_before_it_was_made(
    trial: Glossary, teller: Teller, receiver: Receiver
) -> None:
    trial.put(draft("before"), "p-author", None)
    hook = hooked(trial, receiver, "proposal.*", "revision.retirement")
    trial.put(draft("prompt"), "p-author", None)
    trial.retire("prompt", "p-author", None, {"ja": "使わない"})
    proposed(trial)
    teller.once()
    assert receiver.kinds == ["revision.retirement", "proposal.proposed"]
    assert hook.kinds == ("proposal.*", "revision.retirement")


def test_what_does_not_arrive_is_sent_again_ever_later_and_at_last_given_up(
    trial: Glossary, teller: Teller, hook: Webhook, receiver: Receiver, clock: Clock
) -> None:
    receiver.statuses = [500] * 100
    trial.put(draft("prompt"), "p-author", None)
    for attempt in range(1, ATTEMPTS + 1):
        assert teller.once() == 1
        assert teller.once() == 0
        [delivery] = trial.webhooks.deliveries(hook.id)
        assert (delivery.attempts, delivery.status) == (attempt, 500)
        if attempt < ATTEMPTS:
            assert delivery.state == "pending"
            wait = (delivery.next_at - clock.moment).total_seconds()
            assert WAITS[attempt - 1] * 0.8 <= wait <= WAITS[attempt - 1] * 1.2
        clock.moment = max(delivery.next_at, clock.moment) + timedelta(minutes=5)
    assert delivery.state == "dead"
    clock.advance(days=30)
    assert teller.once() == 0
    assert {headers["webhook-id"] for headers, _ in receiver.taken} == {"msg_trial_log_2"}
    assert len({body for _, body in receiver.taken}) == 1


def test_what_was_given_up_can_be_asked_again_one_by_one_and_all_together(
    trial: Glossary, teller: Teller, hook: Webhook, receiver: Receiver
) -> None:
    trial.put(draft("prompt"), "p-author", None)
    trial.put(draft("agent"), "p-author", None)
    teller.once()
    trial.webhooks.replay_message(hook.id, "msg_trial_log_3", ADMIN)
    teller.once()
    trial.webhooks.replay(hook.id, ADMIN, since_seq=0)
    teller.once()
    told = [headers["webhook-id"].rpartition("_")[2] for headers, _ in receiver.taken]
    assert told == ["2", "3", "3", "1", "2", "3"]
    for unknown in ("msg_trial_log_9", "msg_other_log_2", "msg_trial_log_x", "msg_trial_log_" + "9" * 30, ""):
        with pytest.raises(webhook_errors.MessageNotFound):
            trial.webhooks.replay_message(hook.id, unknown, ADMIN)


def test_a_receiver_is_left_alone_as_long_as_it_wishes_and_a_dead_one_is_not_hammered(
    trial: Glossary, teller: Teller, hook: Webhook, receiver: Receiver, clock: Clock
) -> None:
    for each in ("a", "b", "c"):
        trial.put(draft(each), "p-author", None)
    receiver.statuses, receiver.headers = [429], {"Retry-After": "3600"}
    assert teller.once() == 1
    clock.advance(minutes=59)
    assert teller.once() == 0
    clock.advance(minutes=2)
    receiver.headers = {}
    assert teller.once() == 3
    assert len(receiver.taken) == 4


def test_a_receiver_that_says_it_is_gone_is_told_nothing_more_until_it_is_asked_again(
    trial: Glossary, teller: Teller, hook: Webhook, receiver: Receiver, clock: Clock
) -> None:
    receiver.statuses = [410]
    trial.put(draft("prompt"), "p-author", None)
    teller.once()
    trial.put(draft("agent"), "p-author", None)
    clock.advance(days=1)
    assert teller.once() == 0
    assert (trial.webhooks.one(hook.id).active, state_of(trial, hook)) == (False, [("dead", 1, 410)])
    trial.webhooks.replay(hook.id, ADMIN, since_seq=1)
    teller.once()
    assert receiver.kinds == ["revision.new"] * 3


def test_a_new_secret_signs_beside_the_old_one_for_a_day(
    trial: Glossary, teller: Teller, hook: Webhook, receiver: Receiver, clock: Clock
) -> None:
    clock.moment = datetime.now(UTC) - timedelta(hours=24, minutes=1)
    renewed = trial.webhooks.new_secret(hook.id, ADMIN)
    assert renewed.secret != hook.secret
    clock.advance(hours=23, minutes=59)
    trial.put(draft("prompt"), "p-author", None)
    teller.once()
    assert tell(hook, receiver) == tell(renewed, receiver)
    clock.advance(minutes=2)
    trial.put(draft("agent"), "p-author", None)
    teller.once()
    assert tell(renewed, receiver, 1)["data"]["concept"] == "agent"
    with pytest.raises(WebhookVerificationError):
        tell(hook, receiver, 1)


def test_a_test_message_arrives_and_says_nothing(trial: Glossary, teller: Teller, receiver: Receiver) -> None:
    hook = hooked(trial, receiver, "edition.*")
    made = trial.webhooks.test(hook.id, ADMIN)
    teller.once()
    assert receiver.taken[0][0]["webhook-id"] == made.id == "msg_trial_test_1"
    assert receiver.kinds == ["webhook.test"]


def test_a_removed_webhook_is_told_nothing(trial: Glossary, teller: Teller, hook: Webhook, receiver: Receiver) -> None:
    trial.put(draft("prompt"), "p-author", None)
    trial.webhooks.remove(hook.id, ADMIN)
    assert (teller.once(), receiver.taken, trial.webhooks.all()) == (0, [], [])
    with pytest.raises(webhook_errors.WebhookNotFound):
        trial.webhooks.one(hook.id)


def test_a_webhook_is_its_glossary_s(house: Glossaries, trial: Glossary, hook: Webhook) -> None:
    other = house.make(trial.settings().__class__(id="other", title={"ja": "別"}), ADMIN)
    for ask in (other.webhooks.one, other.webhooks.deliveries, lambda each: other.webhooks.remove(each, ADMIN)):
        with pytest.raises(webhook_errors.WebhookNotFound):
            ask(hook.id)
    with pytest.raises(errors.GlossaryNotFound):
        house["none"].webhooks.all()


def test_many_changes_are_told_in_their_order_over_several_batches(
    trial: Glossary, teller: Teller, hook: Webhook, receiver: Receiver
) -> None:
    trial.load([draft(f"c{number}") for number in range(450)], "p-author")
    while teller.once():
        pass
    assert [json.loads(body)["data"]["seq"] for _, body in receiver.taken] == list(range(2, 452))


def test_of_all_tellers_one_tells(house: Glossaries, trial: Glossary, hook: Webhook, receiver: Receiver) -> None:
    trial.put(draft("prompt"), "p-author", None)
    with store.elected(house._database) as first:
        assert first
        assert house.teller(receiver.settings()).once() == 0
    assert house.teller(receiver.settings()).once() == 1


def test_the_worker_tells_what_happens_while_a_silent_receiver_keeps_only_itself_waiting(
    house: Glossaries, trial: Glossary, receiver: Receiver, clock: Clock
) -> None:
    stop, told = Event(), Event()
    receiver.on_taken = told.set
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings = msgspec.structs.replace(receiver.settings(), ports=frozenset({port, receiver.server_port}))
        subscribed = trial.webhooks
        subscribed.settings = settings
        mute = subscribed.make(f"http://127.0.0.1:{port}/", (), ADMIN)
        hook = subscribed.make(receiver.url, (), ADMIN)
        worker = Thread(target=Teller(house._database, clock, settings, seconds=3).run, args=(stop,))
        worker.start()
        try:
            trial.put(draft("prompt"), "p-author", None)
            assert told.wait(30)
            assert state_of(trial, mute) == [("pending", 0, None)]
        finally:
            stop.set()
            worker.join()
    assert receiver.kinds == ["revision.new"]
    assert state_of(trial, hook) == [("delivered", 1, 200)]
    assert [(each.attempts, each.problem) for each in trial.webhooks.deliveries(mute.id)] == [(1, "no-answer")]


def test_what_was_done_with_webhooks_is_in_the_audit(house: Glossaries, trial: Glossary, hook: Webhook) -> None:
    trial.webhooks.remove(hook.id, ADMIN)
    found = [(each.action, each.subject) for each in house.audit() if each.action.startswith("webhook-")]
    assert found == [("webhook-removed", hook.id), ("webhook-made", hook.id)]


def test_waits_are_scattered_and_kinds_are_words(trial: Glossary) -> None:
    waits = {next_wait(2, Outcome(status=500)) for _ in range(50)}
    assert len(waits) > 40
    assert min(waits) >= 240
    assert max(waits) <= 360
    assert {"revision.*", "revision.correction", "proposal.accepted", "edition.published"} <= set(KINDS)


def test_a_delivery_is_shown_without_what_the_receiver_said() -> None:
    assert not {"answer", "response", "reply"} & set(Delivery.__struct_fields__)


def test_a_teller_that_is_killed_while_it_tells_loses_nothing(place: Whereabouts, receiver: Receiver) -> None:
    with Glossaries.open(place) as house:
        trial = house.make(SETTINGS, ADMIN)
        hook = hooked(trial, receiver)
        trial.put(draft("prompt"), "p-author", None)
        environment = {
            **os.environ,
            "GLOSSARY_HOME": str(place.home),
            "GLOSSARY_WEBHOOK_HTTP": "true",
            "GLOSSARY_WEBHOOK_PORTS": str(receiver.server_port),
            "GLOSSARY_WEBHOOK_NETWORKS": "127.0.0.1/32",
        }
        command = [sys.executable, "-m", "glossary", "tell", "--once"]
        with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
            receiver.on_taken = process.kill
            assert process.wait() == -signal.SIGKILL
        assert state_of(trial, hook) == [("pending", 0, None)]
        receiver.on_taken = lambda: None
        assert house.teller(receiver.settings()).once() == 1
        assert state_of(trial, hook) == [("delivered", 1, 200)]
    assert [headers["webhook-id"] for headers, _ in receiver.taken] == ["msg_trial_log_2"] * 2
