"""What mapped Hubs say of the numbers that capacity is worked out from, by their own records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from mapper.amounts import widest
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.periods import whole_months
from mapper.planning import inputs as names
from mapper.planning.estimate import Estimate, added_up, closed
from mapper.planning.inputs import Basis, Given, Input, Origin, sessions_of
from mapper.schema.activity import ActivityCount
from mapper.schema.interventions import Intervention
from mapper.schema.scalars import Amount, PartialDate

_REFERRALS, _SCREENS, _ASSESSMENTS, _PEOPLE = "referrals", "screens", "assessments", "people"
_YEAR = Decimal(12)
_COUNTS: Path = ("activity", "counts")
_INTERVENTIONS: Path = ("interventions",)


class _Seen(NamedTuple):
    """What one Hub says: the number, how it comes about in words, and where it stands."""

    estimate: Estimate
    text: str
    path: Path


class _Counted(NamedTuple):
    """A count of a Hub with its place, its value and its period, all known."""

    of: ActivityCount
    path: Path
    value: Estimate
    period: PartialDate
    months: int


def from_hubs(inputs: Iterable[Input], views: Sequence[HubView]) -> Mapping[str, Given]:
    """What the Hubs say of each input by its key, as an interval over the Hubs: from the least to the most that any of
    them says, with the median of the middles. Inputs of which no Hub says anything are left out.
    """
    found = {}
    for one in inputs:
        look = _LOOKS.get(one.asked.key)
        seen = [(view, said) for view in views if look is not None and (said := look(view, one)) is not None]
        if seen:
            found[one.key] = Given(
                Estimate(
                    min(said.estimate.low for _, said in seen),
                    median(said.estimate.mid for _, said in seen),
                    max(said.estimate.high for _, said in seen),
                ),
                Basis.HUBS,
                tuple(_origin(view, said) for view, said in seen),
            )
    return found


def _origin(view: HubView, said: _Seen) -> Origin:
    text = f"{view.heading}: {said.text}"
    if view.hides:  # the name of a file tells that of the Hub
        return Origin(text, is_fictional=view.mapped.is_fictional)
    return Origin(text, view.mapped.file, view.line(said.path), view.mapped.is_fictional)


def _uptake(view: HubView, _: Input) -> _Seen | None:
    """Referrals in twelve months, divided by the workforce in scope."""
    workforce = closed(widest(view.hub.context.workforce_in_scope.people))
    for one in _counts(view, _REFERRALS):
        if workforce is not None and workforce.low > 0:
            share = _divided(one.value.times(_YEAR / one.months), workforce)
            text = f"{_words(one.value)} referrals in {one.months} months, of {_words(workforce)} in scope"
            return _Seen(share, text, one.path)
    return None


def _per_person(metric: str) -> Callable[[HubView, Input], _Seen | None]:
    def look(view: HubView, _: Input) -> _Seen | None:
        """A count out of the referrals of the same period."""
        for one in _counts(view, metric):
            out_of = closed(widest(one.of.denominator))
            came = next((other for other in _counts(view, _REFERRALS) if _same_days(other.period, one.period)), None)
            if out_of is not None and out_of.low > 0 and came is not None and _may_be(out_of, came.value):
                text = f"{_words(one.value)} {metric} out of {_words(out_of)} referrals"
                return _Seen(_divided(one.value, out_of), text, one.path)
        return None

    return look


def _share(view: HubView, one: Input) -> _Seen | None:
    """The people who got an intervention of a kind, out of the assessments of the same period. Where a Hub gives
    several of the kind, it has to say how many got each of them.
    """
    volumes = []
    for path, given in _of_kind(view, one):
        volume, unit, period = given.volume.count, given.volume.unit.value, given.volume.period.value
        people = closed(widest(volume))
        if people is None or unit != _PEOPLE or period is None:
            return None
        volumes.append((path, people, period))
    for assessed in _counts(view, _ASSESSMENTS):
        if volumes and assessed.value.low > 0 and all(_same_days(period, assessed.period) for _, _, period in volumes):
            people = added_up(each for _, each, _ in volumes)
            text = f"{_words(people)} people out of {_words(assessed.value)} assessed"
            return _Seen(_divided(people, assessed.value), text, (*volumes[0][0], "volume", "count"))
    return None


def _sessions(view: HubView, one: Input) -> _Seen | None:
    return _said(view, one, sessions_of, ("sessions",), "sessions")


def _minutes(view: HubView, one: Input) -> _Seen | None:
    return _said(view, one, lambda given: closed(widest(given.minutes)), ("minutes",), "minutes a session")


def _said(
    view: HubView, one: Input, answer: Callable[[Intervention], Estimate | None], below: Path, unit: str
) -> _Seen | None:
    """What a Hub says of the interventions of a kind, from the least to the most."""
    found = [(path, amount) for path, given in _of_kind(view, one) if (amount := answer(given))]
    if not found:
        return None
    low, high = min(amount.low for _, amount in found), max(amount.high for _, amount in found)
    estimate = Estimate(low, median(amount.mid for _, amount in found), high)
    return _Seen(estimate, f"{_words(estimate)} {unit if high > 1 else unit.removesuffix('s')}", (*found[0][0], *below))


def _of_kind(view: HubView, one: Input) -> Iterator[tuple[Path, Intervention]]:
    for below, given in view.hub.interventions.placed():
        if one.kind is not None and given.kind.value == one.kind and view.holds(given):
            yield (*_INTERVENTIONS, *below), given


def _counts(view: HubView, metric: str) -> Iterator[_Counted]:
    """The counts of a metric, those of the longest period first."""
    found = []
    for below, one in view.hub.activity.counts.placed():
        value, period = closed(widest(one.value)), one.period.value
        months = None if period is None else whole_months(period)
        if one.metric == metric and value is not None and period is not None and months is not None:
            found.append(_Counted(one, (*_COUNTS, *below, "value"), value, period, months))
    yield from sorted(found, key=lambda counted: -counted.months)


def _same_days(one: PartialDate, other: PartialDate) -> bool:
    return (one.earliest, one.latest) == (other.earliest, other.latest)


def _may_be(one: Estimate, other: Estimate) -> bool:
    return one.low <= other.high and other.low <= one.high


def _divided(one: Estimate, by: Estimate) -> Estimate:
    return Estimate(one.low / by.high, one.mid / by.mid, one.high / by.low)


def _words(estimate: Estimate) -> str:
    return format(Amount(estimate.low, estimate.high), ",f")


_LOOKS: Mapping[str, Callable[[HubView, Input], _Seen | None]] = {
    names.UPTAKE: _uptake,
    names.SCREENS: _per_person(_SCREENS),
    names.ASSESSMENTS: _per_person(_ASSESSMENTS),
    names.SHARE: _share,
    names.SESSIONS: _sessions,
    names.MINUTES: _minutes,
}
