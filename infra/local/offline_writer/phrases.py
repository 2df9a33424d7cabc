"""The connecting phrases: all that a lesson may say beyond its passages. None of them states a fact.

Each kind of scene has its phrases in the order of use: the second example opens with the second phrase. Where the
phrase is empty, and beyond the list, a scene opens at once with what the passage says.
"""

from typing import Literal

from shared.models.passage import PassageKind

PhraseUse = PassageKind | Literal["opening", "goal", "pause", "fallback_question"]

PHRASES: dict[PhraseUse, tuple[str, ...]] = {
    "opening": ("Let us begin.",),
    "goal": ("By the end, you can {objective}.",),
    "objectives": ("Here is what you will be able to do.",),
    "words": ("Here are some words to know.",),
    "steps": ("Let us look at how it works.",),
    "cycle": ("Let us follow it all the way round.",),
    "formula": ("Here is how we write it down.",),
    "example": ("Let us try an example.", "Here is another example."),
    "comparison": ("Let us compare them side by side.",),
    "closer_look": ("Let us take a closer look.", "", "There is more to discover."),
    "check": ("Here is a question for you.", "Here is another question.", "One more question."),
    "pause": ("Take a moment to think.", "What would you say?", "Think it through."),
    "fallback_question": ("What is the main idea of this lesson?",),
    "summary": ("Now, what have we learned?",),
}


def phrase(use: PhraseUse, occurrence: int = 0, language: str = "en") -> str:
    """Return the phrase for the scene of this number, or nothing. A lesson in another language goes without them."""
    choices = PHRASES.get(use, ())
    return choices[occurrence] if occurrence < len(choices) and language.startswith("en") else ""
