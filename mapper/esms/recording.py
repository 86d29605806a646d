"""A coding of a care team → the content of the Hub file with it: codes, version and answers, everything else kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mapper.errors import MapperError
from mapper.esms.coding import codes_by_type, contradictions, full_codes, is_activity
from mapper.esms.questions import coding_questions, opening_question
from mapper.esms.teams import answers_given, codes_in, version_of
from mapper.esms.tree import BRANCHES, DESDE_LTC_2
from mapper.findings import Path
from mapper.inserting import with_answer, with_item
from mapper.schema.answers import Answers, MissingWord
from mapper.schema.care_teams import CareTeam, Coding
from mapper.schema.hub import Hub
from mapper.wording import value_at

_TEAMS: Path = ("care_teams",)


class Coder(NamedTuple):
    """Who coded, by role, and when, if that is said."""

    role: str
    date: str | None = None


class Recording(NamedTuple):
    """The content with a coding, the codes that it then holds, and what stood there before and is written over."""

    after: bytes
    codes: tuple[str, ...]
    replaced: tuple[str, ...]


def team_at(hub: Hub, team_id: str) -> tuple[Path, CareTeam] | None:
    """A care team by its id, with its path; None if there is none."""
    listed = hub.care_teams.placed()
    return next((((*_TEAMS, *below), team) for below, team in listed if team.id == team_id), None)


def coding_of(team: CareTeam, role: str) -> tuple[Path, Coding] | None:
    """What a coder made of a team, with its path below the team; None if there is nothing by that role."""
    listed = team.coders.placed()
    return next(((("coders", *below), coding) for below, coding in listed if coding.role == role), None)


def recorded(
    data: bytes, values: Any, hub: Hub, team_id: str, answers: Mapping[str, str], coder: Coder | None = None
) -> Recording:
    """The content of a Hub file, of which `values` were read, with the answers to the coding questions and the codes
    they lead to: as the codes of a team, or as what one coder made of it.

    Raises MapperError where the file cannot be written to without changing anything else, or where the codes would
    stand in a team of another version.
    """
    found = team_at(hub, team_id)
    if found is None and coder is not None:
        raise MapperError(f"There is no care team `{team_id}` in the file. Please code the team first, or add it.")
    if found is None:
        item = {"id": team_id, **_new(answers, version=True)}
        return Recording(with_item(data, _TEAMS, item), full_codes(answers), ())
    path, team = found
    if coder is None:
        return _over(data, values, path, team, version_of(team), answers)
    if team.version.value not in (None, DESDE_LTC_2):
        raise MapperError(
            f"The care team `{team_id}` is coded in {team.version.value}, and the questions lead to {DESDE_LTC_2}. "
            "Please code the team itself in that version first."
        )
    earlier = coding_of(team, coder.role)
    dated = {"date": coder.date} if coder.date else {}
    if earlier is None:
        item = {"role": coder.role, **dated, **_new(answers, version=False)}
        return Recording(with_item(data, (*path, "coders"), item), full_codes(answers), ())
    below, coding = earlier
    if coder.date:
        data = with_answer(data, (*path, *below, "date"), coder.date)
    return _over(data, values, (*path, *below), coding, version_of(team), answers)


def _new(answers: Mapping[str, str], *, version: bool) -> dict[str, Any]:
    codes = list(full_codes(answers))
    new: dict[str, Any] = {"codes": codes} if codes else {}
    if codes and version:
        new["version"] = DESDE_LTC_2
    given = [{"question": question, "answer": answer} for question, answer in answers.items()]
    return {**new, "coding_answers": given} if given else new


def _over(
    data: bytes, values: Any, path: Path, coding: CareTeam | Coding, version: str, answers: Mapping[str, str]
) -> Recording:
    """A coding in the place of another."""
    replaced: list[str] = []
    codes = _codes(coding.codes, version, answers)
    is_of_version = version == DESDE_LTC_2 or not coding.codes.items
    if not is_of_version or sorted(codes) != sorted(coding.codes):
        replaced += _told("codes", coding.codes)
        if codes:
            data = with_answer(data, _place_of_value(values, (*path, "codes")), codes)
        elif coding.codes.items:
            data = with_answer(data, (*path, "codes"), _why_no_codes(answers))
    if codes and isinstance(coding, CareTeam) and coding.version.value != DESDE_LTC_2:
        replaced += [f"version {coding.version.value}"] if coding.version.value else []
        data = with_answer(data, (*path, "version"), DESDE_LTC_2)
    data, changed = _with_answers(data, values, path, coding, answers)
    return Recording(data, tuple(codes) or full_codes(answers), (*replaced, *changed))


def _codes(listed: Answers[str], version: str, answers: Mapping[str, str]) -> list[str]:
    """The codes that answers lead to. Those that are there already stay as they are typed, if the answers do not speak
    against them and lead to nothing else in their branch.
    """
    meant = codes_by_type(answers)
    typed = {
        code.mtc: text
        for (_, reading), text in zip(codes_in(listed, version), listed, strict=True)
        for code in reading.codes
        if version == DESDE_LTC_2 and len(reading.codes) == 1 and code.is_known and not contradictions(code, answers)
    }
    branches = {mtc[0] for mtc in meant}
    kept = {mtc: text for mtc, text in typed.items() if mtc in meant or mtc[0] not in branches}
    return [*kept.values(), *(code for mtc, code in meant.items() if mtc not in kept)]


def _why_no_codes(answers: Mapping[str, str]) -> str:
    closed = all(answers.get(opening_question(branch).id) == "no" for branch in BRANCHES)
    return (MissingWord.NOT_APPLICABLE if closed or is_activity(answers) else MissingWord.NOT_KNOWN).value


def _told(question: str, listed: Answers[str]) -> Iterator[str]:
    """What stands at a list of codes and would be lost."""
    if listed.items:
        yield f"{question} {', '.join(listed)}"
    elif listed.note or listed.sources:
        yield f"{question} {listed.missing or ''} ({listed.note or ', '.join(listed.sources)})"


def _with_answers(
    data: bytes, values: Any, path: Path, coding: CareTeam | Coding, answers: Mapping[str, str]
) -> tuple[bytes, tuple[str, ...]]:
    """A content with answers to the coding questions, and what they take the place of. Those that are there stay in
    their places; the whole list is written anew where some of them led to another code.
    """
    path = (*path, "coding_answers")
    places = {item.question: below for below, item in coding.coding_answers.placed()}
    earlier = answers_given(coding.coding_answers)
    stale = [question for question in places if question in coding_questions() and question not in answers]
    changed = [question for question in answers if question in places and earlier.get(question) != answers[question]]
    replaced = tuple(f"{question} {earlier.get(question, '(conflicting)')}" for question in (*changed, *stale))
    if stale:
        return with_answer(data, path, _merged(values, path, places, answers, changed)), replaced
    for question in changed:
        data = with_answer(data, _place_of_value(values, (*path, *places[question], "answer")), answers[question])
    for question, answer in answers.items():
        if question not in places:
            data = with_item(data, path, {"question": question, "answer": answer})
    return data, replaced


def _merged(
    values: Any, path: Path, places: Mapping[str, Path], answers: Mapping[str, str], changed: Sequence[str]
) -> list[dict[str, Any]]:
    """The items of a new list of answers, with the remarks of those that stay, and with the study's own questions."""
    own = [value_at(values, (*path, *at)) for question, at in places.items() if question not in coding_questions()]
    merged = []
    for question, answer in answers.items():
        is_kept = question in places and question not in changed
        kept = value_at(values, (*path, *places[question])) if is_kept else None
        merged.append(kept or {"question": question, "answer": answer})
    return [*merged, *own]


def _place_of_value(values: Any, path: Path) -> Path:
    """Where the value itself stands, beside which there may be remarks."""
    there = value_at(values, path)
    return (*path, "value") if isinstance(there, dict) and "value" in there else path
