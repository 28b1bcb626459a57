"""What tests share: a PostgreSQL server where one is to be had, and short ways to make values."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from glossary import Concept, Definition, Draft, LanguageSection, Settings, Term
from glossary.model import BasedOn, Subject

ROOT = Path(__file__).parents[1]

SETTINGS = Settings(
    id="trial",
    title={"ja": "試し", "en": "Trial"},
    subjects=(Subject(id="tech", title={"ja": "技術", "en": "technology"}),),
)


def concept(concept_id: str = "prompt", ja: str = "指示や質問。", en: str | None = None, **members: Any) -> Concept:
    """A small concept with a Japanese definition, and an English one where given."""
    sections = {
        "ja": LanguageSection(
            text_status="original",
            terms=(Term(text=f"用語{concept_id}", status="preferred", readings=("ようご",)),),
            definition=Definition(text=ja),
        )
    }
    if en is not None:
        sections["en"] = LanguageSection(
            text_status="provisional_translation",
            terms=(Term(text=concept_id, status="preferred"),),
            definition=Definition(text=en),
            based_on=BasedOn(language="ja"),
        )
    return Concept(**{"id": concept_id, "languages": sections, **members})


def draft(concept_id: str = "prompt", ja: str = "指示や質問。", en: str | None = None, **members: Any) -> Draft:
    """A draft of a small concept; what is not a member of a concept is one of the draft."""
    about = {
        name: members.pop(name)
        for name in ("valid_from", "correction", "change_note", "grade", "unsaid", "status")
        if name in members
    }
    return Draft(concept=concept(concept_id, ja, en, **members), **about)


def with_definition(found: Concept, language: str, text: str) -> Concept:
    """The same concept, with another definition in one language."""
    section = msgspec.structs.replace(found.languages[language], definition=Definition(text=text))
    return msgspec.structs.replace(found, languages={**found.languages, language: section})


@contextmanager
def served(home: Path, python: str = sys.executable, cwd: Path = ROOT, **environment: str) -> Iterator[str]:
    """`taiyaku serve` as a process of its own, on a free port; yields its address and stops it as Ctrl-C does."""
    variables = {**os.environ, "GLOSSARY_HOME": str(home), "PORT": "0", "LC_ALL": "C.UTF-8", **environment}
    command = [python, "-m", "glossary", "serve"]
    with subprocess.Popen(
        command, cwd=cwd, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        try:
            yield next(line.strip().rstrip("/") for line in lines if line.startswith("  http"))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(10)
    assert process.returncode == 0


# The machine is not going to lose its power while a test runs, and its database is thrown away after it.
_HASTY = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


@contextmanager
def postgresql_server() -> Iterator[str | None]:
    """The address of a PostgreSQL server of our own, stopped at the end; None where none can be had."""
    given = os.environ.get("GLOSSARY_TEST_POSTGRESQL")
    programs = _programs()
    if given or programs is None:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="taiyaku-postgresql-"))
    try:
        with _running(programs, folder) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[str]:
    data, sockets = folder / "data", folder
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _run(programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    options = f"-k {sockets} -c listen_addresses= {_HASTY}"
    _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql:///{{name}}?host={sockets}&user=postgres"
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(*command: Any) -> None:
    as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_whom, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


def _programs() -> Path | None:
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = newest[-1] if newest else shutil.which("initdb")
    return Path(found).parent if found else None
