"""Accounts, passwords, sessions and one-time links, in every kind of database."""

from __future__ import annotations

import cProfile
import pstats
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from glossary import Account, Glossaries, Glossary, InvalidContent, Lifetimes, Role, errors, identity_errors
from glossary.passwords import hashed, matches
from tests.conftest import Clock

SECRET = "長い合言葉でございます。ええ"
PASSWORD = f"{SECRET} yes 2026"
LASTING = Lifetimes(idle=timedelta(hours=2), longest=timedelta(hours=12))


@pytest.fixture
def yamada(house: Glossaries) -> Account:
    """Somebody with a password."""
    made = house.accounts.make("山田", "Yamada@example.jp", "editor")
    house.accounts.set_password_by_link(house.accounts.link(made.person), PASSWORD)
    return made


def actions(house: Glossaries) -> list[tuple[str, str]]:
    return [(each.action, each.subject) for each in reversed(house.audit(limit=200))]


def test_a_login_is_the_same_in_any_width_and_case(house: Glossaries, yamada: Account) -> None:
    for login in ("yamada@example.jp", "YAMADA@EXAMPLE.JP", " ｙamada＠example.jp "):
        assert house.sessions.sign_in(login, PASSWORD)


def test_a_login_is_given_once(house: Glossaries, yamada: Account) -> None:
    with pytest.raises(identity_errors.LoginTaken):
        house.accounts.make("別人", "ＹＡＭＡＤＡ@example.jp", "reader")
    with pytest.raises(identity_errors.LoginTaken):
        house.accounts.make("山田", "other", "reader", person=yamada.person)


def test_an_account_needs_a_glossary_and_a_person_that_exist(house: Glossaries) -> None:
    with pytest.raises(errors.GlossaryNotFound):
        house.accounts.make("A", "a", "editor", "nowhere")
    with pytest.raises(errors.PersonNotFound):
        house.accounts.make("A", "a", "editor", person="p-nobody")
    with pytest.raises(InvalidContent):
        house.accounts.make("A\x00", "a\nb", "editor")
    assert house.accounts.all() == []


def test_another_password_is_refused(house: Glossaries, yamada: Account) -> None:
    for password in (PASSWORD + "!", "", PASSWORD.upper(), PASSWORD * 2_000, "\ud800", "a\x00b"):
        with pytest.raises(identity_errors.SignInRefused):
            house.sessions.sign_in("yamada@example.jp", password)
    with pytest.raises(identity_errors.SignInRefused):
        house.sessions.sign_in("nobody@example.jp", PASSWORD)


def test_an_unknown_login_costs_as_much_work_as_a_known_one(house: Glossaries, yamada: Account) -> None:
    def work(login: str) -> int:
        profile = cProfile.Profile()
        with profile, pytest.raises(identity_errors.SignInRefused):
            house.sessions.sign_in(login, "a wrong password indeed")
        calls = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]  # so in typeshed
        return sum(count for (_, _, function), (count, *_) in calls if function == "verify_secret")

    matches(None, "first")  # the hash of nobody is made once
    assert work("yamada@example.jp") == work("nobody@example.jp") == 1


def test_passwords_are_ruled_by_length_alone() -> None:
    for password in ("123456789012345", "a" * 15, "パスワードパスワードパスワード", "😀" * 15, "x" * 256):
        assert matches(hashed(password), password)
    for password, code in (("a" * 14, "too-short"), ("x" * 257, "too-long"), ("x" * 20 + "\x07", "invalid-text")):
        with pytest.raises(InvalidContent) as refused:
            hashed(password)
        assert [each.code for each in refused.value.faults] == [code]


def test_a_password_is_the_same_however_its_characters_are_composed() -> None:
    kept = hashed("がぎぐげご 生成AIの合言葉です")
    assert matches(kept, "か\u3099き\u3099く\u3099け\u3099こ\u3099\u3000生成AIの合言葉です")
    assert not matches(kept, "がぎぐげご 生成ＡＩの合言葉です"), "RFC 8265: an OpaqueString keeps width"


def test_a_hash_is_argon2id_and_says_nothing_of_the_password(house: Glossaries, yamada: Account) -> None:
    with house._database.reading() as connection:
        kept = connection.execute(text("SELECT password FROM accounts")).scalar_one()
        tokens = connection.execute(text("SELECT sha256 FROM sessions")).scalars().all()
    assert kept.startswith("$argon2id$")
    assert SECRET not in kept
    assert tokens == []


