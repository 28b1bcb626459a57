"""What hangs on a concept: its relations whichever side keeps them, and the definitions that use its terms."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from glossary import Draft, Glossary, Related, Relation, Term
from tests.support import concept, draft


def stands(trial: Glossary, name: str, *relations: Relation, **texts: str) -> None:
    """A concept with the terms 用語NAME and NAME."""
    trial.put(draft(name, **{"ja": "定義。", "en": "definition", **texts}, relations=relations), "p-editor", None)


def users(trial: Glossary, name: str) -> list[str]:
    """The languages in which the concept `user` uses the terms of another."""
    return [each.language for each in trial.desk.impact(name).uses if each.concept == "user"]


def test_relations_are_told_whichever_of_the_two_keeps_them(trial: Glossary) -> None:
    for name in ("wide", "near", "other"):
        stands(trial, name)
    kept = (Relation(type="broader", target="wide", kind="generic"), Relation(type="contrast", target="near"))
    stands(trial, "one", *kept)
    stands(trial, "last", Relation(type="related", target="one"))
    assert trial.desk.impact("one").related == (
        Related(concept="last", relation="related"),
        Related(concept="near", relation="contrast"),
        Related(concept="wide", relation="narrower"),
    )
    assert trial.desk.impact("wide").related == (Related(concept="one", relation="broader"),)
    trial.retire("other", "p-editor", "wide", None)
    trial.retire("last", "p-editor", None, None)
    assert trial.desk.impact("one").related[0].concept == "near"


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("rag", "method that uses RAG"),
        ("safe harbour", "use of Safe-Harbors in general"),
        ("model-risk management", "part of Model Risk  Management"),
        ("R&D", "work of r & d"),
    ],
)
def test_a_definition_uses_a_term_in_any_spelling(trial: Glossary, term: str, text: str) -> None:
    trial.put(_named("used", term), "p-editor", None)
    stands(trial, "user", en=text)
    assert users(trial, "used") == ["en"]


@pytest.mark.parametrize(("term", "text"), [("rag", "fragments of a text"), ("art", "smart cart"), ("100%", "a 1003")])
def test_a_definition_does_not_use_what_is_only_a_part_of_a_word(trial: Glossary, term: str, text: str) -> None:
    trial.put(_named("used", term), "p-editor", None)
    stands(trial, "user", en=text)
    assert users(trial, "used") == []


def test_japanese_terms_are_found_in_other_spellings(trial: Glossary) -> None:
    trial.put(_named("used", "モデル・リスク管理", "ja"), "p-editor", None)
    trial.put(_named("parameter", "パラメーター", "ja"), "p-editor", None)
    stands(trial, "user", ja="モデルリスク管理に用いるパラメータの値")
    assert (users(trial, "used"), users(trial, "parameter")) == (["ja"], ["ja"])


def _named(name: str, term: str, language: str = "en") -> Draft:
    found = concept(name, en="definition")
    section = replace(found.languages[language], terms=(Term(text=term, status="preferred"),))
    return Draft(concept=replace(found, languages={**found.languages, language: section}))
