"""Terms that another concept has or seems to have, and abbreviations that nobody explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.checks.lookalikes import alike, resembling, strangers
from glossary.checks.registry import check
from glossary.checks.surroundings import Surroundings
from glossary.checks.texts import definitions, is_quoted, terms
from glossary.checks.values import Place
from glossary.model import Concept, LanguageSection, Term
from glossary.text import key

LONGEST_TERM = {"ja": 40}
LONGEST_TERM_ELSEWHERE = 80
_MOST_OTHERS = 5
_ABBREVIATED = ("acronym", "abbreviation")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*")
_WORD = re.compile("[A-Za-z]+")
_UNSAID = ("of", "and", "the", "for", "in", "on", "to")


@check("W201")
def is_a_term_of_another_concept(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """“{term}” is also a term of other concepts: {others}."""
    for pointer, language, term in terms(concept):
        named = (each for each in known.named(term.text, language) if not each.retired)
        others = {each.concept: f"{each.concept} ({each.term})" for each in named if each.concept != concept.id}
        if others:
            told = ", ".join(others[each] for each in sorted(others)[:_MOST_OTHERS])
            yield Place(f"{pointer}/text", {"term": term.text, "others": told})


@check("W202")
def looks_like_a_term_of_another_concept(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """“{term}” looks like “{other}”, a term of the concept “{concept}”, but is written with other characters."""
    for pointer, language, term in terms(concept):
        for other, name in sorted(_resembled(term, language, concept, known)):
            yield Place(f"{pointer}/text", {"term": term.text, "concept": other, "other": name})


@check("W203")
def mixes_scripts_in_a_word(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The text contains “{found}” ({character}) where “{meant}” is expected, which looks the same."""
    told = [(f"{pointer}/text", term.text) for pointer, _, term in terms(concept)]
    told += [(text.pointer, text.text) for text, _ in definitions(concept)]
    for pointer, text in told:
        for found, meant in sorted(set(strangers(text))):
            yield Place(pointer, {"found": found, "character": f"U+{ord(found):04X}", "meant": meant})


@check("W204")
def is_an_abbreviation_without_full_form(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """“{term}” is an abbreviation, and no full form of it is given."""
    if any(_has_full_form(section) for section in concept.languages.values()):
        return
    for pointer, _, term in terms(concept):
        if _is_abbreviated(term) and not any(_spells_out(term, text.text) for text, _ in definitions(concept)):
            yield Place(f"{pointer}/text", {"term": term.text})


@check("W205")
def is_a_long_term(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The term has {length} characters; more than {most} are hard to use as a term."""
    for pointer, language, term in terms(concept):
        most = LONGEST_TERM.get(language, LONGEST_TERM_ELSEWHERE)
        if len(term.text) > most and not is_quoted(term.source):
            yield Place(f"{pointer}/text", {"length": str(len(term.text)), "most": str(most)})


def _resembled(term: Term, language: str, concept: Concept, known: Surroundings) -> set[tuple[str, str]]:
    found = (each for form in set(resembling(term.text)) for each in known.named(form, language))
    return {
        (each.concept, each.term)
        for each in found
        if each.concept != concept.id and alike(each.term, term.text) and key(each.term) != key(term.text)
    }


def _is_abbreviated(term: Term) -> bool:
    return term.type in _ABBREVIATED or (term.type == "fullForm" and bool(_CAPITALS.fullmatch(term.text)))


def _has_full_form(section: LanguageSection) -> bool:
    """Whether a term or an expansion says in full what is abbreviated."""
    expanded = section.definition is not None and section.definition.type == "expansion"
    return expanded or any(term.type in ("fullForm", "phrase") and not _is_abbreviated(term) for term in section.terms)


def _spells_out(term: Term, text: str) -> bool:
    """Whether words in a row begin with the letters of an abbreviation: Retrieval Augmented Generation for RAG."""
    letters = "".join(filter(str.isalpha, term.text)).casefold()
    initials = "".join(word[0] for word in _WORD.findall(text.casefold()) if word not in _UNSAID)
    return len(letters) > 1 and letters in initials
