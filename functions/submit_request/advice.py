"""What to do about what is wrong: words that name the field and that a person can read after “Please”."""

from typing import TYPE_CHECKING

from pydantic import ValidationError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_ADVICE = {
    "missing": "fill in the {field}",
    "extra_forbidden": "leave out {field}, which nobody knows here",
    "string_type": "write the {field} as text",
    "string_unicode": "write the {field} in characters that there are",
    "string_too_long": "shorten the {field} to at most {max_length} characters",
    "list_type": "give the {field} as a list",
    "too_long": "give at most {max_length} {field}",
    "literal_error": "choose the {field} from {expected}",
    "int_type": "give the {field} as a whole number",
    "int_parsing": "give the {field} as a whole number",
    "bool_parsing": "answer {field} with true or false",
    "greater_than_equal": "give the {field} as {ge} or more",
    "less_than_equal": "give the {field} as {le} or less",
    "model_type": "give the {field} as an object with fields",
}
"""By pydantic's kinds of errors; what our own checks raise is said so already."""


def advice(error: ValidationError) -> list[tuple[str, str]]:
    """Return each wrong field with what to do about it, without repeating what somebody wrote."""
    found = error.errors(include_url=False, include_input=False)
    return [(".".join(map(str, one["loc"])) or "message", _said(one)) for one in found]


def _said(error: "ErrorDetails") -> str:
    if error["type"] == "value_error":
        return error["msg"].removeprefix("Value error, ")
    field = next((part for part in reversed(error["loc"]) if isinstance(part, str)), "message").replace("_", " ")
    known = _ADVICE.get(error["type"])
    return known.format(field=field, **error.get("ctx", {})) if known else f"correct the {field}: {error['msg']}"
