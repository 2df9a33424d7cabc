"""Content of every visual as large and as strange as its schema allows, made from the schema itself."""

import types
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from .repaired import repaired

SENTENCES = 4
ALPHABETS = (
    "abcdefghij klmnop qrstuvwxyz",
    "WMQ",
    "Photosynthesis and electronmicroscopy ",
    "Φωτοσύνθεση ΑΒΓΔΩ ",
    "Фотосинтез ШЩЖ ",
    "光合作用是植物利用光能的過程",
    "التمثيل الضوئي ضوء ",
    "प्रकाश संश्लेषण क्षत्रिय ",
    "การสังเคราะห์ด้วยแสง",
    "1234567890 %×÷−²³½ ",
)
FORMULAS = (
    "x",
    r"\frac{1}{2} + \frac{3}{4} = \frac{5}{4}",
    r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}" * 4,
    r"6\text{CO}_2 + 6\text{H}_2\text{O} \rightarrow \text{C}_6\text{H}_{12}\text{O}_6 + 6\text{O}_2",
    r"\frac{1}{",
    "a" * 150,
    r"\frac{a}{\frac{b}{\frac{c}{\frac{d}{\frac{e}{\frac{f}{g}}}}}}" * 2,
)


def contents(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Return a strategy of valid instances of a model."""
    fields = {name: _values(name, field) for name, field in model.model_fields.items()}

    def build(content: dict[str, Any]) -> Any:
        try:
            return model.model_validate(repaired(model.__name__, content))
        except ValidationError:
            return None

    return st.fixed_dictionaries(fields).map(build).filter(lambda found: found is not None)


def _values(name: str, field: FieldInfo) -> st.SearchStrategy[Any]:
    if name.endswith("latex"):
        most = next((found.max_length for found in field.metadata if isinstance(found, MaxLen)), 200)
        return st.sampled_from(FORMULAS).map(lambda text: text[:most])
    if name == "expression":
        return st.sampled_from(("", "2*x + 1", "1/x", "sqrt(x)", "x**3 - 4*x", "exp(x)", "tan(x)"))
    if name == "at" or name.endswith("_at"):
        return st.integers(0, SENTENCES - 1)
    return _of_type(field.annotation, list(field.metadata))


def _of_type(kind: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    origin = get_origin(kind)
    if hasattr(kind, "__metadata__"):
        inner = [found for extra in kind.__metadata__ for found in _constraints(extra)]
        return _of_type(kind.__origin__, [*metadata, *inner])
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if origin in (Union, types.UnionType):
        return st.one_of([st.none() if part is type(None) else _of_type(part, metadata) for part in get_args(kind)])
    if origin is list:
        least, most = _limits(metadata, MinLen, MaxLen, 0, 6)
        return st.lists(_of_type(get_args(kind)[0], []), min_size=least, max_size=most)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return contents(kind).map(lambda found: found.model_dump())
    return _plain(kind, metadata)


def _plain(kind: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    if kind is str:
        least, most = _limits(metadata, MinLen, MaxLen, 0, 200)
        return st.tuples(st.sampled_from(ALPHABETS), st.integers(least, most)).map(_repeated)
    if kind is bool:
        return st.booleans()
    low, high = _limits(metadata, Ge, Le, 0, 100)
    low, high = max(low, _limits(metadata, Gt, Lt, low, high)[0]), min(high, _limits(metadata, Gt, Lt, low, high)[1])
    if kind is int:
        return st.integers(int(low), int(high))
    if kind is float:
        return st.floats(low, high, allow_nan=False).map(lambda value: round(value, 2))
    raise TypeError(f"there is no strategy for {kind}")


def _repeated(found: tuple[str, int]) -> str:
    alphabet, length = found
    return (alphabet * (length // len(alphabet) + 1))[:length].strip() or "x"


def _limits(metadata: list[Any], least: Any, most: Any, low: Any, high: Any) -> tuple[Any, Any]:
    names = {Ge: "ge", Gt: "gt", Le: "le", Lt: "lt", MinLen: "min_length", MaxLen: "max_length"}
    for found in metadata:
        if isinstance(found, least):
            low = getattr(found, names[least])
        if isinstance(found, most):
            high = getattr(found, names[most])
    return low, high


def _constraints(extra: Any) -> list[Any]:
    return list(extra.metadata) if isinstance(extra, FieldInfo) else [extra]
