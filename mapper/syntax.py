"""What the YAML parser says where a file is no YAML, and what that means to somebody filling in a form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mapper.findings import Place, Problem, Severity

EMPTY = "The file is empty. Please fill in the form that `mapper template` prints, or remove the file."

_MESSAGES = (
    (
        "mapping keys are not allowed",
        "Y105",
        "“?” cannot begin an answer. Please put quotes around the text, or write `not known`.",
    ),
    (
        "found character that cannot start any token",
        "Y105",
        "{character} cannot begin an answer. Please put quotes around the text.",
    ),
    (
        "did not find expected comment or line break",
        "Y105",
        (
            "A > or | cannot begin an answer. Please write {{from: 500}} for 500 or more, `at least` or `more than` "
            "where an operator is asked, or put quotes around the text."
        ),
    ),
    (
        "did not find expected alphabetic or numeric character",
        "Y105",
        "A & or * cannot begin an answer. Please put quotes around the text.",
    ),
    (
        "mapping values are not allowed",
        "Y102",
        (
            "There is a colon where no answer can begin. Please put quotes around text that holds a colon, or "
            "check how far this line and the one above are indented. If one word answers a whole part, delete the "
            "lines below it."
        ),
    ),
    (
        "could not find expected ':'",
        "Y102",
        (
            "This line has no colon between the name and the answer, or a text goes on to the next line without "
            "being indented. Please add the colon, or indent the text."
        ),
    ),
    (
        "did not find expected key",
        "Y102",
        (
            "This line is not indented like the lines it belongs to, or a quotation mark in it or above it is not "
            "paired. Please line it up with its neighbours and check the quotation marks."
        ),
    ),
    (
        "did not find expected '-' indicator",
        "Y102",
        (
            "This line does not belong to the list above it: it should begin with - or be indented further. "
            "Please line it up with its neighbours."
        ),
    ),
    (
        "did not find expected ',' or",
        "Y102",
        (
            "A bracket is not closed, or a comma is missing between its answers. Please close it, and put a comma "
            "between answers."
        ),
    ),
    (
        "did not find expected node content",
        "Y102",
        "An answer is missing here. Please fill it in or remove the mark.",
    ),
    (
        "found unexpected end of stream",
        "Y102",
        "The quotation mark opened here is never closed. Please close it with the same straight mark (\" or ').",
    ),
    (
        "block sequence entries are not allowed",
        "Y102",
        "A list cannot begin here. Please put each - on a line of its own, under the name that it belongs to.",
    ),
    (
        "did not find expected <document start>",
        "Y106",
        "Text stands after the end of the form, which a closing bracket or a line of dots marks. Please remove it.",
    ),
    (
        "unknown escape character",
        "Y102",
        (
            "A backslash within double quotes has a special meaning. Please use single quotes instead, or write "
            "two backslashes."
        ),
    ),
    (
        "control characters are not allowed",
        "Y112",
        "The file holds a character that cannot be shown, which may come from copying. Please delete it.",
    ),
)
"""A part of what libyaml says, the code of the finding, and its message."""

_SAID_OF_MANY = ("mapping values are not allowed", "did not find expected key")
_BEGINS_EARLIER = ("could not find expected ':'", "found unexpected end of stream", "did not find expected ',' or")
"""Trouble that libyaml notices later than where it begins."""


_KEY = r"\s*(?:- )?(\w[\w ]*):\s+"
_ANSWERED = re.compile(_KEY + r"""([^\s#|>&*!{\["'][^#]*)""")
_TEXT_WITH_COLON = re.compile(_KEY + r"""([^\s"'\[{#|>&*!].*?\S(:)\s.*)$""")
_TEXT_AFTER_ENCLOSED = re.compile(_KEY + r"""(\[[^\]]*\]|"[^"]*"|'[^']*')\s*[^\s#,\]}]""")
_NEVER_SHOWN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML allows nowhere (https://yaml.org/spec/1.2.2/#51-character-set)."""
_LONGEST_LINE = 1000
"""Characters of a line in which a slip is looked for; a longer one was not written by hand."""


def syntax_problems(error: Exception, lines: Sequence[str], long_quote: Any = None) -> list[Problem]:
    """What is wrong where the parser stopped: its own words put into those of somebody filling in a form. `long_quote`
    is the last text between quotation marks over several lines, if there was one.
    """
    said = f"{getattr(error, 'problem', None) or getattr(error, 'reason', None) or error}"
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    if context is not None and mark is not None and context.line < mark.line and _begins_earlier(said):
        mark = context
    place = _invisible_place(lines) if mark is None else _within(lines, mark.line + 1, mark.column + 1)
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    about_tab = "\t" in _indent(line) or "tab character" in said or line[place.column - 1 : place.column] == "\t"
    tabs = [_tab_problem(number, text) for number, text in enumerate(lines, 1) if about_tab and "\t" in _indent(text)]
    if tabs:
        return tabs
    cause = _closed_too_late(long_quote, place.line) or _likely_cause(said, lines, place.line)
    if cause is not None:
        return [cause]
    code, message = "Y102", f"The file cannot be read from here on ({said}). Please check this line and the one above."
    for part, its_code, its_message in _MESSAGES:
        if part in said:
            character = f"“{line[place.column - 1]}”" if place.column <= len(line) else "The character"
            code, message = its_code, its_message.format(character=character)
            break
    return [problem(code, place, message)]


def _closed_too_late(quote: Any, number: int) -> Problem | None:
    """A quotation mark that was meant to be closed lines before the one that closes it, just where reading stopped."""
    if quote is None or quote.end_mark.line + 1 != number:
        return None
    start = quote.start_mark
    message = (
        f"The quotation mark opened here is closed only on line {number}, so that all lines between the two are one "
        "text. Please close it where the text ends."
    )
    return problem("Y102", Place(start.line + 1, start.column + 1, start.line + 1, start.column + 2), message)


def _likely_cause(said: str, lines: Sequence[str], number: int) -> Problem | None:
    """What the lines show of the usual slips behind two things that the parser says of many."""
    line = lines[number - 1] if number <= len(lines) else ""
    if not any(part in said for part in _SAID_OF_MANY) or len(line) > _LONGEST_LINE:
        return None
    if enclosed := _TEXT_AFTER_ENCLOSED.match(line):
        message = "Text stands behind what ends the answer. Please put quotes around the whole text."
        return _quoted_instead(message, Place(number, enclosed.end(), number, enclosed.end() + 1), enclosed)
    if colon := _TEXT_WITH_COLON.match(line):
        message = "There is a colon within the text of the answer. Please put quotes around the text."
        return _quoted_instead(message, Place(number, colon.start(3) + 1, number, colon.end(3) + 1), colon)
    return _answered_above(lines, number)


def _quoted_instead(message: str, place: Place, found: re.Match[str]) -> Problem:
    text = found.string[found.start(2) :].split(" #")[0].strip().replace('"', "'")
    return problem("Y102", place, message)._replace(hint=f'Did you mean {found[1]}: "{text}"?')


def _answered_above(lines: Sequence[str], number: int) -> Problem | None:
    """A part of the form that is answered with one word although its questions still stand below it."""
    depth = len(_indent(lines[number - 1])) if number <= len(lines) else 0
    for above in range(number - 1, 0, -1):
        text = lines[above - 1]
        if not text.strip() or text.lstrip().startswith("#") or len(_indent(text)) >= depth:
            continue
        answered = _ANSWERED.match(text[:_LONGEST_LINE])
        if answered is None or len(_indent(text)) + 2 > depth:
            return None
        message = (
            f"`{answered[1]}` is answered on this line, and more answers stand below it, which then belong to nothing. "
            "Please delete the lines that are indented below it, or this answer."
        )
        end = answered.start(2) + len(answered[2].rstrip()) + 1
        return problem("Y102", Place(above, answered.start(2) + 1, above, end), message)
    return None


def _within(lines: Sequence[str], line: int, column: int) -> Place:
    """A place of one character, or the end of the last line that holds something if it lies beyond the text."""
    filled = max((number for number, text in enumerate(lines, 1) if text.strip()), default=1)
    if line > filled:
        line, column = filled, len(lines[filled - 1].rstrip()) or 1
    return Place(line, column, line, column + 1)


def _begins_earlier(said: str) -> bool:
    return any(part in said for part in _BEGINS_EARLIER)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _tab_problem(number: int, line: str) -> Problem:
    start = line.index("\t") + 1
    end = len(_indent(line)) + 1
    message = "This line is indented with a tab, and YAML allows only spaces there. Please replace the tab with spaces."
    return problem("Y104", Place(number, start, number, end), message)


def _invisible_place(lines: Sequence[str]) -> Place:
    for number, line in enumerate(lines, 1):
        for column, character in enumerate(line, 1):
            if _NEVER_SHOWN.match(character):
                return Place(number, column, number, column + 1)
    return Place(1, 1, 1, 1)


def problem(code: str, place: Place, message: str) -> Problem:
    """A problem met while reading: it has a place, and no path leads to it yet."""
    return Problem(code, Severity.ERROR, (), message, place=place)
