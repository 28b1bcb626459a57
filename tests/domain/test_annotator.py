"""The terms that are found in texts are those of the record at every moment, in every process, without a restart."""

from __future__ import annotations

import random

import pytest

from glossary import Asked, Concept, Draft, Edition, Glossaries, Glossary, InvalidContent, Passage, Prose, Revision
from glossary.annotator import Annotator
from glossary.feeding import DatabaseFeed
from glossary.marking import MOST_MARKS, Annotation
from glossary.model import Autolink, LanguageSection, Settings, Term, TermStatus
from tests.conftest import Clock
from tests.support import draft

NOW = Asked()
TERMS: tuple[tuple[str, TermStatus], ...] = (("生成AI", "preferred"), ("生成的AI", "deprecated"), ("GAI", "superseded"))


def annotate(house: Glossaries, text: str, asked: Asked = NOW, **how: object) -> Annotation:
    prose = Prose(text=text, **how)  # type: ignore[arg-type]  # they are the members of a Prose
    return house.annotator.annotate(prose, lambda *concept: "/".join(concept), asked)


def found(house: Glossaries, text: str, asked: Asked = NOW, **how: object) -> list[tuple[str, int]]:
    """The concepts found, each with its revision."""
    marks = annotate(house, text, asked, **how).marks
    return [(mark.revision.concept.id, mark.revision.number) for mark in marks]


def worded(concept_id: str, *terms: tuple[str, TermStatus], autolink: Autolink = "always", **about: str) -> Draft:
    made = tuple(Term(text=text, status=status, autolink=autolink) for text, status in terms)
    section = LanguageSection(text_status="original", terms=made)
    return Draft(concept=Concept(id=concept_id, languages={"ja": section}), **about)  # type: ignore[arg-type]


def test_a_term_is_found_as_soon_as_it_is_recorded_and_no_longer_when_it_is_retired(
    house: Glossaries, trial: Glossary
) -> None:
    assert found(house, "用語prompt") == []
    trial.put(draft("prompt"), "p-editor", None)
    assert found(house, "用語prompt") == [("prompt", 1)]
    trial.put(worded("prompt", ("指示文", "preferred")), "p-editor", 1)
    assert found(house, "用語promptと指示文") == [("prompt", 2)]
    trial.retire("prompt", "p-editor", None, {"ja": "重複"}, 2)
    assert found(house, "用語promptと指示文") == []


def test_a_scheduled_wording_is_found_from_its_hour_on(house: Glossaries, trial: Glossary, clock: Clock) -> None:
    trial.put(worded("llm", ("言語模型", "preferred")), "p-editor", None)
    trial.put(worded("llm", ("大規模言語モデル", "preferred"), valid_from="2026-07-02T09:00:00+09:00"), "p-editor", 1)
    assert found(house, "言語模型と大規模言語モデル") == [("llm", 1)]
    clock.set("2026-07-02T08:59:59+09:00")
    assert found(house, "言語模型と大規模言語モデル") == [("llm", 1)]
    clock.set("2026-07-02T09:00:00+09:00")
    assert found(house, "言語模型と大規模言語モデル") == [("llm", 2)]


def test_another_state_has_the_terms_of_that_state(house: Glossaries, trial: Glossary, clock: Clock) -> None:
    trial.put(worded("old", ("旧語", "preferred")), "p-editor", None)
    clock.advance(days=1)
    trial.publish(Edition(id="first", title={"ja": "第一版", "en": "First"}, date="2026-07-02"), "p-editor")
    clock.advance(days=1)
    trial.put(worded("old", ("新語", "preferred")), "p-editor", 1)
    trial.put(worded("later", ("後の語", "preferred")), "p-editor", None)
    text = "旧語、新語、後の語"
    assert found(house, text) == [("old", 2), ("later", 1)]
    assert found(house, text, Asked(edition="first"), glossaries=("trial",)) == [("old", 1)]
    assert found(house, text, Asked(as_of="2026-07-02")) == [("old", 1)]
    assert found(house, text, Asked(as_of="2020-01-01")) == []
    assert found(house, text) == [("old", 2), ("later", 1)]


def test_many_changes_give_what_reading_everything_anew_gives(house: Glossaries, trial: Glossary, clock: Clock) -> None:
    chance, numbers = random.Random(6), dict.fromkeys(range(20), 0)  # nothing secret
    text = "、".join(f"語{number}の{turn}" for number in numbers for turn in range(12))
    for turn in range(60):
        number = chance.choice(list(numbers))
        forms = worded(f"c{number}", (f"語{number}の{turn % 12}", "preferred"))
        trial.put(forms, "p-editor", numbers[number] or None)
        numbers[number] += 1
        if turn % 4 == 0:
            anew = Annotator(house._database, DatabaseFeed(house._database, clock), clock)
            fresh = anew.annotate(Prose(text=text), lambda *concept: "/".join(concept))
            assert annotate(house, text) == fresh


