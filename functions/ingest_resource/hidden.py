"""What a page holds and does not show.

Hidden text is how a stranger speaks to a language model behind the reader's back. What no reader sees is not taught.
"""

import re
from collections.abc import Iterator

from .markup import Element, all_elements, all_named, children, classes_of, drop, name_of, plain_text

_HIDING = re.compile(
    r"(?:^|;)\s*(?:"
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|opacity\s*:\s*(?:0?\.0\d*|0|[0-5]%)\s*(?:;|!|$)"
    r"|(?:font-size|max-height|max-width|height|width|line-height|zoom)\s*:\s*0(?:\.0+)?[a-z%]*\s*(?:;|!|$)"
    r"|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt)"
    r"|(?:left|right|top|bottom|text-indent)\s*:\s*-\s*\d{3,}|margin-(?:left|top)\s*:\s*-\s*\d{4,}"
    r"|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)"
    r"|transform\s*:\s*scale\(\s*0\s*\)"
    r"|color\s*:\s*(?:transparent|rgba\([^)]*,\s*0(?:\.0+)?\s*\))"
    r")",
    re.I,
)
_WHITE = re.compile(r"(?:^|;)\s*color\s*:\s*(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))\b", re.I)
_BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color|-image)?\s*:", re.I)
_CLASSES = frozenset(
    "hidden is-hidden d-none hide visually-hidden visuallyhidden sr-only screen-reader-text screen-reader-only "
    "invisible a11y-hidden offscreen".split()
)
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?([.#])([\w-]+)", re.I)
LONGEST_TOKEN_OF_A_FORMULA = 24


def drop_hidden(root: Element) -> None:
    """Take all that is not shown out of a page: by attribute, style, class, or a rule in the page's own style sheet."""
    rules = set(_hidden_names(root))
    for element in all_elements(root):
        # A body that a script fades in is shown after all; without it there is no page.
        if name_of(element) not in ("html", "body") and _is_hidden(element, rules) and not _is_formula(element):
            drop(element)


def _is_hidden(element: Element, rules: set[tuple[str, str]]) -> bool:
    classes = classes_of(element)
    names = {("#", element.get("id", "").lower()), *((".", one) for one in classes)}
    if element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true":
        return True
    if classes & _CLASSES or names & rules:
        return True
    style = _without_comments(element.get("style", ""))
    return _HIDING.search(style) is not None or (_WHITE.search(style) is not None and _on_paper(element))


def _on_paper(element: Element) -> bool:
    """Return whether nothing gives an element another background than the page's, which is white."""
    around = [element, *element.iterancestors()]
    return not any(_BACKGROUND.search(one.get("style", "")) or one.get("bgcolor") for one in around)


def _is_formula(element: Element) -> bool:
    """Return whether a hidden element is the readable form of a formula that is shown as a picture."""
    inner = list(children(element))
    if len(inner) != 1 or name_of(inner[0]) != "math" or plain_text(element) != plain_text(inner[0]):
        return False
    return all(
        len(plain_text(token)) <= LONGEST_TOKEN_OF_A_FORMULA for token in all_named(element, "mtext", "mi", "ms")
    )


def _hidden_names(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the classes and ids that the page's own rules hide on every screen."""
    for style in all_named(root, "style"):
        for selectors, declarations in _rules("".join(str(part) for part in style.itertext())):
            if _HIDING.search(declarations):
                simple = (_SELECTOR.fullmatch(selector.strip()) for selector in selectors.split(","))
                yield from ((found[1], found[2].lower()) for found in simple if found)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the rules of a style sheet, without those for some screens only; in one pass, however it is written."""
    around = 0  # blocks such as @media that are open
    for chunk in _without_comments(sheet).split("}"):
        *outer, selectors, declarations = ["", *chunk.split("{")]
        if not selectors and not outer:
            around = max(0, around - 1)
            continue
        around += len(outer) - 1
        if around == 0:
            yield selectors, declarations


def _without_comments(style: str) -> str:
    first, *others = style.split("/*")
    return first + "".join(other.partition("*/")[2] for other in others)
