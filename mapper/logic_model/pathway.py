"""The client's pathway through a Hub as a graph: steps in the order in which they can be reached, ways in and out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mapper.compare.hubs import state_then
from mapper.compare.table import Fact, Status
from mapper.compare.view import Frame, HubView
from mapper.findings import Path
from mapper.logic_model.graph import Box, Column, Graph, Link, Mark, Part, View
from mapper.logic_model.hub_model import plan_mark
from mapper.logic_model.inputs import inputs_digest
from mapper.schema.answers import MissingWord, Standing
from mapper.schema.pathway import Step
from mapper.schema.scalars import PartialDate
from mapper.study import MappedHub, Study

_STEPS: Path = ("pathway", "steps")
_TOLD = ("done_by", "mode", "target_working_days", "actual_working_days")
_FOLLOWS = "is followed by"
_KIND_MISSING = "Step"


def client_pathway(study: Study, mapped: MappedHub, as_of: PartialDate | None = None) -> Graph | None:
    """The pathway of one Hub, row by row; None where it lists no step, or was not open at the date asked for."""
    view = HubView(mapped, Frame(study, as_of), study.hubs.index(mapped) + 1)
    placed = [((*_STEPS, *below), step) for below, step in mapped.hub.pathway.steps.placed()]
    if not placed or state_then(view) is not None:
        return None
    steps = {step.id: step for _, step in placed}
    links = _links(placed, steps)
    rows = _rows(list(steps), links)
    names = _names(list(steps.values()), view)
    entered = {link.end for link in links if link.end != link.start}
    return Graph(
        id=f"{mapped.id}-pathway",
        view=View.PATHWAY,
        title=f"Client’s pathway{plan_mark(mapped)}: {study.heading(mapped)}",
        as_of=None if view.as_of is None else view.as_of.text,
        is_fictional=mapped.is_fictional,
        hubs=(study.heading(mapped),),
        columns=tuple(Column("", (Part(_row(number), ""),)) for number in range(max(rows.values()) + 1)),
        boxes=tuple(_box(step, path, view, names[step.id], rows, entered) for path, step in placed),
        links=links,
        digest=inputs_digest(study, [mapped]),
        runs_down=True,
    )


def _box(step: Step, path: Path, view: HubView, name: str, rows: Mapping[str, int], entered: set[str]) -> Box:
    facts = [fact for fact in view.facts(step, path, _TOLD) if fact.status is not Status.NOT_ANSWERED]
    return Box(
        id=step.id,
        kind=_row(rows[step.id]),
        text=name,
        mark=_mark(step, rows, entered),
        details=(*facts, *_what_follows(step, path, view), *_remark(step, path, view)),
        sources=view.source_names(step.sources.items),
        signed=_STEPS[0] in view.mapped.signed,
    )


def _what_follows(step: Step, path: Path, view: HubView) -> tuple[Fact, ...]:
    """Why nothing is said of what can follow, where there is a reason."""
    is_told = step.next.missing not in (None, MissingWord.NOT_APPLICABLE)
    return (view.fact(step, "next", path),) if is_told else ()


def _remark(step: Step, path: Path, view: HubView) -> tuple[Fact, ...]:
    return (view.fact(step, "note", path),) if step.note.value else ()


def _mark(step: Step, rows: Mapping[str, int], entered: set[str]) -> Mark:
    if len(step.next):
        return Mark.STEP if rows[step.id] else Mark.WAY_IN
    is_last = step.next.missing is MissingWord.NOT_APPLICABLE or step.next.standing is Standing.BLANK
    return Mark.WAY_OUT if is_last and step.id in entered else Mark.STEP


def _links(placed: Sequence[tuple[Path, Step]], steps: Mapping[str, Step]) -> tuple[Link, ...]:
    return tuple(
        Link(step.id, following.to, _FOLLOWS, label=_when(following.when.value, following.when.missing))
        for _, step in placed
        for following in step.next
        if following.to in steps
    )


def _when(text: str | None, missing: MissingWord | None) -> str | None:
    return text or (f"when: {missing.value}" if missing is not None else None)


def _rows(steps: Sequence[str], links: Sequence[Link]) -> Mapping[str, int]:
    """The row of each step: one below the lowest of those that lead to it, ways back left aside."""
    following: dict[str, list[str]] = {step: [] for step in steps}
    for link in links:
        following[link.start].append(link.end)
    entered = {link.end for link in links}
    order: list[str] = []
    forwards: dict[str, list[str]] = {step: [] for step in steps}
    state: dict[str, str] = {}
    for first in sorted(steps, key=lambda step: (step in entered, steps.index(step))):
        _visit(first, following, forwards, state, order)
    rows = dict.fromkeys(steps, 0)
    for step in reversed(order):
        for after in forwards[step]:
            rows[after] = max(rows[after], rows[step] + 1)
    return rows


def _visit(
    first: str,
    following: Mapping[str, Sequence[str]],
    forwards: Mapping[str, list[str]],
    state: dict[str, str],
    order: list[str],
) -> None:
    """Walk from a step to all that it leads to; `order` gets each step after those that it leads to."""
    if first in state:
        return
    state[first] = "open"
    stack = [(first, iter(following[first]))]
    while stack:
        step, rest = stack[-1]
        after = next(rest, None)
        if after is None:
            stack.pop()
            state[step] = "done"
            order.append(step)
        elif state.get(after) != "open":
            forwards[step].append(after)
            if after not in state:
                state[after] = "open"
                stack.append((after, iter(following[after])))


def _names(steps: Sequence[Step], view: HubView) -> Mapping[str, str]:
    """What each step is called: its kind, with its id where several are of one kind."""
    kinds = {step.id: step.step.value for step in steps}
    often = Counter(kinds.values())
    names = {}
    for number, step in enumerate(steps, 1):
        label = view.words["step"].label(kinds[step.id] or "") or _KIND_MISSING
        telling = view.item_id(step, number).replace("-", " ")
        names[step.id] = label if often[kinds[step.id]] == 1 else f"{label} ({telling})"
    return names


def _row(number: int) -> str:
    return f"row{number + 1}"
