"""What each box of a logic model rests on, and what of the mapping no box rests on, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.logic_model.graph import Box, Support, Undrawn
from mapper.logic_model.presence import Presence
from mapper.logic_model.trace import Trace
from mapper.render.terminal import hanging, wrapped
from mapper.wording import shown

_INDENT = 2
_SENTENCES = {
    Presence.ABSENT: "not in this model",
    Presence.UNKNOWN: "cannot be told",
    Presence.PRESENT: "",
}


def traces_text(traces: Sequence[Trace], width: int) -> str:
    """The traces of one or more Hubs, each under its title."""
    return "\n".join("\n".join(_lines(trace, width)) + "\n" for trace in traces)


def _lines(trace: Trace, width: int) -> Iterator[str]:
    title = shown(trace.graph.title)
    yield from hanging(title, width, 0)
    yield "=" * min(len(title), width)
    yield ""
    yield "What each box rests on"
    for heading, boxes in trace.graph.sections():
        yield ""
        yield heading
        for box in boxes:
            yield from wrapped(_name(box), width, _INDENT)
            for support in box.supports:
                yield from wrapped(_support(support), width, 2 * _INDENT)
            if not box.supports:
                yield from wrapped(_without(box), width, 2 * _INDENT)
    yield from _listed("Boxes that nothing mapped supports", [_name(box) for box in trace.unsupported], width)
    yield from _listed("Mapped, and no box rests on it", [_support(support) for support in trace.unused], width)
    yield from _listed("Not drawn", [_undrawn(box) for box in trace.graph.undrawn], width)


def _listed(heading: str, entries: Sequence[str], width: int) -> Iterator[str]:
    yield ""
    yield heading
    for entry in entries or ["none"]:
        yield from wrapped(entry, width, _INDENT)


def _name(box: Box | Undrawn) -> str:
    """A box by its text and the id by which commands and files name it."""
    return f"{box.text} [{box.id}]"


def _support(support: Support) -> str:
    where = f"{support.file}:{support.line}" if support.file is not None else f"{support.hub}, line {support.line}"
    return f"{where}  {support.item}"


def _without(box: Box) -> str:
    return "follows from the shared model; no answer" if not box.is_answered else "no answer"


def _undrawn(box: Undrawn) -> str:
    why = next((having.because for having in box.hubs if having.because), None)
    return f"{_name(box)}: {_SENTENCES[box.presence]}" + (f" ({why})" if why else "")
