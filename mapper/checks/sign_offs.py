"""Checks A001, A002, A003, A004: the review file, sign-offs that are out of date or not there, and open queries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

from mapper.checks.check import Check, Subject
from mapper.findings import ONLY_MISSING, Problem, Severity, Stage
from mapper.review.content import Change, content
from mapper.review.entries import Entry, SignOff
from mapper.review.queries import queries
from mapper.review.review_file import Review, read_review
from mapper.review.sections import REQUIRED, section_words
from mapper.review.sign_offs import SignedSection, last_sign_offs, signed_sections
from mapper.review.target import targets, words_for
from mapper.review.words import change_words
from mapper.wording import counted, quoted, shortened

_LONGEST_CHANGE = 80
_MOST_NAMED = 3
"""Changed answers that a message names; `mapper status` names all."""
_EXAMPLE = (
    "- {id: s-9c0d1e2f, entry: sign-off, section: screening, by: Hub lead, on: 2026-03-01, "
    'template: "1", code_lists: 1a2b3c4d5e6f, mapper: 0.7.0, '
    "digest: 68de1510471223697af0136eb68f6a86ec867b61247dabac667bcaea810c5d16, content: {screening.offered: yes}}"
)
_QUERY = (
    "- {id: q-5e6f7a8b, entry: query, path: staffing, item: Staffing, text: Who left?, by: Hub lead, on: 2026-03-01}"
)


def _review(subject: Subject) -> Review:
    return read_review(FilePath(subject.mapped.file))


def _entries(subject: Subject) -> tuple[Entry, ...]:
    """The entries of the Hub's review; none where it is that of another."""
    review = subject.once(_review)
    return review.entries if review.hub == subject.mapped.id else ()


def unusable_review(subject: Subject) -> Iterator[Problem]:
    """What is wrong with the review file beside the Hub file."""
    review = subject.once(_review)
    for problem in review.problems:
        place = problem.place or review.document.place(problem.path)
        message = f"{review.file.name}, line {place.line}: {problem.message}"
        yield Problem("A001", Severity.ERROR, (), message)
    if review.hub is not None and review.hub != subject.mapped.id:
        message = (
            f"{review.file.name} is the review of the Hub {quoted(review.hub)}, and this is "
            f"{quoted(subject.mapped.id)}. Please give each file the name of its Hub, or correct the id."
        )
        yield Problem("A001", Severity.ERROR, ("record", "id"), message)


def _signed(subject: Subject) -> dict[str, SignedSection]:
    entries = _entries(subject)
    if not any(isinstance(entry, SignOff) for entry in entries):
        return {}
    return dict(signed_sections(content(subject.mapped), entries))


def out_of_date(subject: Subject) -> Iterator[Problem]:
    """Sections in which something has changed since they were signed."""
    for section, signed in subject.once(_signed).items():
        if signed.is_current:
            continue
        message = (
            f"{section_words(section)} was signed by {quoted(signed.sign_off.by)} on {signed.sign_off.on}, and "
            f"{counted(len(signed.changes), 'thing')} changed since. Please have the section checked and signed again."
        )
        severity = ONLY_MISSING if section in REQUIRED else Severity.WARNING
        hint = f"Changed: {_changes_words(subject, signed)}"
        yield Problem("A002", severity, (section,), message, hint)


def _changes_words(subject: Subject, signed: SignedSection) -> str:
    known = targets(subject.mapped)

    def words(change: Change) -> str:
        return f"{words_for(change.key, known)}: {shortened(change_words(change), _LONGEST_CHANGE)}"

    named = "; ".join(map(words, signed.changes[:_MOST_NAMED]))
    more = len(signed.changes) - _MOST_NAMED
    return f"{named}; and {more:,} more" if more > 0 else named


def not_signed(subject: Subject) -> Iterator[Problem]:
    """Required sections of a record beyond the stage draft that nobody has signed."""
    if subject.stage == Stage.DRAFT:
        return
    signed = last_sign_offs(_entries(subject))
    missing = [section_words(section) for section in REQUIRED if section not in signed]
    if missing:
        message = (
            "Not every section that a published record needs signed has a sign-off. Please have the Hub lead check and "
            f"sign: mapper review {subject.mapped.file}"
        )
        hint = f"Not signed: {', '.join(missing)}"
        yield Problem("A003", ONLY_MISSING, ("record", "stage"), message, hint)


