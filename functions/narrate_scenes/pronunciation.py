"""What a voice is given for a sentence: symbols, units, formulas and abbreviations as a teacher would say them.

Only what is spoken changes; captions and transcript show the sentence as it was written. The rules are for English.
They are applied in order, each to the whole sentence, and leave ordinary words alone.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from num2words import num2words

from shared.wording import ENGLISH

WORDS = Path(__file__).with_name("pronunciation.yaml")
_NUMBER = r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?"
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"  # as dates name them
_SMALLEST_YEAR, _LARGEST_YEAR = 1100, 2099

Rule = tuple[re.Pattern[str], "str | Callable[[re.Match[str]], str]"]


@lru_cache(maxsize=1_000)
def spoken(sentence: str, language: str = ENGLISH) -> str:
    """Return what a voice says for a sentence; in other languages than English that is left to the voice."""
    if language != ENGLISH:
        return sentence
    for pattern, said in _rules():
        sentence = pattern.sub(said, sentence)
    return " ".join(sentence.split())


@cache
def _rules() -> tuple[Rule, ...]:
    words: dict[str, Any] = yaml.safe_load(WORDS.read_text("utf-8"))
    units = words["units"]
    return (
        *((re.compile(rf"(?<!\w){re.escape(short)}(?!\w)"), full) for short, full in words["abbreviations"].items()),
        (re.compile(r"[A-Za-z0-9₀-₉]*[₀-₉][A-Za-z0-9₀-₉]*"), lambda found: found[0].translate(_SUBSCRIPTS)),
        (_formula(words["elements"], words["formulas"]), lambda found: _spelled(found[0])),
        (re.compile(rf"({_NUMBER})\s?°\s?C\b"), r"\1° Celsius"),
        (re.compile(rf"({_NUMBER})\s?°\s?F\b"), r"\1° Fahrenheit"),
        (re.compile(rf"({_NUMBER})\s?°"), lambda found: f"{found[1]} {_plural('degree', found[1])}"),
        (re.compile(rf"({_NUMBER})\s?%"), r"\1 percent"),
        (re.compile(r"\$(\d[\d,]*)\.(\d\d)\b"), r"\1 dollars and \2 cents"),
        (re.compile(r"\$(\d[\d,]*(?:\.\d+)?)( (?:thousand|million|billion))?"), _dollars),
        (re.compile(rf"\b((?:{_MONTHS}) \d{{1,2}}, |[Ii]n |[Ss]ince |[Uu]ntil |[Bb]y |[Ff]rom )(\d{{4}})\b"), _year),
        (re.compile(r"\b(\d{2})(\d0)s\b"), _decade),
        (_measure(units), lambda found: _quantity(found, units)),
        (re.compile(r"(?<=\d)(?: \u2013 |\u2013|-)(?=\d)"), " to "),
        (re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,3})(?![\d/])"), _fraction),
        (re.compile(r"(\w|\))([⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+)"), lambda found: f"{found[1]} {_power(found[2])}"),
        (re.compile(r"(\w|\))\^(-?\w+)"), lambda found: f"{found[1]} {_power(found[2])}"),
        (re.compile(r"(?<=[\w)]) [-\u2212] (?=[\w(])"), " minus "),
        (re.compile(r"(?<=[\w)]) / (?=[\w(])"), " divided by "),
        *((re.compile(re.escape(symbol)), f" {said} ") for symbol, said in words["symbols"].items()),
    )


def _formula(elements: str, known: list[str]) -> re.Pattern[str]:
    """Return what finds chemical formulas: symbols of elements with a number among them, and some known ones."""
    symbol = "|".join(sorted(elements.split(), key=len, reverse=True))
    counted = rf"(?=[A-Za-z]*\d)(?:(?:{symbol})\d*)+"
    return re.compile(rf"(?<![\w.])(?:{counted}|{'|'.join(known)})(?![\w])")


def _spelled(formula: str) -> str:
    """Return a formula letter by letter, its numbers as they are: "C O 2"."""
    return " ".join(re.findall(r"\d+|[A-Za-z]", formula)).upper()


def _measure(units: dict[str, list[str]]) -> re.Pattern[str]:
    names = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    return re.compile(rf"({_NUMBER})\s?((?:{names})(?:[/·](?:{names}))?)([²³]?)(?![\w²³])")


def _quantity(found: re.Match[str], units: dict[str, list[str]]) -> str:
    number, written, power = found.groups()
    parts = re.split(r"([/·])", written)
    name = units[parts[0]][0 if _is_one(number) else 1]
    squared = {"²": "squared", "³": "cubed", "": ""}[power]
    if len(parts) == 1:
        area = {"²": "square ", "³": "cubic ", "": ""}[power]
        return f"{number} {area}{name}"
    joint = "per" if parts[1] == "/" else ""
    return f"{number} {name} {joint} {units[parts[2]][0]} {squared}".rstrip()


def _dollars(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2] or ''} {_plural('dollar', '2' if found[2] else found[1])}"


def _fraction(found: re.Match[str]) -> str:
    above, below = int(found[1]), int(found[2])
    if below < 2:
        return f"{above} over {below}"
    part = {2: "half", 4: "fourth"}.get(below) or num2words(below, to="ordinal")
    parts = part if above == 1 else {"half": "halves"}.get(part, f"{part}s")
    return f"{num2words(above)} {parts}"


def _year(found: re.Match[str]) -> str:
    year = int(found[2])
    return f"{found[1]}{num2words(year, to='year')}" if _SMALLEST_YEAR <= year <= _LARGEST_YEAR else found[0]


def _decade(found: re.Match[str]) -> str:
    century, decade = num2words(int(found[1])), num2words(int(found[2]))
    if found[2] == "00":
        return f"{century} hundreds"
    return f"{century} {decade.removesuffix('y')}ies" if decade.endswith("y") else f"{century} {decade}s"


def _power(written: str) -> str:
    exponent = unicodedata.normalize("NFKC", written.translate(_SUPERSCRIPTS)).replace("-", "minus ")
    return {"2": "squared", "3": "cubed"}.get(exponent, f"to the power of {exponent}")


def _plural(name: str, number: str) -> str:
    return name if _is_one(number) else f"{name}s"


def _is_one(number: str) -> bool:
    return number.lstrip("-") == "1"
