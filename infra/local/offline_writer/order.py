"""Put the chosen drafts into the order in which they are taught."""

from infra.local.offline_writer.drafts import Draft
from shared.models.passage import PassageKind

_FIRST: tuple[PassageKind, ...] = (
    "wonder",
    "objectives",
    "words",
    "key_idea",
    "steps",
    "cycle",
    "formula",
    "example",
    "comparison",
    "misconception",
)
_CLOSER: tuple[PassageKind, ...] = ("closer_look", "explanation")


def in_teaching_order(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts as a teacher tells them: the basics, the closer looks, the last question, the summary.

    Questions do not all come at the end: of several, the first comes before the closer looks and the next ones among
    them. A second misconception comes in the middle of the closer looks.
    """
    closer = [draft for draft in drafts if draft.kind in _CLOSER]
    checks = [draft for draft in drafts if draft.kind == "check"]
    middle = float(len(_FIRST))

    def place(draft: Draft) -> float:
        if draft.kind in _CLOSER:
            return middle + (closer.index(draft) + 0.5) / len(closer)
        if draft.kind == "misconception" and draft.occurrence:
            return middle + 0.5
        if draft.kind == "check":
            return middle + 1 if draft is checks[-1] else middle + checks.index(draft) / (len(checks) - 1)
        return _FIRST.index(draft.kind) if draft.kind in _FIRST else middle + 2

    return sorted(drafts, key=place)
