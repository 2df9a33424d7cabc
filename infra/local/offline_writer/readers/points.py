"""Read sections that say one thing after another: points, hook, objectives, words, summary."""

from collections.abc import Iterator
from dataclasses import replace

from infra.local.offline_writer.drafts import Beat, Draft
from infra.local.offline_writer.markdown import Item
from infra.local.offline_writer.readers.section import LABEL_LIMIT, SectionToRead
from infra.local.offline_writer.sentences import count_words
from infra.local.offline_writer.wording import define, shorten

WHOLE_POINT_WORDS = 45
"""Words that a point may take before it can be cut: its first sentence often only sets the scene."""
HOOK_SENTENCES = 6
HOOK_WORDS = 60
"""Words that a hook may take to come to its question, without which it hooks nobody."""


def read_points(given: SectionToRead) -> list[Draft]:
    """Read labelled items and plain paragraphs as points: the first one is needed."""
    beats = [_whole_if_short(beat) for beat in _points(given.section.items)]
    if not beats:
        return []
    return [given.draft([replace(beats[0], whole=False).needed(1), *beats[1:]])]


def read_summary(given: SectionToRead) -> list[Draft]:
    """Read what to remember: the first two points are needed."""
    return [
        replace(one, beats=tuple(beat.needed(1) for beat in one.beats[:2]) + one.beats[2:])
        for one in read_points(given)
    ]


def read_plain(given: SectionToRead) -> list[Draft]:
    """Read an aside, or a section that lacks the parts of its kind: whole points, the first two of them needed."""
    beats = [_whole_if_short(beat) for beat in _points(given.section.items)]
    needed = [beat.needed(1) for beat in beats[:2]] + beats[2:]
    return [given.draft(needed, "closer_look")] if beats else []


def _whole_if_short(beat: Beat) -> Beat:
    return replace(beat, whole=beat.whole or beat.words <= WHOLE_POINT_WORDS)


def _points(items: tuple[Item, ...]) -> Iterator[Beat]:
    """Yield a beat for each labelled item, and one for every two sentences of a plain paragraph."""
    for item in items:
        if item.label and item.sentences:
            yield Beat("point", shorten(item.label, LABEL_LIMIT), item.sentences, latex=item.latex)
            continue
        for start in range(0, len(item.sentences), 2):
            pair = item.sentences[start : start + 2]
            yield Beat("point", shorten(pair[0]), pair, whole=True, latex=item.latex if start == 0 else ())


def read_hook(given: SectionToRead) -> list[Draft]:
    """Read the hook: as far as its first question when that comes soon, else its first sentence, is needed."""
    sentences = tuple(sentence for item in given.section.items for sentence in item.sentences)[:HOOK_SENTENCES]
    if not sentences:
        return []
    asked = next((index for index, sentence in enumerate(sentences) if sentence.endswith("?")), 0)
    needs = asked + 1 if count_words(sentences[: asked + 1]) <= HOOK_WORDS else 1
    return [given.draft([Beat("point", "", sentences, needs=needs)])]


def read_objectives(given: SectionToRead) -> list[Draft]:
    """Read at most three learning objectives, all needed."""
    sentences = [sentence for item in given.section.items for sentence in item.sentences][:3]
    beats = [Beat("point", shorten(one, LABEL_LIMIT), (one,), needs=1) for one in sentences]
    return [given.draft(beats)] if beats else []


def read_words(given: SectionToRead) -> list[Draft]:
    """Read definitions: the first three words are needed."""
    beats: list[Beat] = []
    for item in given.section.items:
        if item.label and item.sentences:
            spoken = (define(item.label, item.sentences[0]), *item.sentences[1:])
            shown = (" ".join(item.sentences),)
            beats.append(Beat("point", shorten(item.label, LABEL_LIMIT), spoken, cells=shown))
    if not beats:
        return read_plain(given)
    return [given.draft([beat.needed(1) for beat in beats[:3]] + beats[3:])]
