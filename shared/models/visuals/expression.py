"""Arithmetic of one variable, as a plot asks for it: read as data, never run as a program."""

import ast
import math
from collections.abc import Callable

Function = Callable[[float], float]

_FUNCTIONS: dict[str, Function] = {
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


def parse(text: str) -> Function:
    """Return an expression as a function of x; raise `ValueError` naming what is not arithmetic in it."""
    try:
        tree = ast.parse(text.replace("^", "**").strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(f"{text!r} is no expression of x") from error
    return _function(tree)


def value_at(function: Function, x: float) -> float | None:
    """Return the value of an expression, or None where it has none: a division by zero, a root of a negative number."""
    try:
        found = function(x)
    except (ArithmeticError, ValueError):
        return None
    return found if math.isfinite(found) else None


def _function(node: ast.AST) -> Function:
    match node:
        case ast.BinOp(left, operation, right) if type(operation) in _OPERATIONS:
            operate, one, other = _OPERATIONS[type(operation)], _function(left), _function(right)
            return lambda x: operate(one(x), other(x))
        case ast.UnaryOp(ast.USub(), operand):
            positive = _function(operand)
            return lambda x: -positive(x)
        case ast.UnaryOp(ast.UAdd(), operand):
            return _function(operand)
        case ast.Call(ast.Name(name), [argument], []) if name in _FUNCTIONS:
            outer, inner = _FUNCTIONS[name], _function(argument)
            return lambda x: outer(inner(x))
        case ast.Name("x"):
            return lambda x: x
        case ast.Name(name) if name in _CONSTANTS:
            return lambda x: _CONSTANTS[name]
        case ast.Constant(int() | float() as value) if not isinstance(value, bool):
            return lambda x: float(value)  # here, as a number may be too large for it
    raise ValueError(f"{ast.unparse(node)!r} is not arithmetic of x: use numbers, x, + - * / **, sqrt, sin …")
