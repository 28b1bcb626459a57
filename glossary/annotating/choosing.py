"""Which of the forms found in a text become marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossary.annotating.finding import Found


def chosen(found: Iterable[Found], *, first_only: bool) -> Iterator[Found]:
    """The forms that are marked: none that is never linked, and each concept once where its form or the asker says so."""
    seen: set[tuple[str, str]] = set()
    for each in found:
        concept = each.meant.glossary, each.meant.concept
        is_again = concept in seen and (first_only or each.meant.autolink == "first")
        if each.meant.autolink != "never" and not is_again:
            seen.add(concept)
            yield each
