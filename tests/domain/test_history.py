"""Dated series are replayed: `as_of` answers what their files said at every instant, `recorded_at` is now."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from glossary import FORMATS, Asked, Draft, Glossaries, Glossary, Whereabouts, errors
from glossary.cli import cli
from glossary.series import read_series
from tests import cncf
from tests.conftest import Clock
from tests.support import draft

real = pytest.mark.skipif(not cncf.SERIES.is_dir(), reason="the series of the CNCF glossary are not here")


def text(glossary: Glossary, concept: str, as_of: str, **asked: Any) -> str:
    section = glossary.concept(concept, Asked(as_of=as_of, **asked)).revision.concept.languages["ja"]
    return section.definition.text if section.definition else ""


def dated(*series: tuple[str, str], concept: str = "prompt") -> list[Draft]:
    return [draft(concept, ja=ja, valid_from=valid_from) for valid_from, ja in series]


@real
def test_a_real_history_answers_as_its_files_at_every_instant(house: Glossaries, clock: Clock) -> None:
    glossary = house.make(cncf.SETTINGS, "p-editor")
    drafts, versions = list(cncf.history(cncf.SERIES)), cncf.versions(cncf.SERIES)
    assert len(drafts) == 133
    made = glossary.load_history(random.Random(4).sample(drafts, len(drafts)), "p-editor")
    assert len(made.added) == len({each.concept for each in versions})
    stands: dict[str, dict[str, Any]] = {}
    for each in versions:
        stands.setdefault(each.concept, {})[each.language] = cncf.section(each)
        found = glossary.concept(each.concept, Asked(as_of=each.at)).revision
        assert {**found.concept.languages} == stands[each.concept], each
        assert found.recorded_at == clock.moment
    first = versions[0]
    with pytest.raises(errors.NotYetWorded):
        glossary.concept(first.concept, Asked(as_of=first.at.replace("Z", "-00:00").replace(first.at[:4], "2001")))
    again = glossary.load_history(drafts, "p-editor")
    assert (again.added, again.changed, len(again.unchanged)) == ((), (), 133)
    assert glossary.verify().whole


def test_drafts_are_put_into_the_order_of_their_dates(trial: Glossary) -> None:
    made = trial.load_history(
        dated(("2021-03-01", "三"), ("2021-01-01T09:00:00Z", "一"), ("2021-02-01", "二")), "p-editor"
    )
    assert (made.added, made.changed) == (("prompt",), ("prompt", "prompt"))
    assert [each.concept.languages["ja"].definition.text for each in trial.revisions("prompt")] == ["三", "二", "一"]  # type: ignore[union-attr]
    assert text(trial, "prompt", "2021-02-15") == "二"


def test_several_wordings_of_one_date_follow_each_other_as_they_came_and_once(trial: Glossary) -> None:
    series = dated(("2021-01-01", "甲"), ("2021-01-01", "乙"), ("2021-01-01", "甲"), ("2021-01-02", "甲"))
    trial.load_history(series[:2], "p-editor")
    assert text(trial, "prompt", "2021-01-01") == "乙"
    made = trial.load_history(series, "p-editor")
    assert (made.changed, len(made.unchanged)) == (("prompt",), 3)
    assert text(trial, "prompt", "2021-01-01") == "甲"
    assert trial.load_history(series, "p-editor").unchanged == ("prompt",) * 4
    assert len(trial.revisions("prompt")) == 3


def test_a_history_older_than_what_is_there_leaves_today_as_it_is(trial: Glossary) -> None:
    trial.put(draft(ja="今"), "p-editor", None)
    trial.load_history(dated(("2020-01-01", "昔"), ("2021-01-01", "少し昔")), "p-editor")
    assert text(trial, "prompt", "2020-06-01") == "昔"
    standing = trial.concept("prompt")
    assert (standing.revision.number, standing.head) == (1, 3)
    with pytest.raises(errors.NotYetWorded):
        text(trial, "prompt", "2020-06-01", known_at="2020-06-01")


def test_a_history_is_recorded_whole_or_not_at_all(trial: Glossary) -> None:
    undated = draft("rag", ja="いつか")
    for wrong in (
        undated,
        draft("rag", valid_from="きのう"),
        draft("rag", valid_from="2021-01-01", subjects=("none",)),
    ):
        with pytest.raises(errors.InvalidContent):
            trial.load_history([*dated(("2020-01-01", "昔")), wrong], "p-editor")
    with pytest.raises(errors.ConceptNotFound):
        trial.revisions("prompt")


def test_the_command_loads_a_history_of_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    path.write_bytes(FORMATS["jsonl"].write(dated(("2020-01-01", "昔"), ("2021-01-01", "今"), concept="old-term")))
    environment = {"GLOSSARY_HOME": str(tmp_path / "home")}
    told = CliRunner().invoke(cli, ["load", "--history", str(path), "--json"], env=environment)
    assert json.loads(told.stdout) == {"added": ["old-term"], "changed": ["old-term"], "unchanged": []}
    path.write_text('{"id": "x", "languages": {}}\n\n{"id"', encoding="utf-8")
    told = CliRunner().invoke(cli, ["load", "--history", str(path)], env=environment)
    assert (told.exit_code, "history.jsonl#/3" in told.stderr) == (3, True)


def test_json_lines_are_read_as_they_were_written() -> None:
    drafts = [draft("a", valid_from="2020-01-01", change_note={"ja": "注"}), draft("b", correction=True)]
    lines = FORMATS["jsonl"].write(drafts)
    assert lines.count(b"\n") == 2
    assert FORMATS["jsonl"].read(lines) == drafts


@real
def test_the_command_loads_the_real_history_from_its_folder(tmp_path: Path) -> None:
    where = Whereabouts(tmp_path, tmp_path / "glossary.db", tmp_path / "index")
    with Glossaries.open(where) as house:
        house.make(cncf.SETTINGS, "p-editor")
    first, again = (_loaded(tmp_path, cncf.SERIES, "--glossary", "cncf") for _ in range(2))
    assert (len(first["added"]), len(first["changed"]) + len(first["unchanged"])) == (6, 127)
    assert (again["added"], again["changed"], len(again["unchanged"])) == ([], [], 133)
    with Glossaries.open(where) as house:
        versions = cncf.versions(cncf.SERIES)
        stands: dict[str, dict[str, Any]] = {}
        for each, after in zip(versions, [*versions[1:], None], strict=True):
            stands.setdefault(each.concept, {})[each.language] = cncf.section(each)
            for moment in (each.at, between(each.at, after.at if after else "2027-01-01T00:00:00Z")):
                found = house["cncf"].concept(each.concept, Asked(as_of=moment)).revision
                assert {**found.concept.languages} == stands[each.concept], (each, moment)


def between(one: str, other: str) -> str:
    """The last microsecond before another moment, where that is later."""
    first, last = (datetime.fromisoformat(each.replace("Z", "+00:00")) for each in (one, other))
    moment = max(first, last - timedelta(microseconds=1))
    return moment.replace(tzinfo=None).isoformat() + "Z"


def _loaded(home: Path, *what: Path | str) -> Any:
    told = CliRunner().invoke(
        cli, ["load", "--history", "--json", *map(str, what)], env={"GLOSSARY_HOME": str(home)}, catch_exceptions=False
    )
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "empty: "),
        ({"notes.txt": "x"}, "empty: "),
        ({"en-cloud/001_yesterday_x.md": "x", "en-cloud/2021-01-01.md": "x"}, "en-cloud/001_yesterday_x.md: "),
        ({"en-cloud/2021-02-30.md": "x"}, "en-cloud/2021-02-30.md: "),
        ({"de-cloud/2021-02-03.md": "x"}, "empty/de-cloud: "),
        ({"cloud/2021-02-03.md": "x"}, "empty/cloud: "),
        ({"en-cloud/2021-02-03.md": b"\xff\xfe"}, "en-cloud/2021-02-03.md: "),
        ({"a.json": "[{"}, "a.json#"),
    ],
)
def test_a_folder_that_is_no_history_is_told_and_loads_nothing(tmp_path: Path, files: Any, told: str) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    environment = {"GLOSSARY_HOME": str(tmp_path / "home")}
    done = CliRunner().invoke(cli, ["load", "--history", str(folder)], env=environment, catch_exceptions=False)
    assert (done.exit_code, f"  {told}" in done.stderr) == (3, True), done.stderr


def test_a_series_by_days_and_by_instants_is_put_into_order(tmp_path: Path, trial: Glossary) -> None:
    files = {
        "ja-cloud/2021-01-01.md": "---\ntitle: 雲\n---\n空の雲。",
        "ja-cloud/2_2021-01-01T120000_x.md": "---\ntitle: 雲\n---\n昼の雲。",
        "ja-cloud/1_2020-12-31T150000.md": "---\ntitle: 雲\n---\n夜の雲。",
        "en-cloud/2021-01-02T00:00:00Z.md": '---\ntitle: "Cloud"\n---\n\nA cloud.\n',
        "en-cloud/2021-01-03.md": "---\ntitle: Cloud\n---\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    trial.load_history(read_series(tmp_path, trial.settings()), "p-editor")
    assert text_of(trial, "2020-12-31T15:00:00Z", "ja") == "夜の雲。"
    assert text_of(trial, "2021-01-01", "ja") == "昼の雲。"
    assert text_of(trial, "2021-01-02", "en") == "A cloud."
    assert text_of(trial, "2021-01-03", "en") is None
    last = trial.concept("cloud").revision.concept.languages
    assert (last["en"].preferred.text, last["en"].text_status, last["ja"].text_status) == (
        "Cloud", "provisional_translation", "original",
    )  # fmt: skip


def text_of(glossary: Glossary, as_of: str, language: str) -> str | None:
    section = glossary.concept("cloud", Asked(as_of=as_of)).revision.concept.languages[language]
    return section.definition.text if section.definition else None


def test_a_history_tells_of_retirements_and_restorations_and_is_loaded_once(tmp_path: Path) -> None:
    def line(ja: str, valid_from: str, **more: Any) -> dict[str, Any]:
        told = json.loads(FORMATS["jsonl"].write([draft("old-term", ja, valid_from=valid_from)]))
        return {**told, **more}

    lines = [
        line("戻", "2023-01-01"),
        line("昔", "2020-01-01"),
        line("後", "2024-01-01", status="retired", replaced_by="rag"),
        line("中", "2022-01-01", status="retired"),
        line("中", "2021-01-01"),
        line("正", "2021-01-01", correction=True),
    ]
    path = tmp_path / "history.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in lines), encoding="utf-8")
    assert len(_loaded(tmp_path, path)["changed"]) == 5
    assert _loaded(tmp_path, path)["changed"] == []
    with Glossaries.open(Whereabouts(tmp_path, tmp_path / "glossary.db", tmp_path / "index")) as house:
        seed = house["ai-finance"]
        kinds = [each.kind for each in reversed(seed.revisions("old-term"))]
        assert kinds == ["new", "change", "correction", "retirement", "restoration", "retirement"]
        assert [text(seed, "old-term", day) for day in ("2020-12-31", "2021-01-01", "2023-01-01")] == ["昔", "正", "戻"]
        for day, successor in (("2022-01-01", None), ("2022-12-31", None), ("2024-01-01", "rag")):
            with pytest.raises(errors.Retired) as gone:
                seed.concept("old-term", Asked(as_of=day))
            assert gone.value.replaced_by == successor
        assert seed.verify().whole


def test_only_a_history_tells_of_retired_concepts(trial: Glossary) -> None:
    with pytest.raises(errors.InvalidContent) as refused:
        trial.load([draft("old-term", status="retired")], "p-editor")
    assert [(each.pointer, each.code) for each in refused.value.faults] == [("/old-term/status", "only-in-a-history")]


def test_an_older_history_of_a_retired_concept_leaves_it_retired(trial: Glossary) -> None:
    trial.put(draft(ja="今"), "p-editor", None)
    trial.retire("prompt", "p-editor", None, None)
    trial.load_history(dated(("2020-01-01", "昔")), "p-editor")
    assert text(trial, "prompt", "2020-06-01") == "昔"
    with pytest.raises(errors.Retired):
        trial.concept("prompt")
    assert trial.revisions("prompt")[0].kind == "change"
