"""What every template may ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from api.assets import asset_url
from api.languages import tongue_name
from api.pages.neighbours import GROUPS
from glossary import N_, Note, Revision, Settings, Style

NAVIGATION = (
    ("pages.glossary", N_("Search")),
    ("pages.browse", N_("All terms")),
    ("pages.compare", N_("Contrasts")),
    ("pages.timeline", N_("Timeline")),
    ("pages.changes", N_("Recent changes")),
    ("pages.editions", N_("Editions")),
    ("desk.propose", N_("Propose")),
)
IDENTITY = {
    "ja": (
        "金融庁の公式の用語集ではありません。出典：金融庁「AI官民フォーラム」（第1回、2025年6月18日）資料を加工して作成。"
        "英語は仮訳です。"
    ),
    "en": (
        "Not an official FSA glossary. Source: FSA, AI Public-Private Forum, first meeting (18 June 2025), adapted. "
        "The English is an unofficial translation."
    ),
}
"""Whose this is, and whose it isn't: in the foot of every page that belongs to no glossary (design, 6)."""


def identity(settings: Settings | None, language: str) -> dict[str, str]:
    """What stands in the foot of a page, the reader's language first: the glossary's attribution, or its publisher."""
    told = (settings.attribution or settings.publisher) if settings else IDENTITY
    ranked = (language, *(settings.languages if settings else ()), *told)
    return {tag: told[tag] for tag in dict.fromkeys(ranked) if tag in told}


def index_lines(headings: Sequence[str]) -> list[list[tuple[int, str]]]:
    """The headings of an index, each with its number, those in kana on a line before the letters."""
    numbered = list(enumerate(headings, 1))
    return [list(line) for _, line in groupby(numbered, lambda each: not each[1].isascii() and len(each[1]) == 1)]


def by_kind(notes: Sequence[Note]) -> list[tuple[str, list[Note]]]:
    """Notes by their kind, in the order in which the kinds first occur."""
    kinds = dict.fromkeys(note.kind for note in notes)
    return [(kind, [note for note in notes if note.kind == kind]) for kind in kinds]


def by_revision_kind(changes: Iterable[Revision]) -> list[tuple[str, list[Revision]]]:
    """Changes by what was done, the earliest first."""

    def kind(change: Revision) -> str:
        return change.kind

    return [(name, list(members)) for name, members in groupby(sorted(changes, key=kind), kind)]


STYLES: dict[Style, str] = {
    "bibtex": "BibTeX",
    "csl-json": "CSL-JSON",
    "apa": "APA",
    "sist02": "SIST 02",
    "ja": N_("As in Japanese public documents"),
}


GLOBALS: dict[str, Any] = {
    "asset": asset_url,
    "identity": identity,
    "nav": NAVIGATION,
    "tongue_name": tongue_name,
    "index_lines": index_lines,
    "by_kind": by_kind,
    "by_revision_kind": by_revision_kind,
    "group_name": GROUPS.__getitem__,
    "style_name": STYLES.__getitem__,
}
