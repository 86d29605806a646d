"""What `mapper query` does: queries raised, answered, closed, opened again, listed, and their corrections made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mapper.accuracy.suggestions import applied
from mapper.checks.report import report_of
from mapper.commands.hub_at_hand import Opened, day_of, opened, refuse_unusable, role_of, text_of
from mapper.console import say
from mapper.errors import MapperError, UsageError
from mapper.findings import Finding, Severity
from mapper.reading import read_bytes
from mapper.render.queries import ListedHub, queries_json, queries_markdown, queries_text
from mapper.review.content import Said
from mapper.review.entries import Closing, Entry, Outcome, Query, Reopening, Reply
from mapper.review.queries import QueryState, queries
from mapper.review.review_file import append, read_review
from mapper.review.target import target_at, targets
from mapper.review.words import said_words
from mapper.study import MappedHub, find_hub_files, hub_of, load_study
from mapper.wording import loosely, quoted
from mapper.writing import write_over


class Saying(NamedTuple):
    """Who says something of a query, and when; `hubs` is where the query is looked for."""

    by: str
    on: str | None
    hubs: Path


def raise_query(hub: str, path: str, text: str, suggested: str | None, saying: Saying) -> None:
    """Ask about an answer, an item or a section. Raises MapperError where it cannot be written."""
    at_hand = opened(hub, saying.hubs)
    target = target_at(at_hand.mapped, path)
    query = Query(
        id="",
        path=target.key,
        item=target.item,
        text=text_of(text, "question"),
        by=role_of(saying.by),
        on=day_of(saying.on),
        value=target.said,
        suggested=suggested.strip() or None if suggested is not None else None,
    )
    (written,) = append(at_hand.review, at_hand.mapped.id, [query])
    say(f"Raised {written.id} on {target.item}, in {at_hand.review.file}")


def answer(named: str, text: str, saying: Saying) -> None:
    """Answer a query."""

    def reply(state: QueryState) -> Entry:
        return Reply("", state.query.id, text_of(text, "answer"), role_of(saying.by), day_of(saying.on))

    _said_of(named, saying, reply, "Answered", is_open=True)


def close(named: str, outcome: str, note: str | None, saying: Saying) -> None:
    """Settle a query."""

    def closing(state: QueryState) -> Entry:
        remark = note.strip() or None if note else None
        return Closing("", state.query.id, _outcome(outcome), role_of(saying.by), day_of(saying.on), remark)

    _said_of(named, saying, closing, "Closed", is_open=True)


def reopen(named: str, text: str, saying: Saying) -> None:
    """Open a query again that was closed."""

    def reopening(state: QueryState) -> Entry:
        return Reopening("", state.query.id, text_of(text, "reason"), role_of(saying.by), day_of(saying.on))

    _said_of(named, saying, reopening, "Reopened", is_open=False)


def listing(paths: Sequence[Path], file_format: str, *, only_open: bool, width: int, color: bool) -> str:
    """The queries of Hubs as a list of what is to be done. Raises MapperError where a review file cannot be read."""
    study = load_study(paths)
    listed = []
    for mapped in study.hubs:
        review = read_review(Path(mapped.file))
        refuse_unusable(review, mapped)
        asked = tuple(one for one in queries(review.entries) if one.is_open or not only_open)
        listed.append(ListedHub(mapped.id, study.heading(mapped), asked, targets(mapped) if asked else {}))
    if file_format == "json":
        return queries_json(listed)
    if file_format == "markdown":
        return queries_markdown(listed, study.vocabulary, only_open=only_open)
    return queries_text(listed, study.vocabulary, only_open=only_open, width=width, color=color)


def apply(named: Sequence[str], value: str | None, by: str | None, on: str | None, hubs: Path) -> None:
    """Make the corrections that queries suggest, and close them if it is said by whom. All are made, or none.

    Raises MapperError where one cannot be made.
    """
    if value is not None and len(named) > 1:
        raise UsageError("--value is the answer of one query. Please apply the others on their own.")
    role, day = role_of(by) if by is not None else None, day_of(on)
    found = [_found(one, hubs) for one in named]
    files = {at_hand.file for at_hand, _ in found}
    if len(files) > 1:
        raise UsageError("These queries are of different Hubs. Please apply those of one Hub at a time.")
    at_hand = found[0][0]
    states = list(dict.fromkeys(state.query.id for _, state in found))
    by_id = {state.query.id: state for _, state in found}
    data, said = at_hand.data, list[str]()
    before = _errors(at_hand, data)
    for its_id in states:
        data, told = _with_correction(at_hand, data, by_id[its_id], value)
        said.append(told)
    if data != at_hand.data:
        write_over(at_hand.file, at_hand.data, data)
        say(f"Wrote {at_hand.file}")
    for told in said:
        say(told)
    if role is None:
        ids = " ".join(states)
        say(f'To settle it: mapper query close {ids} --outcome corrected --by "research assistant"')
        return
    if new := [finding for finding in _errors(at_hand, data) if _is_new(finding, before)]:
        say(f"{at_hand.file}, line {new[0].place.line}: {new[0].message}")
        say(f"This was no error before. Please correct it, then close {', '.join(states)}.")
        return
    closings = [Closing("", its_id, Outcome.CORRECTED.value, role, day) for its_id in states]
    append(at_hand.review, at_hand.mapped.id, closings)
    say(f"Closed {', '.join(states)} as corrected")


def _errors(at_hand: Opened, data: bytes) -> tuple[Finding, ...]:
    """The errors of a content of the Hub file."""
    mapped = hub_of(at_hand.file, read_bytes(data), at_hand.study.vocabulary)
    return tuple(one for one in report_of(mapped, at_hand.study).findings if one.severity is Severity.ERROR)


def _is_new(finding: Finding, before: Sequence[Finding]) -> bool:
    return not any((one.code, one.path) == (finding.code, finding.path) for one in before)


def _with_correction(at_hand: Opened, data: bytes, state: QueryState, value: str | None) -> tuple[bytes, str]:
    """The content with the correction of one query, and what is said of it."""
    query, suggested = state.query, value if value is not None else state.query.suggested
    if not state.is_open:
        raise MapperError(f"{query.id} is closed. Please open it again first: mapper query reopen {query.id} REASON")
    if suggested is None or suggested == "":
        raise MapperError(f"{query.id} suggests no correction. Please give one: --value VALUE")

    def check(content: bytes) -> tuple[MappedHub, tuple[Finding, ...]]:
        mapped = hub_of(at_hand.file, read_bytes(content), at_hand.study.vocabulary)
        return mapped, report_of(mapped, at_hand.study).findings

    mapped, _ = check(data)
    target = targets(mapped).get(query.path)
    if target is None:
        raise MapperError(f"{query.item} is not in {at_hand.file} any more. Please settle {query.id} by hand.")
    made = applied(data, check, target, suggested, at_hand.study.vocabulary)
    after = {one.path: one for one in targets(check(made.after)[0]).values()}  # its key may hold what is corrected
    if target.path not in after:
        raise MapperError(f"{target.item} could not be found again. Please correct it by hand, and close {query.id}.")
    now = after[target.path].said
    if now == target.said:
        return data, f"{target.item}: says so already ({said_words(now)})"
    if target.said != query.value:
        raise MapperError(
            f"{target.item} has changed since {query.id} was raised: it was {quoted(said_words(query.value))}, and is "
            f"{quoted(said_words(target.said))}. Please settle it by hand."
        )
    kept = "; its sources and remark are kept, please see that they still fit" if _has_remarks(now) else ""
    return made.after, f"{target.item}: {said_words(target.said)} → {said_words(now)}{kept}"


def _has_remarks(said: Said | None) -> bool:
    return isinstance(said, dict) and bool(said.keys() & {"sources", "note", "as_of"})


def _said_of(named: str, saying: Saying, make: Callable[[QueryState], Entry], done: str, *, is_open: bool) -> None:
    at_hand, state = _found(named, saying.hubs)
    if state.is_open is not is_open:
        what = "is open already" if state.is_open else "is closed"
        hint = "" if state.is_open else f' To open it again: mapper query reopen {state.query.id} "REASON"'
        raise MapperError(f"{state.query.id} {what}, and is left as it is.{hint}")
    entry, last = make(state), max(one.on for one in (state.query, *state.said))
    if entry.on < last:
        raise UsageError(
            f"{entry.on} is before {last}, when the last was said of {state.query.id}. Please check the day."
        )
    append(at_hand.review, at_hand.mapped.id, [entry])
    say(f"{done} {state.query.id} ({state.query.item}), in {at_hand.review.file}")


def _found(named: str, hubs: Path) -> tuple[Opened, QueryState]:
    """The query of an id, or of its beginning. Raises MapperError where there is none or more than one."""
    if not hubs.exists():
        raise MapperError(f"There is no folder {hubs}. Please say where the Hubs are: --hubs FOLDER")
    matching = list(_matching(named, hubs))
    if len(matching) == 1:
        file, its_id = matching[0]
        at_hand = opened(str(file), hubs)
        return at_hand, next(one for one in queries(at_hand.review.entries) if one.query.id == its_id)
    if matching:
        listed = ", ".join(f"{its_id} ({file.name})" for file, its_id in matching)
        raise UsageError(f"{quoted(named)} may be any of {listed}. Please give more of the id.")
    raise MapperError(f"There is no query {quoted(named)} in {hubs}. mapper query list shows them all.")


def _matching(named: str, hubs: Path) -> Iterator[tuple[Path, str]]:
    for file in find_hub_files([hubs]):
        for one in queries(read_review(file).entries):
            its_id = one.query.id
            if its_id == named or (named and its_id.partition("-")[2].startswith(named.removeprefix("q-"))):
                yield file, its_id


def _outcome(typed: str) -> str:
    for outcome in Outcome:
        if loosely(outcome.value) == loosely(typed):
            return outcome.value
    known = ", ".join(f"“{outcome}”" for outcome in Outcome)
    raise UsageError(f"{quoted(typed)} is no outcome. Please use one of {known}.")
