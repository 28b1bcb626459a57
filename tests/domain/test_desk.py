"""Proposals from the wish to the revision: who may do what when, and that the approved text is never disturbed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pytest
from msgspec.structs import replace

from glossary import (
    Amendment,
    Approval,
    Choice,
    Definition,
    Draft,
    Glossaries,
    Glossary,
    Identity,
    LanguageSection,
    Proposer,
    Queue,
    ReviewStep,
    Role,
    Source,
    Term,
    Who,
    Wish,
    errors,
    review_errors,
)
from glossary.store import Once
from tests.support import SETTINGS, draft

REVIEWER = Who(identity=Identity(person="p-reviewer", role="reviewer"))
OTHER = Who(identity=Identity(person="p-other", role="reviewer"))
EDITOR = Who(identity=Identity(person="p-editor", role="editor"))
PROPOSER = Who(identity=Identity(person="p-proposer", role="contributor"))
STRANGER = Who()
APPROVED = Approval()


@pytest.fixture
def stocked(trial: Glossary) -> Glossary:
    """A glossary with two concepts."""
    trial.put(draft(en="instructions"), "p-editor", None)
    trial.put(draft("rag", ja="検索。"), "p-editor", None)
    return trial


def wish(ja: str = "提案された定義。", concept: str | None = "prompt", base: int = 1, **members: Any) -> Wish:
    """A wish for another Japanese definition."""
    about = {"rationale": "わかりやすくするため。", "source": "https://example.jp/"} | members
    return Wish(concept=concept, base=base, draft=said(ja, "instructions", concept or ""), **about)


def said(ja: str, en: str, concept: str = "prompt") -> Draft:
    """A wording in both languages that leaves to its base what the English was checked against."""
    made = draft(concept, ja=ja, en=en)
    english = replace(made.concept.languages["en"], based_on=None)
    return replace(_with(made, en=english), unsaid=frozenset({"en"}))


def _with(made: Draft, **sections: LanguageSection) -> Draft:
    return replace(made, concept=replace(made.concept, languages={**made.concept.languages, **sections}))


def named(concept: str, language: str, text: str, *, alone: bool = False) -> Draft:
    """A new concept whose term in a language is this one; `alone`: it says nothing in another language."""
    made = draft(concept, ja="新しい概念。", en="new")
    term = Term(text=text, status="preferred")
    found = _with(made, **{language: replace(made.concept.languages[language], terms=(term,))})
    kept = {tag: section for tag, section in found.concept.languages.items() if tag == language or not alone}
    return replace(found, concept=replace(found.concept, languages=kept))


def definition(trial: Glossary, concept: str = "prompt") -> str:
    found = trial.concept(concept).revision.concept.languages["ja"].definition
    assert found
    return found.text


def test_a_proposal_disturbs_nothing_until_it_is_accepted(stocked: Glossary) -> None:
    made = stocked.desk.propose(wish(), PROPOSER)
    assert (made.proposal.number, made.proposal.state, made.token) == (1, "open", None)
    assert definition(stocked) == "指示や質問。"
    stocked.desk.accept(1, REVIEWER, APPROVED)
    assert definition(stocked) == "提案された定義。"
    revision = stocked.revision("prompt", 2)
    assert (revision.author, revision.kind) == ("p-proposer", "change")
    assert stocked.verify().whole


def test_the_log_keeps_who_accepted_what_and_why(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), PROPOSER)
    stocked.desk.accept(1, REVIEWER, Approval(published="2026-07-01", valid_from="2026-06-01"))
    (origin,) = stocked.origins([stocked.revision("prompt", 2)]).values()
    assert (origin.proposal, origin.accepted_by, origin.edited_by) == (1, "p-reviewer", None)
    assert (origin.text, origin.source, origin.published) == (
        "わかりやすくするため。",
        "https://example.jp/",
        "2026-07-01",
    )
    assert stocked.revision("prompt", 2).valid_from == "2026-06-01"


def test_nobody_accepts_rejects_or_sends_back_their_own(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), REVIEWER)
    with_another_key = Who(identity=Identity(person="p-reviewer", role="administrator", glossary="trial"))
    for who in (REVIEWER, with_another_key):
        with pytest.raises(review_errors.OwnProposal):
            stocked.desk.accept(1, who, APPROVED)
        with pytest.raises(review_errors.OwnProposal):
            stocked.desk.reject(1, who, "other", "理由")
        with pytest.raises(review_errors.OwnProposal):
            stocked.desk.request_changes(1, who, "理由")
    stocked.desk.accept(1, OTHER, APPROVED)


def test_a_stranger_shows_a_token_and_is_named_as_they_wish(stocked: Glossary) -> None:
    made = stocked.desk.propose(wish(), STRANGER, Proposer(name="山田", contact="y@example.jp", credit="山"))
    holder = Who(token=made.token)
    assert stocked.desk.proposal(1, holder).proposer == Proposer(name="山田", contact="y@example.jp", credit="山")
    for who, refused in ((STRANGER, errors.KeyNeeded), (Who(token="typ_x"), review_errors.NotYourProposal)):
        with pytest.raises(refused):
            stocked.desk.proposal(1, who)
    stocked.desk.accept(1, REVIEWER, APPROVED)
    author = stocked.revision("prompt", 2).author
    assert stocked.names([author]) == {author: "山"}


def test_a_stranger_may_wish_to_be_named_otherwise_until_review_begins(stocked: Glossary) -> None:
    made = stocked.desk.propose(wish(), STRANGER, Proposer(name="山田", credit="山"))
    holder = Who(token=made.token)
    stocked.desk.edit(1, holder, Amendment(proposer=Proposer(contact="y@example.jp", credit="匿名希望")))
    assert stocked.desk.proposal(1, holder).proposer == Proposer(contact="y@example.jp", credit="匿名希望")
    with pytest.raises(errors.InvalidContent):
        stocked.desk.edit(1, holder, Amendment(proposer=Proposer(credit="二\n行")))
    stocked.desk.accept(1, REVIEWER, APPROVED)
    author = stocked.revision("prompt", 2).author
    assert stocked.names([author]) == {author: "匿名希望"}


def test_who_has_a_key_keeps_their_name(house: Glossaries, stocked: Glossary) -> None:
    who = Who(identity=house.identify(house.make_key("田中", "contributor")[1].encode()))
    stocked.desk.propose(wish(), who)
    stocked.desk.edit(1, who, Amendment(proposer=Proposer(name="別人", credit="別人")))
    assert who.identity is not None
    assert stocked.names([who.identity.person]) == {who.identity.person: "田中"}


def test_a_stranger_who_wishes_no_credit_is_not_named(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), STRANGER, Proposer(name="山田"))
    stocked.desk.accept(1, REVIEWER, APPROVED)
    author = stocked.revision("prompt", 2).author
    assert stocked.names([author]) == {author: None}


def test_its_proposer_edits_it_until_review_begins_and_after_it_was_sent_back(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), PROPOSER)
    changed = stocked.desk.edit(1, PROPOSER, Amendment(draft=said("二つ目の案。", "instructions")))
    assert changed.version == 2
    with pytest.raises(review_errors.NotYourProposal):
        stocked.desk.edit(1, REVIEWER, Amendment(rationale="別の理由"))
    stocked.desk.comment(1, REVIEWER, "出典は？")
    with pytest.raises(review_errors.ReviewBegun):
        stocked.desk.edit(1, PROPOSER, Amendment(rationale="別の理由"))
    assert stocked.desk.request_changes(1, REVIEWER, "出典を直してください。").state == "changes_requested"
    again = stocked.desk.edit(1, PROPOSER, Amendment(source="https://example.jp/2"))
    assert (again.state, again.version, again.content.source) == ("open", 3, "https://example.jp/2")
    stocked.desk.accept(1, REVIEWER, APPROVED)
    assert definition(stocked) == "二つ目の案。"


def test_what_is_decided_stays_so(stocked: Glossary) -> None:
    for number, end in enumerate(("accept", "reject", "withdraw"), 1):
        head = stocked.revisions("prompt")[0].number
        stocked.desk.propose(wish(ja=f"案{number}", base=head), PROPOSER)
        {
            "accept": lambda n: stocked.desk.accept(n, REVIEWER, APPROVED),
            "reject": lambda n: stocked.desk.reject(n, REVIEWER, "unclear", "わかりません。"),
            "withdraw": lambda n: stocked.desk.withdraw(n, PROPOSER),
        }[end](number)
        refused: tuple[Callable[[int], object], ...] = (
            lambda n: stocked.desk.accept(n, REVIEWER, APPROVED),
            lambda n: stocked.desk.reject(n, REVIEWER, "unclear", "わかりません。"),
            lambda n: stocked.desk.withdraw(n, PROPOSER),
            lambda n: stocked.desk.request_changes(n, REVIEWER, "直してください。"),
            lambda n: stocked.desk.edit(n, PROPOSER, Amendment(rationale="別の理由")),
            lambda n: stocked.desk.rebase(n, PROPOSER),
        )
        for act in refused:
            with pytest.raises(review_errors.ProposalDecided):
                act(number)


def test_a_base_below_the_head_is_taken_and_must_be_brought_up_to_date(stocked: Glossary) -> None:
    stocked.put(said("指示や質問。", "an instruction"), "p-editor", 1)
    made = stocked.desk.propose(wish(), PROPOSER)
    assert stocked.desk.proposal(1, PROPOSER).outlook.stale
    with pytest.raises(review_errors.BaseMoved) as moved:
        stocked.desk.accept(1, REVIEWER, APPROVED)
    assert (moved.value.base, moved.value.head) == (1, 2)
    rebased = stocked.desk.rebase(made.proposal.number, PROPOSER)
    assert (rebased.base, rebased.version) == (2, 2)
    stocked.desk.accept(1, REVIEWER, APPROVED)
    found = stocked.concept("prompt").revision.concept
    assert definition(stocked) == "提案された定義。"
    assert found.languages["en"].definition
    assert found.languages["en"].definition.text == "an instruction"


def test_a_field_that_both_changed_is_chosen_in_the_same_call(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), PROPOSER)
    stocked.put(said("先に変わった定義。", "instructions"), "p-editor", 1)
    with pytest.raises(review_errors.Conflicted) as conflicted:
        stocked.desk.rebase(1, REVIEWER)
    (conflict,) = conflicted.value.conflicts
    assert conflict.path == "/languages/ja/definition"
    with pytest.raises(errors.InvalidContent) as wrong:
        stocked.desk.rebase(1, REVIEWER, [Choice(path="/languages/en/definition", value=None)])
    assert wrong.value.faults[0].code == "not-in-conflict"
    stocked.desk.rebase(1, REVIEWER, [Choice(path=conflict.path, value={"text": "合わせた定義。"})], head=2)
    stocked.desk.accept(1, REVIEWER, APPROVED)
    assert definition(stocked) == "合わせた定義。"


def test_a_base_above_the_head_is_refused(stocked: Glossary) -> None:
    with pytest.raises(errors.InvalidContent) as refused:
        stocked.desk.propose(wish(base=2), PROPOSER)
    assert refused.value.faults[0].pointer == "/base_revision"


def test_a_proposal_must_change_something(stocked: Glossary) -> None:
    with pytest.raises(errors.InvalidContent) as refused:
        stocked.desk.propose(wish(ja="指示や質問。"), PROPOSER)
    assert [fault.code for fault in refused.value.faults] == ["changes-nothing"]


def test_a_retirement_has_no_wording_and_a_change_nothing_to_go_into(stocked: Glossary) -> None:
    for asked, pointer in ((wish(kind="retirement"), "/content"), (wish(into="rag"), "/into")):
        with pytest.raises(errors.InvalidContent) as refused:
            stocked.desk.propose(asked, PROPOSER)
        assert [fault.pointer for fault in refused.value.faults] == [pointer]


def test_the_id_of_a_new_concept_is_made_of_its_terms(stocked: Glossary) -> None:
    english, unread = named("", "en", "Model Context Protocol"), named("", "ja", "新しい用語", alone=True)
    read = replace(english, concept=draft("", ja="新しい概念。").concept)
    ids = ("model-context-protocol", "yogo", "concept-1")
    for number, (new, expected) in enumerate(zip((english, read, unread), ids, strict=True), 1):
        asked = Wish(draft=new, rationale="必要", source="出典")
        assert stocked.desk.propose(asked, PROPOSER).proposal.concept == expected
        assert stocked.desk.accept(number, REVIEWER, APPROVED).concept == expected
        assert stocked.concept(expected).revision.kind == "new"


def test_an_id_that_is_taken_gets_a_number(stocked: Glossary) -> None:
    asked = Wish(draft=named("", "en", "RAG"), rationale="必要", source="出典")
    assert stocked.desk.propose(asked, PROPOSER).proposal.concept == "rag-2"
    assert stocked.desk.propose(asked, STRANGER).proposal.concept == "rag-3"


def test_a_retirement_and_a_merge_can_be_proposed(stocked: Glossary) -> None:
    stocked.desk.propose(Wish(kind="retirement", concept="prompt", base=1, into="rag", rationale="古い"), PROPOSER)
    stocked.desk.accept(1, REVIEWER, APPROVED)
    with pytest.raises(errors.Retired) as retired:
        stocked.concept("prompt")
    assert retired.value.replaced_by == "rag"
    stocked.put(draft("llm", ja="モデル。"), "p-editor", None)
    stocked.desk.propose(Wish(kind="merge", concept="llm", base=1, into="rag", rationale="同じもの"), PROPOSER)
    stocked.desk.accept(2, REVIEWER, APPROVED)
    terms = stocked.concept("rag").revision.concept.languages["ja"].terms
    assert [(term.text, term.status) for term in terms] == [("用語rag", "preferred"), ("用語llm", "admitted")]
    with pytest.raises(errors.Retired):
        stocked.concept("llm")
    assert stocked.verify().whole


def test_the_checks_of_a_proposal_know_its_base_and_look_at_what_a_merge_makes(stocked: Glossary) -> None:
    quoted = Source(citation="資料", status="identical")
    stocked.put(defined("llm", "用語ragと用語promptを使うもの。", quoted), "p-editor", None)
    changed = Wish(
        concept="llm", base=1, draft=defined("llm", "用語ragを使うもの。", quoted), rationale="短い", source="資料"
    )
    assert checked(stocked, changed) == ["W408"]
    assert checked(stocked, Wish(kind="merge", concept="rag", base=1, into="llm", rationale="同じ")) == []
    stocked.put(defined("slm", "用語ragを使うもの。", replace(quoted, status="adapted")), "p-editor", None)
    assert checked(stocked, Wish(kind="merge", concept="rag", base=1, into="slm", rationale="同じ")) == ["W402"]
    assert checked(stocked, Wish(kind="retirement", concept="rag", base=1, rationale="古い")) == []


def checked(stocked: Glossary, asked: Wish) -> list[str]:
    """What the checks say of a proposal, before it is sent and when it is reviewed."""
    number = stocked.desk.propose(asked, PROPOSER).proposal.number
    told = stocked.desk.dry_run(asked, PROPOSER).findings
    assert stocked.desk.proposal(number, REVIEWER).findings == told
    return [each.code for each in told]


def defined(concept: str, text: str, source: Source) -> Draft:
    """A new concept in Japanese with a definition from a source."""
    made = draft(concept, ja=text)
    section = made.concept.languages["ja"]
    definition = Definition(text=text, source=source)
    return replace(made, concept=replace(made.concept, languages={"ja": replace(section, definition=definition)}))


def test_a_reviewer_accepts_with_edits_that_are_recorded_as_theirs(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), PROPOSER)
    edited = Approval(draft=said("直した定義。", "instructions"), remark="語尾を直した。")
    stocked.desk.accept(1, REVIEWER, edited)
    assert definition(stocked) == "直した定義。"
    accepted = stocked.desk.proposal(1, PROPOSER).thread[-1]
    assert (accepted.person, accepted.body["remark"]) == ("p-reviewer", "語尾を直した。")
    assert [edit["path"] for edit in accepted.body["edits"]] == ["/languages/ja/definition/text"]
    assert stocked.origins([stocked.revision("prompt", 2)])[stocked.revision("prompt", 2).seq].edited_by == "p-reviewer"


def test_a_reviewer_who_sends_what_was_proposed_has_edited_nothing(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), PROPOSER)
    stocked.desk.accept(1, REVIEWER, Approval(draft=said("提案された定義。", "instructions")))
    found = stocked.desk.proposal(1, PROPOSER)
    assert (found.thread[-1].body["edits"], found.proposal.version) == ([], 1)
    (origin,) = stocked.origins([stocked.revision("prompt", 2)]).values()
    assert origin.edited_by is None


def test_a_date_that_a_reviewer_sets_in_the_wording_is_an_edit(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), PROPOSER)
    dated = replace(said("提案された定義。", "instructions"), valid_from="2026-01-01")
    stocked.desk.accept(1, REVIEWER, Approval(draft=dated))
    (edit,) = stocked.desk.proposal(1, PROPOSER).thread[-1].body["edits"]
    assert (edit["path"], edit["after"]) == ("/valid_from", "2026-01-01")


def test_what_was_accepted_keeps_the_date_that_it_was_given(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), PROPOSER)
    stocked.desk.accept(1, REVIEWER, Approval(valid_from="2027-01-01"))
    after = stocked.desk.proposal(1, PROPOSER).outlook.comparison.after
    assert after is not None
    assert after.valid_from == "2027-01-01"


def test_what_is_new_has_no_base_and_what_is_retired_takes_nothing_in(stocked: Glossary) -> None:
    with pytest.raises(errors.InvalidContent) as based:
        stocked.desk.dry_run(wish(kind="new"), PROPOSER)
    assert based.value.faults[0].code == "new-has-no-base"
    stocked.retire("rag", "p-editor", None, None)
    with pytest.raises(errors.InvalidContent) as retired:
        stocked.desk.dry_run(Wish(kind="merge", concept="prompt", base=1, into="rag", rationale="同じ"), PROPOSER)
    assert retired.value.faults[0].code == "retired-target"


def test_a_retirement_says_that_it_goes_as_far_as_a_change_can(stocked: Glossary) -> None:
    found = stocked.desk.dry_run(Wish(kind="retirement", concept="prompt", base=1, rationale="古い"), PROPOSER)
    difference = found.outlook.difference
    assert difference.grade == "meaning"
    assert [(each.path, each.before, each.after) for each in difference.changes] == [("/status", "current", "retired")]


@pytest.mark.parametrize("name", ["name", "contact", "credit"])
@pytest.mark.parametrize("text", ["山田\n採用", "山\u202e田", "山\u2028田", "\x1b[2J"])
def test_what_strangers_are_called_stands_on_one_line_in_one_direction(stocked: Glossary, name: str, text: str) -> None:
    with pytest.raises(errors.InvalidContent) as refused:
        stocked.desk.propose(wish(), STRANGER, Proposer(**{name: text}))
    assert refused.value.faults[0].pointer == f"/proposer/{name}"


def _stepwise(house: Glossaries) -> Glossary:
    steps = (
        ReviewStep(id="charge", title={"ja": "担当", "en": "Officer in charge"}),
        ReviewStep(id="review", title={"ja": "審査", "en": "Review"}),
        ReviewStep(id="decision", title={"ja": "決裁", "en": "Decision"}, role="editor", deputy="reviewer"),
    )
    made = house.make(replace(SETTINGS, id="office", review_steps=steps), "p-editor")
    made.put(draft(en="instructions"), "p-editor", None)
    return made


def test_an_office_takes_its_steps_in_order_each_by_another_person(house: Glossaries) -> None:
    office = _stepwise(house)
    office.desk.propose(wish(), PROPOSER)
    assert office.desk.accept(1, REVIEWER, Approval(remark="確認した。")).step == 1
    with pytest.raises(review_errors.StepTakenBySame):
        office.desk.accept(1, REVIEWER, APPROVED)
    with pytest.raises(errors.InvalidContent) as early:
        office.desk.accept(1, OTHER, Approval(published="2026-08-01"))
    assert early.value.faults[0].code == "only-with-the-last-step"
    office.desk.accept(1, OTHER, APPROVED)
    with pytest.raises(errors.RoleTooLow):
        office.desk.accept(1, Who(identity=Identity(person="p-third", role="reviewer")), APPROVED)
    assert definition(office) == "指示や質問。"
    assert office.desk.accept(1, EDITOR, Approval(published="2026-08-01")).state == "accepted"
    thread = office.desk.proposal(1, REVIEWER).thread
    assert [(event.kind, event.body.get("step")) for event in thread[1:]] == [
        ("step_taken", "charge"),
        ("step_taken", "review"),
        ("accepted", "decision"),
    ]


def test_a_deputy_may_decide_where_the_step_allows_it(house: Glossaries) -> None:
    office = _stepwise(house)
    office.desk.propose(wish(), PROPOSER)
    office.desk.accept(1, REVIEWER, APPROVED)
    office.desk.accept(1, OTHER, APPROVED)
    done = office.desk.accept(1, OTHER, Approval(deputy_for="課長"))
    assert done.state == "accepted"
    assert office.desk.proposal(1, OTHER).thread[-1].body["deputy_for"] == "課長"


def test_nobody_takes_two_steps_by_naming_an_office_where_no_deputy_is_allowed(house: Glossaries) -> None:
    office = _stepwise(house)
    office.desk.propose(wish(), PROPOSER)
    office.desk.accept(1, REVIEWER, APPROVED)
    with pytest.raises(review_errors.StepTakenBySame):
        office.desk.accept(1, REVIEWER, Approval(deputy_for="課長"))
    with pytest.raises(errors.InvalidContent) as refused:
        office.desk.accept(1, OTHER, Approval(deputy_for="課長"))
    assert refused.value.faults[0].code == "no-deputy"


def test_edits_of_an_earlier_step_are_recorded_as_that_reviewer_s(house: Glossaries) -> None:
    office = _stepwise(house)
    office.desk.propose(wish(), PROPOSER)
    office.desk.accept(1, REVIEWER, Approval(draft=said("直した定義。", "instructions")))
    office.desk.accept(1, OTHER, APPROVED)
    office.desk.accept(1, EDITOR, APPROVED)
    (origin,) = office.origins([office.revision("prompt", 2)]).values()
    assert (origin.accepted_by, origin.edited_by) == ("p-editor", "p-reviewer")


def test_an_edit_or_a_rebase_begins_the_review_anew(house: Glossaries) -> None:
    office = _stepwise(house)
    office.desk.propose(wish(), PROPOSER)
    office.desk.accept(1, REVIEWER, APPROVED)
    office.put(said("指示や質問。", "an instruction"), "p-editor", 1)
    assert office.desk.rebase(1, OTHER).step == 0
    assert office.desk.accept(1, REVIEWER, APPROVED).step == 1
    office.desk.request_changes(1, OTHER, "直してください。")
    office.desk.edit(1, PROPOSER, Amendment(rationale="別の理由"))
    assert office.desk.accept(1, REVIEWER, APPROVED).step == 1


def test_a_decision_can_be_bound_to_the_wording_that_was_read(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), PROPOSER)
    stocked.desk.edit(1, PROPOSER, Amendment(rationale="別の理由"))
    with pytest.raises(review_errors.ProposalMoved):
        stocked.desk.accept(1, REVIEWER, APPROVED, expected=1)
    stocked.desk.accept(1, REVIEWER, APPROVED, expected=2)


def test_the_outlook_says_what_collides_and_what_falls_behind(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), PROPOSER)
    said = stocked.desk.dry_run(wish(ja="三つ目の案。"), STRANGER).outlook
    assert [(each.proposal, each.on) for each in said.collisions] == [(1, "concept")]
    assert said.difference.grade == "meaning"
    assert stocked.desk.dry_run(wish(), STRANGER).outlook.behind == ("en",)
    assert len(stocked.desk.proposals(REVIEWER)[0]) == 1


def test_new_concepts_with_the_same_form_collide(stocked: Glossary) -> None:
    for concept, text in (("one", "ﾊﾙｼﾈｰｼｮﾝ"), ("two", "ハルシネーション")):
        new = named(concept, "ja", text, alone=True)
        stocked.desk.propose(Wish(concept=concept, draft=new, rationale="必要", source="出典"), PROPOSER)
    (met,) = stocked.desk.proposal(2, REVIEWER).outlook.collisions
    assert (met.proposal, met.concept, met.on, met.forms) == (1, "one", "term", ("ﾊﾙｼﾈｰｼｮﾝ",))
    stocked.desk.withdraw(1, PROPOSER)
    assert stocked.desk.proposal(2, REVIEWER).outlook.collisions == ()


def test_the_queue_can_be_filtered_and_paged(stocked: Glossary) -> None:
    for number in range(5):
        stocked.desk.propose(wish(ja=f"案{number}"), PROPOSER if number % 2 else STRANGER)
    stocked.desk.withdraw(2, PROPOSER)
    desk = stocked.desk
    assert [each.number for each in desk.proposals(REVIEWER, limit=2)[0]] == [5, 4]
    assert [each.number for each in desk.proposals(REVIEWER, before=4, limit=2)[0]] == [3, 2]
    assert [each.number for each in desk.proposals(REVIEWER, Queue(states=("withdrawn",)))[0]] == [2]
    assert [each.number for each in desk.proposals(REVIEWER, Queue(language="en"))[0]] == []
    assert [each.number for each in desk.proposals(REVIEWER, Queue(concept="rag"))[0]] == []
    assert [each.number for each in desk.proposals(PROPOSER)[0]] == [4, 2]
    with pytest.raises(errors.KeyNeeded):
        desk.proposals(STRANGER)


def test_a_glossary_may_let_everybody_read_proposals(house: Glossaries) -> None:
    made = house.make(replace(SETTINGS, id="open", proposals_seen_by="everybody"), "p-editor")
    made.put(draft(en="instructions"), "p-editor", None)
    made.desk.propose(wish(), STRANGER, Proposer(name="山田", contact="y@example.jp"))
    assert made.desk.proposal(1, STRANGER).proposer is None
    assert len(made.desk.proposals(STRANGER)[0]) == 1


def test_only_so_many_of_a_stranger_may_wait(stocked: Glossary) -> None:
    for number in range(20):
        stocked.desk.propose(wish(ja=f"案{number}"), STRANGER, origin=b"somewhere")
    with pytest.raises(review_errors.TooManyPending):
        stocked.desk.propose(wish(), STRANGER, origin=b"somewhere")
    stocked.desk.reject(1, REVIEWER, "spam", "迷惑な提案")
    stocked.desk.propose(wish(), STRANGER, origin=b"somewhere")
    stocked.desk.propose(wish(), STRANGER, origin=b"elsewhere")


def test_a_request_sent_twice_is_carried_out_once(stocked: Glossary) -> None:
    once = Once("stranger", "key-1", b"request")
    first = stocked.desk.propose(wish(), STRANGER, once=once)
    again = stocked.desk.propose(wish(), STRANGER, once=once)
    assert first.token
    assert (again.proposal.number, again.token) == (1, None)
    with pytest.raises(review_errors.KeyReused):
        stocked.desk.propose(wish(), STRANGER, once=Once("stranger", "key-1", b"another"))
    decided = Once("p-reviewer", "key-2", b"accept")
    for _ in range(2):
        assert stocked.desk.accept(1, REVIEWER, APPROVED, once=decided).state == "accepted"
    assert len(stocked.revisions("prompt")) == 2


def test_spam_is_removed_for_good_and_its_number_never_used_again(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), STRANGER, Proposer(name="迷惑", contact="spam@example.com"))
    stocked.desk.comment(1, REVIEWER, "迷惑です。")
    person = stocked.desk.proposal(1, REVIEWER).proposal.person
    stocked.desk.purge(1, "p-administrator")
    with pytest.raises(review_errors.ProposalNotFound):
        stocked.desk.proposal(1, REVIEWER)
    assert [(event.kind, event.body) for event in stocked.desk.events()] == [
        ("proposed", {}),
        ("commented", {}),
        ("purged", {}),
    ]
    assert stocked.names([person]) == {person: None}
    assert stocked.desk.propose(wish(), PROPOSER).proposal.number == 2


def test_events_are_numbered_densely_and_name_nobody(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), STRANGER, Proposer(name="山田太郎", contact="y@example.jp", credit="山"))
    stocked.desk.comment(1, REVIEWER, "ありがとう。")
    stocked.desk.accept(1, REVIEWER, APPROVED)
    events = stocked.desk.events()
    assert [event.number for event in events] == [1, 2, 3]
    assert stocked.desk.events(after=2) == events[2:]
    assert "山" not in str([event.body for event in events])


def test_roles_that_do_not_review_cannot_decide(stocked: Glossary) -> None:
    stocked.desk.propose(wish(), PROPOSER)
    roles: tuple[Role, ...] = ("reader", "contributor")
    for role in roles:
        who = Who(identity=Identity(person="p-someone", role=role))
        with pytest.raises(errors.RoleTooLow):
            stocked.desk.accept(1, who, APPROVED)
    elsewhere = Who(identity=Identity(person="p-someone", role="administrator", glossary="elsewhere"))
    with pytest.raises(errors.RoleTooLow):
        stocked.desk.accept(1, elsewhere, APPROVED)


def test_what_is_redacted_is_gone_from_decided_proposals_too(house: Glossaries, stocked: Glossary) -> None:
    secret = "山田太郎の秘密の定義。"
    stocked.desk.propose(wish(ja=secret, rationale="山田太郎の理由"), PROPOSER)
    stocked.desk.accept(1, REVIEWER, Approval(remark="山田太郎の意見"))
    stocked.put(said("公開の定義。", "instructions"), "p-editor", 2)
    parts: tuple[Literal["content", "rationale"], ...] = ("content", "rationale")
    for part in parts:
        house.redact("trial", "prompt", [2], part, "個人情報のため", "p-administrator")
    file = stocked.desk.proposal(1, REVIEWER)
    assert "山田太郎" not in str([file.proposal, file.thread, stocked.origins(stocked.revisions("prompt"))])
    assert stocked.verify().whole
