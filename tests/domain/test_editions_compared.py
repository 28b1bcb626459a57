"""Two editions, and an edition with its corrections: the worked examples of dates, corrections and pins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from glossary import Glossary, ListRequest, Report
from glossary.asking import Asked
from glossary.comparison import errata_html, errata_markdown, report_html, report_markdown, report_table
from glossary.errors import ConceptNotFound, EditionNotFound, InvalidQuery, NotYetWorded, RevisionNotFound
from glossary.model import Edition
from tests.conftest import Clock
from tests.domain.test_comparison import Page, cells
from tests.support import draft

NOTE = {"ja": "表現を改めた。", "en": "Worded anew."}


def put(glossary: Glossary, concept: str, text: str, expected: int | None = None, **members: Any) -> int:
    """Record a wording; returns its number."""
    return glossary.put(draft(concept, text, **members), "p-editor", expected).number


def publish(glossary: Glossary, edition: str, date: str) -> None:
    """Publish what there is."""
    glossary.publish(Edition(id=edition, title={"ja": f"{edition}版", "en": edition}, date=date), "p-editor")


@contextmanager
def questions() -> Iterator[list[str]]:
    """The statements that databases are asked meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def editions(trial: Glossary, clock: Clock) -> Glossary:
    """A glossary with two editions between which something of every kind happened."""
    clock.set("2027-07-01T03:00:00Z")
    for concept in ("changed", "corrected", "retired", "same", "there-and-back"):
        put(trial, concept, f"{concept}の定義。", valid_from="2027-06-18")
    publish(trial, "first", "2027-06-30")
    clock.set("2027-08-15T03:00:00Z")
    put(trial, "added", "新しい定義。", valid_from="2027-08-01")
    put(trial, "changed", "changedの改めた定義。", 1, valid_from="2027-08-01", change_note=NOTE)
    put(trial, "corrected", "correctedの正しい定義。", 1, correction=True, change_note={"ja": "誤記"})
    trial.retire("retired", "p-editor", "added", {"ja": "使われていない。"})
    put(trial, "there-and-back", "別の定義。", 1, valid_from="2027-08-01")
    trial.restore("there-and-back", 1, "p-editor")
    put(trial, "later", "まだ先の定義。", valid_from="2028-01-01")
    publish(trial, "second", "2027-08-31")
    return trial


def fates(report: Report) -> dict[str, str]:
    """What became of each concept."""
    return {entry.comparison.concept: entry.fate for entry in report.entries}


def test_each_concept_that_differs_between_two_editions_met_with_one_fate(editions: Glossary) -> None:
    report = editions.changes("first", "second")
    assert fates(report) == {"added": "added", "changed": "changed", "corrected": "corrected", "retired": "retired"}
    by_id = {entry.comparison.concept: entry for entry in report.entries}
    [change] = by_id["changed"].comparison.difference.changes
    assert (change.path, by_id["changed"].grade) == ("/languages/ja/definition/text", change.grade)
    assert by_id["changed"].steps[-1].note == NOTE
    assert by_id["retired"].successor == "added"
    assert by_id["added"].comparison.before is None


def test_an_edition_does_not_differ_from_itself_and_none_is_older_than_what_came_after(editions: Glossary) -> None:
    assert editions.changes("second", "second").entries == ()
    with pytest.raises(InvalidQuery):
        editions.changes("second", "first")
    for pair in (("first", "third"), ("third", "second")):
        with pytest.raises(EditionNotFound):
            editions.changes(*pair)


def test_the_report_reads_well_as_a_page_a_table_and_markdown(editions: Glossary) -> None:
    report = editions.changes("first", "second")
    markdown = report_markdown(report, "ja")
    assert "# 「first版」から「second版」への変更" in markdown
    assert "2027年6月30日時点と2027年8月31日時点の比較" in markdown
    assert "追加1件、変更1件、廃止1件、訂正1件" in markdown
    assert "理由：表現を改めた。" in markdown
    assert "廃止（後継の項目：用語added）" in markdown
    told = cells(report_table(report, "ja", "ja"))
    assert told[:2] == ["変更後second版（2027年8月31日）", "変更前first版（2027年6月30日）"]
    assert any("理由：表現を改めた。" in cell for cell in told)
    assert "定義changedの_改めた_定義。" in told
    assert told[told.index("用語retired", 3) - 1] == "（削除）"
    assert Page(report_html(report, "en", "ja")).tags & {"ins", "del"}
    assert "Reason: Worded anew." in report_markdown(report, "en", "en")


def test_the_errata_of_an_edition_are_its_corrections_and_it_stays_as_it_is(editions: Glossary) -> None:
    [erratum] = editions.errata("first").corrections
    assert (erratum.concept, erratum.before and erratum.before.number, erratum.newest.number) == ("corrected", 1, 2)
    assert editions.errata("first", "changed").corrections == ()
    assert editions.errata("second").corrections == ()
    assert editions.concept("corrected", Asked(edition="first")).revision.number == 1
    told = cells(errata_html(editions.errata("first"), "ja", "ja"))
    assert told == [
        "項目", "欄", "誤", "正", "訂正日", "理由",
        "用語corrected", "定義", "correctedの定義。", "correctedの_正しい_定義。", "2027年8月15日", "誤記",
    ]  # fmt: skip
    markdown = errata_markdown(editions.errata("first"), "ja", "ja")
    assert "| 用語corrected | 定義 | correctedの定義。 | correctedの<ins>正しい</ins>定義。 |" in markdown
    assert "この版に訂正はありません。" in errata_html(editions.errata("second"), "ja")


