"""What people look up in vain is counted, without a trace of them, and shown to editors."""

from __future__ import annotations

from glossary import Glossaries, Glossary, MissedForm, Query
from tests.conftest import Clock


def ask(house: Glossaries, form: str, times: int, glossaries: tuple[str, ...] | None = None) -> None:
    for _ in range(times):
        house.terms(form, glossaries=glossaries)


def test_a_form_looked_up_in_vain_three_times_is_shown(house: Glossaries, trial: Glossary) -> None:
    ask(house, "ＧｅｎＡＩ", 2)
    house.search(Query(text="genai"))
    assert house.missed("trial") == [MissedForm(form="genai", count=3, last="2026-07-01")]


def test_what_was_asked_once_or_twice_is_not_shown(house: Glossaries, trial: Glossary) -> None:
    ask(house, "山田太郎", 2)
    assert house.missed("trial") == []


def test_the_most_missed_comes_first_and_counts_of_days_are_added(
    house: Glossaries, trial: Glossary, clock: Clock
) -> None:
    ask(house, "検索拡張生成", 3)
    ask(house, "GenAI", 2)
    clock.advance(days=1)
    ask(house, "GenAI", 2)
    assert [(each.form, each.count, each.last) for each in house.missed("trial")] == [
        ("genai", 4, "2026-07-02"),
        ("検索拡張生成", 3, "2026-07-01"),
    ]


def test_what_was_missed_in_another_glossary_is_not_shown(house: Glossaries, trial: Glossary) -> None:
    house.make(type(trial.settings())(id="other", title={"ja": "他"}), "p-editor")
    ask(house, "GenAI", 3, ("other",))
    assert house.missed("trial") == []
    assert [each.form for each in house.missed("other")] == ["genai"]


def test_after_a_month_it_is_no_longer_shown_and_rare_forms_are_forgotten(
    house: Glossaries, trial: Glossary, clock: Clock
) -> None:
    ask(house, "GenAI", 3)
    ask(house, "山田太郎", 2)
    assert [each.form for each in house.missed("trial")] == ["genai"]
    clock.advance(days=40)
    ask(house, "AGI", 1)
    assert house.missed("trial") == []
    with house._database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT form FROM missed_forms ORDER BY form").scalars().all()
    assert kept == ["agi", "genai"]


def test_counts_are_written_at_most_once_a_minute_and_when_the_house_closes(
    house: Glossaries, trial: Glossary, clock: Clock
) -> None:
    def written() -> int:
        with house._database.reading() as connection:
            return int(connection.exec_driver_sql("SELECT coalesce(sum(count), 0) FROM missed_forms").scalar_one())

    ask(house, "GenAI", 5)
    assert written() == 0
    clock.advance(seconds=61)
    ask(house, "GenAI", 1)
    assert written() == 6
    ask(house, "GenAI", 2)
    assert written() == 6
    house.close()
    assert written() == 8


def test_what_has_no_letter_or_is_no_term_at_all_is_passed_over(house: Glossaries, trial: Glossary) -> None:
    for form in ("ー", "。", "a" * 150):
        ask(house, form, 3)
    assert house.missed("trial") == []
