"""Gather all drafts that the passages allow, in the passages' order."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from infra.local.offline_writer.blocks import GivenPassage
from infra.local.offline_writer.drafts import Draft
from infra.local.offline_writer.markdown import read_section
from infra.local.offline_writer.phrases import phrase
from infra.local.offline_writer.readers import READERS
from infra.local.offline_writer.readers.section import LABEL_LIMIT, SectionToRead
from infra.local.offline_writer.wording import cut_at_a_word
from shared.models.passage import PassageKind

RELATED_KINDS = ("key_idea", "closer_look", "explanation")
"""What a lesson may take from a resource other than its main one."""
_HEADING_PREFIX = re.compile(
    r"(?:cycle|formula|worked example|example|compare|a closer look|common misconception)\s*:\s*", re.I
)


def gather(passages: list[GivenPassage], language: str) -> list[Draft]:
    """Return the drafts of the main resource (that of the first passage), then those of the related ones.

    Raises ValueError when there is nothing to speak.
    """
    if not passages:
        raise ValueError("no passages were given to write a lesson from")
    main = passages[0].resource_id
    ours = [draft for given in passages if given.resource_id == main for draft in _read(given, language)]
    theirs = [
        replace(draft, kind="closer_look", related=True, heading=_related_heading(given, draft))
        for given in passages
        if given.resource_id != main and given.kind in RELATED_KINDS
        for draft in _read(given, language)
    ]
    drafts = list(_numbered(_without_repetition([*_with_a_key_idea(_with_one_hook(ours)), *theirs]), language))
    if not any(draft.kind != "objectives" for draft in drafts):
        raise ValueError("no passages were given that hold a sentence to speak")
    return drafts


def _read(given: GivenPassage, language: str) -> list[Draft]:
    """Return the drafts of one passage."""
    title = given.heading.strip() or given.resource_title or given.kind.replace("_", " ").capitalize()
    if given.kind == "objectives" and language.startswith("en"):
        title = "What you will learn"  # the section's own heading is meant for teachers
    heading = cut_at_a_word(_HEADING_PREFIX.sub("", title) or title, LABEL_LIMIT)
    return READERS[given.kind](SectionToRead(given.kind, heading, given.passage_id, read_section(given.text), language))


def _related_heading(given: GivenPassage, draft: Draft) -> str:
    """Return a heading that tells another resource's key idea from the lesson's own."""
    own = draft.heading if given.kind != "key_idea" else given.resource_title
    return cut_at_a_word(own or draft.heading, LABEL_LIMIT)


def _with_one_hook(drafts: list[Draft]) -> list[Draft]:
    """Leave out every hook but the first: a lesson opens once."""
    first = next((draft for draft in drafts if draft.kind == "wonder"), None)
    return [draft for draft in drafts if draft.kind != "wonder" or draft is first]


def _with_a_key_idea(drafts: list[Draft]) -> list[Draft]:
    """Let the first explanation stand for the key idea where a resource has none."""
    if any(draft.kind == "key_idea" for draft in drafts):
        return drafts
    first = next((index for index, draft in enumerate(drafts) if draft.kind in ("explanation", "closer_look")), None)
    return [replace(draft, kind="key_idea") if index == first else draft for index, draft in enumerate(drafts)]


def _without_repetition(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Leave out of the related drafts every beat whose first sentence is there already."""
    heard: set[str] = set()
    for draft in drafts:
        fresh = tuple(beat for beat in draft.beats if beat.sentences and beat.sentences[0] not in heard)
        heard.update(sentence for beat in draft.beats for sentence in beat.sentences)
        if not draft.related:
            yield draft
        elif fresh:
            yield replace(draft, beats=(fresh[0].needed(1), *fresh[1:]))


def _numbered(drafts: Iterable[Draft], language: str) -> Iterator[Draft]:
    """Count the drafts of each kind, and give each its connecting phrase."""
    seen: Counter[PassageKind] = Counter()
    for draft in drafts:
        number = seen[draft.kind]
        seen[draft.kind] += 1
        leads_in_itself = draft.kind == "comparison" and any(beat.role == "intro" for beat in draft.beats)
        lead = "" if leads_in_itself else phrase(draft.kind, number, language)
        pauses = tuple(
            replace(beat, sentences=(phrase("pause", number, language) or beat.sentences[0],))
            if beat.role == "pause"
            else beat
            for beat in draft.beats
        )
        yield replace(draft, occurrence=number, lead=lead, beats=pauses)
