"""Which sites ask for which embeds: the host that a browser names, never an address of a person or of a page."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from api.house import base_url, config, glossaries


def note(glossary: str, concept: str) -> None:
    """Count that a site shows a concept, where its host is named and the operator lets it be counted."""
    host = host_of(request.headers.get("Referer", ""))
    if config().embed_counts and host and host != host_of(base_url()):
        glossaries().note_embed(glossary, concept, host)


def host_of(address: str) -> str:
    """The host of an address, in lower case and without a port; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""
