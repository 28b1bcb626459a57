"""HTML cut into its tokens, each with its place, as the HTML standard has it (13.2.5).

Nothing is made better: where browsers might read on in different ways, reading stops, and the rest is nobody's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

_BLANK = r"\t\n\f\r "
_NAME = re.compile(rf"[A-Za-z][^{_BLANK}/>]*")
_GAP = re.compile(rf"[{_BLANK}/]*")
_ATTRIBUTE = re.compile(rf"=?[^{_BLANK}/>=]*")
_EQUALS = re.compile(rf"[{_BLANK}]*=[{_BLANK}]*")
_VALUE = re.compile(rf"\"([^\"]*)\"|'([^']*)'|([^{_BLANK}>\"'][^{_BLANK}>]*)|(?=>)()")
_END_OF_COMMENT = re.compile("--!?>")


def names(words: str) -> frozenset[str]:
    """Names of elements, from a list with blanks between them."""
    return frozenset(words.split())


_RAW = names("script style xmp iframe noembed noframes noscript textarea title")
_UNSURE = names("svg math select")
"""Within these, some browsers read what is raw elsewhere as markup."""


class Token(NamedTuple):
    """A stretch of HTML: a text (no name), or a tag with its name in small letters; `/name` for an end tag.

    A comment or the like has the name `!`. What is raw, as a script is, lies in the token of its start tag.
    """

    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] = {}
    is_closed: bool = False


def tokens(html: str) -> Iterator[Token]:
    """The tokens of a document or fragment, up to where it can be read for sure."""
    at, inside = 0, 0
    while at < len(html):
        token = _token(html, at, is_unsure=inside > 0)
        if token is None:
            return
        yield token
        at, inside = token.end, max(0, inside + _step(token))


def _step(token: Token) -> int:
    """How many more elements one is in, after a token, within which reading is unsure."""
    if token.name.removeprefix("/") not in _UNSURE or (token.is_closed and token.name != "select"):
        return 0
    return -1 if token.name.startswith("/") else 1


def _token(html: str, at: int, *, is_unsure: bool) -> Token | None:
    if html[at] != "<":
        return Token(at, _until(html, "<", at + 1))
    if _NAME.match(html, at + 1):
        return _start_tag(html, at, is_unsure=is_unsure)
    if html.startswith("</", at) and len(html) > at + 2:
        return _end_tag(html, at)
    if html.startswith(("<!", "<?"), at):
        return _comment(html, at, is_unsure=is_unsure)
    return Token(at, _until(html, "<", at + 1))


def _start_tag(html: str, at: int, *, is_unsure: bool) -> Token | None:
    tag = _tag(html, at, at + 1)
    if tag is None or tag.name in ("plaintext", "frameset"):
        return None
    return _with_raw(html, tag, is_unsure=is_unsure) if tag.name in _RAW else tag


def _end_tag(html: str, at: int) -> Token | None:
    if _NAME.match(html, at + 2):
        tag = _tag(html, at, at + 2)
        return tag and tag._replace(name=f"/{tag.name}")
    return _bogus(html, at)


def _tag(html: str, start: int, name: int) -> Token | None:
    """A tag; None if it does not end."""
    found = _NAME.match(html, name)
    at, attributes = found.end() if found else name, dict[str, str]()
    while (gap := _GAP.match(html, at)) and gap.end() < len(html):
        at = gap.end()
        if html[at] == ">":
            is_closed = gap.group().endswith("/")
            return Token(start, at + 1, html[name : found.end() if found else name].lower(), attributes, is_closed)
        read = _attribute(html, at)
        if read is None:
            return None
        attribute, value, at = read
        attributes.setdefault(attribute, value)
    return None


def _attribute(html: str, at: int) -> tuple[str, str, int] | None:
    """The name and value of an attribute, and where it ends; None if it does not."""
    name = _ATTRIBUTE.match(html, at)
    end = name.end() if name else at
    equals = _EQUALS.match(html, end)
    if equals is None:
        return html[at:end].lower(), "", end
    value = _VALUE.match(html, equals.end())
    return (html[at:end].lower(), unescape(value[value.lastindex or 0]), value.end()) if value else None


def _with_raw(html: str, tag: Token, *, is_unsure: bool) -> Token | None:
    """A start tag with the raw text that follows it; None where it is not sure where that ends."""
    found = re.compile(rf"</{tag.name}(?=[{_BLANK}/>])", re.IGNORECASE).search(html, tag.end)
    if found is None:
        return None
    return (
        None
        if _may_end_elsewhere(tag.name, html[tag.end : found.start()], is_unsure)
        else tag._replace(end=found.start())
    )


def _may_end_elsewhere(name: str, raw: str, is_unsure: bool) -> bool:
    if is_unsure:
        return "<" in raw
    if name == "script":
        return "<!--" in raw and "<script" in raw.lower()
    return name == "noscript" and not _is_whole(raw)


def _is_whole(html: str) -> bool:
    """Whether markup ends where no tag, comment or raw text is open."""
    end = 0
    for token in tokens(html):
        end = token.end
    return end == len(html)


def _comment(html: str, at: int, *, is_unsure: bool) -> Token | None:
    if is_unsure and html.startswith("<![CDATA[", at):
        return None
    if not html.startswith("<!--", at):
        return _bogus(html, at)
    for empty in ("<!-->", "<!--->"):
        if html.startswith(empty, at):
            return Token(at, at + len(empty), "!")
    end = _END_OF_COMMENT.search(html, at + 4)
    return Token(at, end.end(), "!") if end else None


def _bogus(html: str, at: int) -> Token | None:
    end = html.find(">", at + 2)
    return Token(at, end + 1, "!") if end >= 0 else None


def _until(html: str, sign: str, at: int) -> int:
    end = html.find(sign, at)
    return len(html) if end < 0 else end
