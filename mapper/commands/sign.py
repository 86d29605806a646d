"""What `mapper sign` does: put on record that sections of a Hub are right as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mapper.accuracy.signing import Signature, obstacles, sign_offs
from mapper.accuracy.status import HubStatus
from mapper.commands.hub_at_hand import day_of, opened, role_of, text_of
from mapper.console import say
from mapper.errors import MapperError, UsageError
from mapper.review.content import SECTIONS
from mapper.review.review_file import append
from mapper.review.sections import section_words, sections_named
from mapper.review.sign_offs import last_sign_offs
from mapper.review.target import targets, words_for
from mapper.review.words import change_words
from mapper.study import MappedHub


def sign(hub: str, named: Sequence[str], signature: Signature, hubs: Path) -> None:
    """Sign sections of a Hub, or all of it. Raises MapperError where errors or open queries stand in the way, and no
    reason is given to sign despite them; nothing is signed then.
    """
    sections = sections_named(named)
    at_hand = opened(hub, hubs)
    status = at_hand.status
    last = max(
        (one.on for section, one in last_sign_offs(at_hand.review.entries).items() if section in sections), default=""
    )
    if signature.on < last:
        raise UsageError(f"{signature.on} is before {last}, the day of the last sign-off. Please check the day.")
    found = obstacles(status, sections)
    if found and signature.despite is None:
        raise MapperError(
            f"Nothing was signed: {'; '.join(found)}. Please settle that first, or sign other sections by name "
            '(--section), or say why it is signed all the same (--despite "REASON").'
        )
    signed = append(at_hand.review, at_hand.mapped.id, sign_offs(status, sections, signature, at_hand.study.vocabulary))
    whole = (
        f"all {len(SECTIONS)} sections" if len(sections) == len(SECTIONS) else ", ".join(map(section_words, sections))
    )
    say(f"Signed {whole} of {at_hand.mapped.name} ({signature.by}, {signature.on}), in {at_hand.review.file}")
    for told in _new_in(status, sections, at_hand.mapped):
        say(told)
    for obstacle in found:
        say(f"Despite that {obstacle}: {signature.despite}")
    if signed:
        say("A sign-off is an attestation by role: any change of an answer in a section makes it out of date.")


def _new_in(status: HubStatus, sections: Sequence[str], mapped: MappedHub) -> Iterator[str]:
    """What has changed since somebody signed, so that nobody signs it again unseen."""
    known = targets(mapped)
    for name in sections:
        signed = status.section(name).signed
        if signed is not None and signed.changes:
            yield f"New in {section_words(name)} since {signed.sign_off.by} signed it on {signed.sign_off.on}:"
            yield from (f"  {words_for(one.key, known)}: {change_words(one)}" for one in signed.changes)


def signature_of(by: str, on: str | None, note: str | None, despite: str | None) -> Signature:
    """Who signs, and when. Raises UsageError where a role, a day or a reason is none."""
    return Signature(
        role_of(by),
        day_of(on),
        None if note is None else text_of(note, "note"),
        None if despite is None else text_of(despite, "reason"),
    )
