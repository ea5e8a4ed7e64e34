"""Which sentences do the services give as reasons, and say while they work? Read from their code, so that none is forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = "{}"
"""Where a sentence names a value."""
REASON = "reason"
Constants = Mapping[str, list[ast.expr]]
"""By name what it may stand for: one name may be given to several sentences in a module."""
_word = re.compile(r"[A-Za-z]{2,}")


def sentences_in(
    folder: str,
    calls: Mapping[str, int],
    returned_by: Collection[str] = (),
    *,
    everywhere: bool = True,
) -> set[str]:
    """What a module, or those below a folder, hand to these calls at these places, return from these functions, or give as a `reason`.

    With `everywhere` also what is named within functions, and not only for the whole module.
    """
    found: set[str] = set()
    place = ROOT / folder
    for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        constants = _named(ast.walk(module) if everywhere else module.body)
        for node in ast.walk(module):
            for told in _told(node, calls, returned_by):
                found.update(_sentences(told, constants))
    return {sentence for sentence in found if _is_one(sentence)}


def _named(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


def _is_one(text: str) -> bool:
    """Whether it is a sentence, and no name of something or a sign between two values."""
    return len(_word.findall(text)) > (PLACE not in text)


def _told(
    node: ast.AST, calls: Mapping[str, int], returned_by: Collection[str]
) -> Iterator[ast.expr]:
    match node:
        case ast.Call(func=function, args=arguments, keywords=keywords):
            place = calls.get(_last(function))
            if place is not None and place < len(arguments):
                yield arguments[place]
            yield from (each.value for each in keywords if each.arg == REASON)
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant) and key.value == REASON:
                    yield value
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=several)):
            pairs = zip(names, several, strict=True)
            yield from (value for name, value in pairs if _last(name) == REASON)
        case ast.Assign(targets=[target], value=value) if _last(target) == REASON:
            yield value
        case ast.FunctionDef(name=name) if name in returned_by:
            for each in ast.walk(node):
                if isinstance(each, ast.Return) and each.value is not None:
                    yield each.value


def _last(name: ast.expr) -> str:
    return ast.unparse(name).rsplit(".", 1)[-1]


def _sentences(told: ast.expr, constants: Constants) -> Iterator[str]:
    """The sentences that an expression may be; what it only passes on is somebody else's."""
    match told:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(
                str(each.value) if isinstance(each, ast.Constant) else PLACE for each in parts
            )
        case ast.Name(id=name) if name in constants:
            for value in constants[name]:
                yield from _sentences(value, {})
        case ast.IfExp(body=one, orelse=other):
            yield from _sentences(one, constants)
            yield from _sentences(other, constants)
        case ast.BoolOp(values=several):
            for each in several:
                yield from _sentences(each, constants)
