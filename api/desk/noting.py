"""Why something is done, as forms ask it for the history: in each language in which somebody says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.desk.wording import Said, in_each
from glossary import Fault, Settings


def note_of(said: Said, settings: Settings) -> dict[str, str]:
    """What is said, by language."""
    return in_each(said, "note", settings.languages)


def unsaid(note: Mapping[str, str]) -> Iterator[Fault]:
    """That nothing is said, in no language."""
    if not note:
        yield Fault("/change_note", "missing")


def note_places(settings: Settings) -> dict[str, str]:
    """Which field shows each place of a note."""
    places = {f"/change_note/{tag}": f"note-{tag}" for tag in settings.languages}
    return {"/change_note": f"note-{settings.source_language}", **places}