def open_queries(subject: Subject) -> Iterator[Problem]:
    """Queries that are open in a record beyond the stage draft."""
    if subject.stage == Stage.DRAFT:
        return
    opened = [one for one in queries(_entries(subject)) if one.is_open]
    known = targets(subject.mapped) if opened else {}
    for one in opened:
        found = known.get(one.query.path)
        message = (
            f"The query {one.query.id} is open: {quoted(one.query.text)} ({one.query.by}, {one.query.on}). "
            "Please answer and close it: mapper query list --open"
        )
        yield Problem("A004", Severity.WARNING, found.path if found else (one.query.section,), message)


CHECKS = (
    Check(
        code="A001",
        can_be_accepted=False,
        title="The review file cannot be used",
        why=(
            "Queries and sign-offs that cannot be read would be lost without a word. mapper alone writes this file, "
            "and only adds to it."
        ),
        bad="""
            # file: hubs/hub.yaml
            record: {id: hub}
            # file: hubs/hub.review.yaml
            format: mapper.review/1
            hub: hub
            entries:
            - {id: a-1a2b3c4d, entry: answer, query: q-5e6f7a8b, text: It was two., by: Hub lead, on: 2026-03-02}
            """,
        good=f"""
            # file: hubs/hub.yaml
            record: {{id: hub}}
            # file: hubs/hub.review.yaml
            format: mapper.review/1
            hub: hub
            entries:
            {_QUERY}
            - {{id: a-1a2b3c4d, entry: answer, query: q-5e6f7a8b, text: It was two., by: Hub lead, on: 2026-03-02}}
            """,
        run=unusable_review,
    ),
    Check(
        code="A002",
        can_be_accepted=False,
        title="A sign-off is out of date",
        why=(
            "What is published has to be what the Hub lead approved. A change of any answer of a section withdraws "
            "its sign-off: a note in a draft, a warning once checked, an error once published where the section is "
            "required."
        ),
        bad=f"""
            # file: hubs/hub.yaml
            record: {{id: hub}}
            screening: {{offered: no}}
            # file: hubs/hub.review.yaml
            format: mapper.review/1
            hub: hub
            entries:
            {_EXAMPLE}
            """,
        good=f"""
            # file: hubs/hub.yaml
            record: {{id: hub}}
            screening: {{offered: yes}}
            # file: hubs/hub.review.yaml
            format: mapper.review/1
            hub: hub
            entries:
            {_EXAMPLE}
            """,
        run=out_of_date,
    ),
    Check(
        code="A003",
        can_be_accepted=False,
        title="A required section is not signed",
        why=(
            "Sections that ask what every record must answer are published only once the Hub lead has checked and "
            "signed them: a warning once the record is checked, an error once it is published."
        ),
        bad="""
            record: {id: hub, stage: checked}
            """,
        good="""
            record: {id: hub, stage: draft}
            """,
        run=not_signed,
    ),
    Check(
        code="A004",
        can_be_accepted=False,
        title="A query is open",
        why="A record that is checked or published should leave no question open about what it says.",
        bad=f"""
            # file: hubs/hub.yaml
            record: {{id: hub, stage: checked}}
            # file: hubs/hub.review.yaml
            format: mapper.review/1
            hub: hub
            entries:
            {_QUERY}
            """,
        good=f"""
            # file: hubs/hub.yaml
            record: {{id: hub, stage: checked}}
            # file: hubs/hub.review.yaml
            format: mapper.review/1
            hub: hub
            entries:
            {_QUERY}
            - {{id: c-1a2b3c4d, entry: closed, query: q-5e6f7a8b, outcome: confirmed, by: Hub lead, on: 2026-03-02}}
            """,
        run=open_queries,
    ),
)
SAID_OTHERWISE = ("A002", "A003")
"""What outputs say themselves, by how much of what they show is signed."""
CODES = tuple(check.code for check in CHECKS)
"""What is found of the review itself, and no error of a section."""
