"""Whatever people do at the desk in whatever order: states only move forward, and the text in force was approved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from glossary import (
    Amendment,
    Approval,
    Choice,
    Glossaries,
    GlossaryError,
    Identity,
    Proposal,
    Whereabouts,
    Who,
    Wish,
    review_errors,
)
from tests.support import SETTINGS, draft

PEOPLE = [Who(identity=Identity(person=f"p-{name}", role="reviewer")) for name in ("one", "two", "three")]
people = st.sampled_from(PEOPLE)
numbers = st.integers(1, 4)
texts = st.sampled_from(["甲。", "乙。", "丙。"])
AFTER = {
    "open": {"open", "changes_requested", "accepted", "rejected", "withdrawn"},
    "changes_requested": {"open", "changes_requested", "accepted", "rejected", "withdrawn"},
}


class AtTheDesk(RuleBasedStateMachine):
    """Three reviewers who also propose, and what they know must hold."""

    @initialize()
    def open(self) -> None:
        self.stack = ExitStack()
        home = Path(self.stack.enter_context(TemporaryDirectory()))
        where = Whereabouts(home, home / "glossary.db", home / "index")
        self.trial = self.stack.enter_context(Glossaries.open(where)).make(SETTINGS, "p-editor")
        self.trial.put(draft(ja="初め。"), "p-editor", None)
        self.states: dict[int, str] = {}
        self.proposers: dict[int, Who] = {}
        self.approved = ["初め。"]

    @rule(who=people, ja=texts, old=st.booleans())
    def propose(self, who: Who, ja: str, old: bool) -> None:
        base = 1 if old else self.trial.revisions("prompt")[0].number
        wish = Wish(concept="prompt", base=base, draft=draft(ja=ja), rationale="理由", source="出典")
        with suppress(GlossaryError):
            made = self.trial.desk.propose(wish, who).proposal
            self.states[made.number], self.proposers[made.number] = made.state, who

    @rule(number=numbers, who=people, ja=texts)
    def edit(self, number: int, who: Who, ja: str) -> None:
        done = self._try(number, lambda: self.trial.desk.edit(number, who, Amendment(draft=draft(ja=ja))))
        assert done is None or self.proposers[number] == who

    @rule(number=numbers, who=people)
    def comment(self, number: int, who: Who) -> None:
        self._try(number, lambda: self.trial.desk.comment(number, who, "意見"))

    @rule(number=numbers, who=people)
    def send_back(self, number: int, who: Who) -> None:
        done = self._try(number, lambda: self.trial.desk.request_changes(number, who, "直して"))
        assert done is None or self.proposers[number] != who

    @rule(number=numbers, who=people)
    def reject(self, number: int, who: Who) -> None:
        done = self._try(number, lambda: self.trial.desk.reject(number, who, "other", "理由"))
        assert done is None or self.proposers[number] != who

    @rule(number=numbers, who=people)
    def withdraw(self, number: int, who: Who) -> None:
        done = self._try(number, lambda: self.trial.desk.withdraw(number, who))
        assert done is None or self.proposers[number] == who

    @rule(number=numbers, who=people)
    def rebase(self, number: int, who: Who) -> None:
        try:
            self._try(number, lambda: self.trial.desk.rebase(number, who))
        except review_errors.Conflicted as conflicted:
            [conflict], head = conflicted.conflicts, conflicted.head
            chosen = Choice(path=conflict.path, value={"text": conflict.proposed.text})
            self._try(number, lambda: self.trial.desk.rebase(number, who, [chosen], head))

    @rule(number=numbers, who=people)
    def accept(self, number: int, who: Who) -> None:
        done = self._try(number, lambda: self.trial.desk.accept(number, who, Approval()))
        if done:
            assert self.proposers[number] != who
            concept = done.content.concept
            assert concept
            definition = concept.languages["ja"].definition
            self.approved.append(definition.text if definition else "")

    def _try(self, number: int, act: Callable[[], Proposal]) -> Proposal | None:
        """What became of a proposal, None where it was refused; decided ones never move again."""
        try:
            done = act()
        except review_errors.Conflicted:
            raise
        except GlossaryError:
            return None
        assert done.state in AFTER.get(self.states[number], {self.states[number]})
        self.states[number] = done.state
        return done

    @invariant()
    def the_text_in_force_is_the_last_that_was_approved(self) -> None:
        if hasattr(self, "trial"):
            definition = self.trial.concept("prompt").revision.concept.languages["ja"].definition
            assert definition
            assert definition.text == self.approved[-1]
            assert len(self.trial.revisions("prompt")) == len(self.approved)

    def teardown(self) -> None:
        if hasattr(self, "trial"):
            assert self.trial.verify().whole
            events = self.trial.desk.events(limit=10_000)
            assert [event.number for event in events] == list(range(1, len(events) + 1))
            self.stack.close()


TestAtTheDesk = AtTheDesk.TestCase
TestAtTheDesk.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
