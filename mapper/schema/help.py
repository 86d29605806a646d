"""The docstring under each field of the schema, read from the source when a form or a page is made from it.

pydantic could do this at start-up (`use_attribute_docstrings`), but every command would pay for it.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache

from mapper.schema.base import Group, questions


@cache
def field_help(group: type[Group]) -> dict[str, str]:
    """What each field of a group asks, by attribute; inherited fields included. A group without a text has its own
    docstring; what belongs to TIDieR names its item.
    """
    texts: dict[str, str] = {}
    for base in reversed(group.__mro__):
        if issubclass(base, Group) and base is not Group:
            texts |= _class_texts(base.__module__).get(base.__name__, {})
    for name, field in group.model_fields.items():
        if name not in texts and isinstance(field.annotation, type) and issubclass(field.annotation, Group):
            texts[name] = inspect.cleandoc(field.annotation.__doc__ or "")
    for question in questions(group):
        if question.tidier is not None:
            texts[question.attribute] = f"{texts[question.attribute].removesuffix('.')} (TIDieR {question.tidier})."
    return texts


@cache
def _class_texts(module: str) -> dict[str, dict[str, str]]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _texts(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _texts(definition: ast.ClassDef) -> dict[str, str]:
    texts: dict[str, str] = {}
    for field, text in zip(definition.body, definition.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ):
            texts[field.target.id] = " ".join(text.value.value.split())
    return texts
