"""Search keys: a text folded, stage by stage, until its spellings agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from glossary.text.characters import (
    ENLARGED,
    HALF_VOICED_MARK,
    HIRAGANA,
    PLAIN_LATIN,
    SEPARATORS,
    UNVOICED,
    VOICED,
    VOICED_MARK,
    VOWELS,
    WIDTH,
)
from glossary.text.english import american, singulars
from glossary.text.kanji import FORM_IN_USE

_RULES = "2"

KEYS_VERSION: str = f"{_RULES}/unicode-{unicodedata.unidata_version}"
"""Which rules and which Unicode data the keys were made by; keys under another stamp have to be made anew."""

_KANJI = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_REPEATED_KANA = re.compile(r"([ぁ-ゖ])([ゝゞ]+)")
_REPEATED_KANJI = re.compile(rf"([{_KANJI}]+)([々〻]+)")
_STRAY_SIGNS = re.compile(r"(?<![a-z0-9+#])[+#]+|(?<![^\Wー])&|&(?![^\Wー])|(?<![0-9])[./:%]|[./:](?![0-9])")
_ARTICLE = re.compile(r"[\W_]*the[\s_-]+(?=\w)")
_POSSESSIVE = re.compile(r"(?<=s)'s(?![a-z0-9])")
_LONG_E = re.compile(f"(?<=[{VOWELS['え']}])[ーえぇゑ]")
_LONG_O_U = re.compile(f"(?<=[{VOWELS['お']}])[ーおぉを]|(?<=[{VOWELS['う']}])ー")
_FOREIGN_B = re.compile("ゔ([あいえお]?)")
_COUNTER = re.compile(rf"(?<=[0-9{_KANJI}])[け箇个](?=[月所国年条語店])")
_AMPERSAND = re.compile("(?<=[a-z0-9])&(?=[a-z0-9])")
_READING = re.compile("[a-z0-9ぁ-ゖ]+")

_SPOKEN = ENLARGED | str.maketrans({"ゐ": "い", "ゑ": "え", "を": "お", "ー": None})
_VARIANTS = PLAIN_LATIN | FORM_IN_USE | str.maketrans("ぢづ", "じず")
_B_ROW = {"": "ぶ", "あ": "ば", "い": "び", "え": "べ", "お": "ぼ"}


def _exact(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _width(text: str) -> str:
    if text.isascii():
        return text.replace("`", "'")
    text = unicodedata.normalize("NFKC", text.translate(WIDTH))
    if VOICED_MARK in text or HALF_VOICED_MARK in text:
        text = text.replace(VOICED_MARK, "").replace(HALF_VOICED_MARK, "")
    return text


def _case(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.casefold()).casefold())


def plain_kana(text: str) -> str:
    """The text in hiragana alone, with iteration marks written out: いすゞ as いすず, 人々 as 人人.

    For text already in NFKC. A mark with nothing before it to repeat stays.
    """
    if text.isascii():
        return text
    text = text.translate(HIRAGANA)
    if "ゝ" in text or "ゞ" in text:
        text = _REPEATED_KANA.sub(_repeat_kana, text)
    if "々" in text or "〻" in text:
        text = _REPEATED_KANJI.sub(_repeat_kanji, text)
    return text


def _repeat_kana(match: re.Match[str]) -> str:
    kana, marks = match.groups()
    plain = UNVOICED.get(kana, kana)
    return kana + "".join(plain if mark == "ゝ" else VOICED.get(plain, plain) for mark in marks)


def _repeat_kanji(match: re.Match[str]) -> str:
    kanji, marks = match.groups()
    repeated = kanji[-len(marks) :]
    return kanji + (repeated * len(marks))[: len(marks)]


def _separator(text: str) -> str:
    text = _unaccompanied(text).translate(SEPARATORS)
    if not text.isalnum():
        text = _STRAY_SIGNS.sub("", text)
    return _recomposed(text)


def _unaccompanied(text: str) -> str:
    """The text without a leading The, and without the 's of a word that ends in s already (IAIS's)."""
    if "the" in text and (article := _ARTICLE.match(text)):
        text = text[article.end() :]
    return _POSSESSIVE.sub("", text) if "s's" in text else text


def _long_vowel(text: str) -> str:
    if text.isascii():
        return text
    text = _LONG_O_U.sub("う", _LONG_E.sub("い", text))
    return _recomposed(text.translate(_SPOKEN))


def _recomposed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _script_variant(text: str) -> str:
    if not text.isascii():
        text = text.translate(_VARIANTS)
        text = _COUNTER.sub("か", text)
    if "ゔ" in text:
        text = _FOREIGN_B.sub(lambda match: _B_ROW[match[1]], text)
    return _AMPERSAND.sub("and", text) if "&" in text else text


_STEPS: dict[str, Callable[[str], str]] = {
    "exact": _exact,
    "width": _width,
    "case": _case,
    "kana": plain_kana,
    "separator": _separator,
    "long_vowel": _long_vowel,
    "script_variant": _script_variant,
    "inflection": singulars,
    "spelling": american,
}

STAGES: tuple[str, ...] = tuple(_STEPS)
"""The folds in rising looseness; each stands on all before it."""

_ALL = tuple(_STEPS.values())
_PIPELINES = {stage: _ALL[: position + 1] for position, stage in enumerate(STAGES)}


def fold(text: str, stage: str) -> str:
    """The text as it counts at a stage of looseness, all earlier stages included.

    Raises `ValueError` when the stage is none of `STAGES`. NFC and NFKC are those of UAX #15.
    """
    if stage not in _PIPELINES:
        raise ValueError(f"{stage!r} is none of {', '.join(STAGES)}")
    for step in _PIPELINES[stage]:
        text = step(text)
    return text


def key(text: str) -> str:
    """The loosest key of a term, the same for all its spellings; empty when nothing but signs is there.

    The text folded to the last of `STAGES`. Keys of different `KEYS_VERSION` are not to be compared.
    """
    for step in _ALL:
        text = step(text)
    return text


def matched_on(form: str, text: str) -> str | None:
    """The first stage at which a form is the term, or None where even the loosest folds differ.

    A form whose key is empty (ー, ・, 。, blank) matches nothing, itself included.
    """
    if not key(form):
        return None
    for stage, step in _STEPS.items():
        form, text = step(form), step(text)
        if form == text:
            return stage
    return None


def hiragana(text: str) -> str:
    """A reading with its katakana written in hiragana, everything else kept; half-width katakana too.

    NFKC first (UAX #15); ー stays, and ヴ becomes ゔ.
    """
    return unicodedata.normalize("NFKC", text).translate(HIRAGANA)


def reading_key(text: str) -> str:
    """The key of a reading, the same in hiragana, katakana and half-width katakana; empty for anything else.

    Latin letters and digits may stand in it (せいせいAI). Equal to `key` unless that holds a kanji or a sign.
    """
    found = key(text)
    return found if _READING.fullmatch(found) else ""