def test_a_link_works_once_and_not_after_its_time(house: Glossaries, clock: Clock) -> None:
    person = house.accounts.make("A", "a", "reader").person
    first, second = house.accounts.link(person), house.accounts.link(person)
    with pytest.raises(identity_errors.LinkRefused):
        house.accounts.set_password_by_link(first, PASSWORD)
    with pytest.raises(InvalidContent):
        house.accounts.set_password_by_link(second, "short")
    assert house.accounts.set_password_by_link(second, PASSWORD).has_password
    with pytest.raises(identity_errors.LinkRefused):
        house.accounts.set_password_by_link(second, PASSWORD)
    late = house.accounts.link(person, hours=1)
    clock.advance(hours=1)
    with pytest.raises(identity_errors.LinkRefused):
        house.accounts.set_password_by_link(late, PASSWORD)
    with pytest.raises(identity_errors.LinkRefused):
        house.accounts.set_password_by_link("\ud800", PASSWORD)


def test_a_link_tried_by_many_at_once_works_for_one(house: Glossaries) -> None:
    code = house.accounts.link(house.accounts.make("A", "a", "reader").person)
    done = together(4, lambda: house.accounts.set_password_by_link(code, PASSWORD))
    assert sorted(type(each).__name__ for each in done) == ["Account", *["LinkRefused"] * 3]


def test_a_session_lasts_as_long_as_it_is_used_and_no_longer_than_it_may(
    house: Glossaries, yamada: Account, clock: Clock
) -> None:
    secret = house.sessions.sign_in("yamada@example.jp", PASSWORD, "Firefox")
    for _ in range(11):
        clock.advance(hours=1)
        assert house.sessions.found(secret, LASTING)
        house._uses.write()
    clock.advance(hours=1)
    assert house.sessions.found(secret, LASTING) is None
    idle = house.sessions.sign_in("yamada@example.jp", PASSWORD)
    clock.advance(hours=2)
    assert house.sessions.found(idle, LASTING) is None
    assert house.sessions.of(yamada.person, LASTING) == []
    house.sessions.forget_ended(LASTING)
    with house._database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM sessions")).scalar() == 0


def test_a_clock_set_back_revives_no_session(house: Glossaries, yamada: Account, clock: Clock) -> None:
    secret = house.sessions.sign_in("yamada@example.jp", PASSWORD)
    clock.advance(days=-1)
    assert house.sessions.found(secret, LASTING) is None


def test_a_guessed_session_is_nobodys(house: Glossaries, yamada: Account) -> None:
    secret = house.sessions.sign_in("yamada@example.jp", PASSWORD)
    for guess in ("", "x", "A" * 43, "' OR 1=1--", "é" * 43, "\ud800", secret[:-1], secret.swapcase(), f"{secret} "):
        assert house.sessions.found(guess, LASTING) is None


def test_sessions_end_one_by_one_or_together(house: Glossaries, yamada: Account) -> None:
    secrets = [house.sessions.sign_in("yamada@example.jp", PASSWORD, str(each)) for each in range(4)]
    ids = {each.browser: each.id for each in house.sessions.of(yamada.person, LASTING)}
    house.sessions.end(yamada.person, only=ids["0"])
    house.sessions.end("p-somebody-else", only=ids["1"])
    assert [bool(house.sessions.found(each, LASTING)) for each in secrets] == [False, True, True, True]
    house.sessions.end(yamada.person, all_but=ids["2"])
    assert [bool(house.sessions.found(each, LASTING)) for each in secrets] == [False, False, True, False]
    together(4, lambda: house.sessions.end(yamada.person))
    assert house.sessions.found(secrets[2], LASTING) is None
    assert actions(house).count(("sessions-ended", yamada.person)) == 2, "what ended nothing is no change"


def test_another_password_ends_every_session(house: Glossaries, yamada: Account) -> None:
    secret = house.sessions.sign_in("yamada@example.jp", PASSWORD)
    with pytest.raises(identity_errors.PasswordRefused):
        house.accounts.change_password(yamada.person, "not the present one", PASSWORD + "!")
    with pytest.raises(InvalidContent):
        house.accounts.change_password(yamada.person, PASSWORD, "short")
    assert house.sessions.found(secret, LASTING)
    house.accounts.change_password(yamada.person, PASSWORD, PASSWORD + "!")
    assert house.sessions.found(secret, LASTING) is None
    assert house.sessions.sign_in("yamada@example.jp", PASSWORD + "!")


def test_a_role_given_holds_at_once(house: Glossaries, trial: Glossary, yamada: Account) -> None:
    secret = house.sessions.sign_in("yamada@example.jp", PASSWORD)
    house.accounts.give_role(yamada.person, "reviewer", trial.id)
    found = house.sessions.found(secret, LASTING)
    assert found
    assert (found.identity.role, found.identity.glossary) == ("reviewer", trial.id)
    with pytest.raises(identity_errors.AccountNotFound):
        house.accounts.give_role("p-nobody", "reader")


