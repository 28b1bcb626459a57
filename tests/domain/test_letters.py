"""Letters reach proposers and reviewers in their language, through a real mail server, and nobody else."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from glossary import Glossaries, Glossary, InvalidContent, Proposer, Telling, Who, Wish, errors
from glossary.model import Settings
from glossary.people import Identity
from glossary.telling import Teller
from glossary.telling.letters import is_address, plain
from glossary.telling.patience import ATTEMPTS
from glossary.telling.values import Post
from tests.conftest import Clock
from tests.support import draft

BASE = "https://terms.example.jp"
YAMADA = Proposer(name="山田花子", contact="yamada@example.jp")


class Office:
    """What a mail server was handed; `refuses` lets it say no."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.to: list[list[str]] = []
        self.refuses: str | None = None

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - so in aiosmtpd
        """Take a letter."""
        if self.refuses:
            return self.refuses
        self.raw.append(envelope.content)
        self.to.append(envelope.rcpt_tos)
        return "250 OK"

    @property
    def letters(self) -> list[EmailMessage]:
        """The letters as a mail program reads them."""
        return [message_from_bytes(each, policy=policy.default) for each in self.raw]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def settings(office: Office) -> Iterator[Telling]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    yield Telling(
        base_url=BASE, post=Post(host="127.0.0.1", port=port, sender="用語集係 <terms@example.jp>", starttls=False)
    )
    controller.stop()


@pytest.fixture
def teller(house: Glossaries, trial: Glossary, settings: Telling) -> Teller:
    """A teller that has looked at what is there already."""
    found = house.teller(settings)
    propose(trial, "before")
    assert found.once() == 0
    return found


def propose(glossary: Glossary, concept: str = "agent", proposer: Proposer = YAMADA, who: Who | None = None) -> int:
    wish = Wish(
        concept=concept,
        draft=draft(concept, f"{concept}という自律的に動くもの。"),
        rationale="必要。",
        source="https://example.jp/",
    )
    return glossary.desk.propose(wish, who or Who(), proposer).file.proposal.number


def reviewer(
    house: Glossaries, name: str = "審査 太郎", address: str = "shinsa@example.jp", language: str = "ja"
) -> Who:
    made, _ = house.make_key(name, "reviewer")
    held = house.keys()
    [person] = [key.person for key in held if key.id == made]
    house.wishes.reach(person, address, language, "p-admin")
    return Who(identity=Identity(person=person, role="reviewer"))


def read(letter: EmailMessage) -> str:
    content: str = letter.get_content()
    return content.replace("\r\n", "\n")


def test_a_proposer_is_told_in_japanese_that_the_proposal_was_not_accepted_and_why(
    house: Glossaries, trial: Glossary, teller: Teller, office: Office
) -> None:
    number = propose(trial)
    trial.desk.reject(number, reviewer(house), "no_source", "出典をご確認ください。\n第2章です。")
    assert teller.once() == 1
    [letter] = office.letters
    assert office.to == [["yamada@example.jp"]]
    assert letter["Subject"] == f"【試し】ご提案（第{number}号）は不採用となりました"
    assert letter["From"] == "用語集係 <terms@example.jp>"
    assert b"=?utf-8?" in office.raw[0].split(b"\r\n\r\n")[0]
    assert office.raw[0].isascii()
    assert "山田花子　様" in read(letter)
    assert "> 出典をご確認ください。\n> 第2章です。" in read(letter)
    assert f"{BASE}/ja/trial/-/proposals/{number}" in read(letter)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Please" not in read(letter)


def test_a_proposer_is_told_in_english_where_they_read_english(
    house: Glossaries, trial: Glossary, teller: Teller, office: Office
) -> None:
    number = propose(trial)
    person = trial.desk.events(after=number - 1)[0].person
    assert person
    house.wishes.reads(person, "en")
    trial.desk.request_changes(number, reviewer(house), "Please add a source.")
    teller.once()
    [letter] = office.letters
    assert letter["Subject"] == f"[Trial] Please revise your proposal {number}"
    assert letter["Content-Language"] == "en"
    assert "> Please add a source." in read(letter)
    assert f"{BASE}/en/trial/-/proposals/{number}" in read(letter)


