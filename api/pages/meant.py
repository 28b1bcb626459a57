"""Which concepts somebody means who names one: by its id, or by whatever is looked up as a form of a term."""

from __future__ import annotations

from api.house import glossaries
from glossary import Glossary, Revision, errors, id_faults


def meant(opened: Glossary, text: str) -> list[Revision]:
    """The concepts in force that a text names, each once: that of the id, then those of the terms, best first.

    Raises `Retired` for the id of one that is no more.
    """
    matches = [each for each in glossaries().terms(text, None, (opened.id,)) if not each.retired]
    found = [*_of_id(opened, text), *glossaries().revisions_of(matches)]
    return list({each.concept.id: each for each in found}.values())


def _of_id(opened: Glossary, text: str) -> list[Revision]:
    if list(id_faults(text, "")):
        return []
    try:
        return [opened.concept(text).revision]
    except (errors.ConceptNotFound, errors.NotYetWorded):
        return []
