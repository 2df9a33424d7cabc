"""Generated content made valid where fields depend on each other: its sizes stay as extreme as they were drawn."""

from collections.abc import Callable
from typing import Any

Content = dict[str, Any]


def repaired(model: str, content: Content) -> Content:
    """Return content that the checks across fields of a model accept, most of the time."""
    return REPAIRS.get(model, lambda found: found)(content)


def _axis(content: Content) -> Content:
    start, end = sorted((content["start"], content["end"]))
    return content | {"start": start, "end": end if end - start > 1e-3 * max(1.0, abs(end)) else start + abs(start) + 1}


def _plot_line(content: Content) -> Content:
    return content | ({"points": []} if content["expression"] else {"points": content["points"] or [[0, 0]]})


def _plot(content: Content) -> Content:
    x_axis, y_axis = content["x_axis"], content["y_axis"]
    marks = []
    for mark in content["marks"]:
        x = _between(mark["x"], x_axis["start"], x_axis["end"])
        marks.append(mark | {"x": x, "y": _between(mark["y"], y_axis["start"], y_axis["end"])})
    return content | {"marks": marks}


def _number_line(content: Content) -> Content:
    content = _axis(content)
    start, end = content["start"], content["end"]
    step = (end - start) / (1 + int(abs(content["step"])) % 20)
    marks = [mark | {"value": _between(mark["value"], start, end)} for mark in content["marks"]]
    jumps = [
        jump | {"start": _between(jump["start"], start, end), "end": _between(jump["end"], start, end)}
        for jump in content["jumps"]
    ]
    return content | {"step": step, "marks": marks, "jumps": [jump for jump in jumps if jump["start"] != jump["end"]]}


def _between(value: float, start: float, end: float) -> float:
    return start + (end - start) * (abs(value) % 1000) / 1000


def _fraction(content: Content) -> Content:
    return content | {"numerator": min(content["numerator"], 2 * content["denominator"])}


def _flow(content: Content) -> Content:
    count = len(content["nodes"])
    links: dict[tuple[int, int], Content] = {}
    for link in content["links"]:
        source = link["source"] % (count - 1)
        target = source + 1 + link["target"] % (count - 1 - source) if source < count - 1 else count - 1
        links[source, target] = link | {"source": source, "target": target}
    found = list(links.values())
    return content | {"links": [link | ({} if index < 6 else {"label": ""}) for index, link in enumerate(found)]}


def _location(content: Content) -> Content:
    places = [place | {"east": place["east"] + index * 0.01} for index, place in enumerate(content["places"])]
    ways = []
    for way in content["ways"]:
        source = way["source"] % len(places)
        ways.append(way | {"source": source, "target": (source + 1 + way["target"] % (len(places) - 1)) % len(places)})
    return content | {"places": places, "ways": ways}


def _highlight(content: Content) -> Content:
    sentence, terms = content["sentence"], content["terms"]
    length = max(1, len(sentence) // len(terms))
    found = [term | {"words": sentence[index * length :][: min(length, 60)]} for index, term in enumerate(terms)]
    return content | {"terms": [term for term in found if sentence.find(term["words"]) >= 0 and term["words"]]}


def _geometry(content: Content) -> Content:
    names = [f"{'WΩ光ضB'[index % 5]}{index}" for index in range(len(content["points"]))]
    points = [
        point | {"name": name, "x": point["x"] + index * 0.01}
        for index, (name, point) in enumerate(zip(names, content["points"], strict=True))
    ]
    count = len(names)

    def renamed(part: Content, index: int) -> Content:
        found = dict(part)
        for shift, field in enumerate(("corner", "start", "end", "centre")):
            if field in found:
                found[field] = names[(index + shift) % count]
        if "corners" in found:
            found["corners"] = [names[(index + step) % count] for step in range(len(found["corners"]))]
        return found

    parts = ("figures", "segments", "angles", "squares", "circles")
    found = {name: [renamed(part, index) for index, part in enumerate(content[name])] for name in parts}
    if count < 3:
        found["angles"] = []
    return content | {"points": points} | found


def _diagram(content: Content) -> Content:
    groups = sorted({shape["group"] for shape in content["shapes"]})
    motions = [motion | {"group": groups[index % len(groups)]} for index, motion in enumerate(content["motions"])]
    labels = [shape for shape in content["shapes"] if shape["shape"] == "label"]
    others = [shape for shape in content["shapes"] if shape["shape"] != "label"]
    shapes = [*others, *labels[:16]]
    left = {shape["group"] for shape in shapes}
    return content | {"shapes": shapes, "motions": [motion for motion in motions if motion["group"] in left - {""}]}


REPAIRS: dict[str, Callable[[Content], Content]] = {
    "Axis": _axis,
    "PlotLine": _plot_line,
    "PlotVisual": _plot,
    "NumberLineVisual": _number_line,
    "Fraction": _fraction,
    "FlowVisual": _flow,
    "LocationVisual": _location,
    "HighlightVisual": _highlight,
    "GeometryVisual": _geometry,
    "DiagramVisual": _diagram,
}
