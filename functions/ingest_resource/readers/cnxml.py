"""Read a module of an OpenStax book (CNXML)."""

from shared.errors import Refused
from shared.models.passage import PassageKind

from ..about import About
from ..collection import licence_in
from ..document import Document, Section
from ..left_out import is_for_teachers, is_left_out, teachable
from ..markup import Element, all_elements, all_named, children, classes_of, drop, first, name_of, parse_xml, plain_text
from .cnxml_text import Text

_LEFT_OUT = frozenset(
    """
    practice problems concept critical-thinking short-answer multiple-choice extended-response check-understanding
    performance review-questions conceptual-questions problems-exercises section-exercises exercises
    additional-problems challenge-problems review-exercises visual-connection references section-quiz suggested-reading
    watch-physics virtual-physics os-interactive interactive link-to-learning snap-lab activity
    """.split()
)
"""Classes of exercises, and of what needs a film, a simulation or a class to work with."""
_OF_AN_EXAMPLE = ("exercise", "problem", "solution", "commentary")


def read(content: bytes, path: str) -> Document:
    """Return a module; raise `Refused` saying what is wrong with it. A preface has no sections."""
    root = parse_xml(content, path)
    body = first(root, "content")
    if name_of(root) != "document" or body is None:
        raise Refused("not_cnxml", f"{path} is no CNXML module: its root must be a document with a content")
    about = _about(root)
    if "preface" in classes_of(root):
        return Document(about, [])
    tables = filter(_is_key_terms, all_elements(body))
    terms = [plain_text(entry) for table in tables for entry in all_named(table, "entry")]
    for element in [element for element in all_elements(body) if _is_left_out(element)]:
        drop(element)
    text = Text(root)
    found = [*_sections(body, (), about.title, text), *_glossary(root, text)]
    return Document(about.model_copy(update={"keywords": _once([*about.keywords, *terms])}), teachable(found))


def _about(root: Element) -> About:
    metadata = first(root, "metadata")
    title = plain_text(first(root, "title"))
    if metadata is None:
        return About(title=title)
    return About(
        title=title or plain_text(first(metadata, "title")),
        author=", ".join(_authors(metadata)),
        licence=licence_in(metadata),
        language=plain_text(first(metadata, "language")),
        url=plain_text(first(metadata, "content-url")),
        keywords=[plain_text(keyword) for keyword in all_named(metadata, "keyword")],
    )


def _authors(metadata: Element) -> list[str]:
    """Return the full names of those whose role is author."""
    names = {
        person.get("userid", ""): plain_text(next(iter(all_named(person, "fullname")), None))
        for person in all_named(metadata, "person", "organization")
    }
    roles = [role for role in all_named(metadata, "role") if role.get("type") == "author"]
    return [names.get(user, user) for role in roles for user in plain_text(role).split()]


def _sections(element: Element, path: tuple[str, ...], heading: str, text: Text) -> list[Section]:
    """Return what stands directly in an element as one section, then the sections and notes in it, in order."""
    blocks: list[str] = []
    own: list[Element] = []
    within: list[Section] = []
    # What stands before the first heading of a module belongs to the module itself.
    below = (*path, heading) if name_of(element) != "content" else path
    for child in children(element):
        if name_of(child) == "section":
            within += _sections(child, below, text.title_of(child) or heading, text)
        elif note := _apart(child, below, text):
            within.append(note)
        else:
            blocks += text.blocks(child)
            own.append(child)
    is_formulas = "key-equations" in classes_of(element)
    if is_formulas:
        blocks = [text.formulas(table) for child in own for table in all_named(child, "table")] or blocks
    kind: PassageKind = "formula" if is_formulas else "summary" if "summary" in classes_of(element) else "explanation"
    section = Section(heading, "\n\n".join(filter(None, blocks)), path, kind, text.terms(own))
    return [section, *within] if section.text else within


def _apart(element: Element, path: tuple[str, ...], text: Text) -> Section | None:
    """Return a note or an example as a section of its own, or None where it belongs to the text around it."""
    classes, title = classes_of(element), text.title_of(element)
    if name_of(element) not in ("note", "example"):
        return None
    if "learning-objectives" in classes or "chapter-objectives" in classes:
        lists = [block for found in all_named(element, "list") for block in text.blocks(found)]
        return Section("Learning objectives", "\n\n".join(lists), path, "objectives")
    if "worked-example" in classes or name_of(element) == "example":
        heading = f"Worked example: {title}" if title else "Worked example"
        return Section(heading, "\n\n".join(text.example(element)), path, "example", text.terms([element]))
    if not title:
        return None
    kind: PassageKind = "misconception" if classes & {"misconception", "common-misconception"} else "closer_look"
    blocks = [block for child in children(element) for block in text.blocks(child)]
    return Section(title, "\n\n".join(blocks), path, kind, text.terms([element]))


def _glossary(root: Element, text: Text) -> list[Section]:
    definitions = [found for glossary in all_named(root, "glossary") for found in all_named(glossary, "definition")]
    terms = tuple(_once([plain_text(first(definition, "term")) for definition in definitions]))
    lines = [line for definition in definitions for line in text.blocks(definition)]
    return [Section("Key terms", "\n".join(lines), kind="words", terms=terms)] if lines else []


def _is_left_out(element: Element) -> bool:
    """Return whether an element is for teachers, to be solved, or nothing without a film or a class.

    Exercises are left out, but for those of worked examples, which hold the example.
    """
    name, classes = name_of(element), classes_of(element)
    if classes & _LEFT_OUT or is_for_teachers(classes) or _is_key_terms(element):
        return True
    if name in _OF_AN_EXAMPLE:
        return not _is_in_example(element)
    return is_left_out(plain_text(first(element, "title")))


def _is_in_example(element: Element) -> bool:
    return any(
        name_of(above) == "example" or "worked-example" in classes_of(above) for above in element.iterancestors("*")
    )


def _is_key_terms(element: Element) -> bool:
    return name_of(element) == "table" and any("key-terms" in one for one in classes_of(element))


def _once(names: list[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))
