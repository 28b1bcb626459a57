"""The shape of things on the wire: what may be sent, and what is answered."""

from __future__ import annotations

from typing import Literal

from api.fields import (
    ByLanguage,
    Choice,
    Count,
    Identifier,
    Identifiers,
    Language,
    Line,
    Listing,
    Part,
    Query,
    Remark,
    Strict,
    Truth,
    Whole,
    Words,
)
from glossary import N_, Calendar, Within, model

AS_OF_WHEN = N_("a date or an RFC 3339 instant, as of when; without it, as of now")


class SourceShape(Strict):
    """Where a text comes from."""

    citation = Words(required=True)
    locator = Words(allow_none=True)
    uri = Words(allow_none=True)
    status = Choice(model.SourceStatus, required=True)


class ContextShape(Strict):
    """A sentence with the term."""

    text = Words(required=True)
    source = Part(SourceShape, allow_none=True)


class TermShape(Strict):
    """A term in one language."""

    SERVERS_OWN = frozenset({"romaji"})
    text = Words(required=True)
    status = Choice(model.TermStatus, required=True)
    type = Choice(model.TermType)
    part_of_speech = Choice(model.PartOfSpeech)
    readings = Listing(Words())
    autolink = Choice(model.Autolink)
    usage = Words(allow_none=True)
    source = Part(SourceShape, allow_none=True)
    contexts = Listing(Part(ContextShape))


class DefinitionShape(Strict):
    """What the concept is."""

    text = Words(required=True)
    type = Choice(model.DefinitionType)
    source = Part(SourceShape, allow_none=True)


class NoteShape(Strict):
    """A remark of a named kind."""

    kind = Choice(model.NoteKind, required=True)
    text = Words(required=True)
    source = Part(SourceShape, allow_none=True)
    date = Words(allow_none=True, metadata={"description": "YYYY-MM, only for the kind timeline"})


class ExampleShape(Strict):
    """An instance of the concept."""

    text = Words(required=True)
    source = Part(SourceShape, allow_none=True)


class BasedOnShape(Strict):
    """The wording this section was checked against; without `revision`, the one being written."""

    language = Language(required=True)
    revision = Whole(least=1, allow_none=True)


class SectionShape(Strict):
    """All that a concept says in one language."""

    SERVERS_OWN = frozenset({"sync"})
    text_status = Choice(model.TextStatus, required=True)
    terms = Listing(Part(TermShape), required=True, least=1)
    search_forms = Listing(Words())
    definition = Part(DefinitionShape, allow_none=True)
    notes = Listing(Part(NoteShape))
    examples = Listing(Part(ExampleShape))
    based_on = Part(BasedOnShape, allow_none=True)


class RelationShape(Strict):
    """A relation to another concept of the glossary."""

    type = Choice(model.RelationType, required=True)
    target = Identifier(required=True)
    kind = Choice(model.BroaderKind, allow_none=True)


class MatchShape(Strict):
    """A corresponding concept of another glossary."""

    type = Choice(model.MatchType, required=True)
    uri = Words(required=True)


class ConceptBody(Strict):
    """A concept as an editor sends it. What GET gives can be edited and sent back."""

    SERVERS_OWN = frozenset(
        {"id", "glossary", "uri", "revision", "seq", "kind", "status"}
        | {"digest", "romaji", "sync", "recorded_at", "author", "redacted"}
    )
    subjects = Listing(Identifier())
    languages = ByLanguage(Part(SectionShape), required=True)
    relations = Listing(Part(RelationShape))
    matches = Listing(Part(MatchShape))
    replaced_by = Identifier(allow_none=True)
    valid_from = Words(allow_none=True, metadata={"description": "a date or an RFC 3339 instant"})
    change_note = ByLanguage(Remark(), allow_none=True)
    correction = Truth(metadata={"description": "the text was wrong: keep the date of what it corrects"})
    grade = Choice(model.Grade, allow_none=True, metadata={"description": "how far the change goes, in your judgement"})


