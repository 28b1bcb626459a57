"""A feed of changes as Atom (RFC 4287), its pages linked as RFC 5005 has it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import msgspec

from api.feed_answers import FeedItemAnswer, FeedMarkAnswer, JsonFeedAnswer

ATOM, MARKS = "http://www.w3.org/2005/Atom", "urn:taiyaku:log"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Page(msgspec.Struct, frozen=True):
    """What an Atom feed says of itself beyond what a JSON Feed does."""

    id: str
    links: dict[str, str]
    rights: str | None
    updated: str
    labels: dict[str, str]


def written(feed: JsonFeedAnswer, page: Page) -> bytes:
    """The document, in UTF-8."""
    root = ET.Element("feed", {"xmlns": ATOM, "xmlns:log": MARKS, "xml:lang": feed.language})
    _texts(root, id=page.id, title=feed.title, subtitle=feed.description, updated=page.updated, rights=page.rights)
    ET.SubElement(ET.SubElement(root, "author"), "name").text = _clean(feed.authors[0].name)
    ET.SubElement(root, "generator").text = "Taiyaku"
    links = {"self": feed.feed_url, "alternate": feed.home_page_url, **page.links}
    for rel, where in links.items():
        _link(root, rel, where, "text/html" if rel == "alternate" else "application/atom+xml")
    for item in feed.items:
        _entry(root, item, page.labels)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: ET.Element, item: FeedItemAnswer, labels: dict[str, str]) -> None:
    entry = ET.SubElement(root, "entry")
    _texts(entry, id=item.id, title=item.title, published=item.date_published, updated=item.date_modified)
    _link(entry, "alternate", item.url, "text/html")
    for tag in item.tags:
        ET.SubElement(entry, "category", {"term": tag, "label": _clean(labels.get(tag, tag))})
    content = ET.SubElement(entry, "content", {"type": "html", "xml:lang": item.language})
    content.text = _clean(item.content_html)
    if isinstance(item.mark, FeedMarkAnswer):
        mark = item.mark
        told = {"seq": str(mark.seq), "digest": mark.digest, "valid-from": mark.valid_from}
        ET.SubElement(entry, "log:entry", {name: value for name, value in told.items() if value is not None})


def _texts(parent: ET.Element, **texts: str | None) -> None:
    for name, text in texts.items():
        if text:
            ET.SubElement(parent, name).text = _clean(text)


def _link(parent: ET.Element, rel: str, where: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "href": where})


def _clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
