"""What is linked in real prose is what a careful person would link; benchmarks/annotation says how it was marked."""

from __future__ import annotations

import pytest

from benchmarks.annotation.gold import agreement, paragraphs


@pytest.mark.parametrize(("language", "precision", "recall"), [("ja", 0.90, 0.95), ("en", 0.84, 1.0)])
def test_the_product_agrees_with_a_careful_person_as_well_as_it_did(
    language: str, precision: float, recall: float
) -> None:
    found = agreement(language)
    assert found.precision >= precision, found.ours
    assert found.recall >= recall, found.theirs


def test_a_fair_sample_was_marked_by_hand_in_each_language() -> None:
    for language in ("ja", "en"):
        of_language = [each for each in paragraphs() if each.language == language]
        assert len(of_language) >= 12
        assert all(paragraph.text[start:end] for paragraph in of_language for start, end, _ in paragraph.marks)
        assert any(not paragraph.marks for paragraph in of_language)
