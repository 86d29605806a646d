"""Table `goals`: what each Hub is meant to achieve, what it builds on, and how much of the guidance it provides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mapper.compare.components import is_provided_by
from mapper.compare.kind import of_lines
from mapper.compare.lines import Line, Said, all_lines, by_identity, cell_of_items, question_lines, refused_lines
from mapper.compare.table import Fact, Item, Row, Status
from mapper.compare.view import Frame, HubView
from mapper.findings import Path
from mapper.schema.scalars import Amount
from mapper.schema.service_model import Goal
from mapper.wording import capital

_GOALS, _MODEL, _GUIDANCE = "Goals", "The service in short", "Guidance"
_PATH = ("service_model",)
_KIND_NOT_GIVEN = "kind not given"


def _said(view: HubView) -> Said:
    model, goals = view.hub.service_model, (*_PATH, "goals")
    lines = all_lines(
        _goals(view),
        refused_lines(view, goals, _GOALS),
        question_lines(view, model, _PATH, ("summary", "theory"), _MODEL, 1),
        _guidance(view),
    )
    return Said(lines, {_GOALS: view.not_listed(model.goals, goals)})


def _goals(view: HubView) -> Iterator[Line]:
    listed, path, words = view.hub.service_model.goals, (*_PATH, "goals"), view.words["goal"]
    without = [((*path, *below), goal) for below, goal in listed.placed() if goal.goal.value is None]
    by_kind = by_identity(listed, path, "goal") | ({_KIND_NOT_GIVEN: without} if without else {})

    def facts(goal: Goal, at: Path) -> tuple[Fact, ...]:
        return (view.fact(goal, "goal", at), *view.facts(goal, at, ("text", "level")), *view.remarks(goal, at))

    for goal, items in by_kind.items():
        item = Item(
            f"goal:{goal}",
            capital(words.label(goal)),
            _GOALS,
            (0, words.position(goal), goal),
            goal != _KIND_NOT_GIVEN,
        )
        yield Line(item, cell_of_items(view, items, facts))


def _guidance(view: HubView) -> Iterator[Line]:
    """How many components of the guidance the Hub provides: at the least, and with those of which it is not known."""
    core = view.frame.study.guidance.core
    if not core:
        return
    known = [is_provided_by(view, component) for component in core]
    provided, unknown = known.count(True), known.count(None)
    place = (*_PATH, "components")
    item = Item("guidance-completeness", "Components of the guidance provided", _GUIDANCE, (2, 0))
    if unknown == len(core):
        components = view.hub.service_model.components
        status = Status.CANNOT_BE_TOLD if len(components) else view.status_of(components, place)
        yield Line(item, view.cell(view.without("provided", status, place)))
        return
    number = Amount(Decimal(provided), Decimal(provided + unknown))
    of = Amount(Decimal(len(core)), Decimal(len(core)))
    yield Line(item, view.cell(view.known("provided", [number], place), view.known("of_core", [of], place)))


def _notes(frame: Frame, _rows: Sequence[Row]) -> Iterator[str]:
    guidance = frame.study.guidance
    yield f"Guidance: {guidance.title}."
    for component, wordings in guidance.components:
        said = "; ".join(f"“{wording.text}” ({wording.source})" for wording in wordings)
        yield f"{frame.words['component'].label(component)}: {said}."
    if guidance.principles:
        yield f"Its principles: {'; '.join(guidance.principles)}."
    if guidance.core:
        yield "A range counts, at its upper end, the components of which it is not known whether the Hub provides them."


GOALS = of_lines("goals", "Goals and guidance", "Goal", _said, notes_of=_notes)
