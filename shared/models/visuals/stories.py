"""Visuals of things and their order: a flow, a timeline, before and after, places, a sentence, a photograph."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from shared.models.visuals.base import Name, Point, ScriptPart, SentenceIndex, ShortText


class FlowNode(ScriptPart):
    """Show one step, question, or result."""

    text: Annotated[str, Field(min_length=1, max_length=36)]
    role: Literal["step", "question", "result"] = "step"
    at: SentenceIndex = 0


class FlowLink(ScriptPart):
    """Lead from one node to a later one."""

    source: Annotated[int, Field(ge=0, le=7, description="Index of the node (from 0) that the arrow leaves.")]
    target: Annotated[int, Field(ge=0, le=7, description="Index of a later node, to which the arrow leads.")]
    label: Annotated[str, Field(max_length=8, description='Such as "yes"; empty for none.')] = ""


class FlowVisual(ScriptPart):
    """Show how one thing leads to others, with branches."""

    kind: Literal["flow"]
    nodes: Annotated[list[FlowNode], Field(min_length=2, max_length=8)]
    links: Annotated[list[FlowLink], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def lead_forward(self) -> "FlowVisual":
        """Refuse links that lead back or to nothing, and more steps or branches than fit beside each other."""
        for link in self.links:
            if not link.source < link.target < len(self.nodes):
                raise ValueError(
                    f"the link {link.source} → {link.target} must lead to a later node; use a cycle instead"
                )
        if sum(bool(link.label) for link in self.links) > 6:
            raise ValueError("at most 6 links can have a label")
        if len({(link.source, link.target) for link in self.links}) < len(self.links):
            raise ValueError("two links lead from the same node to the same node")
        columns = self.columns()
        if max(columns) > 3 or max(columns.count(column) for column in columns) > 4:
            raise ValueError("a flow has at most 4 nodes after each other and 4 beside each other")
        return self

    def columns(self) -> list[int]:
        """Return for each node how many links lead to it at most, one after the other."""
        found = [0] * len(self.nodes)
        for link in sorted(self.links, key=lambda link: link.source):
            found[link.target] = max(found[link.target], found[link.source] + 1)
        return found


class TimelineEvent(ScriptPart):
    """Say what happened when."""

    when: Annotated[str, Field(min_length=1, max_length=20, description='Such as "1687" or "3 days later".')]
    text: Annotated[str, Field(min_length=1, max_length=70)]
    at: SentenceIndex = 0


class TimelineVisual(ScriptPart):
    """Show events in the order in which they happened."""

    kind: Literal["timeline"]
    events: Annotated[list[TimelineEvent], Field(min_length=1, max_length=8)]


class Side(ScriptPart):
    """Describe one of two states."""

    title: Annotated[str, Field(min_length=1, max_length=40)]
    points: Annotated[list[Point], Field(min_length=1, max_length=3)]


class BeforeAfterVisual(ScriptPart):
    """Show what was before a change and what is after it."""

    kind: Literal["before_after"]
    before: Side
    after: Side
    change: Annotated[str, Field(max_length=40, description="What happens in between.")] = ""


class LocatedPlace(ScriptPart):
    """Place something on a sketch without a map."""

    name: Name
    east: Annotated[float, Field(ge=-1000, le=1000, description="How far east of a common origin; west is negative.")]
    north: Annotated[float, Field(ge=-1000, le=1000, description="How far north of the origin; south is negative.")]
    sort: Literal["city", "mountain", "water", "forest", "building", "place"] = "place"
    at: SentenceIndex = 0


class Way(ScriptPart):
    """Lead from one place to another."""

    source: Annotated[int, Field(ge=0, le=7, description="Index of the place (from 0) at which it starts.")]
    target: Annotated[int, Field(ge=0, le=7, description="Index of the place at which it ends.")]
    label: Annotated[str, Field(max_length=20, description='Such as "300 km".')] = ""
    at: SentenceIndex = 0


class LocationVisual(ScriptPart):
    """Show where places lie to each other: a sketch, not a map."""

    kind: Literal["location"]
    places: Annotated[list[LocatedPlace], Field(min_length=2, max_length=8)]
    ways: Annotated[list[Way], Field(max_length=8)] = []

    @model_validator(mode="after")
    def lie_apart(self) -> "LocationVisual":
        """Refuse two places at one spot, and ways to places that are not there."""
        if len({(place.east, place.north) for place in self.places}) < len(self.places):
            raise ValueError("two places lie at the same spot")
        for way in self.ways:
            if way.source == way.target or max(way.source, way.target) >= len(self.places):
                raise ValueError(f"the way {way.source} → {way.target} must lead between two of the places")
        return self


class HighlightedTerm(ScriptPart):
    """Point out words of a sentence."""

    words: Annotated[str, Field(min_length=1, max_length=60, description="Exactly as they stand in the sentence.")]
    note: Annotated[str, Field(max_length=80, description="What they mean; empty for none.")] = ""
    at: SentenceIndex = 0


class HighlightVisual(ScriptPart):
    """Show a sentence, such as a law or a quotation, and point out words in it."""

    kind: Literal["highlight"]
    sentence: Annotated[str, Field(min_length=1, max_length=220)]
    terms: Annotated[list[HighlightedTerm], Field(min_length=1, max_length=3)]

    @model_validator(mode="after")
    def point_at_words_that_are_there(self) -> "HighlightVisual":
        """Refuse words that the sentence does not have, or that overlap."""
        taken: list[range] = []
        for term in self.terms:
            start = self.sentence.find(term.words)
            if start < 0:
                raise ValueError(f"the sentence does not have the words {term.words!r}")
            span = range(start, start + len(term.words))
            if any(span.start < other.stop and other.start < span.stop for other in taken):
                raise ValueError(f"{term.words!r} overlaps other words that are pointed out")
            taken.append(span)
        return self


class ImageVisual(ScriptPart):
    """Show a picture of an open educational resource, with its attribution."""

    kind: Literal["image"]
    object_path: Annotated[
        str, Field(min_length=1, max_length=300, description="Path of the picture in the bucket of the resources.")
    ]
    caption: ShortText
    attribution: Annotated[
        str, Field(min_length=1, max_length=160, description="Author, source and licence, as the licence asks.")
    ]
    description: Annotated[
        str, Field(min_length=1, max_length=300, description="What it shows, for learners who cannot see it.")
    ]
