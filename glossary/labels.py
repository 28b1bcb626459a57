"""What the words of the closed lists are called when people read them; to be looked up in the catalogues."""

from glossary.i18n import N_

NOTE_KINDS = {
    "note": N_("Note"),
    "characteristic": N_("Main characteristics"),
    "use_case": N_("Use cases in the financial sector"),
    "instance": N_("Typical instances"),
    "maker": N_("Maker"),
    "country": N_("Country"),
    "timeline": N_("Month in the timeline"),
    "usage": N_("Usage"),
    "scope": N_("Scope"),
    "editorial": N_("Editors' note"),
}
TERM_STATUSES = {
    "preferred": N_("preferred term"),
    "admitted": N_("admitted term"),
    "deprecated": N_("deprecated term"),
    "superseded": N_("former term"),
}
TEXT_STATUSES = {
    "original": N_("original text"),
    "official_translation": N_("official translation"),
    "provisional_translation": N_("unofficial translation"),
    "machine_translation": N_("machine translation"),
}
SOURCE_STATUSES = {
    "identical": N_("quoted to the letter"),
    "modified": N_("quoted with slight changes"),
    "adapted": N_("adapted"),
    "translated": N_("translated"),
    "editorial": N_("by the editors"),
}
SYNC_STATES = {
    "in_sync": N_("matches the source text"),
    "behind": N_("source text has changed"),
    "unreviewed": N_("not yet checked"),
}
REVISION_KINDS = {
    "new": N_("new"),
    "change": N_("change"),
    "correction": N_("correction"),
    "confirmation": N_("confirmation"),
    "restoration": N_("restoration"),
    "retirement": N_("retirement"),
}
ENTRIES = {
    **REVISION_KINDS,
    "edition": N_("edition published"),
    "redaction": N_("text removed for good"),
    "grading": N_("judged by an editor"),
    "settings": N_("settings of the glossary"),
}
PARTS = {"content": N_("Wording"), "change_note": N_("Remark"), "rationale": N_("Reason")}
SETTINGS = {
    "title": N_("Title"),
    "publisher": N_("Publisher"),
    "attribution": N_("Attribution"),
    "licence": N_("Licence"),
    "languages": N_("Languages"),
    "source_language": N_("Source language"),
    "time_zone": N_("Time zone"),
    "subjects": N_("Subject field"),
}
GRADES = {
    "editorial": N_("editorial change"),
    "scope": N_("change of scope"),
    "meaning": N_("change of meaning"),
}
CHANGES = {
    "add": N_("added"),
    "remove": N_("removed"),
    "replace": N_("replaced"),
    "rename": N_("renamed"),
    "move": N_("moved"),
}
FATES = {
    "added": N_("added"),
    "changed": N_("changed"),
    "retired": N_("retired"),
    "corrected": N_("corrected"),
}
NEIGHBOURS = {
    "broader": N_("this one is broader"),
    "narrower": N_("this one is narrower"),
    "related": N_("related"),
    "contrast": N_("contrast"),
    "replaced_by": N_("was replaced by this one"),
}
REJECT_REASONS = {
    "duplicate": N_("the glossary has this concept already"),
    "out_of_scope": N_("this does not belong in this glossary"),
    "no_source": N_("there is no source that can be checked"),
    "incorrect": N_("this is not correct"),
    "unclear": N_("it is not clear what is meant"),
    "already_changed": N_("this has been changed already"),
    "not_in_use": N_("this is not in use"),
    "spam": N_("this is advertising or abuse"),
    "other": N_("another reason"),
}
PROPOSAL_KINDS = {
    "new": N_("new concept"),
    "change": N_("change of a concept"),
    "retirement": N_("retirement of a concept"),
    "merge": N_("merge of two concepts"),
}
PROPOSAL_STATES = {
    "open": N_("under review"),
    "changes_requested": N_("changes requested"),
    "accepted": N_("accepted"),
    "rejected": N_("rejected"),
    "withdrawn": N_("withdrawn"),
}
EVENT_KINDS = {
    "proposed": N_("proposed"),
    "edited": N_("edited by the proposer"),
    "commented": N_("comment"),
    "changes_requested": N_("changes requested"),
    "step_taken": N_("step of the review taken"),
    "accepted": N_("accepted"),
    "rejected": N_("rejected"),
    "withdrawn": N_("withdrawn"),
    "rebased": N_("brought up to date"),
    "purged": N_("removed"),
}
REASONS = {
    "folding-equal": N_("only marks, width or case differ"),
    "kana-only": N_("only kana differ"),
    "similar": N_("the same words spelt otherwise"),
    "order": N_("only the order differs"),
    "metadata": N_("about the text, not in it"),
    "words-added": N_("words added"),
    "words-removed": N_("words removed"),
    "words-changed": N_("words changed"),
    "preferred-term": N_("the preferred term is written otherwise"),
    "preferred-status": N_("another term is preferred"),
    "term-status": N_("a term has another status"),
    "changed": N_("changed"),
    "added": N_("added"),
    "removed": N_("removed"),
    "numbers": N_("numbers or dates changed"),
    "negation": N_("a negation changed"),
    "limits": N_("a limit or condition changed"),
    "connectives": N_("“and” became “or”, or the reverse"),
    "rewritten": N_("rewritten"),
    "editor": N_("as an editor judged"),
}
FIELDS = {
    "terms": N_("Terms"),
    "term": N_("Term"),
    "readings": N_("Reading"),
    "term_status": N_("Status of the term"),
    "status": N_("State"),
    "type": N_("Kind"),
    "part_of_speech": N_("Part of speech"),
    "autolink": N_("Automatic links"),
    "usage": N_("Usage"),
    "source": N_("Source"),
    "contexts": N_("Context"),
    "context": N_("Context"),
    "search_forms": N_("Search forms"),
    "text_status": N_("Status of the text"),
    "definition": N_("Definition"),
    "notes": N_("Notes"),
    "note": N_("Note"),
    "date": N_("Month in the timeline"),
    "kind": N_("Kind of note"),
    "examples": N_("Examples"),
    "example": N_("Example"),
    "based_on": N_("Checked against"),
    "subjects": N_("Subject field"),
    "relations": N_("Relations"),
    "matches": N_("Matches in other glossaries"),
    "replaced_by": N_("Replaced by"),
}
CODES = {
    "current": N_("current"),
    "retired": N_("retired"),
    "fullForm": N_("full form"),
    "acronym": N_("acronym"),
    "abbreviation": N_("abbreviation"),
    "shortForm": N_("short form"),
    "variant": N_("variant"),
    "phrase": N_("phrase"),
    "noun": N_("noun"),
    "properNoun": N_("proper noun"),
    "verb": N_("verb"),
    "adjective": N_("adjective"),
    "adverb": N_("adverb"),
    "other": N_("other"),
    "always": N_("always"),
    "first": N_("only the first"),
    "never": N_("never"),
    "intensional": N_("says what it is"),
    "extensional": N_("lists what belongs to it"),
    "expansion": N_("only the full form"),
    "broader": N_("broader"),
    "related": N_("related"),
    "contrast": N_("contrast"),
    "generic": N_("a kind of"),
    "partitive": N_("a part of"),
    "instance": N_("an instance of"),
    "exact": N_("corresponds exactly"),
    "close": N_("corresponds closely"),
    "broad": N_("is wider"),
    "narrow": N_("is narrower"),
}
WAYS_OF_MATCHING = {
    "exact": N_("as written"),
    "width": N_("another width"),
    "case": N_("another case"),
    "kana": N_("other kana"),
    "separator": N_("other separators"),
    "long_vowel": N_("another long vowel"),
    "script_variant": N_("variant characters"),
    "okurigana": N_("other okurigana"),
    "inflection": N_("another number"),
    "spelling": N_("another spelling"),
    "reading": N_("reading"),
    "romaji": N_("romaji"),
    "search_form": N_("search form"),
    "past_term": N_("former wording"),
    "prefix": N_("beginning"),
    "part": N_("part of a term"),
    "fuzzy": N_("nearly the same"),
    "text": N_("text"),
    "past_text": N_("former text"),
}
ROLES = {
    "reader": N_("reader"),
    "contributor": N_("contributor"),
    "reviewer": N_("reviewer"),
    "editor": N_("editor"),
    "administrator": N_("administrator"),
}
LANGUAGES = {"ja": N_("Japanese"), "en": N_("English")}
