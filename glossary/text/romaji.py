"""Readings in Latin letters, and one key for all the ways of spelling them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from glossary.text.characters import PLAIN_LATIN
from glossary.text.folding import fold, hiragana, plain_kana

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さしすせそ", "z": "ざじずぜぞ",
    "t": "たちつてと", "d": "だぢづでど", "n": "なにぬねの", "h": "はひふへほ", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ", "m": "まみむめも", "r": "らりるれろ",
}  # fmt: skip
_SMALL = dict(zip("ぁぃぅぇぉゃゅょ", ("a", "i", "u", "e", "o", "ya", "yu", "yo"), strict=True))
_SINGLE = {
    **{kana: row + vowel for row, five in _ROWS.items() for kana, vowel in zip(five, "aiueo", strict=True)},
    **_SMALL,
    "し": "shi", "じ": "ji", "ち": "chi", "ぢ": "ji", "つ": "tsu", "づ": "zu", "ふ": "fu", "ゔ": "vu",
    "や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "ゐ": "i", "ゑ": "e", "を": "o",
    "ゎ": "wa", "ゕ": "ka", "ゖ": "ke",
}  # fmt: skip
_BEFORE_SMALL_KANA = {
    "う": "w", "く": "kw", "ぐ": "gw", "す": "s", "ず": "z",
    "つ": "ts", "て": "t", "で": "d", "ふ": "f", "ゔ": "v",
}  # fmt: skip


def _pairs() -> Iterator[tuple[str, str]]:
    for kana, stem in _BEFORE_SMALL_KANA.items():
        for small, ending in _SMALL.items():
            yield kana + small, stem + ending
    for kana in "きぎしじちぢにひびぴみり":
        stem = _SINGLE[kana][:-1]
        for small, vowel in zip("ゃゅょぇ", "auoe", strict=True):
            yield kana + small, f"{stem if stem in ('sh', 'ch', 'j') else stem + 'y'}{vowel}"
    yield from (("いぇ", "ye"), ("とぅ", "tu"), ("どぅ", "du"), ("くゎ", "kwa"), ("ぐゎ", "gwa"))


_SYLLABLES = _SINGLE | dict(_pairs())
_SYLLABLE = re.compile(f"[{''.join(_SINGLE)}][ぁぃぅぇぉゃゅょゎ]?")
_KANA_RUN = re.compile("[ぁ-ゖー]+")
_DOUBLED = re.compile("っ+(?:(ch)|([b-df-hj-mp-tv-z]))?")
_SYLLABIC_N = re.compile("ん(?=([aiueoy])?)")
_LONG = re.compile("[aeou]ー+|iー+|aa|ee|uu|o[ou]")
_MACRONS = dict(zip("aiueo", "āīūēō", strict=True))

_ROMAJI = re.compile(r"[a-z^à-ɏḀ-ỿ\u0300-\u036fぁ-ゖー'\-・\s]+")
_NO_LETTER = re.compile("[^a-z]+")
_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"m(?=[bmp])", "n"),
        (r"oh(?![aiueoyw])", "o"),
        (r"(.)\1+", r"\1"),
        (r"x(?:ts?u)", ""),
        (r"hw", "f"),
        (r"wh", "w"),
        (r"v", "b"),
        (r"dz", "z"),
        (r"(?<![cdst])hu", "fu"),
        (r"si", "shi"),
        (r"zi", "ji"),
        (r"ti", "chi"),
        (r"tu", "tsu"),
        (r"(?<=[^aiueoxy])[aiueo]x(?=[aiueoy])", ""),
        (r"th(?=i)", "t"),
        (r"dh(?=i)", "d"),
        (r"([td])h(?=u)", r"\1y"),
        (r"([td])w(?=u)", r"\1"),
        (r"[ct]y|tch", "ch"),
        (r"[jz]y", "j"),
        (r"sy", "sh"),
        (r"(sh|ch|j)y", r"\1"),
        (r"ti", "chi"),
        (r"tu", "tsu"),
        (r"du", "zu"),
        (r"w(?=[ie])", "u"),
        (r"wo", "o"),
        (r"(.)\1+", r"\1"),
        (r"ou", "o"),
        (r"ei", "e"),
        (r"(.)\1+", r"\1"),
    )
)


def romaji(reading: str) -> str:
    """A reading in modified Hepburn with macrons; Latin letters in it stay as they are.

    おう, おお, うう, ああ, ええ and ー are always written long, since kana does not show where a word within
    the reading ends; えい and いい stay ei and ii, ん is n before b, m, p, and n' before a vowel or y.
    """
    return _KANA_RUN.sub(lambda run: _hepburn(run[0]), plain_kana(hiragana(reading)))


def _hepburn(kana: str) -> str:
    text = _SYLLABLE.sub(_syllable, kana)
    text = _DOUBLED.sub(_doubled, text)
    text = _SYLLABIC_N.sub(lambda match: "n'" if match[1] else "n", text)
    return _LONG.sub(lambda match: _MACRONS[match[0][0]], text).replace("ー", "")


def _syllable(match: re.Match[str]) -> str:
    kana = match[0]
    return _SYLLABLES.get(kana) or "".join(_SINGLE[each] for each in kana)


def _doubled(match: re.Match[str]) -> str:
    before_ch, consonant = match.groups()
    return "tch" if before_ch else 2 * (consonant or "")


def romaji_key(text: str) -> str:
    """One key for a reading and for its spellings in Hepburn, Kunrei or as typed, with or without macrons.

    Kana is romanised and then treated like romaji, which is never parsed. Long and short vowels are one,
    so are single and doubled consonants, chi and ti, ji and zi, zu and du, v and b, ei and e. Empty when
    anything but Latin letters, kana, apostrophes, macrons, hyphens, middle dots and blanks is in the text.
    """
    text = fold(text, "kana")
    if not _ROMAJI.fullmatch(text):
        return ""
    text = unicodedata.normalize("NFC", romaji(text)).translate(PLAIN_LATIN)
    return _unified(_NO_LETTER.sub("", text))


def _unified(text: str) -> str:
    for spelling, unified in _SPELLINGS:
        text = spelling.sub(unified, text)
    return text
