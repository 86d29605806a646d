"""The codes nearest to a code: those that only one axis tells from it."""

from __future__ import annotations

from typing import NamedTuple

from mapper.esms.tree import Code, CodeTree, load_axes, load_tree


class Neighbour(NamedTuple):
    """A code, and the axis that alone tells it from another, with its value there in words."""

    code: Code
    axis: str
    value: str


def neighbours(code: Code) -> tuple[Neighbour, ...]:
    """The codes of the same kind (fully specified, or on the same level) that share what they can share with a code and
    differ from it on one axis only, by axes.
    """
    tree = load_tree(code.version)
    found = []
    for other in _alike(code, tree):
        shared = [axis for axis in code.axes if axis in other.axes]
        apart = [axis for axis in shared if code.axes[axis] != other.axes[axis]]
        if len(apart) == 1 and len(shared) >= min(2, len(code.axes), len(other.axes)):
            axis = load_axes()[apart[0]]
            found.append(Neighbour(other, axis.label, axis.values[other.axes[axis.axis]]))
    order = [axis.label for axis in load_axes().values()]
    return tuple(sorted(found, key=lambda neighbour: order.index(neighbour.axis)))


def _alike(code: Code, tree: CodeTree) -> list[Code]:
    is_leaf = tree.is_leaf(code.code)
    others = (other for other in tree.codes.values() if other.branch == code.branch and other.code != code.code)
    return [other for other in others if other.level == code.level or (is_leaf and tree.is_leaf(other.code))]
