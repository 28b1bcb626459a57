"""Whatever two wordings are, every form of their comparison can be written, and reads back as both."""

from __future__ import annotations

from hypothesis import assume, given, settings
from msgspec.structs import replace

from glossary.comparison import as_html, as_markdown, as_table, as_terminal, compared
from glossary.comparison.rows import languages_of, rows
from glossary.model import Concept
from tests.domain.test_comparison import Page, revision
from tests.domain.test_diff_properties import CONCEPTS
from tests.support import SETTINGS


@settings(max_examples=60, deadline=None)
@given(CONCEPTS, CONCEPTS)
def test_any_two_wordings_can_be_told_in_every_form(before: Concept, after: Concept) -> None:
    comparison = compared(replace(revision(1), concept=before), replace(revision(2), concept=after))
    for reader in ("ja", "en"):
        Page(as_html(comparison, SETTINGS, reader))
        Page(as_table(comparison, SETTINGS, reader))
        assert as_markdown(comparison, SETTINGS, reader).endswith("\n")
        assert list(as_terminal(comparison, SETTINGS, reader))


@settings(max_examples=60, deadline=None)
@given(CONCEPTS, CONCEPTS)
def test_every_change_of_a_concept_with_any_text_has_a_row(before: Concept, after: Concept) -> None:
    assume(before.languages or after.languages)
    comparison = compared(replace(revision(1), concept=before), replace(revision(2), concept=after))
    told = {
        row.change.path
        for language in languages_of(comparison, SETTINGS)
        for row in rows(comparison, language, SETTINGS)
        if row.change
    }
    assert told == {change.path for change in comparison.difference.changes}
