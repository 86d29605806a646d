"""Costs as a workbook whose sums a spreadsheet works out itself, so that a planner can change what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from mapper.planning.cost import Costing, HubCost, PostCost
from mapper.render.cost_words import basis, why_words
from mapper.render.excel_grid import HEADING, LABEL, TEXT, TITLE, Look, Told, said
from mapper.render.excel_values import one_line, sheet_names
from mapper.render.workbook import Book, Formula, Sheet
from mapper.vocabulary.lists import Vocabulary

ASSUMPTIONS = "Assumptions"
_ENTERED = Look(number_format="#,##0.####", is_entered=True)
_MONEY = Look(number_format="£#,##0")
_TOTAL = Look(number_format="£#,##0", is_bold=True, line="black")
_ENDS = ("least", "middle", "most")
_POST_HEADINGS = (
    "Post",
    "Band",
    *(f"WTE, {end}" for end in _ENDS),
    *(f"People, {end}" for end in _ENDS),
    *(f"Pay of 1 WTE, {end}" for end in _ENDS),
    *(f"Pay, {end}" for end in _ENDS),
    *(f"On-costs, {end}" for end in _ENDS),
    *(f"Together, {end}" for end in _ENDS),
    "Remark",
)


def cost_excel(costing: Costing, words: Vocabulary) -> bytes:
    """The workbook."""
    book = Book("Cost")
    cost_sheets(book, costing, words)
    return book.content()


def cost_sheets(book: Book, costing: Costing, words: Vocabulary) -> None:
    """Put the costs into a workbook: a sheet with what they rest on, and one for each Hub or scenario. Coloured cells
    are those to change.
    """
    names = sheet_names((hub.heading for hub in costing.hubs), (ASSUMPTIONS,))
    cells = _assumptions(book.sheet(ASSUMPTIONS), costing)
    for hub, name in zip(costing.hubs, names, strict=True):
        _of_hub(book.sheet(name), hub, words, cells)


def _assumptions(sheet: Sheet, costing: Costing) -> Mapping[str, str]:
    """Write what the costs rest on, and say in which cell each number stands."""
    sheet.set_widths((58, 16, 90))
    sheet.texts("What the costs rest on", look=TITLE)
    sheet.texts("Change the coloured cells here and on the other sheets: the sums follow.", look=TEXT)
    sheet.texts("Assumption", "Number", "Source", look=HEADING)
    cells = {}
    for key, label, number, source in _numbers(costing):
        row = sheet.row(said(label, LABEL), _entered(number), said(source))
        cells[key] = f"{ASSUMPTIONS}!$B${row[0].row}"
    sheet.texts("")
    for text in basis(costing):
        sheet.across(one_line(text))
    sheet.page("What the costs rest on")
    return cells


def _numbers(costing: Costing) -> Iterator[tuple[str, str, Decimal, str]]:
    rules = costing.on_costs.rules
    if rules is None:
        assert costing.on_costs.multiplier is not None
        yield "multiplier", "What a post costs, divided by its pay", costing.on_costs.multiplier, "as given"
        return
    insurance, pension, levy = rules.sources
    yield "threshold", "National Insurance: threshold, pounds a year and person", rules.threshold, insurance
    yield "insurance", "National Insurance: share of pay above it", rules.insurance, insurance
    central = "with" if costing.on_costs.includes_central else "without"
    yield "pension", f"Pension: share of pay, {central} what is paid centrally", costing.on_costs.pension, pension
    yield "levy", "Apprenticeship levy: share of pay", rules.levy, levy


def _of_hub(sheet: Sheet, hub: HubCost, words: Vocabulary, cells: Mapping[str, str]) -> None:
    sheet.set_widths((36, 8, *([11] * 6), *([12] * 12), 44))
    sheet.texts(one_line(hub.heading), look=TITLE)
    sheet.texts("Pounds a year. Coloured cells are those to change.", look=TEXT)
    sheet.texts(*_POST_HEADINGS, look=HEADING)
    first = last = 0
    for post in hub.posts:
        last = _post(sheet, post, words, cells)
        first = first or last
    sheet.finish(3, 1)
    rows = [_sum(sheet, "Posts, with on-costs", f"SUM({{0}}{first}:{{0}}{last})" if first else "0")]
    for one in hub.running:
        remark = why_words(one.why)
        label = words["cost-kind"].label(one.kind)
        counted = one.counted
        if counted is None:
            sheet.row(said(label, LABEL), *_blanks(16), *(said("") for _ in _ENDS), said(f"left out: {remark}"))
        else:
            row = sheet.row(said(label, LABEL), *_blanks(16), *(_entered(end) for end in counted))
            rows.append(row[0].row)
    total = _sum(sheet, "Total a year", "+".join(f"{{0}}{row}" for row in rows))
    _rates(sheet, hub, total)
    sheet.page(hub.heading)


def _rates(sheet: Sheet, hub: HubCost, total: int) -> None:
    for label, rate, per in (
        ("People supported in a year", hub.person, "1"),
        ("Workforce in scope", hub.thousand, "1000"),
    ):
        if rate.of is None or rate.of.low is None or rate.of.high is None:
            sheet.row(said(label, LABEL), *_blanks(16), *(said("") for _ in _ENDS), said(why_words(rate.why)))
            continue
        ends = (rate.of.low, (rate.of.low + rate.of.high) / 2, rate.of.high)
        row = sheet.row(said(label, LABEL), *_blanks(16), *(_entered(end) for end in ends))[0].row
        each = "For each person supported" if per == "1" else "For 1,000 of the workforce"
        divided = [
            f'IF({low}{row}>0,{high}{total}*{per}/{low}{row},"")' for high, low in zip("RST", "TSR", strict=True)
        ]
        sheet.row(said(each, LABEL), *_blanks(16), *(Told(Formula(text), "£0", _TOTAL) for text in divided))


def _post(sheet: Sheet, post: PostCost, words: Vocabulary, cells: Mapping[str, str]) -> int:
    name = words["role"].label(post.role) if post.role else "role not given"
    row = sheet.next_row
    pay = [Formula(f"{scale}{row}*{wte}{row}") for scale, wte in zip("IJK", "CDE", strict=True)]
    on_costs = [
        Formula(_on_costs(f"{money}{row}", f"{people}{row}", cells))
        for money, people in zip("LMN", "HGF", strict=True)  # more people, less to pay
    ]
    together = [Formula(f"{money}{row}+{more}{row}") for money, more in zip("LMN", "OPQ", strict=True)]
    head = [said(f"{name} ({post.id})", LABEL), said(post.band or "")]
    sheet.row(*head, *_row(post, pay, on_costs, together), said(why_words(post.why)))
    return row


def _row(
    post: PostCost, pay: Sequence[Formula], on_costs: Sequence[Formula], together: Sequence[Formula]
) -> Iterator[Told]:
    for estimate in (post.wte, post.people, post.scale):
        yield from (_entered(end) if estimate is not None else _blank() for end in estimate or (None,) * 3)
    for formulas in (pay, on_costs, together):
        yield from (Told(one, "£0", _MONEY) for one in formulas)


def _on_costs(pay: str, people: str, cells: Mapping[str, str]) -> str:
    if "multiplier" in cells:
        return f"{pay}*({cells['multiplier']}-1)"
    insured = f"MAX({pay}-{cells['threshold']}*{people},0)*{cells['insurance']}"
    return f"{insured}+{pay}*({cells['pension']}+{cells['levy']})"


def _sum(sheet: Sheet, label: str, formula: str) -> int:
    """Append a sum of the three columns of money, and say in which row it stands."""
    sums = (Told(Formula(formula.format(column)), "£0", _TOTAL) for column in "RST")
    return int(sheet.row(said(label, LABEL), *_blanks(16), *sums)[0].row)


def _blanks(number: int) -> Iterator[Told]:
    return (said("") for _ in range(number))


def _blank() -> Told:
    return Told(None, "", _ENTERED)


def _entered(number: Decimal | None) -> Told:
    return _blank() if number is None else Told(float(number), str(number), _ENTERED)