def test_nobody_is_given_a_role_that_there_is_not(house: Glossaries, yamada: Account) -> None:
    unknown: Any = "proposer"
    tries: list[Callable[[], Any]] = [
        lambda: house.make_key("key", unknown),
        lambda: house.accounts.make("Name", "name", unknown),
        lambda: house.accounts.give_role(yamada.person, unknown),
    ]
    for each in tries:
        with pytest.raises(InvalidContent) as caught:
            each()
        assert [fault.code for fault in caught.value.faults] == ["not-in-list"]


def test_who_loses_a_role_keeps_no_key_that_allows_more(house: Glossaries, trial: Glossary, yamada: Account) -> None:
    held: list[tuple[Role, str | None]] = [("reader", None), ("reviewer", trial.id), ("editor", None)]
    held.append(("administrator", trial.id))
    keys = {role: house.make_key(role, role, glossary, person=yamada.person)[1] for role, glossary in held}
    house.accounts.give_role(yamada.person, "reviewer", trial.id)
    works = [role for role, key in keys.items() if _works(house, key)]
    assert works == ["reviewer"]
    assert [each.action for each in house.audit(limit=4)] == ["key-revoked"] * 3 + ["role-given"]
    house.accounts.give_role(yamada.person, "editor")
    assert _works(house, keys["reviewer"])


def test_a_closed_account_lets_nobody_in_until_it_is_given_a_role_again(house: Glossaries, yamada: Account) -> None:
    secret = house.sessions.sign_in("yamada@example.jp", PASSWORD)
    _, key = house.make_key("script", "editor", person=yamada.person)
    house.accounts.close(yamada.person)
    assert house.sessions.found(secret, LASTING) is None
    with pytest.raises(errors.KeyRefused):
        house.identify(key.encode())
    with pytest.raises(identity_errors.SignInRefused):
        house.sessions.sign_in("yamada@example.jp", PASSWORD)
    with pytest.raises(identity_errors.AccountNotFound):
        house.accounts.link(yamada.person)
    house.accounts.give_role(yamada.person, "editor")
    assert house.accounts.set_password_by_link(house.accounts.link(yamada.person), PASSWORD).closed_at is None


def test_whom_an_issuer_vouches_for_is_the_same_person_each_time(house: Glossaries) -> None:
    first = house.sessions.sign_in_from("https://id.example", "42", "佐藤", None)
    again = house.sessions.sign_in_from("https://id.example", "42", "佐藤 花子", "reviewer")
    other = house.sessions.sign_in_from("https://other.example", "42", "佐藤", None)
    found = [house.sessions.found(each, LASTING) for each in (first, again, other)]
    assert [each and each.identity.role for each in found] == ["reviewer", "reviewer", "contributor"]
    assert len({each.account.person for each in found if each}) == 2
    with pytest.raises(identity_errors.SignInRefused):
        house.sessions.sign_in("佐藤", "")
    account = found[0] and found[0].account
    assert account
    house.accounts.close(account.person)
    with pytest.raises(identity_errors.SignInRefused):
        house.sessions.sign_in_from("https://id.example", "42", "佐藤", "administrator")


def test_an_erased_person_leaves_no_account(house: Glossaries, yamada: Account) -> None:
    secret = house.sessions.sign_in("yamada@example.jp", PASSWORD, "Firefox")
    house.accounts.link(yamada.person)
    house.erase_person(yamada.person, house.house())
    assert house.sessions.found(secret, LASTING) is None
    with house._database.reading() as connection:
        for table in ("accounts", "sessions", "password_links"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


def test_every_change_of_an_account_is_audited(house: Glossaries, yamada: Account) -> None:
    house.sessions.sign_in("yamada@example.jp", PASSWORD)
    session = house.sessions.of(yamada.person, LASTING)[0].id
    house.sessions.end(yamada.person)
    house.accounts.give_role(yamada.person, "reader")
    key, _ = house.make_key("script", "reader", person=yamada.person, by=yamada.person)
    house.revoke_key(key)
    house.revoke_key(key)
    house.accounts.close(yamada.person)
    me = yamada.person
    assert actions(house) == [
        ("account-made", me),
        ("password-link-made", me),
        ("password-set", me),
        ("signed-in", session),
        ("sessions-ended", me),
        ("role-given", me),
        ("key-made", key),
        ("key-revoked", key),
        ("account-closed", me),
    ]
    by = {each.action: each.person for each in house.audit()}
    assert by["key-made"] == by["password-set"] == me
    assert by["key-revoked"] == by["account-made"] == house.house()


def together(count: int, act: Callable[[], Any]) -> list[Any]:
    """What an act gives, or raises, in some threads that begin together."""
    begin = threading.Barrier(count)
    done: list[Any] = []

    def run() -> None:
        begin.wait()
        try:
            done.append(act())
        except Exception as error:
            done.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def _works(house: Glossaries, key: str) -> bool:
    try:
        return bool(house.identify(key.encode()))
    except errors.KeyRefused:
        return False