def test_reviewers_get_one_letter_for_many_proposals_each_in_their_language(
    house: Glossaries, trial: Glossary, teller: Teller, office: Office, clock: Clock
) -> None:
    reviewer(house)
    english = reviewer(house, "Ann", "ann@example.com", "en")
    for concept in ("a", "b", "c"):
        number = propose(trial, concept)
        trial.desk.comment(number, english, "Interesting.")
    assert teller.once() == 0
    clock.advance(minutes=16)
    assert teller.once() == 2
    told = {to[0]: letter for to, letter in zip(office.to, office.letters, strict=True)}
    assert told["shinsa@example.jp"]["Subject"] == "【試し】審査をお待ちの提案（3件）"
    assert told["ann@example.com"]["Subject"] == "[Trial] Proposals to review: 3"
    for name in ("a", "b", "c"):
        assert f": {name} (new concept): proposed" in read(told["ann@example.com"])
    clock.advance(days=2)
    assert teller.once() == 0


def test_what_was_decided_meanwhile_is_not_in_the_reviewers_letter(
    house: Glossaries, trial: Glossary, teller: Teller, office: Office, clock: Clock
) -> None:
    who = reviewer(house)
    trial.desk.reject(propose(trial, proposer=Proposer()), who, "spam", "宣伝。")
    clock.advance(hours=1)
    assert teller.once() == 0
    assert office.raw == []


@pytest.mark.parametrize(
    "contact",
    ["not an address", "a@example.jp\r\nBcc: victim@example.com", "a@example.jp, b@example.jp", "<a@example.jp>",
     "a@example.jp\nSubject: x", "a b@example.jp", "a@localhost", "@example.jp", "a@例え.jp", "tel:03", "a@[127.0.0.1]",
     "a@example.jp\x00", "a@" + "b" * 250 + ".jp", "a..b@example.jp", ".a@example.jp", "a.@example.jp",
     "a@-example.jp", "a@example-.jp", "a@example..jp", "a@" + "b" * 64 + ".jp", "a" * 65 + "@example.jp"],
)  # fmt: skip
def test_what_is_not_one_plain_address_gets_no_letter(contact: str) -> None:
    assert not is_address(contact)


def test_nothing_that_people_write_becomes_a_header(
    house: Glossaries, trial: Glossary, teller: Teller, office: Office
) -> None:
    evil = "悪\r\nBcc: victim@example.com\r\n\r\n<b>"
    settings: Settings = trial.settings()
    assert "\n" not in plain(evil)
    assert plain("a\u2028b\u0085c\x00d") == "a b c d"
    number = propose(trial, proposer=Proposer(name="山田", contact="yamada@example.jp"))
    trial.desk.reject(number, reviewer(house), "other", "Subject: x\nBcc: victim@example.com\n.\nQUIT")
    assert settings.title
    teller.once()
    [letter] = office.letters
    assert letter["Bcc"] is None
    assert office.to == [["yamada@example.jp"]]
    assert "> Bcc: victim@example.com\n> .\n> QUIT" in read(letter)


def test_who_wants_no_letters_gets_none(house: Glossaries, trial: Glossary, teller: Teller, office: Office) -> None:
    who = reviewer(house)
    trial.desk.reject(propose(trial), who, "other", "理由。")
    teller.once()
    stop = str(office.letters[0]["List-Unsubscribe"]).strip("<>")
    assert stop in read(office.letters[0])
    assert stop.startswith(f"{BASE}/letters/stop/")
    token = stop.rpartition("/")[2]
    assert house.wishes.is_known(token)
    assert house.wishes.stop(token)
    assert not house.wishes.stop("0" * 40)
    with house._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM mail_wishes WHERE stopped_at IS NOT NULL").scalar() == 1


def test_a_letter_that_cannot_be_handed_in_is_tried_again(
    house: Glossaries, trial: Glossary, teller: Teller, office: Office, clock: Clock
) -> None:
    trial.desk.reject(propose(trial), reviewer(house), "other", "理由。")
    office.refuses = "451 later"
    assert (teller.once(), teller.once(), office.raw) == (1, 0, [])
    office.refuses = None
    clock.advance(minutes=1)
    assert (teller.once(), len(office.raw), teller.once()) == (1, 1, 0)


