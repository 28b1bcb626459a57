"""English words by one number and one spelling; nothing but Latin letters is touched."""

from __future__ import annotations

import re

_LATIN = re.compile("[a-z]")
_WORD = re.compile(r"[a-z]{3,}(?![a-z0-9])")
_NUMBERED = re.compile(r"(?<=[0-9])s(?![a-z0-9])")

# Words that end in s and are no plural; with the blanks gone they are known by their ends, or whole if short.
_SINGULAR = re.compile(
    "(?:has|was|does|its|yes|abs|mbs|cds|eps|bis|ios|ifrs|irs|gps|dns|sns|aws|tls|rss|cms|cvss|ids|ips|lms|sms)"
    "|.*(?:ss|us|sis|xis|this|tennis|paris|redis|iris|debris|polis|bias|alias|atlas|canvas|texas|gas|aas|keras"
    "|pandas|lens|series|species|news|overseas|whereas|towards|always|https|kubernetes|jenkins|postgres)"
)
_IRREGULAR = {
    "abuses": "abuse", "aliases": "alias", "analyses": "analysis", "appendices": "appendix",
    "atlases": "atlas", "axes": "axis", "biases": "bias", "bonuses": "bonus", "buses": "bus",
    "caches": "cache", "campuses": "campus", "canvases": "canvas", "cargoes": "cargo", "cookies": "cookie",
    "corpora": "corpus", "corpuses": "corpus", "cpus": "cpu", "crises": "crisis", "criteria": "criterion",
    "diagnoses": "diagnosis", "dpus": "dpu", "echoes": "echo", "embargoes": "embargo", "focuses": "focus",
    "formulae": "formula", "gases": "gas", "gpus": "gpu", "halves": "half", "heroes": "hero",
    "indices": "index", "lenses": "lens", "lpus": "lpu", "matrices": "matrix", "menus": "menu",
    "movies": "movie", "niches": "niche", "npus": "npu", "nsuses": "nsus", "phenomena": "phenomenon",
    "quizzes": "quiz", "schemata": "schema", "shelves": "shelf", "statuses": "status", "theses": "thesis",
    "tpus": "tpu", "vertices": "vertex", "vetoes": "veto", "viruses": "virus",
}  # fmt: skip
_IRREGULAR_ENDING = re.compile(f"(?:{'|'.join(_IRREGULAR)})$")
_REGULAR = (("sses", "ss"), ("xes", "x"), ("shes", "sh"), ("ches", "ch"), ("ies", "y"), ("s", ""))

_OUR = (
    "arm", "behavi", "cand", "clam", "col", "endeav", "fav", "ferv", "flav", "harb", "hon", "hum", "lab",
    "neighb", "od", "parl", "rig", "rum", "sav", "splend", "tum", "val", "vap", "vig",
)  # fmt: skip
_RE = ("calib", "cent", "fib", "lit", "lust", "met", "spect", "theat")
_AMERICAN = {
    **{f"{stem}our": f"{stem}or" for stem in _OUR},
    **{f"{stem}re": f"{stem}er" for stem in _RE},
    **{f"{stem}logue": f"{stem}log" for stem in ("ana", "cata", "dia", "mono", "pro")},
    **{f"{stem}ence": f"{stem}ense" for stem in ("def", "lic", "off", "pret")},
    "centred": "centered", "centring": "centering", "isation": "ization", "ise": "ize", "ising": "izing",
    "isable": "izable", "yse": "yze", "ysing": "yzing", "adviser": "advizor", "advisor": "advizor",
    "practise": "practice", "practising": "practicing", "programme": "program", "cheque": "check",
    "grey": "gray", "tyre": "tire", "sceptic": "skeptic", "mould": "mold", "plough": "plow",
    "aluminium": "aluminum", "artefact": "artifact", "enquir": "inquir", "judgement": "judgment",
    "acknowledgement": "acknowledgment", "ageing": "aging", "manoeuv": "maneuv", "learnt": "learned",
    "encyclopaed": "encycloped", "orthopaed": "orthoped", "cypher": "cipher", "storey": "story",
}  # fmt: skip
_DOUBLED = (
    "(?:cancel|channel|counsel|dial|enrol|equal|fuel|fulfil|initial|instal|label|level|marshal|model|panel"
    "|rival|signal|skil|total|travel|tunnel|wil(?=lful))l+|(?:benefit|target)t+|focuss+(?=e|i)"
)
_BRITISH = re.compile(f"{'|'.join(sorted(_AMERICAN, key=len, reverse=True))}|{_DOUBLED}")


def singulars(text: str) -> str:
    """The text with each Latin word at the end of its run in the singular: llms as llm, policies as policy.

    For text already folded to small letters without blanks or apostrophes; bias, analysis and process stay.
    """
    if not _LATIN.search(text):
        return text
    return _WORD.sub(lambda match: _singular(match[0]), _NUMBERED.sub("", text))


def _singular(word: str) -> str:
    while (shorter := _shortened(word)) != word:
        word = shorter
    return word


def _shortened(word: str) -> str:
    if word[-1] not in "aes":
        return word
    if irregular := _IRREGULAR_ENDING.search(word):
        return word[: irregular.start()] + _IRREGULAR[irregular[0]]
    return word if _SINGULAR.fullmatch(word) else _regular(word)


def _regular(word: str) -> str:
    for ending, singular in _REGULAR:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + singular
    return word


def american(text: str) -> str:
    """The text with British spellings written the American way: harbour as harbor, -isation as -ization.

    For text already folded to small letters without blanks. The rules apply to all words alike (precise
    becomes precize), which is harmless in a key and needs no dictionary.
    """
    return _BRITISH.sub(lambda match: _respelt(match[0]), text) if _LATIN.search(text) else text


def _respelt(british: str) -> str:
    return _AMERICAN.get(british) or british.rstrip(british[-1]) + british[-1]
