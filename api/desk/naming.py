"""What concepts are called at the desk, where proposals and their consequences know them by their ids."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from api.pages.reading import Reading
from glossary import Concept, Glossary, ListRequest, Proposal

_MOST = 200


def named(opened: Glossary, concepts: Iterable[str], reading: Reading) -> dict[str, Markup]:
    """The names of those concepts that are in force, by id."""
    wanted = tuple(dict.fromkeys(concepts))[:_MOST]
    found = opened.concepts(ListRequest(ids=wanted), limit=_MOST).items if wanted else []
    return {each.concept.id: reading.named(each) for each in found}


def plainly_named(opened: Glossary, concepts: Iterable[str], reading: Reading) -> dict[str, str]:
    """The same without any mark, for fields of forms."""
    wanted = tuple(dict.fromkeys(concepts))[:_MOST]
    found = opened.concepts(ListRequest(ids=wanted), limit=_MOST).items if wanted else []
    return {each.concept.id: reading.plainly(each) for each in found}


def called(opened: Glossary, proposals: Iterable[Proposal], reading: Reading) -> dict[int, Markup]:
    """What each proposal is about, by its number: the term in force, or that of the new concept."""
    listed = list(proposals)
    names = named(opened, (each.concept for each in listed if each.base), reading)
    return {each.number: names.get(each.concept) or _proposed(each, reading) for each in listed}


def _proposed(proposal: Proposal, reading: Reading) -> Markup:
    content = proposal.content.concept
    return (content and _term(content, reading)) or Markup("{}").format(proposal.concept)


def _term(concept: Concept, reading: Reading) -> Markup:
    own = reading.settings.source_language if reading.settings else ""
    ranked = (reading.language, own, *concept.languages)
    tag = next((tag for tag in ranked if tag in concept.languages), None)
    return reading.marked(tag, concept.languages[tag].preferred.text) if tag else Markup("")
