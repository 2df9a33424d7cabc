"""Truth to the sources: what a scene says stands in the passages that it cites, its numbers and formulas above all."""

from collections.abc import Iterator, Sequence

from shared.models.passage import Findings
from shared.models.script import Scene, Script
from shared.telling_words import telling_words

from .numbers import numbers_in
from .problem import Problem

LEAST_SHARE = 0.5
"""Of a sentence's telling words, that the cited passages must hold."""
FEW_WORDS = 2
"""Sentences with so few telling words connect others and state nothing."""
CLASSROOM = frozenset(
    telling_words(
        """answer another ask begin check compare end equal example find follow idea important imagine lesson let look
        moment next now question quick ready remember say see share start step story summary take think time today
        together topic try video word write"""
    )
)


def problems(script: Script, findings: Findings, interests: Sequence[str] = ()) -> Iterator[Problem]:
    """Find sentences and numbers that no cited passage holds; what the student likes may be named anywhere."""
    texts = {found.passage.passage_id: found.passage for found in findings.passages}
    everything = " ".join(passage.text for passage in texts.values())
    for index, scene in enumerate(script.scenes):
        cited = [texts[name] for name in scene.passages if name in texts]
        named = [f"{passage.source.title} {passage.heading} {passage.text}" for passage in cited]
        source = " ".join([*named, *interests])
        yield from _sentences(index, scene, source, everything)


def _sentences(index: int, scene: Scene, source: str, everything: str) -> Iterator[Problem]:
    held, numbers = set(telling_words(source)), numbers_in(f"{source} {everything}")
    for sentence in scene.narration:
        words = [word for word in telling_words(sentence) if word not in CLASSROOM]
        if len(words) > FEW_WORDS and sum(word in held for word in words) < LEAST_SHARE * len(words):
            message = f"The cited passages do not say this: {sentence!r}"
            yield Problem(code="not_grounded", message=message, scene=index)
        for number in sorted(numbers_in(sentence) - numbers):
            message = f"The number {number} stands in no passage: {sentence!r}"
            yield Problem(code="number_not_in_source", message=message, scene=index)
    for latex in _formulas(scene.visual.model_dump()):
        for number in sorted(numbers_in(latex) - numbers):
            message = f"The number {number} of the formula {latex!r} stands in no passage."
            yield Problem(code="number_not_in_source", message=message, scene=index)


def _formulas(shown: object) -> Iterator[str]:
    """Find all mathematics in what a scene shows."""
    if isinstance(shown, dict):
        for name, part in shown.items():
            if "latex" in name and isinstance(part, str):
                yield part
            else:
                yield from _formulas(part)
    elif isinstance(shown, list):
        for part in shown:
            yield from _formulas(part)
