from functions.retrieve_content.ranking import Ranking
from shared.models.passage import Card, FoundPassage

from .test_core import cards, found


def names(ranked: list[tuple[str, float]]) -> list[str]:
    return [resource for resource, _ in ranked]


def test_the_words_of_the_question_decide_between_resources_that_are_equally_near() -> None:
    near = [found("rock-cycle", 0.7), found("water-cycle", 0.7)]
    assert names(Ranking(cards("rock-cycle", "water-cycle")).rank("water cycle", near)) == ["water-cycle", "rock-cycle"]


def test_a_misspelt_word_counts_nearly_as_much_as_a_right_one() -> None:
    ranking = Ranking(cards("gravity", "seasons"))
    [(_, right), *_], [(best, wrong), *_] = ranking.by_words("gravity"), ranking.by_words("gravaty")
    assert best == "gravity"
    assert 0.8 * right < wrong < right


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    ranking = Ranking(cards("water-cycle", "rock-cycle", "carbon-cycle", "rock-music"))
    assert names(ranking.by_words("the music cycle"))[0] == "rock-music"


def test_keywords_count_more_than_headings() -> None:
    [gravity, seasons] = cards("falling", "tilting")
    named = Card.model_validate(gravity.model_dump() | {"keywords": ["gravity"]})
    headed = Card.model_validate(seasons.model_dump() | {"headings": ["Gravity"]})
    assert names(Ranking([headed, named]).by_words("gravity")) == ["falling", "tilting"]


def test_a_question_without_a_telling_word_is_ranked_by_nearness_alone() -> None:
    near: list[FoundPassage] = [found("gravity", 0.3), found("seasons", 0.6)]
    assert names(Ranking(cards("gravity", "seasons")).rank("what is this?", near)) == ["seasons", "gravity"]


def test_scores_are_between_0_and_1() -> None:
    [(_, score)] = Ranking(cards("gravity")).rank("gravity", [found("gravity", 1.0)])
    assert 0.9 < score <= 1.0
