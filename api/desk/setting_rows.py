"""The subject fields and the steps of the review as rows of a form, and back; a row that says nothing is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from api.desk.wording import Said, in_each
from glossary import ReviewStep, Settings, model

_MOST = 200
_LAST = 10_000
Kept = Sequence[model.Subject] | Sequence[ReviewStep]


def filled(said: Said, kind: str, languages: Sequence[str]) -> list[int]:
    """The numbers of the rows in which something is written."""
    names = ("id", *languages)
    return [each for each in range(_MOST) if any(said.get(f"{kind}-{each}-{name}", "").strip() for name in names)]


def staying(said: Said, kind: str, languages: Sequence[str]) -> list[int]:
    """Those of them that are not to go, by the places that they give themselves."""
    rows = [each for each in filled(said, kind, languages) if f"{kind}-{each}-gone" not in said]
    return sorted(rows, key=lambda number: (_place(said.get(f"{kind}-{number}-place", "")), number))


def subjects_said(said: Said, before: Settings) -> list[dict[str, Any]]:
    """The subject fields that a form says."""
    rows = staying(said, "subject", before.languages)
    return [_named(said, "subject", number, before.subjects, before) for number in rows]


def steps_said(said: Said, before: Settings) -> list[dict[str, Any]]:
    """The steps of the review that a form says, in the order of their places."""
    return [_step(said, number, before) for number in staying(said, "step", before.languages)]


def said_of_rows(found: Settings) -> Iterator[tuple[str, str]]:
    """What the rows say that show the settings."""
    for number, subject in enumerate(found.subjects):
        yield from _names(f"subject-{number}", subject)
    for number, step in enumerate(found.review_steps):
        yield from _names(f"step-{number}", step)
        yield f"step-{number}-place", str(number + 1)
        yield f"step-{number}-role", step.role
        yield f"step-{number}-deputy", step.deputy or ""


def places(said: Said, kind: str, pointer: str, before: Settings) -> dict[str, str]:
    """Which field shows each place of a list of the settings."""
    found = {pointer: f"{kind}s"}
    for place, number in enumerate(staying(said, kind, before.languages)):
        row = f"{kind}-{number}"
        found |= {f"{pointer}/{place}/title/{tag}": f"{row}-{tag}" for tag in before.languages}
        found |= {f"{pointer}/{place}/title": f"{row}-{before.source_language}", f"{pointer}/{place}": f"{row}-id"}
    return found


def _names(row: str, shown: model.Subject | ReviewStep) -> Iterator[tuple[str, str]]:
    yield f"{row}-id", shown.id
    yield from ((f"{row}-{tag}", text) for tag, text in shown.title.items())


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else _LAST


def _named(said: Said, kind: str, number: int, rows: Kept, before: Settings) -> dict[str, Any]:
    """A row with its id and its names; those in languages that the form doesn't show stay."""
    was = rows[number].title if number < len(rows) else {}
    hidden = {tag: text for tag, text in was.items() if tag not in before.languages}
    title = hidden | in_each(said, f"{kind}-{number}", before.languages)
    return {"id": said.get(f"{kind}-{number}-id", "").strip(), "title": title}


def _step(said: Said, number: int, before: Settings) -> dict[str, Any]:
    row = f"step-{number}"
    roles = {"role": said.get(f"{row}-role", "reviewer"), "deputy": said.get(f"{row}-deputy") or None}
    return _named(said, "step", number, before.review_steps, before) | roles
