"""What the head of a page says to search engines and to sites that show it: one value, one template, one header.

A page renders `embed/head.html` with a `head` made here, and sends `links(head)` as its `Link` header.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec
from markupsafe import Markup

from api.discovery.linked_data import defined_term, defined_term_set, in_script
from api.telling import glossary_page_uri, page_uri
from glossary import DEFAULT_LANGUAGE, Revision, Settings, languages

OEMBED_TYPES = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
SITE = "対訳 Taiyaku"
_LOCALES = {"ja": "ja_JP", "en": "en_US"}


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a page: its `address`, the page for readers of none of our languages, oEmbed by media type."""

    title: str
    description: str
    language: str
    address: str
    default: str
    kind: str = "website"
    oembed: Mapping[str, str] = {}
    linked_data: Markup | None = None

    @property
    def site(self) -> str:
        """What the service is called."""
        return SITE

    @property
    def locale(self) -> str:
        """The language as Open Graph writes it."""
        return _locale(self.language)

    @property
    def other_locales(self) -> list[str]:
        """The other languages of the page, as Open Graph writes them."""
        return [_locale(each) for each in languages() if each != self.language]


def concept_head(revision: Revision, settings: Settings, language: str, address: str, base: str) -> Head:
    """The head of a concept's page at an address, with oEmbed discovery and the concept as linked data."""
    glossary, concept = revision.glossary, revision.concept.id
    return Head(
        title=f"{names(revision, language)} – {said(settings.title, language, settings)}",
        description=definition(revision, settings, language),
        language=language,
        address=address,
        default=page_uri(base, DEFAULT_LANGUAGE, glossary, concept),
        kind="article",
        oembed=oembed_links(address, base),
        linked_data=in_script(defined_term(revision, settings, base, language)),
    )


def glossary_head(settings: Settings, language: str, address: str, base: str) -> Head:
    """The head of a glossary's page, with the glossary as linked data."""
    return Head(
        title=said(settings.title, language, settings),
        description=said(settings.attribution, language, settings),
        language=language,
        address=address,
        default=glossary_page_uri(base, DEFAULT_LANGUAGE, settings.id),
        linked_data=in_script(defined_term_set(settings, base, language)),
    )


def links(head: Head) -> dict[str, str]:
    """The same as a header for those who read no HTML: canonical address and oEmbed discovery (RFC 8288)."""
    told = [f'<{head.address}>; rel="canonical"']
    told += [f'<{each}>; rel="alternate"; type="{kind}"' for kind, each in head.oembed.items()]
    return {"Link": ", ".join(told)}


def oembed_links(address: str, base: str) -> dict[str, str]:
    """Where the oEmbed answers about an address are, by the media type of discovery (oEmbed 1.0, section 4)."""
    return {kind: f"{base}/oembed?{urlencode({'url': address, 'format': form})}" for form, kind in OEMBED_TYPES.items()}


def names(revision: Revision, language: str) -> str:
    """The preferred terms of a concept, the reader's language first."""
    sections = revision.concept.languages
    return " / ".join(sections[tag].preferred.text for tag in sorted(sections, key=lambda tag: (tag != language, tag)))


def definition(revision: Revision, settings: Settings, language: str) -> str:
    """The whole definition in the reader's language, or in the source's; empty where the source gives none."""
    sections: dict[str, Any] = {
        tag: section.definition.text for tag, section in revision.concept.languages.items() if section.definition
    }
    return said(sections, language, settings)


def said(by_language: Mapping[str, str], language: str, settings: Settings) -> str:
    """A text in the reader's language where there is one, otherwise in the source's, otherwise in any."""
    wanted = (language, settings.source_language, *by_language)
    return next((by_language[each] for each in wanted if each in by_language), "")


def _locale(language: str) -> str:
    return _LOCALES.get(language, language.replace("-", "_"))
