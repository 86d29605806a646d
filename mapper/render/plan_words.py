"""A planned Hub as a paper on setting it up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.amounts import widest
from mapper.compare.staffing import posts_then
from mapper.explain.subjects import source_of
from mapper.planning.capacity import NEEDED
from mapper.planning.choices import Choice, Kind
from mapper.planning.guide import recommendations, working_year
from mapper.planning.inputs import sessions_of
from mapper.planning.open_questions import OpenQuestion
from mapper.planning.set_up import SetUp
from mapper.render.capacity_words import capacity_passages, in_words, range_words
from mapper.render.cost_words import cost_passages, estimate_words
from mapper.render.draft_words import KINDS, have_words, label, named_words, reasons_words, rests_on_words, says
from mapper.render.paper import Grid, Paper, Passage
from mapper.schema.answers import Answer
from mapper.schema.interventions import Intervention
from mapper.schema.staffing import Post
from mapper.wording import capital, in_sentence, key_words

_NOTHING = "–"
_OFFERED = (Kind.ROUTE, Kind.MEASURE, Kind.STEP)


def plan_paper(found: SetUp) -> Paper:
    """The paper: what is planned and why, drawings, the offer, staffing, capacity, cost, questions and sources."""
    return Paper(f"Setting up {found.view.heading}", tuple(_passages(found)), _remark(found))


def _remark(found: SetUp) -> str:
    if found.view.mapped.is_fictional:
        return "Plan, fictional"
    return "Plan, resting in part on invented Hubs" if found.evidence.fictional else "Plan"


def _passages(found: SetUp) -> Iterator[Passage]:
    words = found.study.vocabulary
    yield Passage("In short", tuple(_in_short(found)), tuple(_figures(found)))
    yield from _first_questions(found)
    yield Passage("Service model", grids=(_components(found),))
    yield Passage("What the evidence says of it", grids=(_evidence(found),))
    yield Passage("Logic model and pathway", (_drawings(found),), graphs=found.graphs)
    yield Passage("What is offered", grids=(*(_chosen(found, kind) for kind in _OFFERED), _interventions(found)))
    yield Passage("Staffing", grids=(_posts(found),))
    yield from _under("Capacity", capacity_passages(found.capacity, words))
    if found.costing is None:
        yield Passage("Cost", (f"Cost cannot be worked out: {found.why_no_cost}",))
    else:
        yield from _under("Cost", cost_passages(found.costing, words))
    yield from _other_questions(found)
    yield Passage("What mapped Hubs have, and this plan has not", items=tuple(_left(found)))
    yield Passage("Sources", items=tuple(_sources(found)))


def _in_short(found: SetUp) -> Iterator[str]:
    summary = found.view.hub.service_model.summary.value
    if summary:
        yield summary
    yield rests_on_words(found.evidence, "Set beside")
    yield (
        "This paper decides nothing: it says what is planned, what the mapped Hubs do, what follows from the figures "
        "that are given, and what is not answered yet."
    )


def _figures(found: SetUp) -> Iterator[str]:
    core = found.study.guidance.core
    planned = [choice.word for choice in found.of_kind(Kind.COMPONENT)]
    if core:
        has = sum(word in planned for word in core)
        yield f"Components of the guidance: {has} of {len(core)} planned; components beside it: {len(planned) - has}."
    needed = None if found.capacity.results is None else found.capacity.results[NEEDED]
    yield "Clinical WTE needed: " + ("cannot be estimated yet" if needed is None else in_words(needed, "number")) + "."
    total = None if found.costing is None else found.costing.hubs[0].total
    yield f"Cost a year: {'cannot be told yet' if total is None else estimate_words(total)}{_not_whole(found)}."
    first = sum(one.is_first for one in found.questions)
    yield f"Open questions: {len(found.questions)}, of which {first} to be answered first."


def _not_whole(found: SetUp) -> str:
    is_whole = found.costing is None or found.costing.hubs[0].total is None or found.costing.hubs[0].is_whole
    return "" if is_whole else ", and what is left out"


def _first_questions(found: SetUp) -> Iterator[Passage]:
    first = [one for one in found.questions if one.is_first]
    if first:
        why = (
            "The published study calls its result a map for setting up services that sees early how a new service fits "
            "into what is there. These come before all others (allsopp-2024):"
        )
        yield Passage("Questions to answer first", (why,), tuple(one.asks for one in first))


def _components(found: SetUp) -> Grid:
    rows = tuple(
        (
            label(choice, found.study),
            "the guidance names it" if choice.is_guidance else "beside the guidance",
            _have(found, choice),
            reasons_words(choice, found.study) or _NOTHING,
        )
        for choice in found.of_kind(Kind.COMPONENT)
    )
    return Grid(
        "Components that are planned", ("Component", "Why", "Mapped Hubs", "Reasons of Hubs"), rows, (4, 3, 6, 5)
    )


def _have(found: SetUp, choice: Choice) -> str:
    named = named_words(choice, found.evidence)
    return f"{have_words(choice)}{f': {named}' if named else ''}"


def _evidence(found: SetUp) -> Grid:
    rows = tuple(
        (label(choice, found.study), "\n".join(says(choice, found.study))) for choice in found.of_kind(Kind.COMPONENT)
    )
    return Grid("The components that are planned", ("Component", "Guidance, study, recommendations"), rows, (3, 13))


def _drawings(found: SetUp) -> str:
    titles = " and ".join(graph.title for graph in found.graphs)
    return (
        f"{titles}: drawn in the Word file. `mapper diagram {found.view.mapped.file}` draws them in other formats, "
        "with all that each box rests on in words."
    )


def _chosen(found: SetUp, kind: Kind) -> Grid:
    rows = tuple((label(choice, found.study), _have(found, choice)) for choice in found.of_kind(kind))
    return Grid(KINDS[kind], (capital(kind.value), "Mapped Hubs"), rows or (("none yet", _NOTHING),), (3, 6))


def _interventions(found: SetUp) -> Grid:
    by_word = {choice.word: choice for choice in found.of_kind(Kind.INTERVENTION)}
    rows = tuple(
        _intervention(found, one, by_word.get(one.kind.value or ""))
        for one in found.view.hub.interventions
        if found.view.holds(one)
    )
    headings = ("Intervention", "For", "Sessions", "Minutes", "Mapped Hubs")
    return Grid("Interventions", headings, rows or (("none yet", *[_NOTHING] * 4),), (5, 3, 2, 2, 5))


def _intervention(found: SetUp, one: Intervention, choice: Choice | None) -> tuple[str, ...]:
    words, sessions, minutes = found.study.vocabulary, sessions_of(one), widest(one.minutes)
    kind = "" if one.kind.value is None else words["intervention"].label(one.kind.value)
    return (
        one.name.value or kind or one.id,
        _word(found, "recipient", one.recipient),
        "to be said" if sessions is None else range_words(sessions),
        "to be said" if minutes is None else f"{minutes:,f}",
        _NOTHING if choice is None else have_words(choice),
    )


def _posts(found: SetUp) -> Grid:
    by_word = {choice.word: choice for choice in found.of_kind(Kind.ROLE)}
    rows = tuple(_post(found, post, by_word.get(post.role.value or "")) for _, post in posts_then(found.view))
    headings = ("Role", "Class", "Band", "WTE", "Mapped Hubs")
    return Grid("Posts", headings, rows or (("none yet", *[_NOTHING] * 4),), (5, 3, 2, 2, 5))


def _post(found: SetUp, post: Post, choice: Choice | None) -> tuple[str, ...]:
    wte = widest(post.wte_funded) or widest(post.wte)
    return (
        _word(found, "role", post.role),
        _word(found, "clinical-class", post.clinical),
        "to be said" if post.band.value is None else str(post.band.value),
        "to be said" if wte is None else f"{wte:,f}",
        _NOTHING if choice is None else have_words(choice),
    )


def _word(found: SetUp, code_list: str, answer: Answer[str]) -> str:
    return "to be said" if answer.value is None else found.study.vocabulary[code_list].label(answer.value)


def _under(heading: str, passages: Iterator[Passage]) -> Iterator[Passage]:
    """Passages of another paper under headings that say what they are about."""
    for passage in passages:
        yield passage._replace(heading=f"{heading}: {passage.heading}")


def _other_questions(found: SetUp) -> Iterator[Passage]:
    others = [one for one in found.questions if not one.is_first]
    if others:
        rows = tuple((_where(one), one.asks, str(one.items)) for one in others)
        grid = Grid("What the record leaves open", ("Where", "Question", "Items"), rows, (4, 8, 1), frozenset((2,)))
        yield Passage("Other open questions", grids=(grid,))


def _where(one: OpenQuestion) -> str:
    return capital(", ".join(key_words(part) for part in one.question.split(".")))


def _left(found: SetUp) -> Iterator[str]:
    if not found.left:
        yield "Nothing."
    for kind, heading in KINDS.items():
        of_kind = [choice for choice in found.left if choice.kind is kind]
        if of_kind:
            told = "; ".join(f"{in_sentence(label(choice, found.study))} ({have_words(choice)})" for choice in of_kind)
            yield f"{heading}: {told}."


def _sources(found: SetUp) -> Iterator[str]:
    """All that the paper cites, then the sources of the plan's own record."""
    for cited in dict.fromkeys(_cited(found)):
        source = source_of(cited)
        yield f"{source.id}: {source.title}" if source.id else source.title
    for name, own in found.view.sources():
        yield f"{name}: {own.title.value or 'no title given'} (the record of {found.view.heading})"


def _cited(found: SetUp) -> Iterator[str]:
    components: Sequence[str] = [choice.word for choice in found.of_kind(Kind.COMPONENT)]
    yield "allsopp-2024"
    yield from (one.source for word, texts in found.study.guidance.components if word in components for one in texts)
    if found.study.shared_model.factor_source:
        yield found.study.shared_model.factor_source
    for one in recommendations():
        if any(word in components for word in one.components):
            yield from one.sources
    yield from working_year().sources
    if found.costing is not None:
        yield from (scale.source for scale in found.costing.scales)
        yield from found.costing.on_costs.rules.sources if found.costing.on_costs.rules else ()
