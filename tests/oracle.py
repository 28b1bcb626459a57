"""What a history says at any moment, worked out the plain way: every revision is looked at for every question.

And histories that nobody has seen: made by chance, with dates in every form, several a day, out of order, ahead of
their time, on days without midnight, with corrections, retirements and restorations, by a clock that is set back.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

WORDS = ("銀行", "市場", "監督", "検証", "透明")
CONCEPTS = tuple(f"c{number}" for number in range(6))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = -30_610_224_000_000_000
"""The year 1000: earlier moments cannot be asked about."""
_AWKWARD = {
    "Asia/Tokyo": ("2025-06-18", "2025-06-17T14:59:59.999999Z", "2025-06-17T15:00:00Z", "2025-06-18T23:59:59+09:00"),
    "Europe/London": ("2025-03-30", "2025-10-26", "2025-10-26T01:30:00+01:00", "2025-10-26T01:30:00Z"),
    "America/Sao_Paulo": ("2018-11-04", "2018-11-03T23:59:59-03:00", "2018-02-17", "2018-02-18"),
    "Pacific/Apia": ("2011-12-29", "2011-12-30", "2011-12-31", "2011-12-30T10:00:00Z"),
}
ZONES = tuple(_AWKWARD)
_ANYWHERE = ("1000-01-01", "1886-01-01", "2024-02-29", "2025-06-18T03:00:00Z", "2025-06-18T03:00:00.000001Z")
_AHEAD = ("2026-08-01", "2026-08-01T00:00:00Z", "2027-03-28", "9998-12-31")


class Told(NamedTuple):
    """A revision: since when it holds and when it was recorded, in microseconds."""

    concept: str
    number: int
    order: int
    at: int
    recorded: int
    status: str
    valid_from: str
    text: str


class Writer(Protocol):
    """Who makes a history: through Python or over HTTP."""

    def put(self, concept: str, text: str, head: int, valid_from: str | None, *, correction: bool) -> None:
        """Write the next revision."""

    def retire(self, concept: str, valid_from: str | None) -> None:
        """Retire a concept."""

    def restore(self, concept: str, number: int, valid_from: str | None) -> None:
        """Bring a revision back."""

    def set_clock(self, moment: datetime) -> None:
        """Say what time it is."""


class History:
    """All that was recorded, in its order."""

    def __init__(self, zone: str, start: datetime) -> None:
        self.zone, self.told = ZoneInfo(zone), list[Told]()
        self.clock = self.recorded = micros(start)

    def state(self, at: int, known: int | None = None) -> dict[str, Told]:
        """Of each concept, what holds at a moment as it was known at another."""
        found: dict[str, Told] = {}
        for each in self.told:
            held = found.get(each.concept)
            is_known = known is None or each.recorded <= known
            if is_known and each.at <= at and (held is None or (held.at, held.number) <= (each.at, each.number)):
                found[each.concept] = each
        return found

    @property
    def present(self) -> int:
        """Now: the clock, or the newest revision where that was recorded later."""
        return max(self.clock, self.recorded)

    def of(self, concept: str) -> list[Told]:
        """The revisions of a concept by number."""
        return [each for each in self.told if each.concept == concept]

    def moments(self) -> list[int]:
        """Every moment at which something begins, those just before and after, and between."""
        begins = sorted({each.at for each in self.told})
        between = [(one + other) // 2 for one, other in pairwise(begins)]
        every = {*begins, *(each - 1 for each in begins), *(each + 1 for each in begins), *between}
        return sorted(each for each in every if each >= _FIRST)

    def knowing(self) -> list[int]:
        """Every moment of recording, and those just before."""
        return sorted({each.recorded - step for each in self.told for step in (0, 1)})

    def begin(self, valid_from: str) -> int:
        """When a date or an instant begins."""
        if len(valid_from) > len("2025-06-18"):
            return micros(datetime.fromisoformat(valid_from))
        return first_second_of(date.fromisoformat(valid_from), self.zone) * 1_000_000

    def end(self, day: str) -> int:
        """The last moment of a day, or the moment at which it was left out."""
        after = date.fromisoformat(day) + timedelta(days=1)
        return max(first_second_of(after, self.zone) * 1_000_000 - 1, self.begin(day))


def micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def written(moment: int) -> str:
    """An instant for a question."""
    return (_EPOCH + timedelta(microseconds=moment)).replace(tzinfo=None).isoformat() + "Z"


def first_second_of(day: date, place: ZoneInfo) -> int:
    """The first second at which the clocks of a place show a day or a later one, by looking at them."""
    second = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) - 26 * 3600
    for step in (3600, 60, 1):
        while datetime.fromtimestamp(second, place).date() < day:
            second += step
        second -= step
    return second + 1


def played(chance: random.Random, zone: str, writer: Writer, steps: int) -> History:
    """A history by chance, written by a writer and told by the oracle."""
    start = datetime(2026, 7, 1, 3, tzinfo=UTC)
    history = History(zone, start)
    for step in range(steps):
        history.clock += chance.choice((0, 1, 60, 3600, 86_400, -3600, -86_400 * 3)) * 1_000_000
        writer.set_clock(_EPOCH + timedelta(microseconds=history.clock))
        _step(history, chance, writer, f"{chance.choice(WORDS)}の{chance.choice(WORDS)}を{step}回行うこと。")
    return history


def _step(history: History, chance: random.Random, writer: Writer, text: str) -> None:
    concept = chance.choice(CONCEPTS)
    known, dice = history.of(concept), chance.random()
    valid_from = chance.choice((None, *_dates(history.zone)))
    if not known or dice < 0.5:
        _put(history, writer, concept, text, valid_from, wrong=None)
    elif dice < 0.7:
        _put(history, writer, concept, text, None, wrong=chance.choice(known))
    elif dice < 0.85 and known[-1].status == "current":
        writer.retire(concept, valid_from)
        _record(history, concept, "retired", known[-1].text, valid_from)
    else:
        again = chance.choice(known)
        writer.restore(concept, again.number, valid_from)
        _record(history, concept, "current", again.text, valid_from)


def _dates(zone: ZoneInfo) -> Sequence[str]:
    return (*_AWKWARD[zone.key], *_ANYWHERE, *_AHEAD)


def _put(history: History, writer: Writer, concept: str, text: str, valid_from: str | None, wrong: Told | None) -> None:
    """Write a change as of a date, or a correction of what is wrong; unless it would end a retirement."""
    head = next(reversed(history.of(concept)), None)
    said = wrong.valid_from if wrong else valid_from
    moment = None if not wrong and head and said == head.valid_from else said
    if head and (_ends_a_retirement(history, head, moment) or (not wrong and _is_sent_back(history, head, moment))):
        return
    writer.put(concept, text, head.number if head else 0, said, correction=wrong is not None)
    _record(history, concept, "current", text, moment)


def _ends_a_retirement(history: History, head: Told, valid_from: str | None) -> bool:
    ended = history.state(history.begin(valid_from) if valid_from else history.present).get(head.concept)
    return ended is not None and ended.status == "retired"


def _is_sent_back(history: History, head: Told, valid_from: str | None) -> bool:
    """Whether a change of a retired concept has the date of one of its wordings."""
    begins = {each.at for each in history.of(head.concept)}
    return head.status == "retired" and valid_from is not None and history.begin(valid_from) in begins


def _record(history: History, concept: str, status: str, text: str, valid_from: str | None) -> None:
    history.recorded = history.present
    at = history.begin(valid_from) if valid_from else history.recorded
    number, order = len(history.of(concept)) + 1, len(history.told)
    said = valid_from or written(at)
    history.told.append(Told(concept, number, order, at, history.recorded, status, said, text))


def answers(state: dict[str, Told]) -> Iterator[tuple[str, int | str]]:
    """What a question about each concept is answered with: its revision, or why there is none."""
    for concept in CONCEPTS:
        held = state.get(concept)
        yield concept, "absent" if held is None else "retired" if held.status == "retired" else held.number
