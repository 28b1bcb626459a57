"""What the concepts are called that are told of by their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from glossary.comparison import Comparison
from glossary.store import Reader

_BATCH = 500


def terms_of(reader: Reader, concepts: Iterable[str]) -> dict[str, dict[str, str]]:
    """The preferred terms of some concepts by language, as the newest wording has them, by the concepts' ids.

    Those that are called alike have their ids beside them; what says nothing any more is left out.
    """
    wanted = sorted(set(concepts))
    batches = (reader.newest_of(wanted[start : start + _BATCH]) for start in range(0, len(wanted), _BATCH))
    sections = {each: found.concept.languages for batch in batches for each, found in batch.items()}
    many = Counter((tag, said.preferred.text) for languages in sections.values() for tag, said in languages.items())
    return {
        each: {
            tag: f"{said.preferred.text} ({each})" if many[tag, said.preferred.text] > 1 else said.preferred.text
            for tag, said in languages.items()
        }
        for each, languages in sections.items()
        if languages
    }


def with_names(reader: Reader, found: Sequence[Comparison], also: Iterable[str] = ()) -> list[Comparison]:
    """Comparisons with what the concepts are called that they lead to, and some more."""
    called = terms_of(reader, {*also, *(each for comparison in found for each in named_in(comparison))})
    return [replace(each, called=called) for each in found] if called else list(found)


def named_in(comparison: Comparison) -> set[str]:
    """The ids of the concepts that a comparison tells of: what replaces its own, and relations that came or went."""
    sides = [each.concept for each in (comparison.before, comparison.after) if each]
    found = {each.replaced_by for each in sides if each.replaced_by}
    if any(change.path == "/relations" for change in comparison.difference.changes):
        found |= {relation.target for each in sides for relation in each.relations}
    return found
