"""`mapper esms code`: ask the coding questions, show what the answers lead to, and write both into the Hub file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from mapper.console import ask, put, say, wants_color, width
from mapper.errors import MapperError, UsageError
from mapper.esms.answers_file import read_answers_file
from mapper.esms.questions import OWN_STAFF
from mapper.esms.recording import Coder, Given, Recording, coding_of, recorded, team_at
from mapper.esms.session import Session
from mapper.esms.teams import answers_given
from mapper.reading import read_bytes
from mapper.render.esms_questions import keys_text, outcome_text, question_text
from mapper.schema.answers import MissingWord
from mapper.schema.hub import Hub
from mapper.schema.scalars import is_date, slug
from mapper.study import MappedHub, hub_of, words_at
from mapper.wording import quoted
from mapper.writing import refuse_read_only, write_over

_LEFT = "The coding was left before its end, and nothing was written."
_LONGEST_REPLY = 40
_FIRST_TEAM = "care-team"
"""What the first care team of a Hub is called if nobody says."""
_MORE_KEYS = {"back": "b", "skip": "s", "quit": "q", "not known": "?", "y": "yes", "n": "no"}
"""What somebody may type in place of a key."""

Record = Callable[[Session], Recording]
"""What the file would hold after a session."""


class Request(NamedTuple):
    """What is to be coded: the file of a Hub and a care team in it; by a file with answers, or by asking; for the team
    itself or for one coder; over what is there already or not.
    """

    file: Path
    team: str | None
    answers: Path | None
    coder: str | None
    date: str | None
    replace: bool


def code_team(request: Request) -> None:
    """Code a care team and write the file. Raises MapperError where that cannot be done; nothing is written then."""
    coder = _coder(request)
    before = _content(request.file)
    mapped = _mapped(request.file, before)
    team = _team(mapped.hub, request.team)

    def record(session: Session) -> Recording:
        given = Given(session.answers, frozenset(session.asked))
        return recorded(before, mapped.document.values, mapped.hub, team, given, coder)

    refuse_read_only(request.file)
    record(Session({OWN_STAFF: "yes"}))  # so that nobody answers all questions before hearing of no place for them
    if request.answers is not None:
        recording = _from_file(request.answers, record, replace=request.replace)
    else:
        earlier = _earlier(mapped.hub, team, coder)
        recording = _asked(record, earlier, f"{request.file}, care team {team}")
    if recording.after == before:
        say(f"{request.file} says so already, and is left as it is.")
        return
    write_over(request.file, before, recording.after)
    if team_at(mapped.hub, team) is None:
        others = ", ".join(f"`{other.id}`" for other in mapped.hub.care_teams)
        say(f"Added a new care team, `{team}`" + (f", beside {others}." if others else "."))
    say(f"Wrote {request.file}. Please run: mapper validate {request.file}")


def _coder(request: Request) -> Coder | None:
    if request.coder is None:
        if request.date is not None:
            raise UsageError("--date is when a coder coded. Please give it together with --coder ROLE.")
        return None
    if not request.coder.strip():
        raise UsageError('The role of the coder is empty. Please name it, such as --coder "research assistant".')
    if request.date is not None and not is_date(request.date):
        raise UsageError(f"{quoted(request.date)} is no date. Please write it with the year first, such as 2026-04-12.")
    return Coder(request.coder.strip(), request.date)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise MapperError(f"{file} cannot be read: {error.strerror}. Please name the file of a Hub.") from error


def _mapped(file: Path, content: bytes) -> MappedHub:
    mapped = hub_of(file, read_bytes(content), words_at(file))
    if not isinstance(mapped.document.values, dict):
        raise MapperError(f"{file} cannot be read as a Hub file. Please run: mapper validate {file}")
    unread = [path for path in mapped.left_out if path[:1] == ("care_teams",)]
    if unread:
        line = mapped.document.place(unread[0]).line
        raise MapperError(f"{file}, line {line}: care teams have an error. Please run: mapper validate {file}")
    return mapped


def _team(hub: Hub, named: str | None) -> str:
    teams = [team.id for team in hub.care_teams]
    if named is not None:
        if not named or slug(named) != named:
            raise UsageError(
                f"{quoted(named)} is no id. Please use small letters, figures and hyphens: --team clinical-team."
            )
        return named
    if len(teams) == 1:
        return teams[0]
    if teams:
        raise UsageError(f"The Hub has several care teams. Please say which: --team {' or --team '.join(teams)}")
    return _FIRST_TEAM


def _earlier(hub: Hub, team_id: str, coder: Coder | None) -> Mapping[str, str]:
    """The answers that are there already. A coder is shown their own only: codings are independent."""
    found = team_at(hub, team_id)
    if found is None:
        return {}
    if coder is None:
        return answers_given(found[1].coding_answers)
    own = coding_of(found[1], coder.role)
    return answers_given(own[1].coding_answers) if own is not None else {}


def _from_file(file: Path, record: Record, *, replace: bool) -> Recording:
    """What the answers in a file make of the Hub file. Raises MapperError where it would replace something unasked."""
    session = Session(read_answers_file(file))
    recording = record(session)
    _put_outcome(recording)
    if recording.replaced and not replace:
        raise MapperError(
            f"This would take the place of what is there already: {'; '.join(recording.replaced)}. "
            "Nothing was written. Please add --replace to write over it."
        )
    return recording


def _asked(record: Record, earlier: Mapping[str, str], where: str) -> Recording:
    """What the answers make of the file, once every question has been dealt with and the outcome is confirmed."""
    say(f"Coding {where}")
    session = Session()
    while True:
        while session.question is not None:
            earlier = {**earlier, **session.answers}  # so that what was answered before going back is still shown
            session = _ask_one(session, earlier)
        recording = record(session)
        _put_outcome(recording)
        if recording.replaced:
            say(f"It takes the place of what is there already: {'; '.join(recording.replaced)}.")
        while (reply := _reply("Write this to the file? (yes, b back, q leave) ")) not in ("yes", "b"):
            if reply == "no":
                raise MapperError(_LEFT)
            say("Please type yes, b or q.")
        if reply == "yes":
            return recording
        earlier = {**earlier, **session.answers}
        session = session.back()


def _ask_one(session: Session, earlier: Mapping[str, str]) -> Session:
    question = session.question
    assert question is not None
    so_far = earlier.get(question.id)
    sys.stderr.write(question_text(session, so_far, width=width(), color=wants_color()))
    sys.stderr.write(keys_text(has_earlier=_can_keep(session, so_far)))
    reply = _reply("  Answer: ")
    after = _after(session, reply, so_far)
    if after is None:
        said = f"{quoted(reply, _LONGEST_REPLY)} is none of these. " if reply else ""
        say(f"  {said}Please type the number of an answer.")
    return after or session


def _after(session: Session, reply: str, so_far: str | None) -> Session | None:
    """The session after a reply; None if the reply is not understood."""
    moves = {"b": session.back, "?": session.not_known, "s": session.skip}
    if reply in moves:
        return moves[reply]()
    if not reply and so_far is not None and _can_keep(session, so_far):
        return session.answered(so_far)
    if reply in map(str, range(1, len(session.offered) + 1)):
        return session.answered(session.offered[int(reply) - 1])
    return session.answered(reply) if reply in session.offered else None


def _can_keep(session: Session, so_far: str | None) -> bool:
    return so_far in session.offered or so_far in set(MissingWord)


def _reply(prompt: str) -> str:
    try:
        typed = ask(prompt)
    except KeyboardInterrupt:
        raise MapperError(_LEFT) from None
    if typed is None:
        raise MapperError(f"{_LEFT} Please answer in a terminal, or give the answers with --answers FILE.")
    reply = _MORE_KEYS.get(typed.lower(), typed.lower() if len(typed) == 1 else typed)
    if reply == "q":
        raise MapperError(_LEFT)
    return reply.lower() if reply.lower() in ("yes", "no") else reply


def _put_outcome(recording: Recording) -> None:
    put(outcome_text(recording.answers, recording.codes, width=width(), color=wants_color()))
