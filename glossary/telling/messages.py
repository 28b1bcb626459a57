"""What is told: entries of the log and events of proposals as small messages, without texts and without persons."""

from __future__ import annotations

from typing import Any

import msgspec

from glossary.proposals import Event
from glossary.store import Told
from glossary.telling.values import TEST, Message
from glossary.times import instant, written

_GLOSSARY_KINDS = {"settings": "settings", "redaction": "redaction", "grading": "grading"}


def of_log(entry: Told, glossary: str, base: str) -> Message:
    """An entry of the log as a message."""
    kind, path = _kind_and_path(entry)
    data = {
        "seq": entry.seq,
        "concept": entry.concept,
        "revision": entry.number,
        "address": f"{base}/api/v1/glossaries/{glossary}{path}",
    }
    body = _body(kind, written(instant(entry.recorded_at)), glossary, data)
    return Message(stream="log", number=entry.seq, kind=kind, body=body)


def of_event(event: Event, base: str) -> Message:
    """Something that happened to a proposal as a message: what it says is read at its address, with a key."""
    kind = f"proposal.{event.kind}"
    where = f"{base}/api/v1/glossaries/{event.glossary}/proposals/{event.proposal}"
    data = {"event": event.number, "proposal": event.proposal, "address": where}
    body = _body(kind, written(event.recorded_at), event.glossary, data)
    return Message(stream="event", number=event.number, kind=kind, body=body)


def a_test(number: int, at: int, glossary: str, base: str) -> Message:
    """A message that says nothing, to see whether it arrives."""
    data = {"address": f"{base}/api/v1/glossaries/{glossary}"}
    return Message(stream="test", number=number, kind=TEST, body=_body(TEST, written(instant(at)), glossary, data))


def message_id(glossary: str, stream: str, number: int) -> str:
    """The name of a message, the same at every attempt and every replay."""
    return f"msg_{glossary}_{stream}_{number}"


def _kind_and_path(entry: Told) -> tuple[str, str]:
    if entry.kind in _GLOSSARY_KINDS:
        return f"glossary.{entry.kind}", f"/concepts/{entry.concept}" if entry.concept else ""
    if entry.kind == "edition":
        return "edition.published", f"/editions/{entry.edition}" if entry.edition else "/editions"
    return f"revision.{entry.kind}", f"/concepts/{entry.concept}/revisions/{entry.number}"


def _body(kind: str, timestamp: str, glossary: str, data: dict[str, Any]) -> str:
    told = {"type": kind, "timestamp": timestamp, "data": {"glossary": glossary, **data}}
    return msgspec.json.encode(told).decode()
