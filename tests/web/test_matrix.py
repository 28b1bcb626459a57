"""Who may do what: every route there is, asked by everybody there is.

A new route needs a row here: who may use it. Anybody may, or somebody with a role (in the glossary of the address),
or whoever has signed in on the pages, or is known at all, or the proposer alone; strangers may send the forms by which
one signs in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from api import sessions
from glossary import Glossary, Role, Wish
from glossary import Who as WhoAsks
from tests.web.support import NEEDED, ROLES, Watch, bearer, glossaries

Who = Role | Literal["anybody", "each their own", "signed in", "form", "known", "proposer"]

READING: Mapping[Who, str] = {
    "anybody": """
        api-docs.openapi_json assets.asset assets.favicon citations.cite concepts.concept concepts.concepts
        concepts.diff concepts.revision concepts.revisions editions.changes editions.edition editions.edition_concept
        editions.edition_concepts editions.errata exchange.export feeds.changes_atom feeds.changes_json
        glossaries.checkpoint glossaries.editions glossaries.glossary glossaries.list_glossaries glossaries.log
        identifiers.identifier identifiers.markdown identifiers.text manual.docs mementos.timemap operations.healthz
        operations.readyz pages.about pages.browse pages.changes pages.compare pages.edition pages.edition_changes
        pages.edition_errata pages.editions pages.entrance pages.entry pages.glossary pages.home pages.search
        pages.search_all pages.timeline problems.all_problems problems.problem search.search search.suggest search.terms
        signing_in.set_password signing_in.sign_in openid.back openid.start
        behind.behind identifiers.linked_data embed.frame oembed.oembed sitemaps.index sitemaps.sitemap
        crawlers.robots crawlers.llms word_lists.forms word_lists.told_concept script.scripts script.pinned
        script.latest pages.embed stopping.ask desk.back
    """,
    "each their own": "desk.propose desk.proposal desk.edit",
    "known": "proposals.queue proposal_feeds.proposals_atom proposal_feeds.proposals_json",
    "reviewer": "proposals.proposal impact.impact desk.desk",
    "signed in": "account.account",
    "editor": "glossaries.missed_forms desk.draft_editions desk.restore desk.concept desk.grade desk.end",
    "administrator": "desk.settings desk.redact audit.audit webhooks.webhooks webhooks.webhook webhooks.deliveries",
}
WRITING: Mapping[tuple[str, str], Who] = {
    ("account.change_password", "POST"): "signed in",
    ("account.end_sessions", "POST"): "signed in",
    ("account.make_key", "POST"): "signed in",
    ("account.revoke_key", "POST"): "signed in",
    ("annotations.annotate", "POST"): "anybody",
    ("annotations.check", "POST"): "anybody",
    ("concepts.confirm", "POST"): "editor",
    ("concepts.grade", "POST"): "editor",
    ("concepts.merge", "POST"): "editor",
    ("concepts.put_concept", "PUT"): "editor",
    ("concepts.restore", "POST"): "editor",
    ("concepts.retire", "POST"): "editor",
    ("desk.act", "POST"): "reviewer",
    ("desk.confirm", "POST"): "editor",
    ("desk.edited", "POST"): "proposer",
    ("desk.ended", "POST"): "editor",
    ("desk.graded", "POST"): "editor",
    ("desk.open", "POST"): "form",
    ("desk.preview", "POST"): "anybody",
    ("desk.put_edition", "POST"): "editor",
    ("desk.redacted", "POST"): "administrator",
    ("desk.restored", "POST"): "editor",
    ("desk.send", "POST"): "anybody",
    ("desk.settled", "POST"): "administrator",
    ("editions.publish", "POST"): "editor",
    ("editions.put_edition", "PUT"): "editor",
    ("glossaries.draft_edition", "POST"): "editor",
    ("glossaries.put_glossary", "PUT"): "administrator",
    ("proposals.accept", "POST"): "reviewer",
    ("proposals.comment", "POST"): "reviewer",
    ("proposals.edit", "PATCH"): "proposer",
    ("proposals.propose", "POST"): "anybody",
    ("proposals.purge", "DELETE"): "administrator",
    ("proposals.rebase", "POST"): "reviewer",
    ("proposals.reject", "POST"): "reviewer",
    ("proposals.request_changes", "POST"): "reviewer",
    ("proposals.withdraw", "POST"): "proposer",
    ("search.lookup", "POST"): "anybody",
    ("signing_in.set_password", "POST"): "form",
    ("signing_in.sign_in", "POST"): "form",
    ("signing_in.sign_out", "POST"): "form",
    ("stopping.stop", "POST"): "anybody",
    ("webhooks.make_webhook", "POST"): "administrator",
    ("webhooks.new_secret", "POST"): "administrator",
    ("webhooks.remove_webhook", "DELETE"): "administrator",
    ("webhooks.replay", "POST"): "administrator",
    ("webhooks.test", "POST"): "administrator",
}
ROWS = {(name, "GET"): who for who, names in READING.items() for name in names.split()} | dict(WRITING)
CHANGES_NOTHING = {("annotations.annotate", "POST"), ("annotations.check", "POST"), ("search.lookup", "POST")}
CHANGES_NOTHING |= {("desk.preview", "POST")}
LEADS_TO_SIGN_IN = {"desk.desk", "desk.draft_editions", "desk.restore", "desk.settings"}
LEADS_TO_SIGN_IN |= {"desk.concept", "desk.end", "desk.grade", "desk.redact"}
NEEDS_NO_SESSION = CHANGES_NOTHING | {("stopping.stop", "POST")}
ENDS: Mapping[tuple[str, str], Callable[[Asker], bool]] = {
    ("signing_in.sign_out", "POST"): lambda asker: asker.has_session,
    ("proposals.purge", "DELETE"): lambda asker: True,
}
IDS = {
    "asset": "style.css",
    "code": "not-found",
    "concept": "hallucination",
    "edition": "ai-forum-2025-06-18",
    "glossary": "ai-finance",
    "language": "ja",
    "number": 1,
    "revision": 1,
    "token": "0",
    "version": "1.0.0",
    "webhook": "wh-0",
}


class Asker:
    """Somebody who asks: with a key or in a session, which may have sent its token or not."""

    def __init__(self, app: Flask, name: str, role: Role | None, key: str = "", secret: str = "") -> None:
        self.app, self.name, self.role, self.secret = app, name, role, secret
        self.headers = bearer(key) if key else {}

    @property
    def has_session(self) -> bool:
        """Whether this one comes in a session."""
        return bool(self.secret)

    def ask(self, address: str, method: str, with_token: bool = True) -> TestResponse:
        """What the service answers when nothing more is sent."""
        return self._browser().open(address, method=method, headers=self._headers(with_token), buffered=True)

    def may(self, who: Who) -> bool:
        """Whether a row lets this one in."""
        if who in ("anybody", "each their own", "form"):
            return True
        if who == "signed in":
            return bool(self.secret)
        if who in ("known", "proposer"):
            return who == "known" and self.name != "nobody"
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(who)

    def _browser(self) -> FlaskClient:
        web = self.app.test_client()
        if self.secret:
            web.set_cookie("taiyaku-session", self.secret)
        return web

    def _headers(self, with_token: bool) -> dict[str, str]:
        if not self.secret or not with_token:
            return self.headers
        with self.app.test_request_context(headers={"Cookie": f"taiyaku-session={self.secret}"}):
            return {"X-CSRF-Token": sessions.token()}


@pytest.fixture
def askers(app: Flask) -> list[Asker]:
    """Everybody there is: nobody, each role by key and by session, and the administrator of another glossary."""
    house = glossaries(app)
    _propose(house["ai-finance"])
    house.make(house["ai-finance"].settings().__class__(id="law", title={"ja": "法律"}), house.house())
    askers = [Asker(app, "nobody", None)]
    for role in ROLES:
        askers.append(Asker(app, f"{role} by key", role, key=house.make_key(role, role)[1]))
        askers.append(Asker(app, f"{role} in a session", role, secret=_session(app, role)))
    elsewhere = house.make_key("elsewhere", "administrator", "law")[1]
    askers.append(Asker(app, "administrator of another glossary by key", None, key=elsewhere))
    secret = _session(app, "elsewhere")
    [account] = [each for each in house.accounts.all() if each.name == "elsewhere"]
    house.accounts.give_role(account.person, "administrator", "law")
    return [*askers, Asker(app, "administrator of another glossary in a session", None, secret=secret)]


def _propose(opened: Glossary) -> None:
    """Proposal 1, made by somebody without a key; its wording is what stands already, so that it can be sent alone."""
    head = opened.concept("prompt").revision
    wish = Wish(kind="retirement", concept="prompt", base=head.number, rationale="重複", source="https://example.jp")
    opened.desk.propose(wish, WhoAsks())


def _session(app: Flask, name: str) -> str:
    role: Any = name if name in ROLES else "reader"
    return glossaries(app).sessions.sign_in_from("https://id.example", name, name, role)


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every route with every method it takes."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def address(app: Flask, rule: Rule) -> str:
    """An address of a route, with ids that exist and the parameters that it needs."""
    with app.test_request_context():
        places: dict[str, Any] = {name: IDS[name] for name in rule.arguments} | NEEDED.get(rule.endpoint, {})
        return app.url_for(rule.endpoint, **places)


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    there = {(rule.endpoint, method) for rule, method in routes(app)}
    assert (there - ROWS.keys(), ROWS.keys() - there) == (set(), set())


def test_everybody_may_do_what_their_row_says_and_no_more(app: Flask, askers: list[Asker], watch: Watch) -> None:
    wrong = []
    for rule, method in routes(app):
        row, where = ROWS[rule.endpoint, method], address(app, rule)
        for asker in askers:
            if asker.may(row) and ENDS.get((rule.endpoint, method), _never)(asker):
                continue  # it does what it says, and there would be nothing left for the others
            answer = asker.ask(where, method)
            if _let_in(answer, row) is not asker.may(row):
                wrong.append((rule.endpoint, method, asker.name, answer.status_code))
    assert wrong == []
    watch.nothing_is_lost()


def test_no_session_changes_anything_without_its_token(app: Flask, askers: list[Asker], watch: Watch) -> None:
    taken = []
    for rule, method in routes(app):
        if method == "GET" or (rule.endpoint, method) in NEEDS_NO_SESSION:
            continue
        for asker in (each for each in askers if each.secret):
            answer = asker.ask(address(app, rule), method, with_token=False)
            if answer.status_code != 403 or "forged-request" not in answer.get_data(as_text=True):
                taken.append((rule.endpoint, method, asker.name, answer.status_code))
    assert taken == []
    watch.nothing_is_lost()


def test_who_may_not_is_told_why(app: Flask, askers: list[Asker]) -> None:
    for rule, method in routes(app):
        row = ROWS[rule.endpoint, method]
        for asker in askers:
            if row in ROLES and not asker.may(row):
                unknown = 303 if rule.endpoint in LEADS_TO_SIGN_IN else 401
                expected = unknown if asker.name == "nobody" else 403
                assert asker.ask(address(app, rule), method).status_code == expected, (rule.endpoint, asker.name)


def test_what_anybody_may_read_is_the_same_for_everybody(app: Flask, askers: list[Asker]) -> None:
    for rule, method in routes(app):
        if ROWS[rule.endpoint, method] == "anybody" and method == "GET" and not rule.endpoint.startswith("signing_in"):
            where = address(app, rule)
            first = askers[0].ask(where, "GET")
            assert first.status_code in (200, 302, 303, 404), where
            for asker in askers[1:]:
                told = asker.ask(where, "GET")
                assert (told.status_code, told.headers.get("ETag")) == (first.status_code, first.headers.get("ETag"))


def _never(_asker: Asker) -> bool:
    return False


def _let_in(answer: TestResponse, row: Who) -> bool:
    """Whether an answer comes from behind the door: whatever it says of what was sent."""
    if row == "form":
        return answer.status_code in (303, 403) and "forged-request" not in answer.get_data(as_text=True)
    if row == "signed in":
        return "/-/sign-in" not in answer.headers.get("Location", "") or "done=" in answer.headers["Location"]
    return answer.status_code not in (401, 403) and "/-/sign-in" not in answer.headers.get("Location", "")
