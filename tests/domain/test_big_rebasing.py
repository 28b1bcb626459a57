"""Three wordings become one: every property that a merge must have, with few values so that the sides collide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from glossary import BasedOn, Concept, Definition, LanguageSection, Note, Relation, Term
from glossary.rebasing import ABSENT, Place, Rebased, _places, _value, rebase, without_hollow_claims
from glossary.suggesting import merged_text, suggestion
from tests.support import concept, with_definition

DEFINITIONS = [None, Definition(text="一"), Definition(text="二")]
TERMS = [(Term(text=each, status="preferred"),) for each in "甲乙丙"]
NOTES = [(), (Note(kind="note", text="注"),), (Note(kind="usage", text="用"),)]
CLAIMS = [None, BasedOn(language="ja", revision=1), BasedOn(language="ja")]
RELATIONS = [(), (Relation(type="related", target="rag"),), (Relation(type="related", target="llm"),)]
SETS_OF_SUBJECTS = [(), ("tech", "risk"), ("risk", "tech")]

sections = st.builds(
    LanguageSection,
    text_status=st.sampled_from(["original", "provisional_translation"]),
    terms=st.sampled_from(TERMS),
    definition=st.sampled_from(DEFINITIONS),
    notes=st.sampled_from(NOTES),
    based_on=st.sampled_from(CLAIMS),
)
concepts = st.builds(
    Concept,
    id=st.just("c"),
    subjects=st.sampled_from(SETS_OF_SUBJECTS),
    relations=st.sampled_from(RELATIONS),
    replaced_by=st.sampled_from([None, "rag", "llm"]),
    languages=st.dictionaries(st.sampled_from(["ja", "en", "fr"]), sections),
)
MANY = settings(max_examples=3000, deadline=None)


def alike(one: Concept, other: Concept) -> bool:
    """Whether two concepts agree in every field, sets without order."""
    return all(_same(one, other, name) for name in ("subjects", "relations", "matches")) and (
        (one.replaced_by, one.languages) == (other.replaced_by, other.languages)
    )


def _same(one: Concept, other: Concept, name: str) -> bool:
    return set(getattr(one, name)) == set(getattr(other, name))


def value(place: Place, side: Concept) -> Any:
    found = _value(place, side)
    return frozenset(found) if place.language is None and place.member != "replaced_by" else found


def values(base: Concept, current: Concept, proposed: Concept) -> Mapping[Place, tuple[Any, Any, Any]]:
    sides = (base, current, proposed)
    return {place: tuple(value(place, side) for side in sides) for place in _places(sides)}


@MANY
@given(concepts, concepts)
def test_what_only_one_side_changed_is_taken_whole(base: Concept, other: Concept) -> None:
    for merged in (rebase(base, other, base), rebase(base, base, other), rebase(base, other, other)):
        assert not merged.conflicts
        assert alike(merged.concept, other)


@MANY
@given(concepts, concepts, concepts)
def test_it_does_not_matter_which_side_is_called_current(base: Concept, one: Concept, other: Concept) -> None:
    there, back = rebase(base, one, other), rebase(base, other, one)
    assert [each.path for each in there.conflicts] == [each.path for each in back.conflicts]
    assert [(each.current, each.proposed) for each in there.conflicts] == [
        (each.proposed, each.current) for each in back.conflicts
    ]
    assert alike(there.concept, back.concept)


@MANY
@given(concepts, concepts, concepts)
def test_nothing_is_lost_and_nothing_invented(base: Concept, current: Concept, proposed: Concept) -> None:
    merged = rebase(base, current, proposed)
    in_conflict = {each.place for each in merged.conflicts}
    for place, (was, now, wanted) in values(base, current, proposed).items():
        if place in in_conflict:
            continue
        assert value(place, merged.concept) == (now if wanted == was else wanted), place


@MANY
@given(concepts, concepts, concepts)
def test_a_field_is_in_conflict_where_both_changed_it_differently_and_only_there(
    base: Concept, current: Concept, proposed: Concept
) -> None:
    expected = [
        place.path
        for place, (was, now, wanted) in values(base, current, proposed).items()
        if was not in (now, wanted) and now != wanted
    ]
    assert [each.path for each in rebase(base, current, proposed).conflicts] == expected


@MANY
@given(concepts, concepts, concepts, st.randoms(use_true_random=False))
def test_choices_for_all_leave_no_conflict_and_touch_nothing_else(
    base: Concept, current: Concept, proposed: Concept, chance: Any
) -> None:
    before = rebase(base, current, proposed)
    choices = {each.path: chance.choice([each.base, each.current, each.proposed]) for each in before.conflicts}
    after = rebase(base, current, proposed, choices)
    assert not after.conflicts
    chosen = {each.place for each in before.conflicts}
    for place in values(base, current, proposed):
        if place not in chosen:
            assert value(place, after.concept) == value(place, before.concept)
        elif choices[place.path] is not ABSENT:
            assert _value(place, after.concept) == choices[place.path]


def test_a_language_taken_away_on_one_side_and_changed_on_the_other_is_one_conflict() -> None:
    base = concept(en="a definition")
    removed = replace(base, languages={"ja": base.languages["ja"]})
    changed = with_definition(base, "en", "another definition")
    (conflict,) = rebase(base, removed, changed).conflicts
    assert (conflict.path, conflict.current) == ("/languages/en", ABSENT)
    assert conflict.proposed == changed.languages["en"]


def test_a_new_concept_meets_one_that_was_made_meanwhile_field_by_field() -> None:
    there, wanted = concept(ja="一つの定義。"), concept(ja="別の定義。")
    assert [each.path for each in rebase(None, there, wanted).conflicts] == ["/languages/ja/definition"]


def _claim(merged: Rebased, base: Concept, current: Concept, proposed: Concept) -> BasedOn | None:
    kept = without_hollow_claims(merged.concept, base, current, proposed)
    return kept.languages["en"].based_on


def test_nobody_has_checked_a_mixture() -> None:
    base = _based(concept(en="a definition"), 1)
    noted = replace(base.languages["en"], notes=(Note(kind="note", text="a note"),))
    current = replace(base, languages={**base.languages, "en": noted})
    proposed = _based(with_definition(base, "en", "better"), None)
    assert _claim(rebase(base, current, proposed), base, current, proposed) == BasedOn(language="ja", revision=1)


def test_a_claim_about_what_stands_unmixed_is_kept() -> None:
    base = _based(concept(en="a definition"), 1)
    current = replace(base, subjects=("tech",))
    proposed = _based(with_definition(base, "en", "better"), None)
    assert _claim(rebase(base, current, proposed), base, current, proposed) == BasedOn(language="ja")


def test_a_claim_against_a_source_that_moved_meanwhile_is_dropped() -> None:
    base = _based(concept(en="a definition"), 1)
    current = with_definition(base, "ja", "変わった定義。")
    proposed = _based(with_definition(base, "en", "better"), None)
    assert _claim(rebase(base, current, proposed), base, current, proposed) == BasedOn(language="ja", revision=1)


def _based(found: Concept, revision: int | None) -> Concept:
    section = replace(found.languages["en"], based_on=BasedOn(language="ja", revision=revision))
    return replace(found, languages={**found.languages, "en": section})


def test_changes_of_a_text_that_do_not_touch_are_merged_as_a_suggestion() -> None:
    base = "生成AIが、事実に基づかない情報を出力する現象。"
    assert (
        merged_text(base, base.replace("現象", "こと"), base.replace("生成AI", "大規模言語モデル"), "ja")
        == "大規模言語モデルが、事実に基づかない情報を出力すること。"
    )
    assert merged_text("a plain word", "a simple word", "a clear word", "en") is None


def test_terms_added_on_both_sides_are_suggested_together() -> None:
    base = concept()
    sides = [_with_term(base, text) for text in ("別名", "略称")]
    (conflict,) = rebase(base, sides[0], sides[1]).conflicts
    assert [term.text for term in suggestion(conflict)] == ["用語prompt", "別名", "略称"]


def test_no_value_is_suggested_where_both_may_have_reworded_the_same_note() -> None:
    base = _with_note(concept(), "注")
    (conflict,) = rebase(base, _with_note(base, "注一"), _with_note(base, "注二")).conflicts
    assert suggestion(conflict) is None


@MANY
@given(st.text("あい。", max_size=12), st.text("あい。", max_size=12), st.text("あい。", max_size=12))
def test_a_suggested_text_takes_what_one_side_left_alone_from_the_other(base: str, one: str, other: str) -> None:
    assert merged_text(base, one, base, "ja") == one
    assert merged_text(base, one, one, "ja") in (one, None)
    assert merged_text(base, one, other, "ja") == merged_text(base, other, one, "ja")


def _with_term(found: Concept, text: str) -> Concept:
    section = found.languages["ja"]
    terms = (*section.terms, Term(text=text, status="admitted"))
    return replace(found, languages={"ja": replace(section, terms=terms)})


def _with_note(found: Concept, text: str) -> Concept:
    return replace(found, languages={"ja": replace(found.languages["ja"], notes=(Note(kind="note", text=text),))})
