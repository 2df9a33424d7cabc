"""The text of a CNXML module: its blocks as Markdown, its links and formulas as words."""

import re
from collections.abc import Iterable

from ..blocks import flow, inline, listed, tabulated, tidy
from ..markup import Element, all_named, attribute, children, classes_of, first, name_of, plain_text

_BLOCKS = frozenset(
    """
    para list equation figure subfigure table note example exercise section definition quote media code-block preformat
    problem solution commentary statement proof rule glossary iframe
    """.split()
)
_SILENT = frozenset(["title", "label", "footnote", "media", "image", "iframe", "exercise", "problem", "solution"])
_REFERENCES = {
    "figure": "the figure",
    "subfigure": "the figure",
    "table": "the table",
    "equation": "the equation",
    "example": "the example",
    "note": "the example",
    "exercise": "the example",
}
_IN_OTHER_MODULES = (("fig", "the figure"), ("tab", "the table"), ("eq", "the equation"))
_OWNERS = "public domain|CC BY|wikimedia|flickr|courtesy|NASA|NOAA|creative commons"
_CREDIT = re.compile(rf"\s*\((?:credits?\b[^()]*|[^()]*(?:{_OWNERS})[^()]*)\)", re.I)


class Text:
    """Write the elements of one module."""

    def __init__(self, root: Element) -> None:
        """Remember what each id names, for links."""
        self._by_id = {identity: element for element in root.iter() if (identity := element.get("id"))}

    def title_of(self, element: Element) -> str:
        """Return an element's title, or nothing."""
        title = first(element, "title")
        return self._line(title) if title is not None else ""

    def terms(self, elements: Iterable[Element]) -> tuple[str, ...]:
        """Return the key terms marked in elements; those that only the book's index needs are none."""
        found = (term for element in elements for term in all_named(element, "term"))
        return tuple(dict.fromkeys(plain_text(term) for term in found if "no-emphasis" not in classes_of(term)))

    def blocks(self, element: Element) -> list[str]:
        """Return an element as blocks of Markdown, in order; what is only for teachers or to be solved is left out."""
        match name_of(element):
            case "list":
                return list(filter(None, [self.title_of(element), self._list(element)]))
            case "table":
                return list(filter(None, [self.title_of(element), tabulated(self._rows(element))]))
            case "figure" | "subfigure":
                captions = [_CREDIT.sub("", self._line(caption)) for caption in all_named(element, "caption")]
                return [f"Figure: {caption}" for caption in captions if caption]
            case "definition":
                meanings = " ".join(map(self._line, all_named(element, "meaning")))
                term = self._line(first(element, "term"))
                return [f"- **{term[:1].upper()}{term[1:]}**: {meanings[:1].upper()}{meanings[1:]}"] if meanings else []
            case name if name in _SILENT:
                return []
        return self._within(element)

    def example(self, element: Element) -> list[str]:
        """Return a worked example: each of its parts begins with a bold label."""
        found: list[str] = []
        for child in children(element):
            match name_of(child):
                case "exercise":
                    found += self.example(child)
                case "problem":
                    found += _labelled("Problem", self._of_problem(child))
                case "solution" | "commentary":
                    usual = "Solution" if name_of(child) == "solution" else "Discussion"
                    found += _labelled(self.title_of(child) or usual, self._within(child))
                case _:
                    found += self.blocks(child)
        return found

    def formulas(self, table: Element) -> str:
        """Return a table of key equations as a list: what each is called, and the formula."""
        items: list[str] = []
        for name, *formulas in self._rows(table):
            formula = ", ".join(filter(None, formulas)).rstrip(" .,")
            if name and formula:
                items.append(f"{name[:1].upper()}{name[1:]}: {formula}")
            elif items and formula:
                items[-1] += f", or {formula}"
            elif name or formula:
                items.append(name or formula)
        return listed([[item] for item in items], numbered=False)

    def _of_problem(self, problem: Element) -> list[str]:
        found: list[str] = []
        for part in flow(problem, _is_block, self._write):
            if isinstance(part, str):
                found.append(part)
            elif name_of(part) == "note" and self.title_of(part):
                found += _labelled(self.title_of(part), self._within(part))
            else:
                found += self.blocks(part)
        return found

    def _within(self, element: Element) -> list[str]:
        found: list[str] = []
        for part in flow(element, _is_block, self._write):
            found += [part] if isinstance(part, str) else self.blocks(part)
        return found

    def _list(self, element: Element) -> str:
        items = [self._within(item) for item in children(element) if name_of(item) == "item"]
        return listed(items, numbered=element.get("list-type") == "enumerated")

    def _rows(self, table: Element) -> list[list[str]]:
        return [
            [" ".join(self._within(entry)) for entry in children(row) if name_of(entry) == "entry"]
            for row in all_named(table, "row")
        ]

    def _line(self, element: Element | None) -> str:
        return tidy(inline(element, self._write)) if element is not None else ""

    def _write(self, element: Element) -> str | None:
        match name_of(element):
            case "link":
                return self._link(element)
            case "newline" | "space":
                return " "
            case name if name in _SILENT:
                return ""
        return None

    def _link(self, link: Element) -> str:
        said = inline(link, self._write)
        if said.strip() or attribute(link, "url"):
            return said
        identity = attribute(link, "target-id")
        if attribute(link, "document"):
            named = next((word for start, word in _IN_OTHER_MODULES if identity.lower().startswith(start)), None)
            return named or "another section"
        target = self._by_id.get(identity)
        if target is None:
            return ""
        if name_of(target) == "section":
            return self.title_of(target)
        return _REFERENCES.get(name_of(target), "")


def _is_block(element: Element) -> bool:
    return name_of(element) in _BLOCKS


def _labelled(label: str, blocks: list[str]) -> list[str]:
    if not blocks:
        return []
    is_line = not re.match(r"(?:- |1\. |\|)", blocks[0])
    return [f"**{label}.** {blocks[0]}", *blocks[1:]] if is_line else [f"**{label}.**", *blocks]
