"""A concept as schema.org has it: a DefinedTerm in a DefinedTermSet, as JSON-LD.

A DefinedTerm is no CreativeWork: its language, date and licence belong to the set and to the page about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from api.telling import concept_uri, glossary_page_uri, glossary_uri, page_uri
from glossary import LanguageSection, Revision, Settings, written

CONTEXT = "https://schema.org"
JSON_LD = "application/ld+json"
_ESCAPED = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})

Node = dict[str, Any]


def defined_term(revision: Revision, settings: Settings, base: str, page: str | None = None) -> Node:
    """A concept with its terms and definitions in every language; `page` is the language of the page that tells it."""
    concept = revision.concept
    sections = _in_order(concept.languages, settings)
    uri = concept_uri(base, revision.glossary, concept.id)
    return _told(
        {
            "@context": CONTEXT,
            "@type": "DefinedTerm",
            "@id": uri,
            "name": _tagged({tag: [section.preferred.text] for tag, section in sections.items()}),
            "alternateName": _tagged({tag: _others(section) for tag, section in sections.items()}),
            "description": _tagged({tag: _definition(section) for tag, section in sections.items()}),
            "termCode": concept.id,
            "url": page_uri(base, page or settings.source_language, revision.glossary, concept.id),
            "sameAs": [match.uri for match in concept.matches if match.type == "exact"],
            "inDefinedTermSet": _set(settings, base, page or settings.source_language),
            "mainEntityOfPage": _page(revision, base, page) if page else None,
        }
    )


def defined_term_set(settings: Settings, base: str, page: str) -> Node:
    """A glossary."""
    return {"@context": CONTEXT, **_set(settings, base, page)}


def encoded(node: Node) -> bytes:
    """The JSON-LD document."""
    return msgspec.json.encode(node)


def in_script(node: Node) -> Markup:
    """The same for inside a `<script>`: nothing in it can end the element."""
    return Markup(encoded(node).decode().translate(_ESCAPED))  # noqa: S704 - escaped here


def _set(settings: Settings, base: str, page: str) -> Node:
    return _told(
        {
            "@type": "DefinedTermSet",
            "@id": glossary_uri(base, settings.id),
            "name": _each(settings.title, settings),
            "description": _each(settings.attribution, settings),
            "inLanguage": list(settings.languages),
            "license": settings.licence.uri if settings.licence else None,
            "publisher": _publisher(settings),
            "url": glossary_page_uri(base, page, settings.id),
        }
    )


def _publisher(settings: Settings) -> Node | None:
    name = _each(settings.publisher, settings)
    return {"@type": "Organization", "name": name} if name else None


def _page(revision: Revision, base: str, language: str) -> Node:
    return {
        "@type": "WebPage",
        "@id": page_uri(base, language, revision.glossary, revision.concept.id),
        "inLanguage": language,
        "dateModified": written(revision.recorded_at),
        "version": str(revision.number),
    }


def _in_order(found: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    return {tag: found[tag] for tag in settings.languages if tag in found}


def _each(texts: Mapping[str, str], settings: Settings) -> list[Node] | Node | None:
    return _tagged({tag: [text] for tag, text in _in_order(texts, settings).items()})


def _others(section: LanguageSection) -> list[str]:
    return [term.text for term in section.terms if term is not section.preferred]


def _definition(section: LanguageSection) -> list[str]:
    return [section.definition.text] if section.definition else []


def _tagged(texts: Mapping[str, list[str]]) -> list[Node] | Node | None:
    """Texts with their languages; one by itself where there is no other."""
    told = [{"@value": text, "@language": tag} for tag, found in texts.items() for text in found]
    return told[0] if len(told) == 1 else told or None


def _told(node: Node) -> Node:
    return {name: value for name, value in node.items() if value}
