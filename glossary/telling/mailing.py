"""Letters by e-mail: to proposers when their proposal is decided, to reviewers when proposals come, gathered."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from sqlalchemy import Connection, Row

from glossary import store
from glossary.calling import terms_of
from glossary.i18n import nearest_language
from glossary.proposals import Event, Proposal
from glossary.store import Database, Reached, Reader, Writer
from glossary.telling import letters
from glossary.telling.letters import Letter
from glossary.telling.patience import ATTEMPTS, next_wait
from glossary.telling.values import Outcome, Post, Telling
from glossary.times import Clock, micros

DIGEST_WAIT = 15 * 60 * 1_000_000
_TO_PROPOSERS = ("changes_requested", "accepted", "rejected")
_TO_REVIEWERS = ("proposed", "edited", "commented", "step_taken", "rebased", "withdrawn")
_AT_ONCE, _BATCH, _SECONDS, _SECOND = 50, 200, 10.0, 1_000_000
_TLS_PORT = 465
_FAILURES = (OSError, smtplib.SMTPException, ValueError)


class Mailing:
    """Makes letters of events, and hands them in where the settings say; without such a place, nothing is made."""

    def __init__(self, database: Database, clock: Clock, settings: Telling) -> None:
        self._database, self._clock, self._settings = database, clock, settings

    def once(self) -> int:
        """Make letters of what is new, and hand in what is due; how many were tried."""
        post = self._settings.post
        if post is None:
            return 0
        self.pull()
        due = self._due()
        if not due:
            return 0
        try:
            with handed_in(post) as server:
                return sum(self._sent(server, post, mail) for mail in due)
        except _FAILURES:
            for mail in due:
                self._note(mail, arrived=False)
            return len(due)

    def pull(self) -> None:
        """Put on their way the letters of all events that are new."""
        with self._database.reading() as connection:
            found = store.unmailed(connection)
        for glossary, _ in found:
            with self._database.writing() as connection:
                self._pulled(Writer(connection, glossary, micros(self._clock())), dict(found)[glossary])

    def _pulled(self, writer: Writer, seen: int | None) -> None:
        connection, glossary = writer.connection, writer.glossary
        if seen is None:  # letters begin when there is somewhere to hand them in, not with old proposals
            store.keep_mailed(connection, glossary, store.last_event(connection, glossary))
            return
        events = store.events_after(connection, glossary, seen, _BATCH)
        for event in events:
            self._addressed(connection, event)
        store.keep_mailed(connection, glossary, events[-1].number if events else seen)

    def _addressed(self, connection: Connection, event: Event) -> None:
        now = micros(self._clock())
        if event.kind in _TO_PROPOSERS and not _is_spam(event):
            found = store.proposal(connection, event.glossary, event.proposal)
            if found and found.person != event.person:
                store.add_mail(connection, event.glossary, found.person, event.kind, event.number, now)
        elif event.kind in _TO_REVIEWERS:
            for person in store.reviewers(connection, event.glossary, now):
                if person != event.person:
                    store.add_to_digest(connection, event.glossary, person, event.number, now + DIGEST_WAIT)

    def _due(self) -> list[Row[Any]]:
        with self._database.reading() as connection:
            return list(store.due_mails(connection, micros(self._clock()), _AT_ONCE))

    def _sent(self, server: smtplib.SMTP, post: Post, mail: Row[Any]) -> bool:
        """Whether a letter was tried; one that has nothing to say, or nobody to say it to, is forgotten."""
        try:
            message = self._written(post, mail)
            if message is None:
                self._forget(mail)
                return False
            server.send_message(message)
        except smtplib.SMTPServerDisconnected:
            raise
        except _FAILURES:  # of this letter alone: the others that are due do not wait for it
            self._note(mail, arrived=False)
        else:
            self._note(mail, arrived=True)
        return True

    def _forget(self, mail: Row[Any]) -> None:
        with self._database.writing() as connection:
            store.drop_mail(connection, mail)

    def _written(self, post: Post, mail: Row[Any]) -> EmailMessage | None:
        with self._database.writing() as connection:
            to = store.reached(connection, mail.person)
        if to is None or to.stopped or not letters.is_address(to.contact):
            return None
        letter = self._letter(to, mail)
        return letters.written(letter, post.sender, self._clock()) if letter.news else None

    def _letter(self, to: Reached, mail: Row[Any]) -> Letter:
        with self._database.reading() as connection:
            reader, news = Reader(connection, mail.glossary), list(_news(connection, mail))
            settings, called = reader.settings(), terms_of(reader, (proposal.concept for _, proposal in news))
        language = nearest_language([to.language or settings.source_language])
        return Letter(
            to=to,
            settings=settings,
            kind=mail.kind,
            news=news,
            base=self._settings.base_url,
            language=language,
            called=called,
        )

    def _note(self, mail: Row[Any], arrived: bool) -> None:
        attempts = mail.attempts + 1
        if arrived:
            self._forget(mail)
            return
        wait = int(next_wait(attempts, Outcome()) * _SECOND)
        state = "dead" if attempts >= ATTEMPTS else "pending"
        with self._database.writing() as connection:
            store.change_mail(connection, mail, attempts=attempts, state=state, next_at=micros(self._clock()) + wait)


@contextmanager
def handed_in(post: Post) -> Iterator[smtplib.SMTP]:
    """The place where letters are handed in, opened as the settings say."""
    context = ssl.create_default_context()
    if post.port == _TLS_PORT:
        opened: smtplib.SMTP = smtplib.SMTP_SSL(post.host, post.port, timeout=_SECONDS, context=context)
    else:
        opened = smtplib.SMTP(post.host, post.port, timeout=_SECONDS)
    with opened as server:
        if post.starttls and post.port != _TLS_PORT:
            server.starttls(context=context)
        if post.user and post.password:
            server.login(post.user, post.password)
        yield server


def _news(connection: Connection, mail: Row[Any]) -> Iterator[tuple[Event, Proposal]]:
    """What a letter tells: one event, or the newest of each proposal that still waits for somebody."""
    events = store.events_after(connection, mail.glossary, mail.first - 1, mail.last - mail.first + 1)
    if mail.kind != "digest":
        events = [each for each in events if each.number == mail.first]
    told = events if mail.kind != "digest" else [each for each in events if _concerns(each, mail.person)]
    for event in {each.proposal: each for each in told}.values():
        found = store.proposal(connection, mail.glossary, event.proposal)
        if found and (mail.kind != "digest" or found.pending):
            yield event, found


def _is_spam(event: Event) -> bool:
    """Whether an author is told nothing: they may have named the address of somebody who never wrote here."""
    return event.body.get("reason") == "spam"


def _concerns(event: Event, person: str) -> bool:
    return event.kind in _TO_REVIEWERS and event.person != person
