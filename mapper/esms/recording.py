"""A coding of a care team → the content of the Hub file with it: codes, version and answers, everything else kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mapper.errors import MapperError
from mapper.esms.codes import ReadCode
from mapper.esms.coding import codes_by_type, contradictions, full_codes, is_activity, is_open
from mapper.esms.parsing import read_codes
from mapper.esms.questions import OWN_STAFF, coding_questions, opening_question
from mapper.esms.teams import answers_given, codes_in, version_of
from mapper.esms.tree import BRANCHES, DESDE_LTC_2
from mapper.findings import Path
from mapper.inserting import with_answer, with_item
from mapper.schema.answers import Answer, Answers, MissingWord, Standing
from mapper.schema.care_teams import CareTeam, Coding, CodingAnswer
from mapper.schema.hub import Hub
from mapper.wording import loosely, value_at

_FILLED_IN = (None, MissingWord.NOT_KNOWN, MissingWord.NOT_REPORTED)
"""In place of an answer, what may be filled in unasked."""
_TEAMS: Path = ("care_teams",)


class Coder(NamedTuple):
    """Who coded, by role, and when, if that is said."""

    role: str
    date: str | None = None


class Given(NamedTuple):
    """Answers by their questions, and the questions that were asked, also those that were skipped."""

    answers: Mapping[str, str]
    asked: frozenset[str]

    @property
    def topics(self) -> frozenset[str]:
        """What was asked about: branches, and questions that belong to none."""
        return frozenset(map(_topic, (*self.answers, *self.asked)))


def _topic(question: str) -> str:
    known = coding_questions().get(question)
    return question if known is None else known.opens or known.branch or question


class Recording(NamedTuple):
    """The content with a coding, the codes and answers that it then holds, and what stood there and is written over."""

    after: bytes
    codes: tuple[str, ...]
    answers: Mapping[str, str]
    replaced: tuple[str, ...] = ()


def team_at(hub: Hub, team_id: str) -> tuple[Path, CareTeam] | None:
    """A care team by its id, with its path; None if there is none."""
    listed = hub.care_teams.placed()
    return next((((*_TEAMS, *below), team) for below, team in listed if team.id == team_id), None)


def coding_of(team: CareTeam, role: str) -> tuple[Path, Coding] | None:
    """What a coder made of a team, with its path below the team; None if there is nothing by that role."""
    listed = team.coders.placed()
    return next(
        ((("coders", *below), coding) for below, coding in listed if loosely(coding.role) == loosely(role)), None
    )


def recorded(data: bytes, values: Any, hub: Hub, team_id: str, given: Given, coder: Coder | None = None) -> Recording:
    """The content of a Hub file, of which `values` were read, with the answers to the coding questions and the codes
    they lead to: as the codes of a team, or as what one coder made of it. Answers and codes that are there already stay
    in the branches of which nothing was asked.

    Raises MapperError where the file cannot be written to without changing anything else, or where the codes would
    stand in a team of another version.
    """
    found = team_at(hub, team_id)
    if found is None and coder is not None:
        raise MapperError(f"There is no care team `{team_id}` in the file. Please code the team first, or add it.")
    if found is None:
        item = {"id": team_id, **_new(given.answers, version=True)}
        return Recording(with_item(data, _TEAMS, item), full_codes(given.answers), given.answers)
    path, team = found
    if coder is None:
        return _over(data, values, path, team, version_of(team), given)
    if team.version.value not in (None, DESDE_LTC_2):
        raise MapperError(
            f"The care team `{team_id}` is coded in {team.version.value}, and the questions lead to {DESDE_LTC_2}. "
            "Please code the team itself in that version first."
        )
    earlier = coding_of(team, coder.role)
    dated = {"date": coder.date} if coder.date else {}
    if earlier is None:
        item = {"role": coder.role, **dated, **_new(given.answers, version=False)}
        return Recording(with_item(data, (*path, "coders"), item), full_codes(given.answers), given.answers)
    below, coding = earlier
    recording = _over(data, values, (*path, *below), coding, version_of(team), given)
    if coder.date is None or str(coding.date.value) == coder.date:
        return recording
    place = _place_of_value(values, (*path, *below, "date"))
    dated_anew = with_answer(recording.after, place, coder.date)
    return recording._replace(after=dated_anew, replaced=(*recording.replaced, *_told_answer("date", coding.date)))


def _new(answers: Mapping[str, str], *, version: bool) -> dict[str, Any]:
    codes = list(full_codes(answers))
    new: dict[str, Any] = {"codes": codes} if codes else {}
    if is_activity(answers):
        new["codes"] = MissingWord.NOT_APPLICABLE.value
    if codes and version:
        new["version"] = DESDE_LTC_2
    given = [{"question": question, "answer": answer} for question, answer in answers.items()]
    return {**new, "coding_answers": given} if given else new


def _over(data: bytes, values: Any, path: Path, coding: CareTeam | Coding, version: str, given: Given) -> Recording:
    """A coding in the place of another."""
    replaced: list[str] = []
    earlier, topics = answers_given(coding.coding_answers), given.topics
    if is_activity(earlier) and any(is_open(branch, given.answers) for branch in BRANCHES):
        topics |= {OWN_STAFF}  # who codes a branch has a team in mind
    answers = {**{q: answer for q, answer in earlier.items() if _topic(q) not in topics}, **given.answers}
    codes = _codes(coding.codes, version, answers, topics)
    is_of_version = version == DESDE_LTC_2 or not coding.codes.items
    is_missing_rightly = is_activity(answers) and coding.codes.missing is MissingWord.NOT_APPLICABLE
    if not is_of_version or sorted(codes) != sorted(coding.codes) or (is_activity(answers) and not is_missing_rightly):
        replaced += _told_codes(coding.codes, codes, is_of_version=is_of_version)
        if codes:
            data = with_answer(data, _place_of_value(values, (*path, "codes")), codes)
        elif coding.codes.items or is_activity(answers):
            data = with_answer(data, (*path, "codes"), _why_no_codes(answers))
    if codes and isinstance(coding, CareTeam) and coding.version.value != DESDE_LTC_2:
        replaced += _told_answer("version", coding.version)
        data = with_answer(data, _place_of_value(values, (*path, "version")), DESDE_LTC_2)
    data, changed = _with_answers(data, values, path, coding.coding_answers, answers)
    return Recording(data, tuple(codes), answers, (*replaced, *changed))


def _codes(listed: Answers[str], version: str, answers: Mapping[str, str], topics: Collection[str]) -> list[str]:
    """The codes that answers lead to. Those that are there already stay as they are typed, if they say all that the
    answers do, and in branches of which nothing was asked, if the answers do not speak against them.
    """
    meant = codes_by_type(answers)
    typed = {
        code.mtc: (code, text)
        for (_, reading), text in zip(codes_in(listed, version), listed, strict=True)
        for code in reading.codes
        if version == DESDE_LTC_2 and len(reading.codes) == 1 and code.is_known and not contradictions(code, answers)
    }
    kept = {
        mtc: text
        for mtc, (code, text) in typed.items()
        if (_says_all(code, meant[mtc]) if mtc in meant else mtc[0] not in topics)
    }
    return [*kept.values(), *(code for mtc, code in meant.items() if mtc not in kept)]


def _says_all(code: ReadCode, full: str) -> bool:
    """Whether a code has every part of a full code, and perhaps others: a sex, more letters behind it."""
    read = read_codes(full).codes
    if len(read) != 1 or read[0].mtc != code.mtc:
        return False
    meant = read[0]
    has_letters = set(meant.qualifiers) <= set(code.qualifiers)
    return has_letters and bool(code.needs or not meant.needs) and (code.prefix or "").startswith(meant.prefix or "")


def _why_no_codes(answers: Mapping[str, str]) -> str:
    closed = all(answers.get(opening_question(branch).id) == "no" for branch in BRANCHES)
    return (MissingWord.NOT_APPLICABLE if closed or is_activity(answers) else MissingWord.NOT_KNOWN).value


def _told_codes(listed: Answers[str], codes: Sequence[str], *, is_of_version: bool) -> Iterator[str]:
    """The codes that stand there and would be lost: those of which a part is in none of the new ones."""
    read = [code for text in codes for code in read_codes(text).codes]
    kept = {text for text in listed for code in read if is_of_version and _says_all(code, text)}
    if kept != set(listed.items) or listed.note or listed.sources:
        yield from _told("codes", listed)


def _told(question: str, listed: Answers[Any]) -> Iterator[str]:
    """What stands at a list, and would be lost."""
    remarks = _remarks(listed.note, *listed.sources)
    if listed.items or remarks:
        said = ", ".join(map(str, listed)) or str(listed.missing or "")
        yield f"{question} {said}{remarks}"


def _told_answer(question: str, answer: Answer[Any]) -> Iterator[str]:
    """What stands at a question, and would be lost."""
    remarks = _remarks(answer.note, *(reading.note for reading in answer.readings), *answer.cited)
    said = " / ".join(str(reading.value) for reading in answer.readings) or str(answer.missing or "")
    is_an_answer = bool(answer.readings) or answer.missing not in _FILLED_IN
    if is_an_answer or remarks:
        yield f"{question} {said}{remarks}"


def _remarks(*remarks: str | None) -> str:
    """Remarks and sources behind what they belong to; nothing where there are none."""
    said = ", ".join(remark for remark in remarks if remark)
    return f" ({said})" if said else ""


def _with_answers(
    data: bytes, values: Any, path: Path, listed: Answers[CodingAnswer], answers: Mapping[str, str]
) -> tuple[bytes, tuple[str, ...]]:
    """A content with answers to the coding questions, and what they take the place of: answers that are others now, and
    those to questions that are not answered any more. These leave the list; all others stay in their places.
    """
    here = (*path, "coding_answers")
    there = {item.question: (below, item) for below, item in listed.placed() if item.question in coding_questions()}
    earlier = answers_given(listed)
    is_answered = [question for question, (_, item) in there.items() if item.answer.standing is not Standing.BLANK]
    stale = [question for question in is_answered if question not in answers]
    changed = [
        question for question in is_answered if question in answers and earlier.get(question) != answers[question]
    ]
    lost = filter(None, (_told_item(there[question][1]) for question in (*changed, *stale)))
    replaced = (*lost, *(_told("coding_answers", listed) if listed.missing is not None else ()))
    if stale or listed.missing is not None:
        items = _merged(values, here, listed, answers, stale)
        return with_answer(data, _place_of_value(values, here), items), tuple(replaced)
    for question, answer in answers.items():
        if question not in there:
            data = with_item(data, _place_of_value(values, here), {"question": question, "answer": answer})
        elif question in changed or question not in is_answered:
            place = _place_of_value(values, (*here, *there[question][0], "answer"))
            data = with_answer(data, place, answer)
    return data, tuple(replaced)


def _told_item(item: CodingAnswer) -> str:
    """An answer to a coding question with its remarks; empty where nothing would be missed."""
    remarks = _remarks(item.note.value, *item.sources)
    said = next(_told_answer(item.question, item.answer), "")
    if not (said or remarks):
        return ""
    return (said or f"{item.question} {item.answer.missing or ''}") + remarks


def _merged(
    values: Any, path: Path, listed: Answers[CodingAnswer], answers: Mapping[str, str], stale: Collection[str]
) -> list[dict[str, Any]]:
    """The items of a new list of answers: those that are there, apart from the stale ones, and then the new ones."""
    merged = []
    for below, item in listed.placed():
        raw = value_at(values, (*path, *below))
        if item.question in stale:
            continue
        answer = answers.get(item.question)
        is_same = answer is None or answers_given(Answers((item,))).get(item.question) == answer
        merged.append(raw if is_same else {**raw, "answer": _beside_remarks(raw.get("answer"), str(answer))})
    there = {item.question for item in listed}
    new = ({"question": question, "answer": answer} for question, answer in answers.items() if question not in there)
    return [*merged, *new]


def _beside_remarks(there: Any, answer: str) -> Any:
    """An answer in the place of another, with the remarks that stand beside that."""
    return {**there, "value": answer} if isinstance(there, dict) and "value" in there else answer


def _place_of_value(values: Any, path: Path) -> Path:
    """Where the value itself stands, beside which there may be remarks."""
    there = value_at(values, path)
    return (*path, "value") if isinstance(there, dict) and "value" in there else path
