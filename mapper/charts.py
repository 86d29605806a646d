"""What is easier seen than read, as values: numbers by row and column, with the kind of chart that shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from mapper.amounts import total, widest
from mapper.compare.care_rates import Rate
from mapper.compare.comparison import Comparison
from mapper.compare.table import Coded, Status, bare
from mapper.compare.view import HubView
from mapper.schema.answers import MissingWord
from mapper.schema.base import walk
from mapper.schema.scalars import Amount, BandRange, PartialDate
from mapper.tally import tally
from mapper.vocabulary.lists import Vocabulary

_NOT_GIVEN = "not given"
_SEVERAL = "several bands"
_NO_CONSTRUCT = "no construct given"
_PROVISIONS = ("provided", "partly", "planned", "withdrawn", "not provided")
_UNKNOWN = "not known"
_LONGEST_LABEL = 48


class Shape(StrEnum):
    """How a chart is drawn."""

    STACKED = "stacked"
    MATRIX = "matrix"
    BARS = "bars"
    TIMELINE = "timeline"


class Value(NamedTuple):
    """What stands in a row and column: from the least to the most that it may be, or a word; both may be without."""

    low: Decimal | None = None
    high: Decimal | None = None
    word: str | None = None


class Chart(NamedTuple):
    """A chart: `cells` by row and column; `says` is what it shows in a sentence, `unit` that of its numbers."""

    id: str
    title: str
    shape: Shape
    unit: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Value, ...], ...]
    says: str
    note: str = ""


def charts(compared: Comparison, views: Sequence[HubView]) -> tuple[Chart, ...]:
    """The charts of Hubs, in the order of the columns of their comparison; those that would be empty are left out."""
    words = compared.frame.words
    headings = tuple(view.heading for view in views)
    made = (
        _staffing("staffing-by-band", "Staffing by band", headings, views, _bands(words)),
        _staffing("staffing-by-class", "Staffing by clinical class", headings, views, _classes(words)),
        _components(compared),
        _completeness(headings, views),
        _care_types(compared),
        _implementation(views, words),
        _adaptations(views, words),
    )
    return tuple(chart for chart in made if chart is not None and chart.rows and chart.columns)


class _Groups(NamedTuple):
    """Into what posts are put: the groups in their order, and that of a post."""

    names: tuple[str, ...]
    key: str
    words: Vocabulary


def _bands(words: Vocabulary) -> _Groups:
    return _Groups((*(f"band {word.word}" for word in words["band"]), _SEVERAL, _NOT_GIVEN), "band", words)


def _classes(words: Vocabulary) -> _Groups:
    return _Groups((*(word.label for word in words["clinical-class"]), _NOT_GIVEN), "clinical", words)


def _staffing(
    its_id: str, title: str, headings: tuple[str, ...], views: Sequence[HubView], groups: _Groups
) -> Chart | None:
    """The WTE in post of each Hub by a group of its posts; posts without WTE are counted beside it."""
    found, without = list[dict[str, list[Amount]]](), list[str]()
    for view in views:
        by_group: dict[str, list[Amount]] = {}
        unknown = 0
        for post in view.hub.staffing.posts:
            amount = widest(post.wte)
            if amount is None:
                unknown += 1
            else:
                by_group.setdefault(_group_of(post, groups), []).append(amount)
        found.append(by_group)
        if unknown:
            without.append(f"{view.heading}: {unknown}")
    used = tuple(name for name in groups.names if any(name in one for one in found))
    cells = tuple(tuple(_sum_of(one.get(name, [])) for name in used) for one in found)
    note = f"Posts of which no WTE is given are not in it ({'; '.join(without)})." if without else ""
    says = "Whole-time equivalents in post of each Hub. A line shows from the least to the most that the total may be."
    return Chart(its_id, title, Shape.STACKED, "WTE in post", headings, used, cells, says, note)


def _group_of(post: object, groups: _Groups) -> str:
    value = getattr(post, groups.key).value
    if value is None:
        return _NOT_GIVEN
    if isinstance(value, BandRange):
        return f"band {value.low}" if value.low == value.high else _SEVERAL
    return groups.words["clinical-class"].label(value)


def _sum_of(amounts: Sequence[Amount]) -> Value:
    summed = total(amounts)
    return Value(summed.low, summed.high)


def _exactly(number: int) -> Value:
    return Value(Decimal(number), Decimal(number))


def _components(compared: Comparison) -> Chart:
    table = compared.components
    cells = []
    for row in table.rows:
        said = [[bare(value) for value in cell.values] for cell in row.cells]
        given = [next((one.word for one in values if isinstance(one, Coded)), None) for values in said]
        cells.append(tuple(Value(word=word if word in _PROVISIONS else _UNKNOWN) for word in given))
    columns = tuple(column.heading for column in table.columns)
    says = "Which components of the service each Hub provides. Not known is said wherever there is no answer."
    rows = tuple(row.label for row in table.rows)
    return Chart("chart-components", "Components by Hub", Shape.MATRIX, "", rows, columns, tuple(cells), says)


def _completeness(headings: tuple[str, ...], views: Sequence[HubView]) -> Chart:
    columns = ("answered", *(word.value for word in MissingWord), Status.NOT_ANSWERED.value)
    cells = []
    for view in views:
        counted = tally(walk(view.hub))
        numbers = (counted.answered, *(counted.missing.get(word.value, 0) for word in MissingWord), counted.blank)
        cells.append(tuple(map(_exactly, numbers)))
    says = "How many questions of the form each record answers, and why others have no answer."
    return Chart(
        "chart-completeness", "Completeness", Shape.STACKED, "questions", headings, columns, tuple(cells), says
    )


def _care_types(compared: Comparison) -> Chart | None:
    """The rates of care types that can be worked out."""
    table = next((table for table in compared.tables if table.id == "care-types"), None)
    if table is None:
        return None
    columns = tuple(column.heading for column in table.columns)
    rows, cells = list[str](), list[tuple[Value, ...]]()
    for row in table.rows:
        values = tuple(_rate(bare(value)) for cell in row.cells for value in (cell.values[:1] or (None,)))
        if any(value.low is not None for value in values):
            rows.append(row.label)
            cells.append(values)
    says = "Types of care and their workforce per 100,000 of the people for whom they are meant."
    unit = "per 100,000"
    return Chart(
        "chart-care-types", "Care types per 100,000", Shape.BARS, unit, tuple(rows), columns, tuple(cells), says
    )


def _rate(value: object) -> Value:
    if isinstance(value, Rate) and value.per_100_000 is not None:
        return Value(value.per_100_000.low, value.per_100_000.high)
    return Value()


def _implementation(views: Sequence[HubView], words: Vocabulary) -> Chart:
    """How many factors that helped and hindered Hubs name, by the construct of NPT."""
    counted: Counter[tuple[str, str]] = Counter()
    for view in views:
        for factor in view.hub.implementation.factors:
            npt, effect = factor.npt.value, factor.effect.value
            if effect is not None:
                word = words["npt"].words.get(npt or "")
                counted[str(word.details["construct"]) if word else _NO_CONSTRUCT, effect] += 1
    names = {**{word.word: word.label for word in words["npt-construct"]}, _NO_CONSTRUCT: _NO_CONSTRUCT}
    rows = tuple(name for name in names if any(counted[name, word.word] for word in words["effect"]))
    effects = [word.word for word in words["effect"]]
    cells = tuple(tuple(_exactly(counted[name, effect]) for effect in effects) for name in rows)
    says = "How many factors Hubs name that helped or hindered, by construct of normalisation process theory."
    labels = tuple(words["effect"].label(effect) for effect in effects)
    return Chart(
        "chart-implementation", "What helped and what hindered", Shape.BARS, "factors",
        tuple(names[name] for name in rows), labels, cells, says,
    )  # fmt: skip


def _adaptations(views: Sequence[HubView], words: Vocabulary) -> Chart:
    """When what was adapted: a row for each adaptation, from the first to the last day that its date may mean."""
    dated = [(one, view.heading) for view in views for one in view.hub.adaptations if one.date.value is not None]
    dated.sort(key=lambda pair: _days(pair[0].date.value))
    rows = tuple(f"{_cut(one.what)} ({heading})" for one, heading in dated)
    kinds = [", ".join(words["adaptation-kind"].label(kind.value) for kind in one.kind.readings) for one, _ in dated]
    cells = tuple(
        (Value(*_days(one.date.value), word=f"{one.date.value}; {kind or _NOT_GIVEN}"),)
        for (one, _), kind in zip(dated, kinds, strict=True)
    )
    says = "Adaptations by their dates. A line shows the days that a date may mean."
    return Chart("chart-adaptations", "Adaptations over time", Shape.TIMELINE, "", rows, ("date",), cells, says)


def _days(date: PartialDate | None) -> tuple[Decimal, Decimal]:
    """From the first to the last day that a date may mean, as numbers of days (proleptic Gregorian ordinals)."""
    ends = [end.toordinal() for end in (date.earliest, date.latest) if end is not None] if date is not None else [0]
    return Decimal(ends[0]), Decimal(ends[-1])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"


def rows_in_words(chart: Chart) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows of the table beside a chart."""
    for row, cells in zip(chart.rows, chart.cells, strict=True):
        yield row, tuple(_words(cell) for cell in cells)


def _words(value: Value) -> str:
    if value.word is not None:
        return value.word
    if value.low is None and value.high is None:
        return "–"
    return f"{Amount(*(None if end is None else round(end, 2) for end in (value.low, value.high))):,f}"
