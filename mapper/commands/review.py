"""What `mapper review` does: the page that a Hub lead answers, and what comes back of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from mapper.accuracy.answers_file import read_answers
from mapper.accuracy.importing import imported
from mapper.accuracy.making import review_page
from mapper.accuracy.page import ReviewPage
from mapper.accuracy.since import commits
from mapper.commands.compare import refuse_leftovers
from mapper.commands.hub_at_hand import Opened, hub_file_of_id, opened, role_of
from mapper.compare.comparison import Comparison, comparison, extract
from mapper.compare.leftovers import leftovers
from mapper.compare.tables import KINDS
from mapper.compare.view import Frame, HubView
from mapper.console import ask, put, say
from mapper.errors import MapperError, UsageError
from mapper.render.import_text import import_text
from mapper.review.review_file import append
from mapper.study import MappedHub, Study, find_hub_files, read_hub
from mapper.wording import quoted
from mapper.writing import write_whole

FORMATS = (".html", ".htm", ".docx")


def write_page(hub: str, output: Path | None, hubs: Path, *, labels: bool, accept_names: bool) -> None:
    """Write the page of a Hub. Raises MapperError where a Hub cannot be read, or where names of other Hubs are left
    though labels stand for them.
    """
    at_hand = opened(hub, hubs)
    target = output or Path("build") / f"{at_hand.mapped.id}-review.html"
    if target.suffix.lower() not in FORMATS:
        raise UsageError(f"{quoted(target.name)} has no ending that names a format. Please use one of .html, .docx.")
    if target.exists() and target.samefile(at_hand.file):
        raise UsageError(f"{target} is the file of the Hub. Please name another file to write.")
    compared = _compared(at_hand, labels=labels, accept_names=accept_names)
    page = _page(at_hand, compared)
    since = commits(page.status, at_hand.study)
    if target.suffix.lower() == ".docx":
        from mapper.render.review_docx import review_docx

        content = review_docx(page, since)
    else:
        from mapper.render.review_html import review_html

        content = review_html(page, since).encode()
    write_whole(target, content)
    say(f"Wrote {target}")
    if target.suffix.lower() != ".docx":
        say("Please send it to the Hub lead. What comes back: mapper review import FILE")


def take_answers(file: Path, hubs: Path, *, by: str | None, is_agreed: bool) -> bool:
    """Show what a file of answers leads to, and put it on record if that is agreed to. False where something was
    refused. Raises MapperError where the file is none, was changed, or is of another Hub; nothing is written then.
    """
    answers = read_answers(file)
    if answers.on > date.today().isoformat():
        raise MapperError(
            f"{file} says that it was saved on {answers.on}, which is still to come. Please ask for it to be saved "
            "again on a computer with the right date."
        )
    role = role_of(by if by is not None else answers.by)
    at_hand = opened(str(hub_file_of_id(answers.hub, hubs)), hubs)
    found = imported(answers, _page(at_hand, None), role, at_hand.study.vocabulary)
    put(import_text(found, at_hand.mapped.name, role, answers.on))
    if not found.entries:
        say("There is nothing new in it, and nothing is written.")
        return not found.refused
    if not is_agreed and not _agrees(at_hand):
        say("Nothing was written.")
        return True
    append(at_hand.review, at_hand.mapped.id, found.entries)
    say(f"Wrote {at_hand.review.file}. To see what is to be done: mapper query list {at_hand.file} --open")
    return not found.refused


def _agrees(at_hand: Opened) -> bool:
    reply = ask(f"Write this to {at_hand.review.file}? (yes/no) ")
    if reply is None:
        raise MapperError("Nothing was written. Please answer in a terminal, or add --yes to take all of it over.")
    return reply.lower() in ("y", "yes")


def _page(at_hand: Opened, compared: Comparison | None) -> ReviewPage:
    return review_page(HubView(at_hand.mapped, Frame(at_hand.study), 1), at_hand.status, compared)


def _compared(at_hand: Opened, *, labels: bool, accept_names: bool) -> Comparison | None:
    """The comparison with the other Hubs of the folder; None where there are none."""
    files = find_hub_files([at_hand.file.parent])
    if len(files) < 2:
        return None
    study = replace(at_hand.study, asks_for_labels=labels)
    frame = Frame(study)
    hubs = [hub for hub in (_one_of(file, at_hand, study) for file in files) if hub.document.values is not None]
    compared = comparison(frame, [extract(HubView(hub, frame, number), KINDS) for number, hub in enumerate(hubs, 1)])
    own = next(hub.column.heading for hub in compared.hubs if hub.fingerprint == at_hand.mapped.document.digest)
    refuse_leftovers([one for one in leftovers(compared) if one.hub not in (None, own)], accepts=accept_names)
    return compared


def _one_of(file: Path, at_hand: Opened, study: Study) -> MappedHub:
    return at_hand.mapped if file.samefile(at_hand.file) else read_hub(file, study.vocabulary)
