"""Write the captions of a lesson: WebVTT, at most two lines of 42 characters and 1 to 7 seconds a cue.

A scene's words are cut into cues by the cheapest of all ways to cut them: cues end where sentences end, else at
punctuation, else before a word that opens a new thought, and are about equally long. A cue reaches over the end of a
sentence only where the sentence and the pause after it are too short for a cue of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from shared.models.narration import Narration

from .phrases import LINES, WIDTH, break_cost, lines, words

SHORTEST, LONGEST = 1_000, 7_000  # milliseconds
_TOO_LONG_OR_SHORT, _OVER_A_SENTENCE = 10_000.0, 100.0  # far above what any ugly break costs


class Cue(NamedTuple):
    """Hold what is shown from one millisecond to another, as one or two lines."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """Hold a word with its time in milliseconds; `sentence` tells the sentences of a lesson apart."""

    text: str
    start: int
    end: int
    sentence: int


def webvtt(narrations: Sequence[Narration]) -> str:
    """Return the captions file of a lesson."""
    blocks = [
        f"{_timestamp(cue.start)} --> {_timestamp(cue.end)}\n" + escape("\n".join(cue.lines), quote=False)
        for cue in cues(narrations)
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def cues(narrations: Sequence[Narration]) -> list[Cue]:
    """Return all cues of a lesson, in order and without overlap."""
    scenes = _timed_words(narrations)
    end = round(1000 * sum(narration.seconds for narration in narrations))
    limits = [*(timed[0].start for timed in scenes[1:]), end]
    return [cue for timed, until in zip(scenes, limits, strict=False) for cue in _scene_cues(timed, until)]


def _timed_words(narrations: Sequence[Narration]) -> list[list[Word]]:
    """Return the words of every scene that has some, sentence times shared out by characters."""
    scenes = []
    before, number = 0.0, 0
    for narration in narrations:
        timed: list[Word] = []
        for sentence in narration.sentences:
            number += 1
            start, length = before + sentence.start, sentence.end - sentence.start
            texts = words(sentence.text)
            total, passed = sum(len(text) + 1 for text in texts), 0
            for text in texts:
                begin, passed = passed, passed + len(text) + 1
                times = [round(1000 * (start + length * part / total)) for part in (begin, passed)]
                timed.append(Word(text, times[0], times[1], number))
        before += narration.seconds
        scenes += [timed] if timed else []
    return scenes


def _scene_cues(timed: Sequence[Word], until: int) -> list[Cue]:
    """Cut a scene's words where the sum of all costs is least; `until` is when the next scene's words start."""
    costs, cut_before = [0.0], [0]
    for stop in range(1, len(timed) + 1):
        limit = timed[stop].start if stop < len(timed) else until
        best, chosen = float("inf"), stop - 1
        for start in range(stop - 1, -1, -1):
            piece = timed[start:stop]
            if (shown := lines([word.text for word in piece])) is None:
                break
            following = timed[stop].text if stop < len(timed) and not _ends_sentence(timed, stop) else None
            cost = costs[start] + _cost(piece, shown, limit, following)
            best, chosen = min((best, chosen), (cost, start))
        costs.append(best)
        cut_before.append(chosen)
    return _cut(timed, cut_before, until)


def _cut(timed: Sequence[Word], cut_before: Sequence[int], until: int) -> list[Cue]:
    found: list[Cue] = []
    stop = len(timed)
    while stop:
        start = cut_before[stop]
        piece = timed[start:stop]
        shown = lines([word.text for word in piece]) or ()
        found.append(Cue(piece[0].start, _end(piece, until), shown))
        stop, until = start, piece[0].start
    return found[::-1]


def _end(piece: Sequence[Word], limit: int) -> int:
    """Return when a cue ends: with its last word, but not before a second has passed, if there is room for that."""
    start, end = piece[0].start, piece[-1].end
    return min(limit, start + LONGEST, max(end, start + SHORTEST))


def _cost(piece: Sequence[Word], shown: Sequence[str], limit: int, following: str | None) -> float:
    """Judge one cue: 0 is best."""
    duration = _end(piece, limit) - piece[0].start
    unused = 1 - sum(map(len, shown)) / (LINES * WIDTH)
    cost = unused**2 + break_cost(piece[-1].text, following)
    cost += _TOO_LONG_OR_SHORT * (duration < SHORTEST or piece[-1].end - piece[0].start > LONGEST)
    for index in range(1, len(piece)):
        if _ends_sentence(piece, index):
            # What is shown before it is said gives an answer away, the more so the longer the pause.
            cost += _OVER_A_SENTENCE * (1 + (piece[index].start - piece[index - 1].end) / 1000)
    return cost


def _ends_sentence(timed: Sequence[Word], index: int) -> bool:
    return timed[index - 1].sentence != timed[index].sentence


def _timestamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"
