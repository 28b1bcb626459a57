"""Characters that look like another (UTS 39), where Japanese and English texts may meet them.

Made from Unicode's confusables.txt, version 15.1.0 (https://www.unicode.org/Public/security/15.1.0/confusables.txt;
Unicode License v3): its classes of single characters, kept are ASCII letters and digits, Greek, Cyrillic, kana, kanji
of the first block and dashes; left out are characters that NFKC makes equal anyway.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_CLASSES = (
    "OΟО0", "lIΙІ1", "3ЗӠ", "6б", "AΑА", "BΒВ", "CС", "EΕЕ", "HΗН", "JͿЈ", "KΚК", "MΜϺМ", "NΝ", "PΡР", "SЅ", "TΤТ",
    "VѴ", "XΧХ", "YΥУҮ", "ZΖ", "aαа", "bЬ", "cс", "eеҽ", "hһ", "iιіӏ", "jј", "oοσо", "pρр", "rг", "sѕ", "uυ", "vνѵ",
    "wѡ", "xх", "yγуү", "ΓГ", "ΛЛ", "ΠП", "ΦФ", "ΨѰ", "εє", "κк", "πп", "τт", "φф", "ψѱ", "ー一—―─━㇐", "エ工", "カ力",
    "タ夕", "ト卜", "ニ二", "ノ丿", "ハ八", "ロ口囗", "イ亻", "土士", "併倂", "値值", "啓啟", "塡填", "帡帲", "戸戶",
    "晩晚", "研硏", "絶絕", "郎郞", "鎮鎭", "隷隸", "黒黑",
)  # fmt: skip
_FIRST = {ord(other): group[0] for group in _CLASSES for other in group[1:]}
_OTHERS = {one: group.replace(one, "") for group in _CLASSES for one in group}
_OTHERS |= {"o": _OTHERS["o"] + "0", "i": _OTHERS["i"] + "1"}  # as in capitals

_RUN = re.compile(r"(.)\1+")
_FOREIGN = "\u0370-\u03ff\u0400-\u04ff"
_WORD = re.compile(rf"[A-Za-z{_FOREIGN}]+")
_LATIN = re.compile("[A-Za-z]")
_IN_LATIN = {ord(one): group[0] for group in _CLASSES if group[0].isascii() for one in group if one > "\u036f"}
# Greek letters stand beside Latin ones in good faith (TNFα, NF-κB), but not these, which are Latin to the eye.
_GREEK_IN_GOOD_FAITH = re.compile("[αγικρσυνε]")
_KATAKANA = "ァ-ヺー"
_IN_KATAKANA = re.compile(rf"(?<=[{_KATAKANA}])(?:[一—―─━力夕卜工二八]|口(?!コミ))(?=[{_KATAKANA}])")
_IN_KANJI = re.compile("(?<=[㐀-鿿])(?:[エタトハロ]|ニ(?!ッ))(?=[㐀-鿿])")
# At the beginning of a word: 工ージェント, 夕スク; ニ段階 (but ハ長調, カ行); べータ, りスク (but すべき, 並べデータ).
_BEFORE_KATAKANA = re.compile(f"(?<![㐀-鿿ぁ-ゖ{_KATAKANA}])[工力夕卜](?=[{_KATAKANA}])")
_BEFORE_KANJI = re.compile("(?<![㐀-鿿ぁ-ゖァ-ヺー0-9０-９])[エニハロタ](?=[㐀-鿿]{2})(?![㐀-鿿]*[長短行])")
_HIRAGANA = {"へ": "ヘ", "べ": "ベ", "ぺ": "ペ", "り": "リ"}
_HIRAGANA_IN_KATAKANA = re.compile(
    f"(?<![㐀-鿿ぁ-ゖ{_KATAKANA}])[へべぺり](?=ー?[ァ-ヺ])|(?<=[{_KATAKANA}])[べぺ](?=[{_KATAKANA}])"
)


def alike(one: str, other: str) -> bool:
    """Whether two texts look the same, as they are or in capitals: C0VID, c0vid and COVID."""
    return _skeleton(one) == _skeleton(other) or _skeleton(one.upper()) == _skeleton(other.upper())


def resembling(text: str) -> Iterator[str]:
    """Texts that look like this one: all of it in the first characters of their classes, or in one place another."""
    plain = unicodedata.normalize("NFKC", text)
    whole = {plain.translate(_FIRST), plain.translate(_IN_LATIN)}
    yield from (whole | {each.replace("l", "I") for each in whole}) - {plain}
    places = {*((at, at + 1) for at in range(len(plain))), *(match.span() for match in _RUN.finditer(plain))}
    for start, end in sorted(places):
        for other in _OTHERS.get(plain[start], ""):
            yield plain[:start] + other * (end - start) + plain[end:]


def strangers(text: str) -> Iterator[tuple[str, str]]:
    """Each character in a word of another script, with the one that it looks like: Cyrillic in Latin, 一 for ー."""
    for word in _WORD.findall(text):
        if _LATIN.search(word):
            yield from ((one, _IN_LATIN[ord(one)]) for one in word if _is_odd(one))
    for pattern in (_IN_KATAKANA, _IN_KANJI, _BEFORE_KATAKANA, _BEFORE_KANJI, _HIRAGANA_IN_KATAKANA):
        yield from ((match[0], _japanese_double(match[0])) for match in pattern.finditer(text))


def _skeleton(text: str) -> str:
    """The text as it looks: the same for texts that only differ by characters that look alike (UTS 39, 4).

    A zero among small letters looks like one of them, so that O and o are one here.
    """
    return unicodedata.normalize("NFKC", text).translate(_FIRST).replace("O", "o")


def _is_odd(character: str) -> bool:
    return ord(character) in _IN_LATIN and not _GREEK_IN_GOOD_FAITH.match(character)


def _japanese_double(character: str) -> str:
    return _HIRAGANA.get(character) or next((other for other in _OTHERS[character]), character)
