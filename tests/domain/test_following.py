"""Following a glossary: what was recorded, newest first, and what each entry changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from glossary import (
    Comparison,
    Draft,
    Edition,
    Followed,
    FollowRequest,
    Glossaries,
    Glossary,
    NewSettings,
    Removal,
    Revision,
    Turn,
    Whereabouts,
    errors,
    followed_html,
    followed_title,
)
from glossary.comparison import compared
from glossary.comparison.rows import rows
from tests.conftest import Clock
from tests.support import SETTINGS, concept, draft, with_definition


def revision(followed: Followed) -> Revision:
    """What an entry of a feed recorded."""
    assert isinstance(followed.told, Comparison)
    return followed.told.newest


def told(glossary: Glossary, place: int = 0, reader: str = "en", section: str | None = None) -> str:
    """An entry of a feed as a person reads it."""
    found = glossary.followed().items[place]
    return followed_html(found, glossary.settings(), reader, section)


def everything(glossary: Glossary, request: FollowRequest, limit: int, turn: Turn | None = None) -> list[int]:
    """Every entry of a feed, going from page to page."""
    page = glossary.followed(request, turn, limit)
    found = [each.seq for each in page.items]
    onward = page.newer if turn and turn.newer else page.older
    if onward is None:
        return found
    rest = everything(glossary, request, limit, onward)
    return rest + found if onward.newer else found + rest


def test_a_scheduled_change_is_upcoming_and_is_updated_when_it_comes_into_force(trial: Glossary, clock: Clock) -> None:
    trial.put(draft(valid_from="2025-06-18"), "p-editor", None)
    trial.put(draft(ja="秋から。", valid_from="2026-09-01"), "p-editor", 1)
    ahead, first, _ = trial.followed().items
    assert (ahead.upcoming, first.upcoming) == (True, False)
    assert ahead.updated == revision(ahead).recorded_at
    assert "1 September 2026" in followed_title(ahead, trial.settings(), "en")
    clock.set("2026-08-31T15:00:00Z")
    [begun, *_] = trial.followed().items
    assert not begun.upcoming
    assert begun.updated == clock()
    assert first.updated == revision(first).recorded_at


def test_changes_of_another_language_are_passed_over_but_not_without_end(trial: Glossary) -> None:
    trial.put(draft(en="instruction"), "p-editor", None)
    for number in range(1, 60):
        trial.put(draft(ja=f"第{number}稿。", en="instruction"), "p-editor", number)
    wanted = FollowRequest(language="en")
    page = trial.followed(wanted, limit=1)
    looked_at, found = 1, list(page.items)
    while page.older:
        page = trial.followed(wanted, page.older, 1)
        looked_at += 1
        found += page.items
    firsts = [revision(each).number for each in found if isinstance(each.told, Comparison) and not each.told.before]
    assert firsts == [1]
    assert looked_at > 1
    assert len(trial.followed(FollowRequest(language="ja"), limit=200).items) == 61


@settings(deadline=None, max_examples=30)
@given(limit=st.integers(1, 9), language=st.sampled_from([None, "ja", "en"]), subject=st.sampled_from([None, "tech"]))
def test_every_entry_is_on_one_page_whichever_way_one_goes(
    twenty: Glossary, limit: int, language: str | None, subject: str | None
) -> None:
    wanted = FollowRequest(language=language, subject=subject)
    whole = [each.seq for each in twenty.followed(wanted, limit=200).items]
    assert whole == sorted(whole, reverse=True)
    assert everything(twenty, wanted, limit) == whole
    assert everything(twenty, wanted, limit, Turn(0, newer=True)) == whole
    page = twenty.followed(wanted, None, limit)
    if page.older:
        second = twenty.followed(wanted, page.older, limit)
        assert second.newer
        assert twenty.followed(wanted, second.newer, limit).items == page.items


@pytest.fixture(scope="module")
def twenty(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    """A glossary with twenty changes in one language or both, and in or outside of a subject field."""
    home = tmp_path_factory.mktemp("following")
    house = Glossaries.open(Whereabouts(home, home / "glossary.db", home / "index"), Clock(), "delete")
    made = house.make(SETTINGS, "p-editor")
    for each in range(10):
        subjects = ("tech",) if each % 3 else ()
        made.put(draft(f"c{each}", en="one" if each % 2 else None, subjects=subjects), "p-editor", None)
        made.put(draft(f"c{each}", ja="別の。", en="one" if each % 2 else None, subjects=subjects), "p-editor", 1)
    return made


def test_only_what_is_there_can_be_followed(trial: Glossary) -> None:
    trial.put(draft(), "p-editor", None)
    assert [revision(each).concept.id for each in trial.followed(FollowRequest(concept="prompt")).items] == ["prompt"]
    assert trial.followed(FollowRequest(subject="tech")).items == []
    with pytest.raises(errors.ConceptNotFound):
        trial.followed(FollowRequest(concept="nobody"))
    for wanted in (FollowRequest(subject="weather"), FollowRequest(language="fr")):
        with pytest.raises(errors.InvalidQuery):
            trial.followed(wanted)


def test_editions_settings_and_removals_are_entries_with_their_checkpoints(trial: Glossary) -> None:
    trial.put(draft(), "p-editor", None)
    trial.publish(Edition(id="e1", title={"ja": "初版", "en": "First"}, date="2026-07-01"), "p-editor")
    trial.change_settings(replace(SETTINGS, title={"ja": "改題", "en": "Trial"}), "p-editor", 3)
    trial.redact("prompt", 1, "content", "個人情報", "p-admin")
    trial.put(draft(ja="別の。"), "p-editor", 1)
    trial.grade("prompt", 2, "scope", "p-editor", "対象 < 前")
    judged, _, *rest = trial.followed().items
    assert (judged.kind, followed_title(judged, trial.settings(), "en")) == (
        "grading",
        "用語prompt, revision 2: judged by an editor",
    )
    reason = '<strong>Reason</strong>: <span lang="ja">対象 &lt; 前</span>'
    assert told(trial, 0) == f"<p>change of scope</p><p>{reason}</p>"
    removal, changed, edition, gone, begun = rest
    assert [each.kind for each in (removal, changed, edition, gone, begun)] == [
        "redaction", "settings", "edition", "new", "settings",
    ]  # fmt: skip
    assert isinstance(removal.told, Removal)
    assert isinstance(begun.told, NewSettings)
    assert begun.told.before is None
    head = trial.overview()[1]
    assert (judged.seq, judged.digest) == (head.seq, head.digest)
    assert isinstance(edition.told, Edition)
    assert edition.digest == edition.told.digest
    assert "個人情報" in told(trial, 2, "ja")
    assert '<span lang="ja"><del>試し</del><ins>改題</ins></span>' in told(trial, 3)
    assert '<span lang="ja">初版</span>' in told(trial, 4)
    assert "[removed: 個人情報]" in told(trial, 5)
    assert [each.kind for each in trial.followed(FollowRequest(concept="prompt")).items] == [
        "grading", "change", "redaction", "new",
    ]  # fmt: skip
    titles = [followed_title(each, trial.settings(), "en") for each in trial.followed().items]
    assert titles[2] == "用語prompt, revision 1: text removed for good"
    assert titles[4] == "edition published: First"


def test_a_change_is_told_in_the_reader_s_language_and_escaped(trial: Glossary) -> None:
    trial.put(draft(ja="指示 <b> & 質問。"), "p-editor", None)
    trial.put(draft(ja="指示 <b> & 質問\nと回答。"), "p-editor", 1)
    [change, *_] = trial.followed().items
    about = trial.settings()
    assert "変更" in followed_title(change, about, "ja")
    assert "用語prompt" in followed_title(change, about, "en")
    assert '<span lang="ja">指示 &lt;b&gt; &amp; 質問。</span>' in told(trial, 1)
    assert "<ins>" not in told(trial, 1)
    assert '<strong>Japanese, Definition (change of scope: words added)</strong>: <span lang="ja">指示' in told(trial)
    assert "<ins><br>と回答</ins>" in told(trial)
    assert "<strong>日本語・定義" in told(trial, reader="ja")
    assert "lang=" not in told(trial, reader="ja")
    assert "<b>" not in told(trial)


def test_what_nobody_defines_and_what_replaces_a_concept_is_said(trial: Glossary) -> None:
    bare = replace(concept(), languages={"ja": replace(concept().languages["ja"], definition=None)})
    trial.put(replace(draft(), concept=bare), "p-editor", None)
    assert "Japanese, Definition</strong>: The source gives no definition." in told(trial)
    trial.put(draft("rag"), "p-editor", None)
    trial.retire("prompt", "p-editor", "rag", {"ja": "統合"})
    assert '<strong>Remark</strong>: <span lang="ja">統合</span>' in told(trial)
    assert told(trial).count('<strong>Replaced by</strong>: <span lang="ja">用語rag</span>') == 1


def test_every_member_of_a_concept_has_a_name_in_the_reader_s_language(trial: Glossary) -> None:
    made = trial.put(draft(subjects=("tech",)), "p-editor", None)

    def names(reader: str | None) -> list[str]:
        found = rows(compared(None, made), "ja", SETTINGS, reader)
        return [row.field for row in found]

    assert names("en") == [
        "Japanese, Status of the text", "Japanese, Preferred term", "Japanese, Reading (用語prompt)",
        "Japanese, Definition", "Subject field",
    ]  # fmt: skip
    assert names(None)[-1] == "分野"


def test_a_translator_follows_what_put_a_translation_behind(trial: Glossary) -> None:
    trial.put(draft(en="instruction"), "p-editor", None)
    for number, (language, text) in enumerate(
        [("ja", "指示や質問の文。"), ("en", "an instruction"), ("ja", "別の。")], 1
    ):
        newest = trial.revision("prompt", number).concept
        trial.put(Draft(concept=with_definition(newest, language, text)), "p-editor", number)
    behind = trial.followed(FollowRequest(language="en", sync="behind")).items
    assert [revision(each).number for each in behind] == [4, 2]
    assert "<ins>の文</ins>" in followed_html(behind[1], trial.settings(), "en")
    assert trial.followed(FollowRequest(language="ja", sync="behind")).items == []
    assert [revision(each).number for each in trial.followed(FollowRequest(sync="in_sync")).items] == [1]
