"""Other concepts are told of by their terms in the reader's language, and by their ids only where they have none."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from glossary import (
    Draft,
    Glossary,
    as_html,
    as_table,
    followed_html,
    followed_title,
    report_html,
    report_markdown,
    report_table,
)
from glossary.comparison import as_markdown
from glossary.model import Edition, Relation, Term
from tests.support import draft


def worded(concept: str, **members: Any) -> Draft:
    """A draft whose terms are not its id."""
    made = draft(concept, en=f"{concept} in English", **members).concept
    english = replace(made.languages["en"], terms=(Term(text=f"{concept.partition('-')[0]} term", status="preferred"),))
    return Draft(concept=replace(made, languages={**made.languages, "en": english}))


def edition(trial: Glossary, name: str) -> None:
    trial.publish(Edition(id=name, title={"ja": name, "en": name}, date="2026-07-01"), "p-editor")


@pytest.fixture
def told(trial: Glossary) -> Glossary:
    """A glossary in which one concept came to be related to another, and one was retired in favour of a third."""
    for name in ("rag", "llm", "slm"):
        trial.put(worded(name), "p-editor", None)
    edition(trial, "first")
    relations = (Relation(type="related", target="llm"),)
    trial.put(worded("rag", relations=relations), "p-editor", 1)
    trial.retire("slm", "p-editor", "llm", {"ja": "統合", "en": "merged"})
    trial.grade("rag", 2, "meaning", "p-editor")
    edition(trial, "second")
    return trial


def test_relations_in_differences(told: Glossary) -> None:
    settings, related = told.settings(), told.comparison("rag")
    for write in (as_html, as_table, as_markdown):
        assert "llm term" in write(related, settings, "en", "en"), write
        assert "用語llm" in write(related, settings, "ja", "ja"), write


def test_successors_in_reports(told: Glossary) -> None:
    report = told.changes("first", "second")
    for write in (report_html, report_markdown):
        assert "(replaced by llm term)" in write(report, "en", "en").replace("\\", "")
        assert "用語llm" in write(report, "ja", "ja")
    assert "用語llm" in report_table(report, "ja", "ja")


def test_what_feeds_say(told: Glossary) -> None:
    settings, entries = told.settings(), told.followed().items
    retired = next(each for each in entries if each.kind == "retirement")
    assert "用語llm" in followed_html(retired, settings, "ja")
    graded = next(each for each in entries if each.kind == "grading")
    assert "用語rag" in followed_title(graded, settings, "ja")


def test_concepts_called_alike_are_told_apart(told: Glossary) -> None:
    told.put(worded("llm-2"), "p-editor", None)
    both = tuple(Relation(type="related", target=each) for each in ("llm", "llm-2"))
    told.put(worded("rag", relations=both), "p-editor", 2)
    assert "llm term (llm-2)" in as_markdown(told.comparison("rag"), told.settings(), "en", "en").replace("\\", "")


def test_what_has_no_text_any_more_keeps_its_id(told: Glossary) -> None:
    told.redact("llm", 1, "content", "誤記載", "p-editor")
    page = as_markdown(told.comparison("rag"), told.settings(), "ja", "ja")
    assert ("用語llm" in page, "llm" in page) == (False, True)