def test_each_glossary_is_asked_by_itself_or_all_together(house: Glossaries, trial: Glossary) -> None:
    other = house.make(Settings(id="other", title={"ja": "別", "en": "Other"}), "p-editor")
    trial.put(worded("a", ("甲乙", "preferred")), "p-editor", None)
    other.put(worded("b", ("丙丁", "preferred")), "p-editor", None)
    assert found(house, "甲乙と丙丁") == [("a", 1), ("b", 1)]
    assert found(house, "甲乙と丙丁", glossaries=("other",)) == [("b", 1)]
    assert found(house, "甲乙と丙丁", glossaries=()) == []


def test_a_redacted_wording_is_found_no_more(house: Glossaries, trial: Glossary) -> None:
    trial.put(worded("secret", ("秘密語", "preferred")), "p-editor", None)
    assert found(house, "秘密語") == [("secret", 1)]
    house.redact("trial", "secret", [1], "content", "個人情報", "p-admin")
    assert found(house, "秘密語") == []


def test_a_term_that_is_never_linked_takes_up_its_words(house: Glossaries, trial: Glossary) -> None:
    trial.put(worded("model", ("モデル", "preferred")), "p-editor", None)
    trial.put(worded("llm", ("言語モデル", "preferred"), autolink="never"), "p-editor", None)
    assert found(house, "言語モデルとモデル") == [("model", 1)]


def test_how_a_text_is_the_term_is_told(house: Glossaries, trial: Glossary) -> None:
    trial.put(worded("llm", ("LLM", "preferred"), ("model", "admitted"), ("fine-tuning", "admitted")), "p-editor", None)
    text = "LLM、ＬＬＭ、LLMs、Model、fine\u2011tuning、&"
    assert [mark.matched_on for mark in annotate(house, text).marks] == [
        "exact",
        "width",
        "inflection",
        "case",
        "width",
    ]
    page = annotate(house, "<p>L&#76;M</p>", is_html=True)
    assert [(mark.text, mark.matched_on) for mark in page.marks] == [("L&#76;M", "exact")]


def test_more_terms_than_are_told_at_once_are_refused(house: Glossaries, trial: Glossary) -> None:
    trial.put(worded("llm", ("LLM", "preferred")), "p-editor", None)
    assert len(annotate(house, "LLM " * MOST_MARKS).marks) == MOST_MARKS
    with pytest.raises(InvalidContent) as refused:
        annotate(house, "LLM " * (MOST_MARKS + 1))
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/text", "too-many-terms")]


@pytest.fixture
def bilingual(house: Glossaries, trial: Glossary) -> Glossaries:
    """A concept with terms of every status in Japanese and with two in English, and one without English."""
    ja = tuple(Term(text=text, status=status) for text, status in TERMS)
    en = (Term(text="generative AI", status="preferred"), Term(text="GenAI", status="admitted"))
    sections = {
        "ja": LanguageSection(text_status="original", terms=ja),
        "en": LanguageSection(text_status="provisional_translation", terms=en),
    }
    trial.put(Draft(concept=Concept(id="generative-ai", languages=sections)), "p-editor", None)
    trial.put(worded("forum", ("官民フォーラム", "preferred")), "p-editor", None)
    return house


def checks(house: Glossaries, source: str, target: str, languages: str = "ja en") -> list[tuple[str, str, str, int]]:
    first, second = languages.split()
    told = house.annotator.term_use(Passage(first, source), Passage(second, target))
    return [(each.code, each.mark.text, each.expected.text if each.expected else "", each.count) for each in told]


def test_a_translation_with_the_preferred_terms_has_no_findings(bilingual: Glossaries) -> None:
    assert checks(bilingual, "生成AIの利用", "Use of generative AI") == []
    assert checks(bilingual, "Generative AI, again", "生成AI", "en ja") == []


def test_a_term_of_the_source_that_the_translation_lacks_is_told_once_where_it_stands_first(
    bilingual: Glossaries,
) -> None:
    assert checks(bilingual, "生成AIと生成AI", "Use of AI") == [("term-missing", "生成AI", "generative AI", 2)]
    assert checks(bilingual, "生成AI", "GenAI") == [("preferred-term-missing", "生成AI", "generative AI", 1)]
    assert checks(bilingual, "官民フォーラム", "the forum") == [("no-term", "官民フォーラム", "", 1)]


def test_deprecated_and_former_terms_in_the_translation_are_told_at_each_place(bilingual: Glossaries) -> None:
    found_there = checks(bilingual, "generative AI", "生成的AIとGAI", "en ja")
    assert found_there == [("deprecated-term", "生成的AI", "生成AI", 1), ("superseded-term", "GAI", "生成AI", 1)]


def test_findings_are_told_in_both_languages(bilingual: Glossaries) -> None:
    [found_there] = bilingual.annotator.term_use(Passage("ja", "生成AI"), Passage("en", "AI"))
    assert found_there.severity == "warning"
    assert "generative AI" in found_there.message("en")
    assert found_there.message("ja") != found_there.message("en")


def test_the_revision_of_a_mark_is_the_one_in_force(house: Glossaries, trial: Glossary) -> None:
    put: Revision = trial.put(worded("llm", ("LLM", "preferred")), "p-editor", None)
    assert annotate(house, "LLM").marks[0].revision == put
