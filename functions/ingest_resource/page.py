"""The sections of a page of HTML, as a reader sees it."""

from .blocks import flow, inline, listed, tabulated, tidy
from .hidden import drop_hidden
from .left_out import is_for_teachers
from .markup import Element, all_elements, all_named, attribute, children, classes_of, drop, first, name_of, plain_text
from .outline import Outline

_NEVER_TEXT = frozenset(
    """
    script style noscript template nav footer aside button select option input textarea label iframe object embed
    svg canvas audio video dialog menu map applet head title meta link base
    """.split()
)
_ROLES = frozenset(
    """
    navigation banner contentinfo search complementary dialog alert menu menubar toolbar tooltip doc-toc doc-index
    doc-bibliography doc-endnotes doc-endnote doc-footnote doc-noteref doc-pagelist doc-pagebreak doc-credits doc-qna
    doc-acknowledgments doc-dedication doc-colophon doc-cover
    """.split()
)
_TYPES = frozenset(
    """
    toc landmarks index bibliography footnote footnotes endnote endnotes rearnote rearnotes noteref answers answer
    assessment assessments practice practices qna page-list pagebreak copyright-page titlepage halftitlepage cover
    dedication acknowledgments colophon exercise exercises problem solution injected-exercise footnote-ref footnote-refs
    """.split()
)
"""Values of `epub:type` and of `data-type`."""
_CLASSES = frozenset(
    """
    exercise exercises problem-set review-questions review-exercises section-exercises check-understanding quiz homework
    answer-key answers practice-problems breadcrumb breadcrumbs sidebar cookie-banner share social comments related
    toc navbox reflist reference references mw-editsection hatnote noprint metadata advertisement
    """.split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    """
    html body main article section div header p blockquote ul ol dl table figure figcaption details summary pre hr
    address center fieldset form hgroup picture li dt dd tr td th tbody thead tfoot caption
    """.split()
) | frozenset(_HEADINGS)
LONGEST_CELL = 500
"""Of a table, in characters; what holds more is a column of the page."""
LINKS_OF_A_LIST = 3
"""So many links, and nothing else, are a way to other pages and no text."""


def write_page(root: Element, outline: Outline) -> None:
    """Add what a page shows to an outline, without navigation, exercises and notes for teachers. Changes the page."""
    drop_hidden(root)
    for element in all_elements(root):
        if name_of(element) not in ("html", "body", "main", "article") and _is_left_out(element):
            drop(element)
    _write(_main_part(root), outline)


def _main_part(root: Element) -> Element:
    mains = [found for found in all_elements(root) if name_of(found) == "main" or found.get("role") == "main"]
    articles = all_named(root, "article")
    for found in (mains, articles if len(articles) == 1 else [], all_named(root, "body")):
        if found and plain_text(found[0]):
            return found[0]
    return root


def _is_left_out(element: Element) -> bool:
    name, classes = name_of(element), classes_of(element)
    if name in _NEVER_TEXT or (name == "header" and not all_named(element, "h1")):
        return True
    if set(element.get("role", "").lower().split()) & _ROLES:
        return True
    types = f"{attribute(element, 'type')} {element.get('data-type', '')}".lower().split()
    if name not in ("ol", "ul", "li") and _TYPES.intersection(types):
        return True
    return bool(classes & _CLASSES) or is_for_teachers(classes)


def _write(element: Element, outline: Outline) -> None:
    terms = () if any(map(_is_block, children(element))) else _terms(element)
    for part in flow(element, _is_block, _in_line):
        if isinstance(part, str):
            outline.write(part, terms)
        else:
            _write_block(part, outline)


def _write_block(element: Element, outline: Outline) -> None:
    name = name_of(element)
    if name in _HEADINGS:
        outline.head(_HEADINGS[name], _line(element))
    elif name in _MARKDOWN and not _is_layout(element):
        if not _is_links_only(element):
            outline.write(_MARKDOWN[name](element), _terms(element))
    elif name != "p" or not _is_links_only(element):
        _write(element, outline)


def _is_layout(element: Element) -> bool:
    """Return whether a table only puts parts of a page beside each other."""
    cells = all_named(element, "td", "th") if name_of(element) == "table" else []
    return any(all_named(cell, "table", *_HEADINGS) or len(plain_text(cell)) > LONGEST_CELL for cell in cells)


def _list(element: Element) -> str:
    items = [_blocks(item) for item in children(element) if name_of(item) == "li"]
    return listed(items, numbered=name_of(element) == "ol")


def _definitions(element: Element) -> str:
    lines: list[str] = []
    for child in all_named(element, "dt", "dd"):
        text = " ".join(_blocks(child))
        if name_of(child) == "dt":
            lines.append(f"- **{text}**:")
        elif lines and text:
            lines[-1] += f" {text}"
    return "\n".join(line for line in lines if not line.endswith("**:"))


def _table(element: Element) -> str:
    rows = [
        [" ".join(_blocks(cell)) for cell in children(row) if name_of(cell) in ("td", "th")]
        for row in all_named(element, "tr")
    ]
    caption = first(element, "caption")
    title = _line(caption) if caption is not None else ""
    return "\n\n".join(filter(None, [title, tabulated(rows)]))


def _figure(element: Element) -> str:
    captions = filter(None, map(_line, all_named(element, "figcaption")))
    tables = map(_table, all_named(element, "table"))
    return "\n\n".join([*(f"Figure: {caption}" for caption in captions), *tables])


def _preformatted(element: Element) -> str:
    return f"```\n{''.join(str(part) for part in element.itertext()).strip()}\n```"


_MARKDOWN = {
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "table": _table,
    "figure": _figure,
    "pre": _preformatted,
}


def _blocks(element: Element) -> list[str]:
    """Return what is in an item or a cell: its lines, and the blocks in it."""
    found: list[str] = []
    for part in flow(element, _is_block, _in_line):
        if isinstance(part, str):
            found.append(part)
        elif written := _MARKDOWN.get(name_of(part)):
            found.append(written(part))
        else:
            found += _blocks(part)
    return [block for block in found if block]


def _line(element: Element) -> str:
    return tidy(inline(element, _in_line))


def _is_block(element: Element) -> bool:
    return name_of(element) in _BLOCKS or any(name_of(inner) in _BLOCKS for inner in all_elements(element))


def _in_line(element: Element) -> str | None:
    match name_of(element):
        case "br" | "wbr":
            return " "
        case "img":
            is_formula = {"latex", "tex", "math", "mathimg"} & classes_of(element)
            return element.get("alt", "") if is_formula else ""
        case "rp" | "rt":
            return ""
    return None


def _terms(element: Element) -> tuple[str, ...]:
    marked = (
        found
        for found in all_elements(element)
        if name_of(found) in ("dfn", "dt")
        or found.get("data-type") == "term"
        or classes_of(found) & {"term", "key-term", "keyword", "glossary-term"}
    )
    return tuple(dict.fromkeys(plain_text(found) for found in marked))


def _is_links_only(element: Element) -> bool:
    links = all_named(element, "a")
    linked = sum(len(plain_text(link)) for link in links)
    return len(links) >= LINKS_OF_A_LIST and linked > 0.8 * len(plain_text(element))
