"""A stranger with an export and a checkpoint needs nothing of ours: the script in docs/, run as strangers run it."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from glossary import Edition, Glossaries, Glossary
from tests.support import ROOT, draft

SCRIPT = ROOT / "docs" / "verify_history.py"
ROUNDS = int(os.environ.get("GLOSSARY_TEST_TAMPERINGS", "150"))  # 1,000 take some seconds

Row = dict[str, Any]


@pytest.fixture
def told(trial: Glossary, house: Glossaries) -> Glossary:
    """A log of all kinds of entries, with two redactions."""
    trial.load([draft(f"c{number}", ja=f"定義{number}", en=f"definition {number}") for number in range(20)], "p-editor")
    for number in range(20):
        trial.put(draft(f"c{number}", ja="変更。", change_note={"ja": "理由"}), "p-editor", 1)
    trial.publish(Edition(id="e1", title={"ja": "版"}, date="2026-07-01"), "p-editor")
    trial.redact("c3", 1, "content", "個人情報", "p-editor")
    trial.redact("c4", 2, "change_note", "個人情報", "p-editor")
    trial.retire("c5", "p-editor", None, {"ja": "廃止"})
    return trial


def checkpoint(glossary: Glossary, path: Path) -> Path:
    path.write_text(msgspec.json.encode(glossary.overview()[1]).decode())
    return path


def run(*arguments: Any, **more: Any) -> subprocess.CompletedProcess[str]:
    """The script, without our packages in sight."""
    command = [sys.executable, "-I", str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **more)


def test_the_script_is_short_and_uses_nothing_of_ours() -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 100
    imported = {line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import", "from"))}
    assert imported <= sys.stdlib_module_names


def test_the_script_accepts_an_untouched_log_and_names_what_was_redacted(told: Glossary, tmp_path: Path) -> None:
    export, kept = tmp_path / "log.jsonl", checkpoint(told, tmp_path / "checkpoint.json")
    export.write_bytes(b"".join(told.log()))
    ran = run(export, "--checkpoint", kept)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert told.overview()[1].digest in ran.stdout
    assert set(told.verify().redacted) == {"5:content", "26:change_note"}
    assert all(each in ran.stdout for each in told.verify().redacted)
    assert run("-", "--checkpoint", kept, input=export.read_text(encoding="utf-8")).returncode == 0


def test_the_entries_between_two_checkpoints_prove_that_one_goes_on_from_the_other(
    trial: Glossary, tmp_path: Path
) -> None:
    trial.put(draft(), "p-editor", None)
    first = checkpoint(trial, tmp_path / "first.json")
    trial.put(draft(ja="二"), "p-editor", 1)
    second = checkpoint(trial, tmp_path / "second.json")
    trial.put(draft(ja="三"), "p-editor", 2)
    between = tmp_path / "between.jsonl"
    between.write_bytes(b"".join(trial.log(after=2, until=3)))
    assert run(between, "--from", first, "--checkpoint", second).returncode == 0
    assert run(between, "--from", second, "--checkpoint", first).returncode == 1
    between.write_bytes(b"".join(trial.log(after=3)))
    assert run(between, "--from", first).returncode == 1


def test_between_checkpoints_a_text_may_be_missing_that_a_later_entry_redacts(told: Glossary, tmp_path: Path) -> None:
    between, first = tmp_path / "between.jsonl", tmp_path / "first.json"
    lines = list(told.log())
    first.write_text(json.dumps({"seq": 4, "digest": json.loads(lines[3])["digest"]}), encoding="utf-8")
    between.write_bytes(b"".join(lines[4:10]))
    ran = run(between, "--from", first)
    assert (ran.returncode, "5:content (a later entry must say so)" in ran.stdout) == (0, True)


def test_a_log_cut_short_or_written_anew_does_not_fit_the_checkpoint(told: Glossary, tmp_path: Path) -> None:
    export, kept = tmp_path / "log.jsonl", checkpoint(told, tmp_path / "checkpoint.json")
    lines = list(told.log())
    export.write_bytes(b"".join(lines[:-1]))
    assert run(export).returncode == 0
    ran = run(export, "--checkpoint", kept)
    assert (ran.returncode, f"entry {len(lines)}: the log is cut" in ran.stderr) == (1, True)
    export.write_bytes(b"".join(map(_line, _rechained([json.loads(line) for line in lines], 7))))
    assert run(export).returncode == 0
    assert run(export, "--checkpoint", kept).returncode == 1


def test_random_tamperings_are_found_at_or_before_the_entry_where_they_happened(told: Glossary) -> None:
    """In this process, for speed; `wrong` is all that the script does."""
    spec = importlib.util.spec_from_file_location("verify_history", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    head, rows, chance = told.overview()[1], [json.loads(line) for line in told.log()], random.Random(4)
    assert script.Chain({"seq": 0, "digest": "sha256:" + "00" * 32}, []).wrong(map(_line, rows)) is None
    for _ in range(ROUNDS):
        tampering = chance.choice(TAMPERINGS)
        at = chance.randrange(len(rows) - 1)
        tampered = tampering(json.loads(json.dumps(rows)), at, chance)
        if tampered == rows:
            continue
        chain = script.Chain({"seq": 0, "digest": "sha256:" + "00" * 32}, [{"seq": head.seq, "digest": head.digest}])
        found = chain.wrong(map(_line, tampered))
        assert found is not None, (tampering, at)
        assert found[0] <= at + 2, (tampering, at, found)
        if tampering not in (_rechained, _twice):
            assert found[0] == at + 1, (tampering, at, found)


def _line(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _altered(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text))
    return text[:place] + chance.choice("0aあ{}") + text[place + 1 :]


def _part(rows: list[Row], at: int, chance: random.Random, member: str) -> list[Row]:
    parts = [part for part in rows[at]["parts"].values() if part]
    if parts:
        part = chance.choice(parts)
        part[member] = _altered(part[member], chance)
    return rows


def _text(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    return _part(rows, at, chance, "text")


def _salt(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    return _part(rows, at, chance, "salt")


def _entry(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    rows[at]["entry"] = _altered(rows[at]["entry"], chance)
    return rows


def _digest(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    rows[at]["digest"] = _altered(rows[at]["digest"], chance)
    return rows


def _dropped(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    return rows[:at] + rows[at + 1 :]


def _swapped(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    return [*rows[:at], rows[at + 1], rows[at], *rows[at + 2 :]]


def _twice(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    return [*rows[: at + 1], *rows[at:]]


def _cut(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    return rows[:at]


def _blanked(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    rows[at]["parts"][chance.choice([*rows[at]["parts"]])] = None
    return rows if at not in (4, 25) else _digest(rows, at, chance)


def _unlisted(rows: list[Row], at: int, chance: random.Random) -> list[Row]:
    rows[at]["parts"].popitem()
    return rows


def _rechained(rows: list[Row], at: int, chance: random.Random | None = None) -> list[Row]:
    """Another author, and every digest from there on worked out again."""
    digest = bytes.fromhex(rows[at - 1]["digest"][7:]) if at else bytes(32)
    for row in rows[at:]:
        row["entry"] = row["entry"].replace("p-editor", "p-nobody")
        digest = sha256(digest + sha256(row["entry"].encode()).digest()).digest()
        row["digest"] = f"sha256:{digest.hex()}"
    return rows


TAMPERINGS: list[Callable[[list[Row], int, random.Random], list[Row]]] = [
    _text, _salt, _entry, _digest, _dropped, _swapped, _twice, _cut, _blanked, _unlisted, _rechained,
]  # fmt: skip
