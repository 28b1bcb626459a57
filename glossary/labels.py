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
FIELDS = {
    "terms": N_("Term"),
    "definition": N_("Definition"),
    "notes": N_("Note"),
    "examples": N_("Example"),
    "contexts": N_("Sentence with the term"),
    "readings": N_("Reading"),
    "status": N_("Status of the term"),
    "type": N_("Type"),
    "part_of_speech": N_("Part of speech"),
    "usage": N_("Usage"),
    "autolink": N_("Links to the term"),
    "source": N_("Source"),
    "kind": N_("Kind"),
    "date": N_("Date"),
    "text_status": N_("Status of the text"),
    "based_on": N_("Text it was checked against"),
    "search_forms": N_("Search forms"),
    "subjects": N_("Subject field"),
    "relations": N_("Relations"),
    "matches": N_("Concepts of other glossaries"),
    "replaced_by": N_("Replaced by"),
}
