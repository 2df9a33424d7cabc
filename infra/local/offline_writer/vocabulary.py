"""Explain first the words that the lesson uses most."""

import re
from dataclasses import replace

from infra.local.offline_writer.drafts import Beat, Draft
from shared.models.passage import PassageKind

_AT_THE_HEART: tuple[PassageKind, ...] = ("key_idea", "steps", "cycle", "formula", "example", "misconception", "check")


def with_useful_words(drafts: list[Draft]) -> list[Draft]:
    """Put the words to know in the order of how often the heart of the lesson says them."""
    said = " ".join(
        sentence
        for draft in drafts
        if draft.kind in _AT_THE_HEART and not draft.related
        for beat in draft.beats
        for sentence in beat.sentences
    )
    return [
        replace(draft, beats=tuple(sorted(draft.beats, key=lambda beat: -_uses(beat, said.lower()))))
        if draft.kind == "words"
        else draft
        for draft in drafts
    ]


def _uses(word: Beat, said: str) -> int:
    stem = re.escape(word.label.lower().removesuffix("s"))
    return len(re.findall(rf"\b{stem}", said))
