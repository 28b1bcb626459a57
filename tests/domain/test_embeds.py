"""Which sites show a concept: counted by host and day, remembered for a month."""

from __future__ import annotations

from glossary import EmbedCount, Glossaries, Glossary
from tests.conftest import Clock
from tests.support import draft


def test_counts_are_written_once_a_minute_and_told_by_host(house: Glossaries, trial: Glossary, clock: Clock) -> None:
    house.note_embed("trial", "prompt", "a.example")
    assert trial.embeds("prompt") == []
    clock.advance(minutes=2)
    house.note_embed("trial", "prompt", "b.example")
    house.note_embed("trial", "rag", "a.example")
    clock.advance(minutes=2)
    house.note_embed("trial", "prompt", "b.example")
    assert trial.embeds("prompt") == [
        EmbedCount(host="b.example", count=2, last="2026-07-01"),
        EmbedCount(host="a.example", count=1, last="2026-07-01"),
    ]
    assert trial.embeds("prompt", limit=1)[0].host == "b.example"


def test_a_site_is_forgotten_after_a_month(house: Glossaries, trial: Glossary, clock: Clock) -> None:
    house.note_embed("trial", "prompt", "old.example")
    clock.advance(minutes=2)
    house.note_embed("trial", "prompt", "old.example")
    clock.advance(days=31)
    assert trial.embeds("prompt") == []
    house.note_embed("trial", "prompt", "new.example")
    clock.set("2026-07-02T00:00:00+00:00")
    assert [each.host for each in trial.embeds("prompt")] == ["new.example"]


def test_what_cannot_be_a_host_is_passed_over(house: Glossaries, trial: Glossary, clock: Clock) -> None:
    house.note_embed("trial", "prompt", "x" * 254)
    clock.advance(minutes=2)
    house.note_embed("trial", "prompt", "a.example")
    assert [each.host for each in trial.embeds("prompt")] == ["a.example"]


def test_the_roll_lists_what_is_in_force_by_id_in_pages(trial: Glossary, clock: Clock) -> None:
    from tests.support import draft

    trial.load([draft(f"c{number}") for number in range(5)], "p-editor")
    trial.retire("c1", "p-editor", None, None)
    trial.load([draft("later", valid_from="2026-09-01")], "p-editor")
    assert [each.concept for each in trial.roll()] == ["c0", "c2", "c3", "c4"]
    assert [each.concept for each in trial.roll("c2", 1)] == ["c3"]
    assert trial.roll_ends(2) == ["c2"]
    assert trial.roll_ends(3) == ["c3"]
    assert trial.roll_ends(4) == []
    clock.set("2026-09-02T00:00:00+00:00")
    assert [each.concept for each in trial.roll("c4")] == ["later"]
    begun = trial.roll("c4")[0].since
    assert begun == 1788188400_000_000  # 1 September 2026 in Tokyo


def test_those_who_decide_see_who_shows_a_concept(house: Glossaries, trial: Glossary, clock: Clock) -> None:
    trial.put(draft(), "p-editor", None)
    for _ in range(2):
        house.note_embed("trial", "prompt", "bank.example")
        clock.advance(minutes=2)
    house.note_embed("trial", "prompt", "bank.example")
    assert [each.host for each in trial.desk.impact("prompt").embeds] == ["bank.example"]
