"""What can be wrong with something sent: a pointer to the place, a code, and a sentence for people."""

from __future__ import annotations

from typing import Any

import msgspec

from glossary.i18n import N_, listed, translate

SENTENCES: dict[str, str] = {
    "missing": N_("This member is required."),
    "unknown-member": N_("This member is not known here."),
    "unknown-parameter": N_("This parameter is not known here."),
    "repeated-parameter": N_("This parameter may be given only once."),
    "null": N_("This may not be null."),
    "wrong-type": N_("This has the wrong type; expected: {expected}."),
    "not-in-list": N_("This must be one of: {choices}."),
    "out-of-range": N_("This number must be between {least} and {most}."),
    "too-long": N_("This is too long: at most {most} characters are allowed."),
    "too-short": N_("This is too short: at least {least} characters are needed."),
    "too-many": N_("There are too many of these: at most {most} are allowed."),
    "too-many-terms": N_("More than {most} terms stand in this; send it in parts."),
    "one-of": N_("One of these must be given: {names}."),
    "too-few": N_("There are too few of these: at least {least} are needed."),
    "blank": N_("This may not be blank."),
    "invalid-text": N_("This text contains a character that is not allowed: {character}."),
    "too-many-marks": N_("This text piles more than {most} combining marks on one character."),
    "line-break": N_("This text must fit on one line."),
    "bad-id": N_("An id consists of lower-case letters a to z, digits and single hyphens, at most {most} characters."),
    "bad-date": N_(
        "This must be a date (YYYY-MM-DD) or an instant with an offset (RFC 3339), in the years 1000 to 9998."
    ),
    "not-a-day": N_("This must be a date (YYYY-MM-DD)."),
    "plus-lost": N_("In an address the + of an offset must be written %2B: 2025-06-18T09:00:00%2B09:00."),
    "bad-http-date": N_("This must be a date of HTTP in GMT, such as: Wed, 18 Jun 2025 00:00:00 GMT."),
    "bad-month": N_("This must be a year and month (YYYY-MM)."),
    "bad-uri": N_("This must be an address that begins with http:, https: or urn:."),
    "bad-language": N_("“{language}” is not a language tag (BCP 47)."),
    "bad-time-zone": N_("“{time_zone}” is not a time zone of the IANA database."),
    "unknown-language": N_("The glossary does not have the language “{language}”."),
    "unknown-subject": N_("The glossary does not have the subject field “{subject}”."),
    "subject-in-use": N_(
        "The subject field “{subject}” cannot be removed. Concepts that have it: {count}, such as {concepts}."
    ),
    "language-in-use": N_(
        "The language {language} cannot be removed. Concepts that have it: {count}, such as {concepts}."
    ),
    "retired-target": N_("“{target}” has been retired."),
    "new-has-no-base": N_("A new concept is based on no revision: 0."),
    "no-deputy": N_("This step of the review knows no deputy."),
    "unknown-target": N_("The glossary has no concept “{target}”."),
    "no-source-section": N_("The concept says nothing in the language “{language}”."),
    "no-such-revision": N_("The concept has no revision {revision} yet."),
    "based-on-circle": N_("The languages are based on each other in a circle."),
    "not-one-preferred": N_("Exactly one term of a language must be preferred; here there are {count}."),
    "duplicate": N_("This occurs twice."),
    "self-relation": N_("A concept cannot be related to itself."),
    "kind-not-allowed": N_("Only a broader relation has a kind."),
    "not-a-timeline": N_("Only a note of the kind timeline has a date."),
    "no-languages": N_("At least one language is needed."),
    "source-language-missing": N_("The source language must be one of the glossary's languages."),
    "only-in-a-history": N_("Only a history tells of retired concepts; load it with --history."),
    "nothing-to-load": N_("There is no file here that could be loaded."),
    "nothing-to-correct": N_("There is no revision yet that could be corrected."),
    "nothing-to-grade": N_("There is no change yet that could be graded."),
    "graded-so": N_("An editor has given the change this grade already."),
    "wording-replaced": N_("Another revision holds in the place of this one, so that it cannot be confirmed."),
    "not-in-this-language": N_("The concept has nothing in the language {language}."),
    "no-such-wording": N_("No revision holds from this date, so that none can be corrected."),
    "not-json": N_("The body is not valid JSON (line {line}, column {column})."),
    "duplicate-member": N_("The member “{member}” occurs twice in one object."),
    "too-deep": N_("The body is nested more than {most} levels deep."),
    "bad-number": N_("This number is not allowed."),
    "not-utf-8": N_("The text is not valid UTF-8."),
    "bad-cursor": N_("This cursor was not issued for this request."),
    "exclusive": N_("Only one of these may be given: {names}."),
    "nothing-fixed": N_("This needs a revision or an edition whose wording is fixed."),
    "edition-of-one": N_("An edition is one glossary's; name that glossary too."),
    "edition-needs-glossary": N_("An edition belongs to a glossary: give the glossary as well."),
    "edition-not-earlier": N_("This edition was published after “{edition}”."),
    "different-id": N_("The id must be “{id}”, as in the address."),
    "changes-nothing": N_("This changes nothing: the concept says so already."),
    "not-in-conflict": N_("There is no conflict at “{path}”."),
    "only-with-the-last-step": N_("This is said with the last step of the review."),
    "no-wording": N_("A retirement and a merge have no wording that could be edited."),
    "id-taken": N_("The id is taken."),
    "id-fixed": N_("The id of a concept that exists never changes."),
    "concept-needed": N_("Say which concept this is about."),
    "bad-webhook-address": N_("This is not a plain address of a receiver, such as https://example.jp/hooks."),
    "webhook-needs-https": N_("The address of a receiver must begin with https:."),
    "webhook-port": N_("This service does not call receivers on that port."),
    "private-address": N_("This address is not on the public internet, so that it is not called."),
    "bad-idempotency-key": N_("An Idempotency-Key is 1 to {most} characters of ASCII, without blanks and quotes."),
    "bad-mail-address": N_("This is not an e-mail address."),
    "bad-value": N_("This value is not allowed."),
}


_TYPES = {
    "string": N_("a text"),
    "integer": N_("a whole number"),
    "boolean": N_("true or false"),
    "list": N_("a list"),
    "object": N_("an object"),
    "value": N_("a value"),
}


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong with what was sent: where (a JSON pointer, RFC 6901), its code, and the facts."""

    pointer: str
    code: str
    facts: dict[str, Any] = {}

    def told(self, language: str) -> str:
        """What is wrong, in a language, its facts in a form that UTF-8 can hold."""
        facts = {name: _said(fact, language) for name, fact in self.facts.items()}
        if expected := _TYPES.get(self.facts.get("expected", "")):
            facts["expected"] = translate(language, expected)
        return translate(language, SENTENCES[self.code]).format(**facts)


def _said(fact: Any, language: str) -> Any:
    """A fact in words: what is told by language in that one, several things one after the other."""
    if isinstance(fact, dict):
        return _said(fact.get(language) or next(iter(fact.values()), ""), language)
    if isinstance(fact, tuple):
        return listed(language, (_said(each, language) for each in fact))
    return fact.encode("utf-8", "backslashreplace").decode() if isinstance(fact, str) else fact


def escaped(token: str) -> str:
    """One step of a JSON pointer (RFC 6901, 3); what UTF-8 cannot hold is written out."""
    return token.encode("utf-8", "backslashreplace").decode().replace("~", "~0").replace("/", "~1")
