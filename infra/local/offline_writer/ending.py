"""Give a lesson an opening and an ending of its own where the resource has none."""

from collections.abc import Iterator
from dataclasses import replace

from infra.local.offline_writer.drafts import Beat, Draft
from infra.local.offline_writer.phrases import phrase
from infra.local.offline_writer.readers.pairs import ask
from infra.local.offline_writer.sentences import refers_back
from infra.local.offline_writer.wording import shorten, soften

MEMORABLE_WORDS = range(4, 26)
"""How many words a sentence has that one can remember."""
_UNSUITABLE = ("objectives", "wonder", "check", "example")


def with_a_hook(drafts: list[Draft], language: str) -> list[Draft]:
    """Open with a phrase, or with the first sentence of the key idea, where the resource has no hook."""
    if any(draft.kind == "wonder" for draft in drafts):
        return drafts
    first = next(draft for draft in drafts if draft.kind != "objectives")
    opening = phrase("opening", language=language) or next(_sentences(first))
    return [Draft("wonder", first.heading, first.passage_id, (Beat("point", "", (opening,), needs=1),)), *drafts]


def with_a_goal(drafts: list[Draft], language: str) -> list[Draft]:
    """Say after the hook what one will be able to do: the resource's first objective."""
    objective = next((beat.label for draft in drafts if draft.kind == "objectives" for beat in draft.beats), "")
    said = phrase("goal", language=language)
    if not objective or not said:
        return drafts
    goal = Beat("goal", "", (said.format(objective=soften(objective.rstrip("."))),), needs=1)
    return [replace(draft, beats=(*draft.beats, goal)) if draft.kind == "wonder" else draft for draft in drafts]


def with_an_ending(drafts: list[Draft], language: str) -> list[Draft]:
    """Close with a question and a summary made of memorable sentences, where the resource has none."""
    kinds = {draft.kind for draft in drafts}
    source, sentences = _memorable(drafts)
    ending: list[Draft] = []
    question = phrase("fallback_question", language=language)
    if "check" not in kinds and question:
        beats = tuple(ask((question,), sentences[:1], 0, language))
        lead = phrase("check", language=language)
        ending.append(Draft("check", "Check yourself", source.passage_id, beats, lead=lead))
    if "summary" not in kinds:
        points = tuple(Beat("point", shorten(sentence), (sentence,), needs=1) for sentence in sentences)
        lead = phrase("summary", language=language)
        ending.append(Draft("summary", "Summary", source.passage_id, points, lead=lead))
    return [*drafts, *ending]


def _memorable(drafts: list[Draft]) -> tuple[Draft, tuple[str, ...]]:
    """Return a draft and up to three short sentences of it that stand alone; else its first sentence."""
    suitable = [draft for draft in drafts if draft.kind not in _UNSUITABLE and any(_sentences(draft))]
    suitable = suitable or [draft for draft in drafts if any(_sentences(draft))]
    for draft in suitable:
        found = [sentence for sentence in _sentences(draft) if _is_memorable(sentence)]
        if found:
            return draft, tuple(found[:3])
    return suitable[0], (next(_sentences(suitable[0])),)


def _sentences(draft: Draft) -> Iterator[str]:
    return (sentence for beat in draft.beats if beat.role != "pause" for sentence in beat.sentences)


def _is_memorable(sentence: str) -> bool:
    return len(sentence.split()) in MEMORABLE_WORDS and not sentence.endswith("?") and not refers_back(sentence)