def test_an_address_that_no_letter_can_have_keeps_no_other_letter_back(
    house: Glossaries, trial: Glossary, teller: Teller, office: Office
) -> None:
    who = reviewer(house)
    for name, contact in (("a", "one@example.jp"), ("b", "two..dots@example.jp"), ("c", "three@example.jp")):
        trial.desk.reject(propose(trial, name, Proposer(contact=contact)), who, "other", "理由。")
    assert teller.once() == 2
    assert sorted(to for [to] in office.to) == ["one@example.jp", "three@example.jp"]


def test_letters_that_were_given_up_can_be_asked_again(
    house: Glossaries, trial: Glossary, teller: Teller, office: Office, clock: Clock
) -> None:
    trial.desk.reject(propose(trial), reviewer(house), "other", "理由。")
    office.refuses = "554 never"
    for _ in range(ATTEMPTS):
        teller.once()
        clock.advance(days=2)
    [dead] = house.wishes.unsent()
    assert (dead.state, dead.attempts, dead.kind) == ("dead", ATTEMPTS, "rejected")
    office.refuses = None
    assert (teller.once(), house.wishes.send_again(house.house()), teller.once()) == (0, 1, 1)
    assert office.to == [["yamada@example.jp"]]
    assert (house.wishes.unsent(), house.wishes.send_again(house.house())) == ([], 0)
    assert [each.action for each in house.audit(limit=1)] == ["mail-replayed"]


def test_spam_makes_no_letter_to_whomever_it_named(
    house: Glossaries, trial: Glossary, teller: Teller, office: Office
) -> None:
    trial.desk.reject(
        propose(trial, proposer=Proposer(contact="victim@example.com")), reviewer(house), "spam", "宣伝。"
    )
    assert teller.once() == 0
    assert office.raw == []


def test_letters_wait_for_a_server_that_is_away(house: Glossaries, trial: Glossary, clock: Clock) -> None:
    away = house.teller(Telling(post=Post(host="127.0.0.1", port=9, sender="terms@example.jp", starttls=False)))
    away.once()
    trial.desk.reject(propose(trial), reviewer(house), "other", "理由。")
    assert (away.once(), away.once()) == (1, 0)
    clock.advance(minutes=1)
    assert away.once() == 1


def test_a_person_who_is_erased_and_a_proposal_that_is_purged_make_no_letter(
    house: Glossaries, trial: Glossary, teller: Teller, office: Office, clock: Clock
) -> None:
    who = reviewer(house)
    first, second = propose(trial, "a"), propose(trial, "b")
    for number in (first, second):
        trial.desk.reject(number, who, "other", "理由。")
    person = trial.desk.events(after=1)[0].person
    assert person
    house.erase_person(person, "p-admin")
    trial.desk.purge(second, "p-admin")
    assert teller.once() == 0
    clock.advance(hours=1)
    assert teller.once() == 0
    assert office.raw == []
    with house._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM mails").scalar() == 0


def test_a_wrong_address_or_person_is_refused(house: Glossaries) -> None:
    person = house.house()
    with pytest.raises(InvalidContent):
        house.wishes.reach(person, "nowhere", None, "p-admin")
    with pytest.raises(errors.PersonNotFound):
        house.wishes.reach("p-nobody", "a@example.jp", None, "p-admin")
    house.wishes.reach(person, None, None, "p-admin")
    assert json.dumps([each.action for each in house.audit()]) == '["mail-set"]'


def test_a_letter_names_the_term_that_a_proposal_would_change(
    house: Glossaries, trial: Glossary, teller: Teller, office: Office
) -> None:
    trial.put(draft("agent"), "p-editor", None)
    wish = Wish(
        concept="agent", draft=draft("agent", "別の定義。"), base=1, rationale="必要。", source="https://example.jp/"
    )
    trial.desk.propose(wish, Who(), YAMADA)
    trial.desk.reject(2, reviewer(house), "no_source", "出典をご確認ください。")
    teller.once()
    assert "用語agent" in read(office.letters[0])
