"""What makes two spellings the same term, how a reading is romanised, and the order of a list."""

from __future__ import annotations

from glossary.text.folding import KEYS_VERSION, STAGES, fold, hiragana, key, matched_on, reading_key, short_key
from glossary.text.okurigana import okurigana_key
from glossary.text.order import heading, sort_key
from glossary.text.romaji import romaji, romaji_key

__all__ = [
    "KEYS_VERSION",
    "STAGES",
    "fold",
    "heading",
    "hiragana",
    "key",
    "matched_on",
    "okurigana_key",
    "reading_key",
    "romaji",
    "romaji_key",
    "short_key",
    "sort_key",
]
