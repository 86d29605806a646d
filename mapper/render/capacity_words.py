"""Capacity as a paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from mapper.planning import inputs as names
from mapper.planning.capacity import NEEDED, PEOPLE, Capacity, Line
from mapper.planning.estimate import Estimate, to_place
from mapper.planning.inputs import Basis, Given, Input, Origin, key_of
from mapper.planning.sensitivity import Moved, moved
from mapper.planning.waiting import covered, waiting
from mapper.render.paper import Grid, Paper, Passage
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import capital, counted, in_sentence

MOST_SHOWN = 10
"""How many inputs the table of what moves the result shows in words."""
_SHARE, _PEOPLE, _NUMBER = "share", "people", "number"
_ENDS = ("Least", "Middle", "Most")
_LARGE, _MIDDLING = Decimal(100), Decimal(10)
_NOT_IN = (
    "What is not in: work with teams, leaders and organisations that is not listed above, outreach, supervision and "
    "management, appointments that are missed, and ups and downs within the year. One clinician is counted for each "
    "session. What is not spent with clients belongs in the share of hours."
)
_ORDER = (
    "An input is taken from what is given here; else from the record of the Hub; else from mapped Hubs, from the least "
    "to the most that any of them says, with the median in the middle; else from what is published."
)
_CORNERS = (
    "Least, middle and most: all inputs at the end that makes the result least, at their middle, and at the end that "
    "makes it most. The truth is unlikely to lie at an end for all inputs at once."
)


def capacity_paper(capacity: Capacity, words: Vocabulary) -> Paper:
    """The capacity that a Hub needs, with all that it rests on, or what is missing for it."""
    return Paper(f"Capacity: {capacity.heading}", tuple(capacity_passages(capacity, words)), remark_of(capacity))


def inputs_paper(capacity: Capacity) -> Paper:
    """The inputs alone: what each is called, what it asks, and what is known of it."""
    return Paper(f"Inputs: {capacity.heading}", (_inputs(capacity, capacity.inputs),), remark_of(capacity))


def remark_of(capacity: Capacity) -> str | None:
    """What stands on each page of the paper where something is invented."""
    if capacity.is_fictional:
        return "Fictional"
    return "Fictional in part" if capacity.invented else None


def capacity_passages(capacity: Capacity, words: Vocabulary) -> Iterator[Passage]:
    """The parts of the paper."""
    used = [one for one in capacity.inputs if one.key in capacity.used and one.key in capacity.given]
    if capacity.results is None:
        yield Passage("In short", tuple(_why_not(capacity)), remarks=tuple(_remarks(capacity)))
        yield from _missing(capacity)
        if used:
            yield _inputs(capacity, used)
        yield Passage("Basis", items=(_ORDER, _NOT_IN))
        return
    results = capacity.results
    needed, come = (in_words(results[key], line_unit) for key, line_unit in ((NEEDED, _NUMBER), (PEOPLE, _PEOPLE)))
    short = f"Clinical WTE needed: {needed}. People who come in a year: {come}."
    yield Passage("In short", (short,), remarks=tuple(_remarks(capacity)))
    yield Passage("Who does it", grids=(_by_roles(capacity.lines, results, words),))
    yield _waiting(capacity, results)
    yield _sensitivity(capacity)
    yield _inputs(capacity, used)
    yield Passage("Sums", grids=(_sums(capacity, results),))
    yield Passage("Basis", items=(_CORNERS, _ORDER, _NOT_IN))


def _why_not(capacity: Capacity) -> Iterator[str]:
    """Why there is no result, and what to do about it."""
    yield f"Capacity cannot be estimated yet: {_what_lacks(capacity)}."
    if capacity.missing and capacity.hubs:
        asked = [one for one in capacity.missing if one.asked.hubs]
        if asked:
            yield (
                f"{capital(counted(len(capacity.hubs), 'mapped Hub'))} ({', '.join(capacity.hubs)}) cannot fill this: "
                f"none of them reports what {counted(len(asked), 'of these inputs', 'of these inputs')} would need."
            )
    elif capacity.missing:
        yield "No mapped Hub was asked. Please name some with --from, such as --from hubs/"
    if capacity.missing:
        yield (
            "Please fill them in: with --set NAME=NUMBER or NAME=LEAST..MOST, or in a file that --assumptions names; "
            "and say with --by ROLE who answers for them."
        )


def _what_lacks(capacity: Capacity) -> str:
    lacking = []
    if capacity.missing:
        lacking.append(f"{counted(len(capacity.missing), 'input')} without a number")
    if capacity.unowned:
        lacking.append(f"{counted(len(capacity.unowned), 'number')} without a source or anyone who answers for it")
    return ", and ".join(lacking)


def _missing(capacity: Capacity) -> Iterator[Passage]:
    """What is missing, each with what a planner is asked and what mapped Hubs would have to report."""
    if capacity.missing:
        by_asked: dict[str, list[Input]] = {}
        for one in capacity.missing:
            by_asked.setdefault(one.asked.key, []).append(one)
        rows = tuple((_names(alike), alike[0].asked.asks, _not_from_hubs(alike[0])) for alike in by_asked.values())
        grid = Grid("What is missing", ("Input", "Question", "From mapped Hubs"), rows, (6, 6, 5))
        yield Passage("What is missing", grids=(grid,))
    if capacity.unowned:
        told = tuple(
            f"{_named(one, ': ')}: {in_words(capacity.given[one.key].estimate, one.asked.unit)}"
            for one in capacity.unowned
        )
        why = "Nobody answers for these. Please name a source in the record or the file, or say --by ROLE."
        yield Passage("Without a source", (why,), told)


def _names(alike: Sequence[Input]) -> str:
    """What inputs of one kind are called, each with the name by which it is set."""
    return "\n".join((capital(alike[0].asked.label), *(one.key for one in alike)))


def _not_from_hubs(one: Input) -> str:
    return f"none reports {one.asked.hubs}" if one.asked.hubs else "not taken from Hubs"


def _remarks(capacity: Capacity) -> Iterator[str]:
    """What is invented, and what is left out."""
    invented = capacity.invented
    if invented:
        hubs = dict.fromkeys(
            origin.text.partition(":")[0] for one in invented for origin in capacity.given[one.key].origins
        )
        yield (
            f"Invented: {counted(len(invented), 'input')} with nothing but fiction behind "
            f"{'it' if len(invented) == 1 else 'them'} ({', '.join(hubs)}). What follows is an exercise, no estimate."
        )
    if not any(one.asked.of for one in capacity.inputs if one.key in capacity.used):
        yield "No intervention is counted: these are the clinicians for screens and assessments alone."
    for why in dict.fromkeys(one.why for one in capacity.left_out):
        named = [one for one in capacity.left_out if one.why == why]
        yield f"Left out, because {why}: {', '.join(one.label for one in named)}."
        if why == names.NO_STARTS:
            yield f"To count one of them, set such as --set {key_of(named[0].id, names.STARTS)}=NUMBER."


def _inputs(capacity: Capacity, shown: Sequence[Input]) -> Passage:
    rows = tuple((_named(one), _value(capacity, one), _where(capacity, one)) for one in shown)
    return Passage("Inputs", grids=(Grid("Inputs", ("Input", "Number", "Where from"), rows, (5, 4, 8)),))


def _named(one: Input, between: str = "\n") -> str:
    return f"{one.label}{between}{one.key}"


def _value(capacity: Capacity, one: Input) -> str:
    given = capacity.given.get(one.key)
    return "–" if given is None else in_words(given.estimate, one.asked.unit)


def _where(capacity: Capacity, one: Input) -> str:
    given = capacity.given.get(one.key)
    if given is None:
        return f"missing; {one.asked.asks}"
    return where_words(given)


def where_words(given: Given) -> str:
    """What a value rests on, each origin on a line of its own."""
    if not given.origins:
        return "nobody answers for it"
    told = [_origin_words(one) for one in given.origins]
    if given.basis is Basis.HUBS:
        return "\n".join((f"{counted(len(told), 'mapped Hub')}:", *told))
    if given.basis is Basis.GIVEN:
        return f"given by {told[0]}" if given.origins[0].line is None else told[0]
    return "\n".join(told)


def _origin_words(one: Origin) -> str:
    place = "" if one.file is None else f" ({one.file}, line {one.line})"
    is_marked = one.is_fictional and "fictional" not in one.text.lower()
    return f"{one.text}{' – invented' if is_marked else ''}{place}"


def _sums(capacity: Capacity, results: Mapping[str, Estimate]) -> Grid:
    labels = labels_of(capacity)
    rows = tuple(
        (f"{line.label}, {line.unit}", *(figure(end) for end in results[line.key]), formula_words(line, labels))
        for line in capacity.lines
        if line.roles is None
    )
    return Grid("Sums", ("Result", *_ENDS, "How"), rows, (6, 2, 2, 2, 7), frozenset((1, 2, 3)))


def labels_of(capacity: Capacity) -> Mapping[str, str]:
    """The labels of inputs and sums by their keys."""
    return {**{one.key: one.label for one in capacity.inputs}, **{line.key: line.label for line in capacity.lines}}


def formula_words(line: Line, labels: Mapping[str, str]) -> str:
    """A sum in words: “workforce in scope × uptake”."""
    if line.adds:
        return " + ".join(in_sentence(labels[key]) for key in line.adds)
    told = " × ".join(in_sentence(labels[key]) for key in line.times)
    told += "".join(f" ÷ {in_sentence(labels[key])}" for key in line.over)
    return told if line.by == 1 else f"{told} ÷ {(1 / line.by).quantize(Decimal(1))}"


def _by_roles(lines: Iterable[Line], results: Mapping[str, Estimate], words: Vocabulary) -> Grid:
    by_roles: dict[tuple[str, ...], list[str]] = {}
    for line in lines:
        if line.roles is not None:
            by_roles.setdefault(line.roles, []).append(line.key)
    rows = []
    for roles, (hours, wte) in by_roles.items():
        rows.append((roles_words(roles, words), range_words(results[hours]), *map(figure, results[wte])))
    headings = ("Who", "Hours a year", *(f"WTE, {end.lower()}" for end in _ENDS))
    return Grid("WTE by role", headings, tuple(rows), (7, 5, 2, 2, 2), frozenset((2, 3, 4)))


def roles_words(roles: Sequence[str], words: Vocabulary) -> str:
    """Who does something: “Nurse or psychological therapist”."""
    if not roles:
        return "Role not chosen yet"
    return capital(" or ".join(in_sentence(words["role"].label(role)) for role in roles))


def _waiting(capacity: Capacity, results: Mapping[str, Estimate]) -> Passage:
    heading, planned = "When more is asked for than can be done", capacity.given.get(names.WTE)
    if planned is None:
        why = (
            "Nothing can be said of waiting: the WTE of the posts that work with clients are not all known. Please "
            f"fill them in, or say --set {names.WTE}=NUMBER."
        )
        return Passage(heading, (why,))
    people, needed = results[PEOPLE], results[NEEDED]
    part = covered(needed, planned.estimate)
    short = (
        f"Planned: {in_words(planned.estimate, _NUMBER)} clinical WTE ({where_words(planned)}). That is "
        f"{in_words(part, _SHARE)} of what is needed."
    )
    rows = tuple(
        (
            f"{after.months} months",
            *(figure(end, Decimal(1)) for end in after.people),
            *("nobody is seen" if weeks is None else figure(weeks, Decimal(1)) for weeks in after.weeks),
        )
        for after in waiting(people, needed, planned.estimate)
    )
    headings = (
        "After",
        *(f"People who wait, {end.lower()}" for end in _ENDS),
        *(f"Weeks, {end.lower()}" for end in _ENDS),
    )
    grid = Grid("The waiting list, from an empty one", headings, rows, numbers=frozenset(range(1, 7)))
    how = (
        "People who wait = people who come × (1 − planned ÷ needed WTE) × months ÷ 12. Weeks = people who wait ÷ "
        "people seen in a week: how long the last of them waits. People come evenly over the year, and a shortage "
        "makes all steps slower alike."
    )
    return Passage(heading, (short,), grids=(grid,), remarks=(how,))


def _sensitivity(capacity: Capacity) -> Passage:
    found = moved(capacity.lines, capacity.estimates)
    labels = {one.key: _named(one) for one in capacity.inputs}
    rows = tuple(_moved_row(one, labels) for one in found[:MOST_SHOWN])
    headings = ("Input", "At its least", "At its most", "A tenth more")
    grid = Grid(
        "Clinical WTE needed, with all other inputs at their middle", headings, rows, (7, 3, 3, 3), frozenset((1, 2, 3))
    )
    left = len(found) - MOST_SHOWN
    remarks = (
        (f"{capital(counted(left, 'input'))} that move it less are not shown; the workbook has all.",)
        if left > 0
        else ()
    )
    return Passage("What moves the result most", grids=(grid,), remarks=remarks)


def _moved_row(one: Moved, labels: Mapping[str, str]) -> tuple[str, ...]:
    return (labels[one.key], figure(one.at_least), figure(one.at_most), figure(one.a_tenth_more))


def in_words(estimate: Estimate, unit: str) -> str:
    """A number with its unit in mind: “2% to 5% (middle 3.5%)”."""
    low, mid, high = (_of_unit(end, unit) for end in estimate)
    return low if low == high else f"{low} to {high} (middle {mid})"


def range_words(estimate: Estimate) -> str:
    """From the least to the most."""
    low, _, high = map(figure, estimate)
    return low if low == high else f"{low} to {high}"


def _of_unit(number: Decimal, unit: str) -> str:
    if unit == _SHARE:
        return f"{figure(number * 100)}%"
    return figure(number, Decimal(1)) if unit == _PEOPLE else figure(number)


def figure(number: Decimal, unit: Decimal | None = None) -> str:
    """A number as it is read: whole where it is large, with up to two decimal places where it is small."""
    places = unit or (
        Decimal(1) if abs(number) >= _LARGE else Decimal("0.1") if abs(number) >= _MIDDLING else Decimal("0.01")
    )
    text = f"{to_place(number, places):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
