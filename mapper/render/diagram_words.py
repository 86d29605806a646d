"""What is said of a graph, its boxes and its links in words, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.compare.table import Status
from mapper.logic_model.graph import Box, Graph, Having, Link, Mark, View
from mapper.logic_model.outline import Pathway, Row
from mapper.logic_model.presence import Presence
from mapper.render.cell_words import fact_words
from mapper.render.reasons import marked
from mapper.vocabulary.fields import field_label
from mapper.vocabulary.lists import Vocabulary, load_sources
from mapper.wording import counted, in_sentence, short_digest, shown

_LONGEST_DESCRIPTION = 1500
_MOST_NAMED = 20
"""The most Hubs that are named one by one for a box."""

_MARKS = {
    Mark.GUIDANCE: "in the national guidance",
    Mark.LOCAL: "added locally",
    Mark.FOLLOWS: "follows from the shared model",
    Mark.WAY_IN: "a way in",
    Mark.WAY_OUT: "a way out",
    Mark.HELPS: "helped",
    Mark.HINDERS: "hindered",
    Mark.BOTH: "in both",
}


def about_lines(graph: Graph) -> list[str]:
    """What is told of a graph as a whole, beside its title."""
    return list(_about(graph))


def _made_from(graph: Graph) -> str | None:
    """What the graph was made from, by which to know it again."""
    return f"Made from inputs with the SHA-256 {short_digest(graph.digest)}" if graph.digest else None


def foot_lines(graph: Graph) -> list[str]:
    """What is told of a graph as a whole, below it: how much of it is signed off, and what it was made from."""
    stands = [box.is_signed for box in graph.boxes if box.is_signed is not None]
    signed = f"the answers behind {sum(stands)} of {len(stands)} boxes" if any(stands) else "none of the answers shown"
    return list(filter(None, (f"Signed off: {signed}." if stands else None, _made_from(graph))))


def box_words(box: Box, graph: Graph, words: Vocabulary) -> list[str]:
    """Everything that is said of a box beside its text, in short pieces; not the answers that it rests on."""
    return list(_of_box(box, graph, words))


def support_words(box: Box) -> list[str]:
    """The answers that a box rests on, each with its file and line."""
    return [
        f"{f'{support.file}:{support.line}' if support.file else f'{support.hub}, line {support.line}'} {support.item}"
        for support in box.supports
    ]


def link_words(link: Link, graph: Graph, words: Vocabulary) -> list[str]:
    """Everything that is said of a link beside its ends, in short pieces, how it leads first."""
    return list(_of_link(link, graph, words))


def description(graph: Graph) -> str:
    """A graph in one paragraph: what it is, and the boxes under each heading, as far as there is room."""
    parts = [f"{shown(graph.title)}.", *(f"{line}." for line in about_lines(graph))]
    parts.append(f"{counted(len(graph.boxes), 'box', 'boxes')}, {counted(len(graph.links), 'link')}.")
    for heading, boxes in graph.sections():
        listed = "; ".join(shown(box.text) for box in boxes)
        parts.append(f"{heading}: {listed}." if heading else f"{listed}.")
    text = " ".join(parts)
    return text if len(text) <= _LONGEST_DESCRIPTION else f"{text[:_LONGEST_DESCRIPTION].rsplit(' ', 1)[0]} …"


def narrative(pathway: Pathway) -> str:
    """What follows from a box as a paragraph: what is reported as such, and what is expected as no more than that."""
    return " ".join(_sentences(pathway))


def undrawn_words(hubs: Sequence[Having]) -> str:
    """Why a box is not drawn, Hub by Hub where there are several."""
    if len(hubs) == 1:
        return _why(hubs[0])
    return "; ".join(f"{shown(having.hub)}: {_why(having)}" for having in hubs[:_MOST_NAMED]) + _more(hubs)


def _about(graph: Graph) -> Iterator[str]:
    if graph.is_fictional:
        yield "FICTIONAL: invented for teaching"
    if graph.source is not None:
        source = load_sources().get(graph.source)
        yield f"Source: {source['title']} ({graph.source})" if source else f"Source: {shown(graph.source)}"
    if graph.as_of is not None:
        yield f"As of {graph.as_of}"
    elif graph.of > 1:
        yield "Each Hub as of the date of its record"


def _of_box(box: Box, graph: Graph, words: Vocabulary) -> Iterator[str]:
    yield from _kind(box, graph, words)
    yield from _details(box, words)
    if box.hubs:
        yield from _who(box.hubs, graph)
    if box.instead_of is not None:
        yield f"instead of “{shown(box.instead_of)}”"
    if box.reason is not None:
        yield f"because: {shown(box.reason)}"
    if box.measures is not None:
        measures = ", ".join(shown(measure) for measure in box.measures)
        yield f"measured by {measures}" if measures else "no measure reported"
    if box.sources:
        yield f"sources: {', '.join(shown(source) for source in box.sources)}"
    if graph.marks_unsigned and box.is_signed is False:
        yield marked(Status.NOT_SIGNED.value)


def _kind(box: Box, graph: Graph, words: Vocabulary) -> Iterator[str]:
    if side := _side(box.mark, graph):
        yield side
    elif box.mark in _MARKS:
        yield _MARKS[box.mark]
    if box.standing is not None:
        standing = in_sentence(words["standing"].label(box.standing))
        yield standing if box.is_answered else f"{standing} there"
    if box.level is not None:
        yield f"level: {in_sentence(words['level'].label(box.level))}"


def _side(mark: Mark, graph: Graph) -> str | None:
    """In which of two graphs something is, where it is in one only."""
    name = {Mark.ONLY_FIRST: graph.first, Mark.ONLY_SECOND: graph.second}.get(mark)
    return None if name is None else f"only in {shown(name)}"


def _details(box: Box, words: Vocabulary) -> Iterator[str]:
    for fact in box.details:
        label = field_label(fact.field)
        if fact.values:
            yield shown(fact_words(fact, words))
        else:
            yield f"{in_sentence(label or fact.field)}: {marked(fact.status.value)}"


def _who(hubs: Sequence[Having], graph: Graph) -> Iterator[str]:
    by_presence = {presence: [one for one in hubs if one.presence is presence] for presence in Presence}
    having = by_presence[Presence.PRESENT]
    yield f"{len(having)} of {graph.of}: {_named(having)}"
    if unknown := by_presence[Presence.UNKNOWN]:
        yield f"not known: {_named(unknown)}"
    if absent := by_presence[Presence.ABSENT]:
        yield f"{'does not name it' if graph.view is View.IMPLEMENTATION else 'not'}: {_named(absent)}"


def _named(hubs: Sequence[Having]) -> str:
    names = (shown(one.hub) + (f" ({shown(one.because)})" if one.because else "") for one in hubs[:_MOST_NAMED])
    return ", ".join(names) + _more(hubs)


def _more(hubs: Sequence[Having]) -> str:
    return f" and {len(hubs) - _MOST_NAMED} more" if len(hubs) > _MOST_NAMED else ""


def _why(having: Having) -> str:
    word = {Presence.PRESENT: "has it", Presence.ABSENT: "no", Presence.UNKNOWN: "not known"}[having.presence]
    return f"{word} ({shown(having.because)})" if having.because and having.because != word else word


def _of_link(link: Link, graph: Graph, words: Vocabulary) -> Iterator[str]:
    yield link.kind
    if link.label is not None:
        yield shown(link.label)
    if side := _side(link.mark, graph):
        yield side
    if link.standing is not None:
        yield in_sentence(words["standing"].label(link.standing))
    if link.evidence is not None:
        yield f"evidence: {in_sentence(words['evidence'].label(link.evidence))}"
    if link.assumption is not None:
        yield f"assumes: {shown(link.assumption)}"
    if link.reason is not None:
        yield f"because: {shown(link.reason)}"
    if link.hubs and graph.of > 1:
        yield f"{len(link.hubs)} of {graph.of} Hubs"
    if link.sources:
        yield f"sources: {', '.join(shown(source) for source in link.sources)}"


def _sentences(pathway: Pathway) -> Iterator[str]:
    """A sentence for each box along the way; those that lead to several name them all."""
    by_start: dict[str, list[Row]] = {}
    for row in pathway.rows:
        by_start.setdefault(row.start.id, []).append(row)
    for rows in by_start.values():
        begins = rows[0].start.id == pathway.start.id
        start = f"“{shown(rows[0].start.text)}”" + (_in_brackets(rows[0].start) if begins else "")
        yield f"{start} {_listed(_said(rows), '; and ')}."
    if pathway.goes_on:
        yield "What follows from that is in the list of links."


def _in_brackets(box: Box) -> str:
    return f" ({_MARKS[box.mark]})" if box.mark in (Mark.GUIDANCE, Mark.LOCAL, Mark.HELPS, Mark.HINDERS) else ""


def _said(rows: Sequence[Row]) -> list[str]:
    """What some links of one box say of what they lead to; those that say it alike are told together."""
    by_verb: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        label = f" ({shown(row.link.label)})" if row.link.label else ""
        by_verb.setdefault(_verb(row.link), []).append(f"“{shown(row.end.text)}”{label}")
    return [f"{verb} {_listed(ends, ' and ')}{condition}" for (verb, condition), ends in by_verb.items()]


def _verb(link: Link) -> tuple[str, str]:
    """What a link does, as far as it is known, and on what condition; one that is hypothesised is only expected to."""
    verb, base = _VERBS.get(link.kind, (link.kind, link.kind))
    if link.standing == "hypothesised":
        condition = f", provided that this holds: {_as_clause(link.assumption)}" if link.assumption else ""
        return f"is expected to {base}", condition
    if link.standing == "contested":
        return f"is said by some, and not by others, to {base}", ""
    return verb, " (reported)" if link.standing == "reported" else ""


_VERBS = {
    "enables": ("enables", "enable"),
    "delivers": ("delivers", "deliver"),
    "produces": ("produces", "produce"),
    "triggers": ("triggers", "trigger"),
    "leads to": ("leads to", "lead to"),
    "moderates": ("moderates", "moderate"),
    "hinders": ("hinders", "hinder"),
}


def _as_clause(text: str) -> str:
    return in_sentence(shown(text).rstrip("."))


def _listed(parts: Sequence[str], last: str) -> str:
    between = "; " if ";" in last else ", "
    return parts[0] if len(parts) == 1 else f"{between.join(parts[:-1])}{last}{parts[-1]}"