class RetireBody(Strict):
    """Why a concept is retired, and what replaces it."""

    replaced_by = Identifier(allow_none=True)
    reason = Remark(required=True)
    valid_from = Words(allow_none=True, metadata={"description": AS_OF_WHEN})


class RestoreBody(Strict):
    """Which revision shall be the newest again."""

    revision = Whole(least=1, required=True)
    change_note = ByLanguage(Remark(), allow_none=True)
    valid_from = Words(allow_none=True, metadata={"description": AS_OF_WHEN})


class ConfirmBody(Strict):
    """Which translations were checked: all that are not in sync, or some; of the wording in force, or of a revision."""

    languages = Listing(Language())
    revision = Whole(least=1, allow_none=True)
    change_note = ByLanguage(Remark(), allow_none=True)


class GradeBody(Strict):
    """How far a change goes, and why."""

    grade = Choice(model.Grade, required=True)
    reason = Remark(allow_none=True, metadata={"description": "told with the changes of the glossary, for everybody"})


class LookupBody(Strict):
    """Many forms to be looked up at once, now or in another state."""

    forms = Listing(Line(), most=500, least=1, required=True)
    language = Language(allow_none=True)
    glossary = Identifier(allow_none=True)
    as_of = Line(allow_none=True, metadata={"description": "a date (its end) or an RFC 3339 instant"})
    known_at = Line(allow_none=True, metadata={"description": "only what was recorded by then; goes with as_of"})
    edition = Identifier(allow_none=True)


class AsOfQuery(Query):
    """At which moment a concept is asked for."""

    as_of = Line(metadata={"description": "a date (its end) or an RFC 3339 instant"})
    known_at = Line(metadata={"description": "only what was recorded by then; goes with as_of"})
    edition = Identifier()


class ConceptQuery(AsOfQuery):
    """Which wording of a concept is asked for: at most one of as_of, edition and revision."""

    revision = Count(1)


class ListQuery(AsOfQuery):
    """Which concepts a list shows, and in which order."""

    language = Language()
    status = Choice(model.ConceptStatus)
    subject = Identifier()
    sync = Choice(model.SyncState)
    updated_since = Line()
    ids = Identifiers(metadata={"description": "ids with commas between them, at most 200"})
    sort = Choice(model.Sort)
    limit = Count(1, 200, load_default=50)
    cursor = Line(most=1000)


class WordListQuery(AsOfQuery):
    """Whose forms a list has."""

    language = Language()
    subjects = Identifiers(metadata={"description": "ids of subject fields with commas between them"})


class PageQuery(Query):
    """Which part of a list."""

    limit = Count(1, 200, load_default=50)
    cursor = Line(most=1000)


class MissedQuery(Query):
    """How many missed forms."""

    limit = Count(1, 200, load_default=50)


class TermsQuery(AsOfQuery):
    """A written form to be resolved, now or in another state."""

    form = Line(required=True)
    language = Language()
    glossary = Identifier()


class SuggestQuery(AsOfQuery):
    """The beginning of a form, now or in another state."""

    prefix = Line(required=True)
    language = Language()
    glossary = Identifier()
    limit = Count(1, 50, load_default=10)


class SearchQuery(Query):
    """What somebody is looking for, taken literally, now or in another state."""

    q = Line(required=True)
    as_of = Line(metadata={"description": "a date (its end) or an RFC 3339 instant"})
    edition = Identifier()
    language = Language()
    glossary = Identifier()
    status = Choice(model.ConceptStatus)
    subject = Identifier()
    sync = Choice(model.SyncState)
    within = Choice(
        Within,
        data_key="in",
        load_default="current",
        metadata={"description": "today's wording, earlier wording, or both"},
    )
    facets = Choice(
        Literal["true", "false"], load_default="false", metadata={"description": "true to count the hits by kind"}
    )
    limit = Count(1, 200, load_default=50)
    cursor = Line(most=1000)


class IdentifierQuery(Query):
    """In which language a concept is told; in both without it; and in which calendar its Japanese dates are."""

    language = Language()
    calendar = Choice(Calendar, metadata={"description": "of dates in Japanese"})