def test_errata_have_a_date_and_tell_nothing_of_what_translators_did(trial: Glossary, clock: Clock) -> None:
    clock.set("2027-07-01T03:00:00Z")
    put(trial, "a", "一の定義。", valid_from="2027-06-18", en="A first thing.")
    publish(trial, "first", "2027-06-30")
    clock.set("2027-08-15T03:00:00Z")
    put(trial, "a", "二の定義。", 1, correction=True, en="A second thing.")
    assert '<p style="text-align:right">2027年8月15日</p>' in errata_html(trial.errata("first"), "ja")
    assert cells(errata_html(trial.errata("first"), "en", "en"))[6:] == [
        "a", "Definition", "A _first_ thing.", "A _second_ thing.", "15 August 2027", "",
    ]  # fmt: skip


def test_a_correction_of_a_later_wording_is_no_erratum_and_corrections_follow_each_other(
    trial: Glossary, clock: Clock
) -> None:
    clock.set("2027-07-01T03:00:00Z")
    put(trial, "a", "一の定義。", valid_from="2027-06-18")
    put(trial, "b", "一の定義。", valid_from="2027-06-18")
    publish(trial, "first", "2027-07-31")
    clock.set("2027-08-15T03:00:00Z")
    put(trial, "a", "二の定義。", 1, correction=True)
    put(trial, "a", "三の定義。", 2, correction=True)
    put(trial, "b", "二の定義。", 1, valid_from="2027-08-01")
    put(trial, "b", "三の定義。", 2, correction=True)
    steps = [(each.before and each.before.number, each.newest.number) for each in trial.errata("first").corrections]
    assert steps == [(1, 2), (2, 3)]


def test_an_edition_dated_ahead_has_the_wording_of_its_date(trial: Glossary, clock: Clock) -> None:
    clock.set("2027-07-10T03:00:00Z")
    put(trial, "a", "一の定義。", valid_from="2027-06-18")
    put(trial, "a", "二の定義。", 1, valid_from="2027-09-01", change_note=NOTE)
    publish(trial, "now", "2027-07-15")
    publish(trial, "ahead", "2027-10-01")
    [entry] = trial.changes("now", "ahead").entries
    assert [(step.revision, step.note) for step in entry.steps] == [(2, NOTE)]
    assert (entry.comparison.before and entry.comparison.before.number, entry.comparison.newest.number) == (1, 2)


@pytest.mark.parametrize(
    ("earlier", "later", "numbers"),
    [
        (1, 2, (1, 2)),
        (None, 2, (1, 2)),
        (None, 1, (None, 1)),
        (Asked(as_of="2027-07-01"), Asked(as_of="2027-09-01"), (1, 2)),
        (Asked(as_of="2027-06-17"), Asked(as_of="2027-06-18"), (None, 1)),
        (Asked(as_of="2027-06-17T15:00:00Z"), 2, (1, 2)),
        (Asked(as_of="2027-06-17T14:59:59Z"), 2, (None, 2)),
        (Asked(edition="e"), Asked(as_of="2027-12-31"), (1, 2)),
        (2, 1, (2, 1)),
    ],
)
def test_wordings_are_compared_by_number_by_date_or_by_edition(
    trial: Glossary, clock: Clock, earlier: Any, later: Any, numbers: tuple[int | None, int]
) -> None:
    clock.set("2027-07-10T03:00:00Z")
    put(trial, "a", "一の定義。", valid_from="2027-06-18")
    put(trial, "a", "二の定義。", 1, valid_from="2027-09-01")
    publish(trial, "e", "2027-07-15")
    found = trial.comparison("a", earlier, later)
    assert (found.before and found.before.number, found.after and found.after.number) == numbers
    assert found.difference.changes


def test_what_cannot_be_compared_is_told_apart(trial: Glossary, clock: Clock) -> None:
    put(trial, "a", "一の定義。", valid_from="2027-06-18")
    with pytest.raises(ConceptNotFound):
        trial.comparison("nobody")
    with pytest.raises(RevisionNotFound):
        trial.comparison("a", 1, 9)
    with pytest.raises(NotYetWorded):
        trial.comparison("a", Asked(as_of="2027-01-01"), Asked(as_of="2027-02-01"))
    with pytest.raises(InvalidQuery) as told:
        trial.comparison("a", Asked(as_of="soon"))
    assert told.value.faults[0].pointer == "/from_date"


def test_a_thousand_changes_are_told_in_a_few_questions(trial: Glossary, clock: Clock) -> None:
    clock.set("2027-07-10T03:00:00Z")
    trial.load(
        [draft(f"c{number}", f"{number}の定義。", valid_from="2027-06-18") for number in range(1000)], "p-editor"
    )
    publish(trial, "first", "2027-07-15")
    trial.load(
        [draft(f"c{number}", f"{number}の新しい定義。", valid_from="2027-08-01") for number in range(1000)], "p-editor"
    )
    publish(trial, "second", "2027-08-15")
    with questions() as asked:
        assert len(trial.changes("first", "second").entries) == 1000
    assert 0 < len(asked) < 60


def test_an_edition_lists_once_what_another_wording_is_scheduled_for(trial: Glossary, clock: Clock) -> None:
    clock.set("2027-07-01T03:00:00Z")
    put(trial, "scheduled", "今の定義。", valid_from="2027-06-18")
    put(trial, "scheduled", "次の定義。", 1, valid_from="2028-04-01")
    put(trial, "steady", "変わらない定義。", valid_from="2027-06-18")
    publish(trial, "today", "2027-07-01")
    listed = trial.concepts(ListRequest(asked=Asked(edition="today"))).items
    assert sorted((each.concept.id, each.number) for each in listed) == [("scheduled", 1), ("steady", 1)]
