"""The smallest pieces of a text that a difference may mark, found without a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

TOKENISER = "runs"

_UNSPACED = frozenset({"ja", "zh"})
_KANJI = "々〆〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003fffd\ufe00-\ufe0f\U000e0100-\U000e01ef"
_KATAKANA = "゠-ヺー-ヿㇰ-ㇿｦ-ﾟ"
_HIRAGANA = "ぁ-ゟ"
_LATIN = "A-Za-zＡ-Ｚａ-ｚÀ-ÖØ-öø-ɏ\u0300-\u036f"
_NUMBER = r"\d+(?:[.,/．，／-]\d+)*"
_DATE = r"\d+年(?:\d+月(?:\d+日)?)?|\d+月\d+日"
# 等 closing a run of kanji stands alone (文章等), but not in 平等, 同等 and the like.
_AND_SO_ON = f"(?<=[{_KANJI}])(?<![平均同高初中上下何対優])等(?![{_KANJI}])"
_ALONE = f"及び|並びに|又は|若しくは|{_AND_SO_ON}"

# Of a run of hiragana these are words of their own (生成する|こと|で), wherever they stand in it.
_NOUNS_IN_KANA = "こと|もの|ため|とき|など|おそれ"
_WORDS_IN_KANA = f"{_NOUNS_IN_KANA}|その|それ(?!ぞれ)|ように|ような|による|により|として|について|において"
_KANA_RUN = f"(?:(?!を|{_WORDS_IN_KANA})[{_HIRAGANA}ー])+"
# What a single kanji is not inflected by: 型が, 例から; but 上がる, 増やす, 動かす.
_PARTICLE = "[はにのでとへ]|が(?![らりるれろっ])|[もや](?![ぁ-ゟ])|から|まで|より|だけ|のみ"
# Kana that end a word begun by several kanji (見分け, 取扱い, 位置付ける); not し, which any noun may have (整備し).
_ENDING = (
    "[げえてめりるれっ]|[くぐ](?!ら)|き(?!わ)|け(?!れ)|(?<!済)み(?!な)|わ(?!ず)|う(?![ちま])|い(?![ずわかるたくっうま])"
)
_INFLECTED = (
    f"(?<![{_KANJI}])[{_KANJI}](?!{_PARTICLE}){_KANA_RUN}"
    f"|(?:(?<![{_KANJI}])[{_KANJI}])?[{_KANJI}](?={_ENDING}){_KANA_RUN}"
)
_AFTER_NOUNS = "".join(f"|(?<={noun})" for noun in _NOUNS_IN_KANA.split("|"))

_RUNS = re.compile(
    f"{_DATE}|{_NUMBER}[十百千万億兆]*"
    f"|{_ALONE}|{_INFLECTED}|(?:(?!{_ALONE}|[{_KANJI}](?:{_ENDING}))[{_KANJI}])+|[{_KATAKANA}]+|[{_LATIN}]+"
    f"|を|{_WORDS_IN_KANA}|(?:(?<=[{_KANJI}{_KATAKANA}{_LATIN}0-9０-９]){_AFTER_NOUNS})[はがにの]|{_KANA_RUN}"
    r"|[^\S\n]+|.",
    re.DOTALL,
)
_COMPOUND = re.compile(f"[{_KANJI}]{{4,12}}")
# Also a closing bracket or quotation mark belongs to an English sentence.
_SENTENCE_END = re.compile(r"(?<=[。\n])(?!$)|(?<=[.!?][ ])(?=\S)|(?<=[.!?][)\"'”’][ ])(?=\S)")
_WORD = r"[\w\u0300-\u036f]"
_WORDS = re.compile(rf"(?:{_NUMBER}|{_WORD}+(?:['’-]{_WORD}+)*)[^\S\n]*|[^\S\n]+|.", re.DOTALL)


def tokens(text: str, language: str) -> list[str]:
    """The text in pieces: runs of one script where words are not spaced, elsewhere words with blanks."""
    pattern = _RUNS if language.lower().partition("-")[0] in _UNSPACED else _WORDS
    return pattern.findall(text)


def apart_alike(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Compounds in which both parts are words of the other text are cut there: 是正措置 beside 是正のための措置."""
    return list(_cut(old, frozenset(new))), list(_cut(new, frozenset(old)))


def sentences(text: str) -> list[str]:
    """The text cut after each sentence and each line break."""
    return _SENTENCE_END.split(text) if text else []


def _cut(pieces: Sequence[str], words: frozenset[str]) -> Iterator[str]:
    for piece in pieces:
        places = range(2, len(piece) - 1) if piece not in words and _COMPOUND.fullmatch(piece) else ()
        at = next((at for at in places if piece[:at] in words and piece[at:] in words), 0)
        yield from filter(None, (piece[:at], piece[at:]))
