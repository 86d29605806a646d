"""Capacity as a workbook whose sums a spreadsheet works out itself, so that a planner can change what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from mapper.planning.capacity import NEEDED, PEOPLE, Capacity, Line, divisors
from mapper.planning.estimate import Estimate
from mapper.planning.inputs import WTE, Input
from mapper.planning.waiting import MONTHS
from mapper.render.capacity_words import formula_words, labels_of, remark_of, roles_words, where_words
from mapper.render.excel_grid import HEADING, LABEL, TEXT, TITLE, Look, Told, said
from mapper.render.excel_values import one_line
from mapper.render.workbook import Book, Formula, Sheet
from mapper.vocabulary.lists import Vocabulary

CAPACITY, MOVES = "Capacity", "What moves it"
_NUMBER = "#,##0.####"
_ENTERED, _WORKED_OUT = Look(number_format=_NUMBER, is_entered=True), Look(number_format="#,##0.00")
_RESULT = Look(number_format="#,##0.00", is_bold=True, line="black")
_LEAST, _MIDDLE, _MOST = "CDE"
_OTHER_END = {_LEAST: _MOST, _MIDDLE: _MIDDLE, _MOST: _LEAST}


def capacity_excel(capacity: Capacity, words: Vocabulary) -> bytes:
    """The workbook."""
    book = Book("Capacity")
    capacity_sheets(book, capacity, words)
    return book.content()


def capacity_sheets(book: Book, capacity: Capacity, words: Vocabulary) -> None:
    """Put a capacity into a workbook: its inputs, sums and waiting list on one sheet, what moves it on another.
    Coloured cells are those to change; where an input is blank, what rests on it stays blank.
    """
    sheet = book.sheet(CAPACITY)
    sheet.set_widths((46, 30, 12, 12, 12, 90))
    remark = remark_of(capacity)
    sheet.texts(one_line(f"Capacity: {capacity.heading}{f' ({remark.lower()})' if remark else ''}"), look=TITLE)
    sheet.texts("Change the coloured cells: the sums follow.", look=TEXT)
    rows = dict(_inputs(sheet, capacity))
    sheet.texts("")
    sheet.texts("Sum", "", "Least", "Middle", "Most", "How", look=HEADING)
    labels = labels_of(capacity)
    for line in capacity.lines:
        rows[line.key] = _sum(sheet, line, rows, divisors(capacity.lines), labels, words)
    sheet.texts("")
    _waiting(sheet, rows)
    sheet.page(f"Capacity: {capacity.heading}")
    _moves(book.sheet(MOVES), capacity, rows)


def _inputs(sheet: Sheet, capacity: Capacity) -> Iterator[tuple[str, int]]:
    """Write the inputs that count, and say in which row each stands."""
    sheet.texts("Input", "Name", "Least", "Middle", "Most", "Where from", look=HEADING)
    for one in capacity.inputs:
        if one.key in capacity.used or one.key == WTE:
            yield one.key, _input(sheet, capacity, one)


def _input(sheet: Sheet, capacity: Capacity, one: Input) -> int:
    given, row = capacity.given.get(one.key), sheet.next_row
    needless = one.key in capacity.used and given is None and one not in capacity.missing
    estimate = capacity.estimates[one.key] if needless else None if given is None else given.estimate
    where = "not needed" if needless else f"missing: {one.asked.asks}" if given is None else where_words(given)
    sheet.row(said(one.label, LABEL), said(one.key), *_ends(estimate, row), said(one_line(where.replace("\n", " "))))
    return row


def _ends(estimate: Estimate | None, row: int) -> Iterator[Told]:
    """The least is entered; the most too where it is another, and the middle where it does not lie halfway."""
    low, mid, high = estimate if estimate is not None else (None, None, None)
    yield _entered(low)
    if low is not None and mid is not None and high is not None and mid * 2 != low + high:
        yield _entered(mid)
    else:
        halfway = f"({_LEAST}{row}+{_MOST}{row})/2"
        yield _formula(_if_known((f"{_LEAST}{row}", f"{_MOST}{row}"), halfway), Look(number_format=_NUMBER))
    yield (
        _entered(high)
        if low != high
        else _formula(_if_known((f"{_LEAST}{row}",), f"{_LEAST}{row}"), Look(number_format=_NUMBER))
    )


def _sum(
    sheet: Sheet,
    line: Line,
    rows: Mapping[str, int],
    lowers: frozenset[str],
    labels: Mapping[str, str],
    words: Vocabulary,
) -> int:
    row, label = sheet.next_row, f"{line.label}, {line.unit}"
    if line.roles is not None:
        label = f"{roles_words(line.roles, words)}: {line.unit}"
    cells = []
    for column in _OTHER_END:
        refs = {key: f"{_OTHER_END[column] if key in lowers else column}{rows[key]}" for key in line.uses}
        cells.append(_formula(_if_known(tuple(refs.values()), _formula_text(line, refs)), _look(line)))
    sheet.row(said(label, LABEL), said(""), *cells, said(formula_words(line, labels)))
    return row


def _look(line: Line) -> Look:
    return _RESULT if line.key == NEEDED else _WORKED_OUT


def _formula_text(line: Line, cells: Mapping[str, str]) -> str:
    """The sum over cells, or over what stands in their place."""
    if line.adds:
        return f"({'+'.join(cells[key] for key in line.adds)})"
    text = "*".join(cells[key] for key in line.times) + "".join(f"/{cells[key]}" for key in line.over)
    return f"({text})" if line.by == 1 else f"({text}/{(1 / line.by).quantize(Decimal(1))})"


def _waiting(sheet: Sheet, rows: Mapping[str, int]) -> None:
    """Write how many people wait, and how long, after some months."""
    sheet.texts("Waiting list, from an empty one", "", "Least", "Middle", "Most", "How", look=HEADING)
    for months in MONTHS:
        people_row = sheet.next_row
        waits, weeks = [], []
        for column, other in _OTHER_END.items():
            people, needed = f"{column}{rows[PEOPLE]}", f"{column}{rows[NEEDED]}"
            planned = f"{other}{rows[WTE]}"
            part = f"IF({planned}>={needed},1,{planned}/{needed})"
            waits.append(
                _formula(_if_known((people, needed, planned), f"{people}*(1-{part})*{months}/12"), _WORKED_OUT)
            )
            waiting = f"{column}{people_row}"
            how_long = f'IF({waiting}=0,0,IF({planned}=0,"nobody is seen",{waiting}/({people}*{part}/52)))'
            weeks.append(_formula(_if_known((waiting,), how_long), _WORKED_OUT))
        how = "people who come × (1 − planned ÷ needed WTE) × months ÷ 12"
        sheet.row(said(f"People who wait after {months} months", LABEL), said(""), *waits, said(how))
        how = "people who wait ÷ people seen in a week"
        sheet.row(said(f"Weeks that the last of them waits, after {months} months", LABEL), said(""), *weeks, said(how))


def _moves(sheet: Sheet, capacity: Capacity, rows: Mapping[str, int]) -> None:
    """Write what each input moves, the others at their middle."""
    sheet.set_widths((46, 30, 14, 14, 14, 14))
    sheet.texts("What moves the result: clinical WTE needed", look=TITLE)
    sheet.texts("One input at a time, with all others at their middle.", look=TEXT)
    sheet.texts("Input", "Name", "At its least", "At its most", "Moves by", "A tenth more", look=HEADING)
    needed = f"{CAPACITY}!${_MIDDLE}${rows[NEEDED]}"
    for one in capacity.inputs:
        if one.key not in capacity.used:
            continue
        row = sheet.next_row
        cell = f"{CAPACITY}!${{}}${rows[one.key]}"
        changed = (cell.format(_LEAST), cell.format(_MOST), f"({cell.format(_MIDDLE)}*1.1)")
        low, high, more = (
            _formula(f'IF(ISNUMBER({needed}),{_whole(capacity.lines, rows, one.key, text)},"")', _WORKED_OUT)
            for text in changed
        )
        swing = _formula(_if_known((f"C{row}", f"D{row}"), f"ABS(D{row}-C{row})"), _RESULT)
        sheet.row(said(one.label, LABEL), said(one.key), low, high, swing, more)
    sheet.finish(3, 1)
    sheet.page("What moves the result")


def _whole(lines: Sequence[Line], rows: Mapping[str, int], changed: str, text: str) -> str:
    """The WTE that are needed as one formula over the middles of all inputs, with a text in place of one of them."""
    by_key = {line.key: line for line in lines}

    def written(key: str) -> str:
        if key in by_key:
            return _formula_text(by_key[key], {one: written(one) for one in by_key[key].uses})
        return text if key == changed else f"{CAPACITY}!${_MIDDLE}${rows[key]}"

    return written(NEEDED)


def _if_known(cells: Sequence[str], formula: str) -> str:
    """A formula that stays blank while any of its cells does. Excel takes up to 255 cells at a time."""
    different = tuple(dict.fromkeys(cells))
    return f'IF(COUNT({",".join(different)})={len(different)},{formula},"")'


def _formula(text: str, look: Look) -> Told:
    return Told(Formula(text), "0", look)


def _entered(number: Decimal | None) -> Told:
    return Told(None, "", _ENTERED) if number is None else Told(float(number), str(number), _ENTERED)
