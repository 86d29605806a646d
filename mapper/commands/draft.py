"""What `mapper draft` does: mapped Hubs, and what the planner decides, to the file of a new Hub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from mapper.commands.new import new_hub, write_form
from mapper.compare.view import Frame, HubView
from mapper.console import ask, say, width
from mapper.errors import MapperError
from mapper.planning.choices import Evidence, HubSays, evidence_of, said_by
from mapper.planning.decisions import Decided, Rule, Why, decided
from mapper.planning.draft import NOT_ASKED, draft
from mapper.render.draft_file import draft_file
from mapper.render.draft_words import (
    KINDS,
    WHY,
    have_words,
    heading_of,
    label,
    named_words,
    reasons_words,
    rests_on_words,
    says,
)
from mapper.render.terminal import wrapped
from mapper.study import MappedHub, Study, load_studies, open_study, paths_by_study, read_hub, study_at
from mapper.workers import in_order
from mapper.yaml_text import inline

_ANSWERS = {"y": True, "yes": True, "n": False, "no": False}
_KEYS = (
    "For each thing that a mapped Hub has, say whether the new Hub is to have it: y (yes), n (no), l (later), b (back "
    "to the one before), q (leave without writing anything), or Enter for what is proposed."
)
_LATER, _BACK, _QUIT = ("l", "later"), ("b", "back"), ("q", "quit")


class Request(NamedTuple):
    """What is to be drafted: the name of the Hub, from which Hubs, by which rule, with and without what; whether each
    thing is asked about; by whom, and into which folder.
    """

    name: str
    sources: Sequence[Path]
    rule: Rule
    wanted: Sequence[str]
    unwanted: Sequence[str]
    asks: bool
    by: str | None
    folder: Path


def write_draft(request: Request) -> None:
    """Write the file. Raises MapperError or UsageError where that cannot be done; nothing is written then."""
    hub = new_hub(request.name, request.folder)
    if hub.file.exists():
        raise MapperError(f"{hub.file} is already there and is left as it is. Please choose another name.")
    study = study_at(hub.file)
    evidence = evidence_of(said_by_hubs(request.sources), study)
    if not evidence.hubs:
        listed = ", ".join(map(str, request.sources))
        raise MapperError(f"In {listed} are only plans, and a draft rests on Hubs that run. Please name some of these.")
    decisions = decided(evidence, request.rule, request.wanted, request.unwanted)
    if request.asks:
        decisions = _asked(decisions, study, evidence)
    drafted = draft(hub.id, hub.name, evidence, decisions, study.guidance)
    answers = {**hub.answers, **({"record.collected_by": inline(request.by)} if request.by else {})}
    write_form(hub, draft_file(drafted, study, answers))
    for line in _told(decisions, rests_on_words(evidence), study):
        say(line)
    say(f"Please answer its questions, those marked FIRST first, and run: mapper validate {hub.file}")


def said_by_hubs(paths: Sequence[Path]) -> list[HubSays]:
    """What each mapped Hub says, without plans. Raises MapperError where one cannot be read."""
    found: list[HubSays] = []
    for of_one in paths_by_study(paths):
        study, files = open_study(of_one)
        for said, fault in in_order(partial(_says, study=study), tuple(enumerate(files, 1))):
            _say_fault(fault)
            if said is not None:
                found.append(said)
    return found


def _says(numbered: tuple[int, Path], study: Study) -> tuple[HubSays | None, str | None]:
    """What a Hub says, if it is no plan; and its file, where that has errors."""
    number, file = numbered
    mapped = _readable(read_hub(file, study.vocabulary, NOT_ASKED))
    says = None if mapped.is_plan else said_by(HubView(mapped, Frame(study), number))
    return says, mapped.file if mapped.left_out else None


def mapped_views(paths: Sequence[Path]) -> list[HubView]:
    """The mapped Hubs of some studies, without plans. Raises MapperError where one cannot be read."""
    views = [
        HubView(_readable(mapped), Frame(study), number)
        for study in load_studies(paths)
        for number, mapped in enumerate(study.hubs, 1)
    ]
    for view in views:
        _say_fault(view.mapped.file if view.mapped.left_out else None)
    return [view for view in views if not view.mapped.is_plan]


def _readable(mapped: MappedHub) -> MappedHub:
    if not isinstance(mapped.document.values, dict):
        raise MapperError(f"{mapped.file} cannot be read as a Hub file. Please run: mapper validate {mapped.file}")
    return mapped


def _say_fault(file: str | None) -> None:
    if file is not None:
        say(f"{file} has errors, and what cannot be used is not counted.")
        say(f"Please run: mapper validate {file}")


def _asked(decisions: Sequence[Decided], study: Study, evidence: Evidence) -> tuple[Decided, ...]:
    """What somebody at a terminal decides, one thing after another. Raises MapperError where they leave."""
    made = list(decisions)
    waiting = [number for number, one in enumerate(made) if one.why is not Why.GUIDANCE]
    for line in wrapped(_KEYS, width(), 0):
        say(line)
    at = 0
    while at < len(waiting):
        number = waiting[at]
        say("")
        for line in _question(made[number], study, evidence, f"{at + 1} of {len(waiting)}"):
            say(line)
        answer = _answer()
        if answer in _BACK:
            at = max(at - 1, 0)
            continue
        if answer in _LATER:
            made[number] = made[number]._replace(is_taken=False, why=Why.LATER)
        elif answer:
            is_taken = _ANSWERS[answer]
            made[number] = made[number]._replace(is_taken=is_taken, why=Why.ASKED_FOR if is_taken else Why.LEFT_OUT)
        at += 1
    return tuple(made)


def _answer() -> str:
    """What was typed, if it is an answer; nothing for what is proposed."""
    while True:
        typed = ask("  yes / no / later / back / quit, or Enter for what is proposed: ")
        if typed is None or typed.lower() in _QUIT:
            raise MapperError("The draft was left before its end, and nothing was written.")
        if not typed or typed.lower() in (*_ANSWERS, *_LATER, *_BACK):
            return typed.lower()
        say("  Please type y, n, l, b or q.")


def _question(one: Decided, study: Study, evidence: Evidence, count: str) -> Iterator[str]:
    choice, columns = one.choice, width()
    yield f"{heading_of(choice, study)}  ({count})"
    word = study.vocabulary[choice.kind.value].words[choice.word]
    yield from wrapped(word.description, columns)
    have = f": {named_words(choice, evidence)}" if choice.have else ""
    yield from wrapped(f"{have_words(choice)}{have}.", columns)
    if reasons := reasons_words(choice, study):
        yield from wrapped(f"Reasons that Hubs give: {reasons}.", columns)
    for text in says(choice, study):
        yield from wrapped(text, columns)
    yield from wrapped(f"Proposed: {'yes' if one.is_taken else 'no'}, because {WHY[one.why]}.", columns)


def _told(decisions: Sequence[Decided], rests_on: str, study: Study) -> Iterator[str]:
    """What the draft holds, and what it leaves out."""
    columns = width()
    yield from wrapped(rests_on, columns, 0)
    for kind, heading in KINDS.items():
        of_kind = [one for one in decisions if one.choice.kind is kind]
        taken = [label(one.choice, study) for one in of_kind if one.is_taken]
        left = [label(one.choice, study) for one in of_kind if not one.is_taken]
        text = f"{heading}: {', '.join(taken) or 'none'}" + (f". Not taken: {', '.join(left)}" if left else "")
        yield from wrapped(f"{text}.", columns, 2)
