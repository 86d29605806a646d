"""What a Hub file says of a care team's codes, read: the codes of a list, and the answers to the coding questions."""

from __future__ import annotations

from mapper.esms.codes import Reading
from mapper.esms.parsing import read_codes
from mapper.esms.tree import DESDE_LTC_2
from mapper.findings import Path
from mapper.schema.answers import Answers
from mapper.schema.care_teams import CareTeam, CodingAnswer


def version_of(team: CareTeam) -> str:
    """The version that a team is coded in; DESDE-LTC 2 where the file does not say."""
    return team.version.value or DESDE_LTC_2


def codes_in(listed: Answers[str], version: str) -> tuple[tuple[Path, Reading], ...]:
    """What is read of each text in a list of codes, with its path below the list."""
    return tuple((below, read_codes(text, version)) for below, text in listed.placed())


def answers_given(listed: Answers[CodingAnswer]) -> dict[str, str]:
    """The answers to the coding questions by their questions: a word, or a missing word; blank ones are left out."""
    given: dict[str, str] = {}
    for item in listed:
        if item.answer.value is not None:
            given[item.question] = item.answer.value
        elif item.answer.missing is not None:
            given[item.question] = item.answer.missing.value
    return given
