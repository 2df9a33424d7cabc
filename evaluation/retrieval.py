"""Finding what answers: recall among the first five, mean reciprocal rank, and what is refused or accepted wrongly."""

from dataclasses import dataclass
from statistics import fmean
from typing import Any

from evaluation.index import Embedder, Index, physics_book, questions, starter_library
from functions.retrieve_content.core import search_words
from functions.retrieve_content.search import ranked_resources, search
from infra.local.offline_writer.blocks import Question
from infra.local.offline_writer.topics import analyse
from shared import topology
from shared.errors import Refused

FIRST = 5


@dataclass(frozen=True)
class Found:
    """Hold what came of one question: the rank of the first resource that answers (from 0), or None."""

    question: str
    rank: int | None
    is_accepted: bool
    first: str


@dataclass(frozen=True)
class Figures:
    """Hold the figures of retrieval; shares are from 0 to 1."""

    questions: int
    unanswered: int
    recall: float
    """Share of questions with an answering resource among the first five."""
    mean_reciprocal_rank: float
    false_refusals: float
    false_acceptances: float


def evaluate() -> tuple[Figures, list[Found]]:
    """Ask every question of the starter library, and of both where the physics book is there."""
    embedder = Embedder()
    threshold = float(topology.load().local_environment["MINIMUM_SIMILARITY"])
    asked = questions()
    library, book = starter_library(), physics_book()
    corpora = {"library": Index(library, embedder)} | ({"physics": Index([*library, *book], embedder)} if book else {})
    found = [_ask(item, name, corpus, threshold) for name, corpus in corpora.items() for item in asked[name]]
    nothing = [
        _ask({"ask": question, "grade": "8", "answers": []}, name, corpus, threshold)
        for name, corpus in corpora.items()
        for question in asked["unanswered"]
    ]
    ranks = [item.rank for item in found]
    figures = Figures(
        questions=len(found),
        unanswered=len(nothing),
        recall=fmean(rank is not None and rank < FIRST for rank in ranks),
        mean_reciprocal_rank=fmean(0.0 if rank is None else 1 / (rank + 1) for rank in ranks),
        false_refusals=fmean(not item.is_accepted for item in found),
        false_acceptances=fmean(item.is_accepted for item in nothing),
    )
    return figures, [*found, *nothing]


def _ask(item: dict[str, Any], corpus: str, index: Index, threshold: float) -> Found:
    analysis = analyse(Question(student_query=item["ask"], grade_level=item["grade"]))
    words = search_words(analysis.topic, analysis.search_terms)
    cloud = index.as_cloud(threshold)
    ranked = [_name(resource, index, corpus) for resource in ranked_resources(words, item["grade"], "en", cloud)]
    rank = next((at for at, name in enumerate(ranked) if name in item["answers"]), None)
    try:
        search(words, item["grade"], "en", cloud)
        is_accepted = True
    except Refused:
        is_accepted = False
    return Found(item["ask"], rank, is_accepted, ranked[0] if ranked else "")


def _name(resource_id: str, index: Index, corpus: str) -> str:
    """Return what `retrieval.yaml` calls a resource: its file's name in the library, its title in a book."""
    card = next(card for card in index.cards("en") if card.resource_id == resource_id)
    subject = card.subject.replace(" ", "-")
    return card.title if corpus == "physics" else resource_id.removeprefix(f"{subject}-")
