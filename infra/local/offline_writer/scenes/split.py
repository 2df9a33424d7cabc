"""Cut a draft into parts that each fit one scene: few words, few elements, evenly shared."""

from dataclasses import replace

from infra.local.offline_writer.drafts import Beat, Draft
from shared.models.passage import PassageKind

SCENE_WORDS = 75
STEPS_WORDS = 100
"""Steps are better seen together: they may take a little longer."""
_MOST_ELEMENTS: dict[PassageKind, int] = {
    "key_idea": 5,
    "closer_look": 5,
    "explanation": 5,
    "objectives": 6,
    "summary": 6,
    "steps": 6,
    "words": 4,
}
"""Kinds whose drafts can be cut between two beats, and how many beats a scene shows at the most."""


def split(draft: Draft) -> list[Draft]:
    """Return the parts of a draft in order; only the first one keeps the connecting phrase."""
    if draft.kind not in _MOST_ELEMENTS:
        return [draft]
    is_steps = draft.kind == "steps"
    room = _MOST_ELEMENTS[draft.kind], STEPS_WORDS if is_steps else SCENE_WORDS
    intro = [beat for beat in draft.beats if beat.role == "intro"]
    points = [beat for beat in draft.beats if beat.role != "intro"]
    spoken_before = len(draft.lead.split()) + sum(beat.words for beat in intro)
    first, *others = _share(points, room, 2 if is_steps else 1, spoken_before)
    parts = [replace(draft, beats=(*intro, *first))]
    shown = len(first)
    for group in others:
        parts.append(replace(draft, beats=tuple(group), lead="", first_number=shown + 1))
        shown += len(group)
    return parts


def _share(beats: list[Beat], room: tuple[int, int], least: int, spoken_before: int) -> list[list[Beat]]:
    """Return the fewest groups that all fit their scenes, shared as evenly as the order allows.

    `room` is how many beats and how many words a scene holds, what is spoken before the first group included.
    """
    most_beats, most_words = room
    most_groups = max(1, len(beats) // least)
    for count in range(1, most_groups + 1):
        groups = _evenly(beats, count, least)
        words = [sum(beat.words for beat in group) for group in groups]
        if max(map(len, groups)) <= most_beats and max(words[0] + spoken_before, *words) <= most_words:
            return groups
    return _evenly(beats, most_groups, least)


def _evenly(beats: list[Beat], count: int, least: int) -> list[list[Beat]]:
    """Return `count` groups of about the same number of words, none with fewer than `least` beats."""
    groups: list[list[Beat]] = []
    rest = beats
    for left in range(count, 1, -1):
        share = sum(beat.words for beat in rest) / left
        size = least
        while size < len(rest) - least * (left - 1) and _nearer(rest, size, share):
            size += 1
        groups.append(rest[:size])
        rest = rest[size:]
    return [*groups, rest]


def _nearer(beats: list[Beat], size: int, share: float) -> bool:
    """Tell whether one more beat brings a group nearer to its share of the words."""
    words = sum(beat.words for beat in beats[:size])
    return abs(words + beats[size].words - share) < abs(words - share)
