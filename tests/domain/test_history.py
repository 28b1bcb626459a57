"""Dated series are replayed: `as_of` answers what their files said at every instant, `recorded_at` is now."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from glossary import FORMATS, Asked, Draft, Glossaries, Glossary, errors
from glossary.cli import cli
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
