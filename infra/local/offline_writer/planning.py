"""Choose what is said, within the budget of words.

Every draft makes offers: its scene at its shortest, then further elements, then further sentences. The offers are taken
in the order of their rank, as long as they fit. So a lesson of one minute has its hook, key idea, process, question and
recap, and a longer one gains words, formula, example, misconception and closer looks before any of them grows to its
full length. Related resources are asked only when the main one has too little to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from infra.local.offline_writer.drafts import Draft
from shared.models.passage import PassageKind

LONGEST_INDIVISIBLE = 90
"""Words: what a scene that cannot be split should not exceed while something else can be said."""
_INDIVISIBLE = ("cycle", "formula", "example", "comparison", "check", "wonder")
MOST_DRAFTS = 24
"""A script has at most forty scenes, and some drafts become two."""


@dataclass(frozen=True)
class Rank:
    """Say when the offers of a kind of draft are taken: the lower, the sooner.

    `scene` has a rank for the first, the second draft of the kind, and so on (the last one counts on); `breadth` and
    `depth` come that much later for its further elements and its further sentences.
    """

    scene: tuple[float, ...]
    breadth: float
    depth: float

    def of(self, occurrence: int) -> float:
        """Return the rank of the scene itself."""
        beyond = occurrence - len(self.scene) + 1
        return self.scene[occurrence] if beyond <= 0 else self.scene[-1] + 6 * beyond


RANKS: dict[PassageKind, Rank] = {
    "wonder": Rank((0,), 7.5, 5),
    "key_idea": Rank((1,), 5.5, 4.5),
    "steps": Rank((22,), 4, 8),
    "cycle": Rank((22,), 4, 8),
    "check": Rank((3, 26, 34), 18, 18),
    "summary": Rank((4,), 9, 12),
    "formula": Rank((8,), 4, 8),
    "example": Rank((9, 23), 4, 8),
    "misconception": Rank((8.5, 27), 6, 10),
    "words": Rank((7,), 14, 17),
    "comparison": Rank((17,), 4, 8),
    "closer_look": Rank((19, 25, 29), 1, 4),
    "explanation": Rank((19, 21, 23), 1, 4),
    "objectives": Rank((24,), 4, 8),
}
PRIMARY_RANK = Rank((4.5,), 7.5, 9.5)
"""For the process at the heart of the lesson: after what no lesson goes without, before all else."""
FULL_WORDS = 280
"""Of a lesson that has room for all that teaching needs, each briefly: about two and a half minutes."""
FULL_RANKS: dict[PassageKind, Rank] = {
    "key_idea": Rank((1,), 4.15, 4.5),
    "misconception": Rank((4.65, 27), 6, 10),
    "formula": Rank((5.1,), 4, 8),
    "words": Rank((5.3,), 14, 17),
    "summary": Rank((4,), 1.35, 12),
}
SUBJECT_RANKS: dict[str, dict[PassageKind, Rank]] = {
    "mathematics": {"example": Rank((4.6, 23), 4, 8)},
    "physics": {"example": Rank((4.7, 23), 4, 8), "formula": Rank((4.68,), 4, 8)},
    "chemistry": {"example": Rank((4.7, 23), 4, 8)},
}
"""Of such lessons in the subjects that one learns by following an example: in mathematics before the misconception, in
physics after the formula, which is the law itself."""
CORE = 5.0
"""The rank below which scenes belong to every lesson: they may take it beyond its target, but not beyond its most."""

INDISPENSABLE_EXCESS = 1.1
"""How far hook, idea, question and recap may go beyond the most words: the voice then speaks a little faster."""


@dataclass(frozen=True)
class Offer:
    """Offer to say more of a draft: beat by beat, from how many sentences to how many."""

    rank: float
    draft: int
    steps: tuple[tuple[int, int, int], ...]
    words: int
    opens: bool


def choose(drafts: list[Draft], title: str, minimum: int, target: int, maximum: int, subject: str) -> list[Draft]:
    """Return the drafts that are told, each with what is said of it; `title` is the lesson's.

    In some subjects the first worked example comes before all else that is not at the heart of the lesson.
    """
    plan = _Plan(drafts)
    ranks = RANKS | (FULL_RANKS | SUBJECT_RANKS.get(subject, {}) if target >= FULL_WORDS else {})
    offers = sorted(_offers(drafts, title, ranks), key=lambda offer: offer.rank)
    own = [offer for offer in offers if not drafts[offer.draft].related]
    core = [offer for offer in own if offer.opens and offer.rank < CORE]
    plan.take(core[:2], max(maximum, sum(offer.words for offer in core[:2])), maximum)
    plan.take(core[:4], round(INDISPENSABLE_EXCESS * maximum), maximum)
    plan.take(core, maximum, maximum)
    plan.take(own, target, LONGEST_INDIVISIBLE)
    plan.take(own, target, maximum)
    if plan.words < minimum:
        plan.take(sorted(own, key=lambda offer: (offer.words, offer.rank)), maximum, maximum)
    if plan.words < minimum:
        plan.take(offers, target, LONGEST_INDIVISIBLE)
        plan.take(offers, maximum, maximum)
    return plan.result()


class _Plan:
    """Hold how many sentences of each beat are said so far."""

    def __init__(self, drafts: list[Draft]) -> None:
        self._drafts = drafts
        self._said = [[0] * len(draft.beats) for draft in drafts]
        self._open: set[int] = set()
        self.words = 0

    def take(self, offers: list[Offer], limit: int, scene_limit: int) -> None:
        """Take every offer that is possible now and stays within the limits, in order."""
        for offer in offers:
            fits = self.words + offer.words <= limit
            if fits and self._is_possible(offer) and self._keeps_short(offer, scene_limit):
                for beat, _, after in offer.steps:
                    self._said[offer.draft][beat] = after
                self._open.add(offer.draft)
                self.words += offer.words

    def _is_possible(self, offer: Offer) -> bool:
        """Tell whether what the offer builds on is there: its scene, and the beats or the scenes before it."""
        draft, said = self._drafts[offer.draft], self._said[offer.draft]
        if offer.opens:
            return len(self._open) < MOST_DRAFTS and offer.draft not in self._open and self._follows(draft)
        beat, before, _ = offer.steps[0]
        earlier = [index for index in range(beat) if draft.beats[index].role == draft.beats[beat].role]
        return offer.draft in self._open and said[beat] == before and all(said[index] for index in earlier)

    def _follows(self, draft: Draft) -> bool:
        """Tell whether all drafts of the same kind that come first are told."""
        return all(
            index in self._open
            for index, other in enumerate(self._drafts)
            if other.kind == draft.kind and other.occurrence < draft.occurrence and draft.kind in ("check", "example")
        )

    def _keeps_short(self, offer: Offer, scene_limit: int) -> bool:
        draft = self._drafts[offer.draft]
        if offer.opens or draft.kind not in _INDIVISIBLE:
            return True
        return draft.kept(self._said[offer.draft]).words + offer.words <= scene_limit

    def result(self) -> list[Draft]:
        """Return the open drafts, cut to what is said."""
        return [draft.kept(self._said[index]) for index, draft in enumerate(self._drafts) if index in self._open]


def _offers(drafts: list[Draft], title: str, ranks: dict[PassageKind, Rank]) -> Iterator[Offer]:
    """Yield all offers of all drafts."""
    primary = primary_process(drafts, title)
    for index, draft in enumerate(drafts):
        rank = PRIMARY_RANK if index == primary else ranks[draft.kind]
        start = rank.of(0 if index == primary else draft.occurrence)
        shortest = tuple((beat, 0, one.needs) for beat, one in enumerate(draft.beats) if one.needs)
        words = draft.kept([beat.needs for beat in draft.beats]).words
        yield Offer(start, index, shortest, words, opens=True)
        yield from _more(index, draft, start, rank)


def _more(index: int, draft: Draft, start: float, rank: Rank) -> Iterator[Offer]:
    """Yield the offers beyond the shortest scene: each beat left out so far, then each further sentence."""
    for place, beat in enumerate(draft.beats):
        total = len(beat.sentences)
        said = beat.needs
        while said < total:
            after = total if beat.whole else said + 1
            later = rank.breadth + 0.05 * place if said == 0 else rank.depth + 0.3 * said + 0.01 * place
            words = sum(len(sentence.split()) for sentence in beat.sentences[said:after])
            yield Offer(start + later, index, ((place, said, after),), words, opens=False)
            said = after


def primary_process(drafts: list[Draft], title: str) -> int | None:
    """Return which draft is the heart of the lesson: a cycle of its name, else steps, a cycle, or a formula."""
    own = [(index, draft) for index, draft in enumerate(drafts) if not draft.related]
    named = [index for index, draft in own if draft.kind == "cycle" and draft.heading.lower() == title.lower()]
    found = named or [index for kind in ("steps", "cycle", "formula") for index, draft in own if draft.kind == kind]
    return found[0] if found else None
