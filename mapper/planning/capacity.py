"""Capacity: from the workforce in scope to the WTE of clinicians, as sums that stand here once for every output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import prod
from typing import NamedTuple

from mapper.amounts import ONE, ZERO
from mapper.compare.view import HubView
from mapper.planning import inputs as names
from mapper.planning.estimate import NOTHING, Estimate
from mapper.planning.from_hubs import from_hubs
from mapper.planning.from_record import from_record
from mapper.planning.inputs import (
    Basis,
    Given,
    Input,
    LeftOut,
    Offered,
    done_by,
    key_of,
    needed_inputs,
    offered,
    published,
)

PEOPLE, NEEDED = "people", "wte-needed"
_SCREENS, _ASSESSMENTS, _HOURS = "screens", "assessments", "hours"
_SCREEN_HOURS, _ASSESSMENT_HOURS = "screen-hours", "assessment-hours"
_MINUTE = ONE / Decimal(60)
_ONE = Estimate(ONE, ONE, ONE)
_A_YEAR, _HOURS_A_YEAR, _WTE = "a year", "hours a year", "WTE"


class Line(NamedTuple):
    """A sum: `by` times all of `times`, divided by all of `over`; or all of `adds` together. They are the keys of
    inputs and of lines before it. `roles` are those that do it, in the lines of WTE by role.
    """

    key: str
    label: str
    unit: str
    times: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    by: Decimal = ONE
    adds: tuple[str, ...] = ()
    roles: tuple[str, ...] | None = None

    @property
    def uses(self) -> tuple[str, ...]:
        """The keys of all that it is worked out from."""
        return (*self.times, *self.over, *self.adds)


class Capacity(NamedTuple):
    """The capacity that a planned Hub needs. `hubs` are the ids of the mapped Hubs that were asked, `given` holds the
    value of each input by its key. With inputs that are `missing`, or for which nobody answers (`unowned`), there are
    no `results`, which else are the values of the lines by their keys.
    """

    heading: str
    is_fictional: bool
    hubs: tuple[str, ...]
    inputs: tuple[Input, ...]
    given: Mapping[str, Given]
    missing: tuple[Input, ...]
    unowned: tuple[Input, ...]
    left_out: tuple[LeftOut, ...]
    lines: tuple[Line, ...]
    results: Mapping[str, Estimate] | None

    @property
    def invented(self) -> tuple[Input, ...]:
        """The inputs that rest on mapped Hubs all of which are invented."""
        given = [(one, self.given[one.key]) for one in self.inputs if one.key in self.given]
        return tuple(one for one, found in given if found.basis is Basis.HUBS and found.is_fictional)

    @property
    def estimates(self) -> Mapping[str, Estimate]:
        """The value of each input; for those that are needless, one that changes nothing."""
        lowers = divisors(self.lines)
        return {
            key: self.given[key].estimate if key in self.given else _ONE if key in lowers else NOTHING
            for key in self.used
        }

    @property
    def used(self) -> tuple[str, ...]:
        """The keys of the inputs that the sums use, in their order."""
        found = used_by(self.lines)
        return tuple(one.key for one in self.inputs if one.key in found)


def capacity_of(view: HubView, others: Sequence[HubView], assumed: Mapping[str, Given], by: str | None) -> Capacity:
    """The capacity that a Hub needs, from what is assumed, else what its record says (for which the role `by` answers),
    else what other Hubs say, else what is published.
    """
    interventions, left_out = offered(view)
    inputs = needed_inputs(interventions)
    of_record, of_hubs = from_record(view, interventions, by), from_hubs(inputs, others)
    given = {**published(), **of_hubs, **of_record, **assumed}
    counted = [one for one in interventions if one.follows or key_of(one.id, names.STARTS) in given]
    left_out += tuple(LeftOut(one.id, one.label, names.NO_STARTS) for one in interventions if one not in counted)
    lines = lines_of(counted, done_by(view, "screens"), done_by(view, "assesses"))
    wanted = [one for one in inputs if one.key in used_by(lines) and not is_needless(one, given)]
    counting = [one for one in inputs if one in wanted or one.key == names.WTE]
    capacity = Capacity(
        view.heading,
        view.mapped.is_fictional,
        tuple(str(other.column.hub) for other in others),
        inputs,
        given,
        tuple(one for one in wanted if one.key not in given),
        tuple(one for one in counting if one.key in given and not given[one.key].origins),
        left_out,
        lines,
        None,
    )
    if capacity.missing or capacity.unowned:
        return capacity
    return capacity._replace(results=at_the_ends(lines, capacity.estimates))


def lines_of(
    interventions: Sequence[Offered], screened_by: tuple[str, ...], assessed_by: tuple[str, ...]
) -> tuple[Line, ...]:
    """The sums of a Hub with these interventions, each after those that it is worked out from. Screens and assessments
    are done by these roles.
    """
    doers = [(_SCREEN_HOURS, screened_by), (_ASSESSMENT_HOURS, assessed_by)]
    doers += [(_hours_of(one), one.roles) for one in interventions]
    return (*_chain(), *(line for one in interventions for line in _of(one)), *_totals(doers))


def _chain() -> Iterator[Line]:
    yield Line(PEOPLE, "People who come", _A_YEAR, (names.WORKFORCE, names.UPTAKE))
    yield Line(_SCREENS, "Screens", _A_YEAR, (PEOPLE, names.SCREENS))
    yield Line(_SCREEN_HOURS, "Screens: hours", _HOURS_A_YEAR, (_SCREENS, names.SCREEN_MINUTES), by=_MINUTE)
    yield Line(_ASSESSMENTS, "Assessments", _A_YEAR, (PEOPLE, names.ASSESSMENTS))
    minutes = (_ASSESSMENTS, names.ASSESSMENT_MINUTES)
    yield Line(_ASSESSMENT_HOURS, "Assessments: hours", _HOURS_A_YEAR, minutes, by=_MINUTE)


def _of(one: Offered) -> Iterator[Line]:
    starts, given = key_of(one.id, names.STARTS), key_of(one.id, "given")
    sessions, minutes = key_of(one.id, names.SESSIONS), key_of(one.id, names.MINUTES)
    if one.follows:
        starts = key_of(one.id, "people")
        yield Line(starts, f"{one.label}: people", _A_YEAR, (_ASSESSMENTS, key_of(one.id, names.SHARE)))
    in_a_group = (key_of(one.id, names.GROUP),) if one.needs_group else ()
    yield Line(given, f"{one.label}: sessions", _A_YEAR, (starts, sessions), in_a_group)
    yield Line(_hours_of(one), f"{one.label}: hours", _HOURS_A_YEAR, (given, minutes), by=_MINUTE)


def _hours_of(one: Offered) -> str:
    return key_of(one.id, _HOURS)


def _totals(doers: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[Line]:
    """All hours and WTE, then those of each set of roles that does the same."""
    worked = (names.HOURS, names.DIRECT)
    yield Line(_HOURS, "All hours with clients", _HOURS_A_YEAR, adds=tuple(key for key, _ in doers))
    yield Line(NEEDED, "Clinical WTE needed", _WTE, (_HOURS,), worked)
    by_roles: dict[tuple[str, ...], list[str]] = {}
    for key, roles in doers:
        by_roles.setdefault(roles, []).append(key)
    for number, (roles, keys) in enumerate(by_roles.items(), 1):
        hours = f"{_HOURS}-{number}"
        yield Line(hours, "Hours", _HOURS_A_YEAR, adds=tuple(keys), roles=roles)
        yield Line(f"{NEEDED}-{number}", "WTE", _WTE, (hours,), worked, roles=roles)


def worked_out(lines: Sequence[Line], numbers: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The value of each line, for one number for each input."""
    values = dict(numbers)
    for line in lines:
        if line.adds:
            values[line.key] = sum((values[key] for key in line.adds), ZERO)
        else:
            top = prod((values[key] for key in line.times), start=line.by)
            values[line.key] = top / prod((values[key] for key in line.over), start=ONE)
    return {line.key: values[line.key] for line in lines}


