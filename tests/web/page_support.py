"""What the tests of pages share: every page there is, and a page as a reader, a browser and a program see it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from glossary import Role
from tests.web.support import glossaries

EDITION = "ai-forum-2025-06-18"
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
OF_A_GLOSSARY = [
    "",
    "generative-ai",
    "llm",
    "hallucination?view=ja&calendar=japanese",
    "llm?view=en",
    "llm?as_of=2025-07-01",
    f"llm?edition={EDITION}",
    "llm?revision=1",
    "-/search",
    f"-/search?q={quote('言語モデル')}",
    "-/search?q=zzzzzz",
    "-/search?q=AI&in=all&subject=tech",
    "-/browse",
    "-/browse?by=en",
    "-/browse?subject=risk",
    f"-/browse?heading={quote('か')}&by=ja",
    "-/browse?as_of=2025-07-01",
    f"-/browse?edition={EDITION}",
    "-/compare",
    f"-/compare?a=traditional-ai&b={quote('生成AI')}",
    "-/timeline",
    "-/timeline?concept=llm",
    "-/changes",
    "-/changes?concept=llm",
    "-/changes?concept=llm&from=1",
    "-/changes?concept=llm&form=table",
    "-/editions",
    f"-/editions/{EDITION}",
    f"-/editions/{EDITION}/changes",
    f"-/editions/{EDITION}/errata",
    "-/about",
    "-/embed",
    "-/embed?concept=hallucination",
    "-/embed?concept=llm&show=en&theme=dark&size=full&wording=notify&named=no",
]
LANGUAGES = ("ja", "en")
VOID = {"meta", "link", "img", "input", "br", "wbr", "hr"}


def pages(language: str) -> list[str]:
    """Every kind of page, in one language."""
    return [f"/{language}/", *(f"/{language}/ai-finance/{rest}" for rest in OF_A_GLOSSARY)]


class Seen(NamedTuple):
    """A text that people see or hear, in the language it is marked as, and inside which elements it stands."""

    text: str
    language: str
    inside: tuple[str, ...]


class Page(HTMLParser):
    """A page: its elements, its links, and all that it says, by language."""

    HEARD = ("aria-label", "placeholder", "alt", "title", "data-done", "data-count", "content")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.seen: list[Seen] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element, what it leads to and what it says."""
        named = {name: value or "" for name, value in attrs}
        self.elements.append((tag, named))
        self.ids += [named["id"]] if "id" in named else []
        self.links += [
            named[name] for each, name in (("a", "href"), ("form", "action")) if each == tag and name in named
        ]
        language = named.get("lang", self._open[-1][1] if self._open else "")
        for name in self.HEARD:
            if tag != "link" and name in named and not (name == "content" and named.get("name") != "description"):
                self.seen.append(Seen(named[name], language, (*self._path(), tag)))
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those left open within it."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        if data.strip() and self._open:
            self.seen.append(Seen(data.strip(), self._open[-1][1], self._path()))

    def _path(self) -> tuple[str, ...]:
        return tuple(tag for tag, _ in self._open)


def read(web: FlaskClient, address: str, status: int = 200) -> str:
    """A page as a browser asks for it."""
    return answered(web, address, status).get_data(as_text=True)


def answered(web: FlaskClient, address: str, status: int = 200) -> TestResponse:
    """The answer to a browser, which must be a page."""
    response = web.get(address, headers=HTML)
    assert (response.status_code, response.mimetype) == (status, "text/html"), response.get_data(as_text=True)[:300]
    return response


class Form(HTMLParser):
    """What a browser would send of a form as it stands."""

    def __init__(self, html: str, action: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self._area = self._select = ""
        within = re.search(rf'<form[^>]*action="{re.escape(action)}(?:#\w+)?".*?</form>', html, re.DOTALL)
        assert within, action
        self.feed(within.group())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what is filled in."""
        named = {name: value or "" for name, value in attrs}
        ticked = named.get("type") not in ("checkbox", "radio") or "checked" in named
        if tag == "input" and ticked and "name" in named:
            self.said[named["name"]] = named["value"]
        elif tag == "textarea":
            self._area = named["name"]
            self.said[self._area] = ""
        elif tag == "select":
            self._select = named["name"]
        elif tag == "option" and "selected" in named:
            self.said[self._select] = named["value"]

    def handle_endtag(self, tag: str) -> None:
        """Leave a text."""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if self._area:
            self.said[self._area] += data


def signed_in(app: Flask, name: str, role: Role = "editor") -> FlaskClient:
    """The browser of somebody with a role."""
    web = app.test_client()
    web.set_cookie("taiyaku-session", glossaries(app).sessions.sign_in_from("https://id.example", name, name, role))
    return web


def seen(answer: TestResponse) -> str:
    """What a page says, and that it is kept by nobody."""
    assert answer.mimetype == "text/html"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    return answer.text
