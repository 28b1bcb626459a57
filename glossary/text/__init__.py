"""What makes two spellings the same term, how a reading is romanised, and the order of a list."""

from __future__ import annotations

from glossary.text.folding import KEYS_VERSION, STAGES, fold, hiragana, key, matched_on, reading_key
from glossary.text.letters import lettered
from glossary.text.loanwords import short_key
from glossary.text.meant import otherwise_meant, without_aside
from glossary.text.mixed import Beginning, is_written_with_kana, mixed_beginning
from glossary.text.okurigana import okurigana_folded, okurigana_key, okurigana_spans
from glossary.text.order import heading, headings, key_ranges, sort_key
from glossary.text.romaji import romaji, romaji_key
from glossary.text.ruby import above
from glossary.text.words import content_words

__all__ = [
    "KEYS_VERSION",
    "STAGES",
    "Beginning",
    "above",
    "content_words",
    "fold",
    "heading",
    "headings",
    "hiragana",
    "is_written_with_kana",
    "key",
    "key_ranges",
    "lettered",
    "matched_on",
    "mixed_beginning",
    "okurigana_folded",
    "okurigana_key",
    "okurigana_spans",
    "otherwise_meant",
    "reading_key",
    "romaji",
    "romaji_key",
    "short_key",
    "sort_key",
    "without_aside",
]
