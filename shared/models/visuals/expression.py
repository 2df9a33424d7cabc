"""Arithmetic of one variable, as a plot asks for it: read as data, never run as a program."""

import ast
import math
from collections.abc import Callable

_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "abs": abs,
    "sqrt": math.sqrt,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "exp": math.exp,
    "log": math.log,
}
_CONSTANTS = {"pi": math.pi, "e": math.e}
_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda one, other: one + other,
    ast.Sub: lambda one, other: one - other,
    ast.Mult: lambda one, other: one * other,
    ast.Div: lambda one, other: one / other,
    ast.Pow: math.pow,
}


def parse(text: str) -> ast.expr:
    """Return an expression as a tree; raise `ValueError` naming what is not arithmetic in it."""
    try:
        tree = ast.parse(text.replace("^", "**").strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(f"{text!r} is no expression of x") from error
    _ensure_arithmetic(tree)
    return tree


def value_at(tree: ast.expr, x: float) -> float | None:
    """Return the value of an expression, or None where it has none: a division by zero, a root of a negative number."""
    try:
        found = _value(tree, x)
    except (ArithmeticError, ValueError):
        return None
    return found if math.isfinite(found) else None


def _ensure_arithmetic(node: ast.AST) -> None:
    match node:
        case ast.BinOp(left, operation, right) if type(operation) in _OPERATIONS:
            _ensure_arithmetic(left)
            _ensure_arithmetic(right)
        case ast.UnaryOp(ast.USub() | ast.UAdd(), operand):
            _ensure_arithmetic(operand)
        case ast.Call(ast.Name(name), [argument], []) if name in _FUNCTIONS:
            _ensure_arithmetic(argument)
        case ast.Name(name) if name == "x" or name in _CONSTANTS:
            pass
        case ast.Constant(value) if isinstance(value, int | float) and not isinstance(value, bool):
            pass
        case _:
            raise ValueError(f"{ast.unparse(node)!r} is not arithmetic of x: use numbers, x, + - * / **, sqrt, sin …")


def _value(node: ast.expr, x: float) -> float:
    match node:
        case ast.BinOp(left, operation, right):
            return _OPERATIONS[type(operation)](_value(left, x), _value(right, x))
        case ast.UnaryOp(ast.USub(), operand):
            return -_value(operand, x)
        case ast.UnaryOp(_, operand):
            return _value(operand, x)
        case ast.Call(ast.Name(name), [argument]):
            return _FUNCTIONS[name](_value(argument, x))
        case ast.Constant(value):
            return float(value)  # type: ignore[arg-type]  # `_ensure_arithmetic` has seen to it
        case ast.Name(name):
            return x if name == "x" else _CONSTANTS[name]
    raise ValueError(ast.unparse(node))
