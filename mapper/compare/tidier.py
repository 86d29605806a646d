"""Tables `interventions-people` and `interventions-teams`: interventions by the items of TIDieR; and
`tidier-completeness`: which items are reported of which intervention.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from mapper.compare.interventions import OTHERS, PEOPLE, TEAMS, by_kind, kind_item, not_offered
from mapper.compare.kind import Kind, Mapped, of_lines
from mapper.compare.lines import ANY_GROUP, Line, Said, answered_first, cell_of_items
from mapper.compare.table import Cell, Column, Entry, Fact, Item, Origin, Row, Status, Table
from mapper.compare.view import HubView, cell_of
from mapper.findings import Path
from mapper.schema.interventions import Intervention, tidier_items
from mapper.vocabulary.lists import load_data

_BESIDE = {
    "offer": ("Delivery", ("delivered", "partner", "recipient", "component", "intensity")),
    "wait": ("Wait", ("wait_weeks", "wait_basis")),
    "volume": ("Volume", ("volume",)),
}
"""What the form asks beside TIDieR: key, label and questions."""


_NOT_THEN = Cell((), Status.NOT_THEN)


def tidier_names() -> dict[int, str]:
    """What the items of TIDieR are called, by number (source: tidier-2014)."""
    return {int(number): str(name) for number, name in load_data("tidier.yaml")["items"].items()}


def _said(view: HubView, groups: Sequence[str]) -> Said:
    return Said(tuple(_lines(view, groups)), {ANY_GROUP: not_offered(view)})


def _lines(view: HubView, groups: Sequence[str]) -> Iterator[Line]:
    names = tidier_names()
    items = [
        *(
            (f"tidier-{number}", f"{number} {names[number]}", tuple(question.key for question in asked))
            for number, asked in tidier_items().items()
        ),
        *((key, label, keys) for key, (label, keys) in _BESIDE.items()),
    ]
    for group in groups:
        for kind, interventions in by_kind(view, group):
            of_kind = kind_item(view, kind, group)
            for number, (key, label, keys) in enumerate(items):
                item = Item(f"{of_kind.id}:{key}", label, of_kind.label, (*of_kind.order, number), of_kind.is_told)
                then = [(path, intervention) for path, intervention in interventions if view.holds(intervention)]
                yield Line(item, cell_of_items(view, then, partial(_facts, view, keys)) if then else _NOT_THEN)


def _facts(view: HubView, keys: Sequence[str], intervention: Intervention, path: Path) -> tuple[Fact, ...]:
    """The answers to some questions, the first that is answered in front."""
    return answered_first(view.facts(intervention, path, keys))


def _columns() -> tuple[Column, ...]:
    return tuple(Column(None, f"{number} {name}") for number, name in tidier_names().items())


def _reported(view: HubView) -> tuple[Row, ...]:
    """A row for each intervention of a Hub: of each item of TIDieR, what is reported of it."""
    return tuple(_rows(view, (PEOPLE, TEAMS, OTHERS)))


def _rows(view: HubView, groups: Iterable[str]) -> Iterator[Row]:
    column = view.column
    for group in groups:
        for kind, interventions in by_kind(view, group):
            of_kind = kind_item(view, kind, group)
            for path, intervention in interventions:
                if not view.holds(intervention):
                    continue
                number = path[-1]
                own = view.item_id(intervention, number + 1 if isinstance(number, int) else 1)
                cells = tuple(
                    _whether_reported(view, intervention, path, [question.key for question in asked])
                    for asked in tidier_items().values()
                )
                name = intervention.name.value or own
                yield Row(own, f"{name} ({of_kind.label})", column.heading, cells)


def _whether_reported(view: HubView, intervention: Intervention, path: Path, keys: Sequence[str]) -> Cell:
    """Whether an item of TIDieR is reported: in full or in part, or else why not."""
    facts = view.facts(intervention, path, keys)
    with_value = [fact for fact in facts if fact.status.has_value]
    if not with_value:
        best = next((fact for fact in facts if fact.status is not Status.NOT_ANSWERED), facts[0])
        return cell_of((Entry((best._replace(field="reported", origin=Origin.DERIVED),)),))
    told = [fact for fact in facts if fact.status is not Status.NOT_ANSWERED]
    word = "yes" if len(told) == len(facts) or len(keys) == 1 else "partly"
    return cell_of(
        (
            Entry(
                (
                    with_value[0]._replace(
                        field="reported", values=(word,), status=Status.ANSWERED, note=None, origin=Origin.DERIVED
                    ),
                )
            ),
        )
    )


_MATRIX_NOTES = (
    (
        "yes: reported. partly: some of the questions of the item are answered. Items are those of TIDieR (Hoffmann et "
        "al. 2014)."
    ),
)


def _matrix(mapped: Mapped, said: Sequence[tuple[Row, ...]]) -> Table:
    rows = tuple(
        row._replace(id=f"{column.hub}:{row.id}", hub=column.hub)
        for column, rows in zip(mapped.columns, said, strict=True)
        for row in rows
    )
    return Table(
        "tidier-completeness",
        "Completeness of reporting by TIDieR item",
        "Intervention",
        _columns(),
        rows,
        _MATRIX_NOTES,
    )


def _kind(kind_id: str, title: str, groups: Sequence[str]) -> Kind:
    lines: Callable[[HubView], Said] = partial(_said, groups=groups)
    return of_lines(kind_id, title, "Item of TIDieR", lines)


INTERVENTIONS_PEOPLE = _kind("interventions-people", "Interventions for people, by TIDieR item", (PEOPLE, OTHERS))
INTERVENTIONS_TEAMS = _kind("interventions-teams", "Interventions for teams, by TIDieR item", (TEAMS,))
TIDIER_COMPLETENESS = Kind(
    "tidier-completeness", "Completeness of reporting by TIDieR item", _reported, _matrix, lambda _found, _why: ()
)
