"""Section `resources`: what the Hub costs and who pays. Money is in pounds sterling."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, Part, welcome
from mapper.schema.scalars import Amount, CodeList, Count, FinancialYear, PartialDate, Tells, Text, YesNo


class Funding(Item):
    """Money that the Hub receives."""

    noun: ClassVar[str] = "funding"

    funder: Answer[Annotated[Text, Tells("funder")]] = BLANK
    """The organisation that pays."""
    amount: Answer[Amount] = BLANK
    """How much, in pounds."""
    period: Answer[PartialDate] = BLANK
    """For which period."""
    price_year: Answer[FinancialYear] = welcome(example="2021/22")
    """The year whose prices these are."""
    recurrent: Answer[YesNo] = BLANK
    """Whether it comes again every year."""


class Cost(Item):
    """Money that the Hub spends."""

    noun: ClassVar[str] = "cost"

    kind: Annotated[str, CodeList("cost-kind")]
    """What the money is spent on."""
    amount: Answer[Amount] = BLANK
    """How much, in pounds."""
    period: Answer[PartialDate] = BLANK
    """In which period."""
    price_year: Answer[FinancialYear] = welcome(example="2021/22")
    """The year whose prices these are."""


class OnCosts(Part):
    """What an employer pays on top of salaries."""

    multiplier: Answer[Amount] = welcome(example="1.22")
    """Cost of employment divided by salary."""
    includes_central_pension: Answer[YesNo] = BLANK
    """Whether that includes the share of the pension that is paid centrally."""


class Denominator(Part):
    """What costs are divided by."""

    what: Answer[Text] = welcome(example="keyworkers supported")
    """What costs are divided by."""
    value: Answer[Count] = BLANK
    """How many there were."""
    period: Answer[PartialDate] = BLANK
    """In which period."""


class Resources(Part):
    """What the Hub costs and who pays."""

    funding: Answers[Funding] = EMPTY
    """Who pays for the Hub."""
    set_up_costs: Answers[Cost] = EMPTY
    """What it cost to set the Hub up."""
    running_costs: Answers[Cost] = EMPTY
    """What it costs to run the Hub."""
    pay_year: Answer[FinancialYear] = welcome(example="2021/22")
    """The year of the pay scales that apply."""
    on_costs: OnCosts
    denominator: Denominator
