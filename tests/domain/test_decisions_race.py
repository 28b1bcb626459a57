"""Many decide at once: exactly one wins, exactly one revision is made, and readers always read approved text.

`TAIYAKU_RACES=1000` runs as many double acceptances as the promise names; without it a few.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from glossary import Approval, Choice, Glossary, GlossaryError, Identity, Who, Wish, errors, review_errors
from tests.support import draft

RACES = int(os.environ.get("TAIYAKU_RACES", "25"))


def reviewer(name: str) -> Who:
    return Who(identity=Identity(person=f"p-{name}", role="reviewer"))


def wish(ja: str, base: int) -> Wish:
    return Wish(concept="prompt", base=base, draft=draft(ja=ja), rationale="競争", source="出典")


def text_of(trial: Glossary) -> str:
    definition = trial.concept("prompt").revision.concept.languages["ja"].definition
    assert definition
    return definition.text


def at_once(*acts: Callable[[], object]) -> list[GlossaryError | None]:
    """What became of some acts that begin together: None, or the error."""
    start = threading.Barrier(len(acts))
    outcomes: list[GlossaryError | None] = []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            outcomes.append(None)
        except GlossaryError as error:
            outcomes.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@contextmanager
def polled(trial: Glossary, approved: set[str]) -> Iterator[list[str]]:
    """Read the text in force all the while; what was read that nobody had approved."""
    stop, strange = threading.Event(), list[str]()

    def poll() -> None:
        while not stop.is_set():
            found = text_of(trial)
            if found not in approved:
                strange.append(found)

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield strange
    finally:
        stop.set()
        thread.join()


def test_of_two_who_accept_at_once_one_wins_and_one_revision_is_made(trial: Glossary) -> None:
    trial.put(draft(ja="承認済み0"), "p-editor", None)
    approved = {"承認済み0"}
    with polled(trial, approved) as strange:
        for number in range(1, RACES + 1):
            trial.desk.propose(wish(f"承認済み{number}", number), reviewer("proposer"))
            approved.add(f"承認済み{number}")
            two = (partial(trial.desk.accept, number, reviewer(name), Approval()) for name in ("one", "two"))
            outcomes = at_once(*two)
            assert outcomes.count(None) == 1
            assert [type(each) for each in outcomes if each] == [review_errors.ProposalDecided]
            assert [each.number for each in trial.revisions("prompt", limit=1)] == [number + 1]
    assert strange == []
    assert trial.verify().whole


def test_of_an_acceptance_a_rejection_and_a_withdrawal_at_once_one_wins(trial: Glossary) -> None:
    trial.put(draft(ja="初め"), "p-editor", None)
    for number in range(1, 9):
        before = len(trial.revisions("prompt"))
        trial.desk.propose(wish(f"案{number}", before), reviewer("proposer"))
        outcomes = at_once(
            partial(trial.desk.accept, number, reviewer("one"), Approval()),
            partial(trial.desk.reject, number, reviewer("two"), "other", "理由"),
            partial(trial.desk.withdraw, number, reviewer("proposer")),
        )
        assert outcomes.count(None) == 1
        state = trial.desk.proposal(number, reviewer("one")).proposal.state
        assert len(trial.revisions("prompt")) == before + (state == "accepted")


def test_rival_proposals_accepted_at_once_never_overwrite_each_other(trial: Glossary) -> None:
    trial.put(draft(ja="初め"), "p-editor", None)
    for number in range(1, 9):
        trial.desk.propose(wish(f"案{number}", 1), reviewer("proposer"))
    outcomes = at_once(*(partial(trial.desk.accept, number, reviewer("one"), Approval()) for number in range(1, 9)))
    assert outcomes.count(None) == 1
    assert {type(each) for each in outcomes if each} == {review_errors.BaseMoved}
    for number in range(1, 9):
        _follow(trial, number)
    assert [each.number for each in trial.revisions("prompt")] == list(range(9, 0, -1))


def _follow(trial: Glossary, number: int) -> None:
    """Bring a proposal up to date, choosing what it proposes, and accept it, unless it has won already."""
    if trial.desk.proposal(number, reviewer("one")).proposal.state == "accepted":
        return
    chosen = [Choice(path="/languages/ja/definition", value={"text": f"案{number}"})]
    trial.desk.rebase(number, reviewer("one"), chosen)
    trial.desk.accept(number, reviewer("one"), Approval())


def test_a_direct_change_and_an_acceptance_at_once_make_one_revision_each_or_one_is_told(trial: Glossary) -> None:
    trial.put(draft(ja="初め"), "p-editor", None)
    trial.desk.propose(wish("提案", 1), reviewer("proposer"))
    outcomes = at_once(
        lambda: trial.desk.accept(1, reviewer("one"), Approval()),
        lambda: trial.put(draft(ja="直接"), "p-editor", 1),
    )
    assert outcomes.count(None) == 1
    assert type(next(each for each in outcomes if each)) in (review_errors.BaseMoved, errors.HeadMoved)
    assert len(trial.revisions("prompt")) == 2
