"""The codes of each version as trees, with the axes by which they are told apart. Versions are kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from mapper.esms.data import esms_data

DESDE_LTC_2, ESMS_2000 = "DESDE-LTC-2", "ESMS-2000"
"""The versions, by their words in the code list `esms-version`."""
VERSIONS = (DESDE_LTC_2, ESMS_2000)
BRANCHES = tuple("RDOAIS")


class Code(NamedTuple):
    """A type of care (MTC), or a code above several: `axes` holds what tells it apart, those of the codes above it
    included; `is_addition` marks what is later or informal and not among the types of care that the glossary counts.
    """

    code: str
    version: str
    label: str
    axes: Mapping[str, str]
    sources: tuple[str, ...]
    confidence: str
    is_addition: bool
    note: str | None

    @property
    def branch(self) -> str:
        """The letter that it begins with."""
        return self.code[0]

    @property
    def level(self) -> int:
        """How far below its branch it stands: 0 for the branch itself."""
        return 0 if len(self.code) == 1 else self.code.count(".") + 1


class CodeTree(NamedTuple):
    """All codes of a version, in the order in which they are shown."""

    version: str
    title: str
    codes: Mapping[str, Code]
    below: Mapping[str, tuple[Code, ...]]

    def children(self, code: str) -> tuple[Code, ...]:
        """The codes directly below a code."""
        return self.below.get(code, ())

    def is_leaf(self, code: str) -> bool:
        """Whether a code is fully specified: nothing but additions stands below it."""
        return len(code) > 1 and all(child.is_addition for child in self.children(code))

    def leaves(self, branch: str) -> tuple[Code, ...]:
        """The fully specified codes of a branch, additions included."""
        return tuple(code for code in self.codes.values() if code.branch == branch and self.is_leaf(code.code))

    def above(self, code: str) -> Iterator[str]:
        """A code and those above it, up to the branch."""
        here: str | None = code
        while here is not None:
            yield here
            here = parent_of(here)


class Axis(NamedTuple):
    """Something by which codes are told apart, with what its values mean."""

    axis: str
    label: str
    values: Mapping[str, str]


def parent_of(code: str) -> str | None:
    """The code above a code: R3.1 for R3.1.1, R for R3; None above a branch."""
    if len(code) == 1:
        return None
    above, dot, _ = code.rpartition(".")
    return above if dot else code[0]


@cache
def load_tree(version: str) -> CodeTree:
    """The codes of a version. Raises KeyError if there is no such version."""
    data = esms_data({DESDE_LTC_2: "desde-ltc-2.yaml", ESMS_2000: "esms-2000.yaml"}[version])
    codes: dict[str, Code] = {}
    below: dict[str, tuple[Code, ...]] = {}
    for entry in data["codes"]:
        parent = parent_of(entry["code"])
        above = codes.get(parent or "")
        code = Code(
            code=entry["code"],
            version=version,
            label=entry["label"],
            axes={**(above.axes if above else {}), **entry.get("axes", {})},
            sources=tuple(entry["sources"]),
            confidence=entry["confidence"],
            is_addition=entry.get("addition") == "yes",
            note=entry.get("note"),
        )
        codes[code.code] = code
        if parent is not None:
            below[parent] = (*below.get(parent, ()), code)
    return CodeTree(version, data["title"], codes, below)


@cache
def load_axes() -> Mapping[str, Axis]:
    """The axes in the order in which they are shown."""
    return {
        entry["axis"]: Axis(entry["axis"], entry["label"], entry["values"]) for entry in esms_data("axes.yaml")["axes"]
    }


@cache
def branch_titles() -> Mapping[str, str]:
    """What each branch is called."""
    titles: Mapping[str, str] = esms_data("axes.yaml")["branches"]
    return titles
