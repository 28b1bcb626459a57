"""Slips of the pen: which keys are near, and which of the near ones are the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from glossary.search.near import Near
from glossary.search.slips import is_slip

KEYS = st.text(alphabet="abは幻", min_size=2, max_size=7)


@given(st.sets(KEYS, max_size=30), st.text(alphabet="abは幻", min_size=3, max_size=8))
def test_every_key_one_slip_away_is_near_and_no_other(keys: set[str], wanted: str) -> None:
    assert {key for key, _ in Near(keys).within(wanted, 1)} == {key for key in keys if OSA.distance(key, wanted) <= 1}


def test_of_two_slips_those_count_that_leave_an_end() -> None:
    near = Near(["hallucination", "hallucinations", "haxlucinatiox"])
    assert near.within("hallucinatino", 2) == [("hallucination", 1), ("hallucinations", 2)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("はるしねいしん", "はるしねいしよん"),
        ("ぷろぷと", "ぷろんぷと"),
        ("fientuning", "finetuning"),
        ("大規言語もでる", "大規模言語もでる"),
        ("大規模言吾もでる", "大規模言語もでる"),
        ("うめ込みもでろ", "うめ込みもでる"),
    ],
)
def test_a_slip_within_a_word_is_one(wanted: str, found: str) -> None:
    assert is_slip(wanted, found)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("公正性", "公平性"),
        ("証明可能性", "説明可能性"),
        ("rage", "rag"),
        ("gpt5", "gpt4"),
        ("iso27001ab", "iso27002ab"),
        ("第一線防衛体制", "第二線防衛体制"),
        ("非構造化でいた", "構造化でいた"),
        ("対話型ui", "対話型ai"),
        ("すくり", "りすく"),
    ],
)
def test_another_word_a_number_or_an_opposite_is_none(wanted: str, found: str) -> None:
    assert not is_slip(wanted, found)
