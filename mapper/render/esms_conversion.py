"""What is known of a code in the other version, in words and as JSON (`mapper.esms.conversion/1`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mapper.esms.conversion import Counterpart, Relation
from mapper.esms.tree import DESDE_LTC_2, load_tree
from mapper.render.terminal import BOLD, Page, paint_for

_SAID = {
    Relation.SAME: "is {codes} in {other}.",
    Relation.REFINED: "is {codes} in {other}, which divides it further.",
    Relation.DIVIDED: "is not one code in {other}: it may be {codes}.",
    Relation.REFUSED: "is not converted to {other}.",
    Relation.NONE: "has nothing of its kind in {other}.",
    Relation.UNKNOWN: "is not converted to {other}.",
}
_PART_OF = "is part of {codes} in {other}."


def counterpart_words(known: Counterpart) -> str:
    """What is known, as sentences; what is not known is said."""
    said = _SAID[known.relation]
    if known.is_settled and known.relation is not Relation.SAME and known.version == DESDE_LTC_2:
        said = _PART_OF
    codes = " or ".join(filter(None, (", ".join(known.codes[:-1]), *known.codes[-1:])))
    words = said.format(codes=codes, other=load_tree(known.other_version).title)
    told = f"{words} {known.note} (Confidence in this: {known.confidence}.)"
    if known.relation is Relation.REFUSED:
        version = "" if known.version == DESDE_LTC_2 else f" --version {known.version}"
        told += f" What it means: mapper esms show {known.code}{version}"
    return f"{known.code} of {load_tree(known.version).title} {told}"


def conversion_text(known: Sequence[Counterpart], *, width: int, color: bool) -> str:
    """All codes that were asked for; ends with a line break."""
    page = Page(width, paint_for(color=color))
    lines: list[str] = []
    for one in known:
        answer = ", ".join(one.codes) if one.is_settled else "not settled"
        lines += [page.paint(f"{one.code} ({one.version}) → {answer}", BOLD), *page.text(counterpart_words(one)), ""]
    return "\n".join(lines[:-1]) + "\n"


def conversion_json(known: Sequence[Counterpart]) -> str:
    """All codes that were asked for, as JSON; ends with a line break."""
    result = {"format": "mapper.esms.conversion/1", "codes": [_as_data(one) for one in known]}
    return json.dumps(result, indent=2, ensure_ascii=True) + "\n"


def _as_data(known: Counterpart) -> dict[str, Any]:
    return {
        "code": known.code,
        "from": known.version,
        "to": known.other_version,
        "relation": known.relation.value,
        "settled": known.is_settled,
        "codes": list(known.codes),
        "note": known.note,
        "sources": list(known.sources),
        "confidence": known.confidence,
    }
