"""What an employer pays on top of salaries: by the rules of a year, or by a multiplier."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from mapper.amounts import ONE, ZERO
from mapper.errors import UsageError
from mapper.planning.estimate import Estimate
from mapper.vocabulary.lists import load_data
from mapper.wording import quoted

_FILE = "pay/on-costs.yaml"
_HUNDRED = Decimal(100)


class OnCostRules(NamedTuple):
    """The rules of a financial year. Rates are shares of one; `threshold` is in pounds a year and person."""

    year: str
    threshold: Decimal
    insurance: Decimal
    pension_employer: Decimal
    pension_central: Decimal
    levy: Decimal
    sources: tuple[str, ...]


class OnCosts(NamedTuple):
    """How on-costs are worked out: by rules, with or without the share of the pension that is paid centrally, or by a
    multiplier (what a post costs, divided by its pay).
    """

    rules: OnCostRules | None
    includes_central: bool
    multiplier: Decimal | None = None

    @property
    def pension(self) -> Decimal:
        """The pension contribution that counts, as a share of pay."""
        if self.rules is None:
            return ZERO
        return self.rules.pension_employer + (self.rules.pension_central if self.includes_central else ZERO)

    def on(self, pay: Estimate, people: Estimate) -> Estimate:
        """What comes on top of the pay of some people together. More people for the same pay cost less, since each
        has a threshold.
        """
        if self.multiplier is not None:
            return pay.times(self.multiplier - ONE)
        return Estimate(
            self._by_rules(pay.low, people.high),
            self._by_rules(pay.mid, people.mid),
            self._by_rules(pay.high, people.low),
        )

    def _by_rules(self, pay: Decimal, people: Decimal) -> Decimal:
        assert self.rules is not None
        insured = max(pay - self.rules.threshold * people, ZERO)
        return insured * self.rules.insurance + pay * (self.pension + self.rules.levy)


def on_cost_rules(year: str) -> OnCostRules:
    """The rules of a year. Raises UsageError where they are not known."""
    known = _rules()
    if year not in known:
        raise UsageError(
            f"The on-costs of {quoted(year)} are not known here, and none are guessed. Please name one of "
            f"{', '.join(known)}, or give what a post costs, divided by its pay: --on-costs 1.25"
        )
    return known[year]


@cache
def _rules() -> Mapping[str, OnCostRules]:
    found = {}
    for entry in load_data(_FILE)["years"]:
        insurance, pension, levy = entry["national_insurance"], entry["pension"], entry["levy"]
        year = str(entry["year"])
        found[year] = OnCostRules(
            year,
            Decimal(insurance["threshold"]),
            _share(insurance["rate"]),
            _share(pension["employer"]),
            _share(pension["central"]),
            _share(levy["rate"]),
            tuple(part["source"] for part in (insurance, pension, levy)),
        )
    return found


def _share(rate: float) -> Decimal:
    return Decimal(str(rate)) / _HUNDRED