def at_the_ends(lines: Sequence[Line], inputs: Mapping[str, Estimate]) -> dict[str, Estimate]:
    """The least, the middle and the most of each line. Every sum rises with each of its inputs, or falls with it where
    it is divided by it, so that its ends are those of the inputs.
    """
    lowers = divisors(lines)
    least = {key: one.high if key in lowers else one.low for key, one in inputs.items()}
    most = {key: one.low if key in lowers else one.high for key, one in inputs.items()}
    middle = {key: one.mid for key, one in inputs.items()}
    low, mid, high = (worked_out(lines, numbers) for numbers in (least, middle, most))
    return {line.key: Estimate(low[line.key], mid[line.key], high[line.key]) for line in lines}


def divisors(lines: Sequence[Line]) -> frozenset[str]:
    """The inputs that lines are divided by: with more of them, less is needed."""
    return frozenset(key for line in lines for key in line.over)


def used_by(lines: Iterable[Line]) -> frozenset[str]:
    """The keys that lines are worked out from."""
    return frozenset(key for line in lines for key in line.uses)


def is_needless(one: Input, given: Mapping[str, Given]) -> bool:
    """Whether an input makes no difference, because what it goes with is never done."""
    other = given.get(one.unless_none) if one.unless_none else None
    return other is not None and other.estimate.high == ZERO
