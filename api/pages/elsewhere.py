"""What other glossaries say under the same terms."""

from __future__ import annotations

from collections.abc import Iterator

from api.house import glossaries
from glossary import Revision, TermMatch

_MOST = 10


def elsewhere(revision: Revision) -> list[Revision]:
    """The concepts of other glossaries that have one of a concept's preferred terms, each once."""
    if len(glossaries().ids()) < 2:
        return []
    matches = {(each.glossary, each.concept): each for each in _matches(revision)}
    return glossaries().revisions_of(list(matches.values())[:_MOST])


def _matches(revision: Revision) -> Iterator[TermMatch]:
    for tag, section in revision.concept.languages.items():
        for match in glossaries().terms(section.preferred.text, tag):
            if match.glossary != revision.glossary and not match.past and not match.retired:
                yield match
