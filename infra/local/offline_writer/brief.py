"""Make a draft brief, for a lesson of a minute: every word goes to what is taught."""

import re
from dataclasses import replace

from infra.local.offline_writer.drafts import Beat, Draft

PROCESS_WORDS = 65
"""Words that a process may take in a brief lesson when the best sentence of each stage is told."""
_REFERS_TO_OTHERS = re.compile(
    r"\b(?:it|its|they|their|them|this|these|those|that|he|she|his|her|then|so)\b", re.IGNORECASE
)


def make_brief(draft: Draft) -> Draft:
    """Return the draft without connecting phrases (a question keeps its own) and with a hook of one sentence.

    Each element needs one sentence, unless its sentences only make sense together.
    """
    if draft.kind == "wonder":
        return _only_the_question(draft)
    said = tuple(beat for beat in draft.beats if beat.role != "pause")
    if draft.kind in ("steps", "cycle"):
        said = _only_what_matters(said)
    if draft.kind == "key_idea":
        said = tuple(replace(_fullest(beat), needs=int(place < 2)) for place, beat in enumerate(said))
    beats = tuple(beat if beat.whole else beat.needed(min(beat.needs, 1)) for beat in said)
    return replace(draft, beats=beats, lead=draft.lead if draft.kind == "check" else "")


def _only_the_question(draft: Draft) -> Draft:
    """Return a hook that only asks its question; where that cannot stand alone, its first sentence, then the rest."""
    hook = draft.beats[0]
    asked = [sentence for sentence in hook.sentences if sentence.endswith("?")]
    alone = [sentence for sentence in asked if _stands_alone(sentence)]
    first = replace(hook, sentences=tuple(alone[-1:]) or hook.sentences[:1], needs=1)
    rest = () if alone else hook.sentences[1:]
    return replace(draft, beats=(first, replace(hook, sentences=rest, needs=0, whole=True)) if rest else (first,))


def _only_what_matters(stages: tuple[Beat, ...]) -> tuple[Beat, ...]:
    """Return each stage with its fullest sentence: the first one often only sets the scene."""
    best = tuple(stage if stage.whole or not stage.needs else _fullest(stage) for stage in stages)
    words = sum(beat.words for beat in best if beat.needs)
    return best if words <= PROCESS_WORDS else stages


def _fullest(stage: Beat) -> Beat:
    alone = [sentence for sentence in stage.sentences if _stands_alone(sentence)] or [stage.sentences[0]]
    return replace(stage, sentences=(max(alone, key=len),), needs=1)


def _stands_alone(sentence: str) -> bool:
    return not _REFERS_TO_OTHERS.search(sentence)
