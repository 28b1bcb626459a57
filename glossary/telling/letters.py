"""The letters themselves, in the language of who reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from glossary.comparison import other_named
from glossary.i18n import N_, translate
from glossary.labels import EVENT_KINDS, PROPOSAL_KINDS, REJECT_REASONS
from glossary.model import Settings, Value
from glossary.proposals import Event, Proposal
from glossary.store import Reached

MOST_LISTED = 50
_ATOM, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(\.{_ATOM})*@(?=.{{4,190}}\Z){_LABEL}(\.{_LABEL})+", re.ASCII)
_SUBJECTS = {
    "accepted": N_("[{title}] Your proposal {number} has been accepted"),
    "rejected": N_("[{title}] Your proposal {number} was not accepted"),
    "changes_requested": N_("[{title}] Please revise your proposal {number}"),
    "digest": N_("[{title}] Proposals to review: {count}"),
}
_OPENINGS = {
    "accepted": N_("Thank you for your proposal {number} ({kind}: {concept}). It has been accepted."),
    "rejected": N_("Thank you for your proposal {number} ({kind}: {concept}). After review it was not accepted."),
    "changes_requested": N_(
        "Thank you for your proposal {number} ({kind}: {concept}). The reviewers ask you to revise it."
    ),
}
_ASIDE = {
    "changes_requested": N_("You can edit the proposal on its page and send it again."),
}


class Letter(Value, frozen=True, kw_only=True):
    """What a letter is made of: to whom, about which proposals, and where they are read.

    `called` has the terms of the concepts of the glossary that these are about, by id and language.
    """

    to: Reached
    settings: Settings
    kind: str
    news: Sequence[tuple[Event, Proposal]]
    base: str
    language: str
    called: dict[str, dict[str, str]] = {}

    def say(self, message: str, **facts: object) -> str:
        """A text in the reader's language."""
        return translate(self.language, message, **facts)

    @property
    def title(self) -> str:
        """The name of the glossary in the reader's language where it has one."""
        titles = self.settings.title
        return titles.get(self.language) or next(iter(titles.values()))


def is_address(contact: str | None) -> bool:
    """Whether what somebody left is one plain e-mail address, and nothing more."""
    return contact is not None and _ADDRESS.fullmatch(contact.strip()) is not None


def written(letter: Letter, sender: str, now: datetime) -> EmailMessage:
    """A letter as it is sent, in UTF-8 (RFC 5322, 2047, 3834, 8058)."""
    contact = (letter.to.contact or "").strip()
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["Subject"] = plain(_subject(letter))
    message["From"] = _sender(sender, letter.title)
    message["To"] = Address(addr_spec=contact)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = _message_id(letter, sender)
    message["Auto-Submitted"] = "auto-generated"
    for name, value in _unsubscribing(letter).items():
        message[name] = value
    message.set_content("\n".join(_lines(letter)), cte="base64")
    message["Content-Language"] = letter.language
    return message


def plain(text: str) -> str:
    """A text that fits on one line of a header: nothing in it can begin another."""
    kept = "".join(" " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each for each in text)
    return " ".join(kept.split())[:200]


def _subject(letter: Letter) -> str:
    number = letter.news[0][1].number
    return letter.say(_SUBJECTS[letter.kind], title=letter.title, number=number, count=len(letter.news))


def _lines(letter: Letter) -> list[str]:
    body = _listed(letter) if letter.kind == "digest" else _decided(letter)
    greeting = letter.say(N_("Dear {name},"), name=plain(letter.to.name)) if letter.to.name else ""
    return [*([greeting, ""] if greeting else []), *body, "", *_foot(letter)]


def _decided(letter: Letter) -> list[str]:
    event, proposal = letter.news[0]
    lines = [letter.say(_OPENINGS[letter.kind], **_facts(letter, proposal))]
    lines += [letter.say(_ASIDE[letter.kind])] if letter.kind in _ASIDE else []
    lines += _said(letter, event.body)
    lines += _where(letter, proposal)
    if letter.base and proposal.person:
        lines += [letter.say(N_("If you proposed without an account, open it by the link you were given then."))]
    return lines


def _said(letter: Letter, body: Mapping[str, str]) -> list[str]:
    """The reason and the words of the reviewer, to the letter."""
    reason, text = body.get("reason"), body.get("text") or body.get("remark")
    lines = []
    if reason:
        lines += ["", letter.say(N_("Reason: {reason}"), reason=letter.say(REJECT_REASONS[reason]))]
    if text:
        quoted = [f"> {line}" for line in text.splitlines()]
        lines += ["", letter.say(N_("From the reviewers:")), *quoted]
    return lines


def _listed(letter: Letter) -> list[str]:
    lines = [letter.say(N_("There is news of these proposals in “{title}”."), title=letter.title)]
    for event, proposal in letter.news[:MOST_LISTED]:
        facts = {**_facts(letter, proposal), "event": letter.say(EVENT_KINDS[event.kind])}
        lines += ["", letter.say(N_("- {number}: {concept} ({kind}): {event}"), **facts), *_where(letter, proposal)[1:]]
    left = len(letter.news) - MOST_LISTED
    return lines + (["", letter.say(N_("And {count} more."), count=left)] if left > 0 else [])


def _facts(letter: Letter, proposal: Proposal) -> dict[str, object]:
    kind = letter.say(PROPOSAL_KINDS[proposal.kind])
    concept = other_named(letter.called, proposal.concept, letter.language)
    return {"number": proposal.number, "concept": concept, "kind": kind}


def _where(letter: Letter, proposal: Proposal) -> list[str]:
    if not letter.base:
        return []
    return ["", f"{letter.base}/{letter.language}/{proposal.glossary}/-/proposals/{proposal.number}"]


def _foot(letter: Letter) -> list[str]:
    lines = ["-- ", letter.say(N_("This letter was sent automatically; answers to it are not read."))]
    if letter.base:
        lines += [letter.say(N_("To receive no more such letters: {address}"), address=stop_address(letter))]
    return lines


def stop_address(letter: Letter) -> str:
    """Where letters are stopped."""
    return f"{letter.base}/letters/stop/{letter.to.token}"


def _unsubscribing(letter: Letter) -> dict[str, str]:
    if not letter.base:
        return {}
    return {
        "List-Unsubscribe": f"<{stop_address(letter)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _sender(sender: str, title: str) -> Address:
    name, address = parseaddr(sender)
    return Address(display_name=plain(name or title), addr_spec=address)


def _message_id(letter: Letter, sender: str) -> str:
    """The same at every attempt, so that a letter sent twice is seen once."""
    event = letter.news[0][0]
    return f"<{event.glossary}.{event.number}.{letter.to.person}@{parseaddr(sender)[1].rpartition('@')[2]}>"
