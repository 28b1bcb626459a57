"""What the document of an iframe shows in which language, and what it leaves out and therefore names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from api.embedding.queries import BOTH, Size
from glossary import (
    N_,
    Fault,
    Glossary,
    InvalidQuery,
    LanguageSection,
    ListRequest,
    Relation,
    Revision,
    Settings,
)

_KANA = re.compile("[\u3040-\u30ff・\\s]+")
_CONTEXTS, _EXAMPLES, _USAGES = N_("contexts"), N_("examples"), N_("usage")
_OTHERS, _NOTES, _SOURCES = N_("other terms"), N_("notes"), N_("sources")
_RELATIONS, _MATCHES = N_("relations"), N_("matches in other glossaries")


class Shown(msgspec.Struct, frozen=True):
    """The languages shown, in order; the one asked for where the concept says nothing in it; what is left out."""

    languages: Sequence[str]
    lacking: str | None
    left_out: Sequence[str]


def shown(revision: Revision, settings: Settings, language: str, size: Size) -> Shown:
    """What is shown. Raises `InvalidQuery` for a language that the glossary doesn't have."""
    if language != BOTH and language not in settings.languages:
        raise InvalidQuery([Fault("/language", "unknown-language", {"language": language})])
    known = [each for each in settings.languages if each in revision.concept.languages]
    wanted = [each for each in known if language in (BOTH, each)]
    lacking = None if wanted else language
    told = wanted or known
    return Shown(told, lacking, list(dict.fromkeys(_left_out(revision, told, size))))


def reading(section: LanguageSection) -> str:
    """How the preferred term is read, where it is not written in kana anyway."""
    term = section.preferred
    return "" if _KANA.fullmatch(term.text) else "、".join(term.readings)


def related(opened: Glossary, revision: Revision) -> list[tuple[Relation, Revision]]:
    """The concepts to which a concept says it is related, where a wording of them is in force."""
    relations = revision.concept.relations
    if not relations:
        return []
    page = opened.concepts(ListRequest(ids=tuple(each.target for each in relations)), limit=len(relations))
    found = {each.concept.id: each for each in page.items}
    return [(each, found[each.target]) for each in relations if each.target in found]


def _left_out(revision: Revision, languages: Sequence[str], size: Size) -> Iterator[str]:
    if size == "full":
        return
    for each in languages:
        section = revision.concept.languages[each]
        yield from _beyond_compact(section) if size == "compact" else ()
        yield from _beyond_standard(section)
    yield from (_RELATIONS,) if revision.concept.relations else ()
    yield from (_MATCHES,) if revision.concept.matches else ()


def _beyond_compact(section: LanguageSection) -> Iterator[str]:
    yield from (_OTHERS,) if len(section.terms) > 1 else ()
    yield from (_NOTES,) if section.notes else ()
    yield from (_SOURCES,) if section.definition and section.definition.source else ()


def _beyond_standard(section: LanguageSection) -> Iterator[str]:
    yield from (_EXAMPLES,) if section.examples else ()
    yield from (_CONTEXTS,) if any(term.contexts for term in section.terms) else ()
    yield from (_USAGES,) if any(term.usage for term in section.terms) else ()
