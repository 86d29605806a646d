"""Checks P803, P804: telephone numbers and NHS numbers in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapper.checks.check import Check, Subject
from mapper.checks.privacy import passages
from mapper.findings import Path, Problem, Severity
from mapper.vocabulary.lists import word_set
from mapper.wording import quoted

_FILE = "phone_numbers.yaml"
_MANY_DIGITS = re.compile(r"\d(?:\D{0,3}\d){8}")
_GAP = r"[\s.()\u2010-\u2013-]{0,2}"
_TELEPHONE = re.compile(
    rf"(?<![\w/=&-])(?<!\d\.)(?:(?:\+|00)44{_GAP}(?:0{_GAP})?(?=[1-9])|\(?0)(\d\d(?:{_GAP}\d){{7,8}})(?!\w|/\d{{4}}|/[^\W\d])"
)
_NHS_NUMBER = re.compile(r"(?<![\w/=&-])(?<!\d\.)([1-9]\d\d)([ \u00a0-]?)(\d{3})\2(\d{4})(?![\w/-])")
"""Ten digits, as they are or in threes and four. What begins with 0 is a telephone number."""
_WORD = re.compile(r"[^\W\d_]+")
_WEIGHTS = range(10, 1, -1)


def telephone_numbers(subject: Subject) -> Iterator[Problem]:
    """Telephone numbers of places and persons; numbers of services are public."""
    for found in passages(subject, _MANY_DIGITS):
        if _is_published(found.path):
            continue
        for number in _TELEPHONE.finditer(found.text):
            is_personal = "0" + number[1][:1] in word_set(_FILE, "of_places_and_persons")
            if is_personal and not _counts_something_else(found.text[: number.start()]):
                message = (
                    f"{quoted(number[0])} reads like a telephone number, which may lead to a person. Please leave it "
                    "out, or write the number of a service, such as one that begins with 0800 or 03."
                )
                yield Problem("P803", found.severity, found.path, message, part=number[0])
                break


def _is_published(path: Path) -> bool:
    """Whether a text is the title or the address of a source, which anybody can read, with numbers of its own."""
    return path[:2] == ("record", "sources") and not _PUBLISHED.isdisjoint(path)


_PUBLISHED = frozenset(("title", "url"))


def _counts_something_else(before: str) -> bool:
    """Whether the words before a number say that it is that of a report, a book or the like: `report no.`, `ISBN`."""
    earlier, last = ["", "", *_WORD.findall(before.lower())][-2:]
    if last in word_set(_FILE, "no"):
        return earlier not in word_set(_FILE, "telephone")
    named = {last, earlier} if last in word_set(_FILE, "number") else {last}
    return not named.isdisjoint(word_set(_FILE, "of_other_things"))


def nhs_numbers(subject: Subject) -> Iterator[Problem]:
    """Numbers that identify a patient."""
    for found in passages(subject, _MANY_DIGITS):
        numbers = (one for one in _NHS_NUMBER.finditer(found.text) if is_nhs_number(one[1] + one[3] + one[4]))
        number = next((one for one in numbers if not _is_of_a_book(found.text[: one.start()])), None)
        if number is not None:
            message = (
                f"The ten digits from `{number[1]}` on read like the NHS number of a patient. "
                "Please remove them, and see who else has had this file."
            )
            yield Problem("P804", Severity.ERROR, found.path, message, part=number[0])


def _is_of_a_book(before: str) -> bool:
    """Whether the word before a number is ISBN: the check digit of ten is worked out as that of an NHS number."""
    return _WORD.findall(before.lower())[-1:] == ["isbn"]


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number: eleven less the remainder, by 11, of the sum of the
    first nine digits times 10, 9 and so on to 2; 0 for eleven, and none where it is ten (NHS Data Dictionary).
    """
    left = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return (11 - left) % 11 == int(digits[9])


CHECKS = (
    Check(
        code="P803",
        title="A telephone number stands in a text",
        why="The number of a place or of a mobile telephone may lead to a person; numbers of services are public.",
        bad="""
            access:
              crisis_pathway: Ring the psychologist on 07700 900123.
            """,
        good="""
            access:
              crisis_pathway: Ring 111 or, day and night, the Samaritans on 116 123.
            """,
        run=telephone_numbers,
        source="ofcom-numbering",
    ),
    Check(
        code="P804",
        title="An NHS number stands in a text",
        why="An NHS number identifies a patient wherever it is read.",
        bad="""
            pathway:
              review: As for the client 943 476 5919, after six sessions.
            """,
        good="""
            pathway:
              review: After six sessions.
            """,
        run=nhs_numbers,
        source="nhs-data-dictionary",
    ),
)
