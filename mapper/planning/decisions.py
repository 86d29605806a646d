"""Which of the things that mapped Hubs have a draft takes over, and why it leaves out the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from mapper.errors import UsageError
from mapper.planning.choices import Choice, Evidence, Kind
from mapper.schema.scalars import slug
from mapper.wording import nearest, quoted


class Rule(StrEnum):
    """How many of the mapped Hubs have to have what a draft takes over, if nobody asks for it."""

    ALL = "all"
    MOST = "most"
    SOME = "some"


class Why(StrEnum):
    """Why something is taken over, or left out."""

    GUIDANCE = "the guidance names it"
    ASKED_FOR = "asked for"
    HUBS = "enough Hubs have it"
    TOO_FEW = "too few Hubs have it"
    LEFT_OUT = "left out on request"
    LATER = "to be decided later"


class Decided(NamedTuple):
    """A choice, whether it is taken, and why."""

    choice: Choice
    is_taken: bool
    why: Why


def decided(
    evidence: Evidence, rule: Rule, wanted: Iterable[str] = (), unwanted: Iterable[str] = ()
) -> tuple[Decided, ...]:
    """What a draft takes over: components of the guidance always, other things where enough of the mapped Hubs have
    them (all; most: more than half; some: one), what is `wanted`, and not what is `unwanted`.

    Raises UsageError where a name is that of nothing, or is wanted and unwanted, or where the guidance names what is
    unwanted.
    """
    asked = {_wanted(name, evidence) for name in wanted}
    refused = {_found(name, evidence, Kind) for name in unwanted}
    for key in sorted(asked & refused):
        raise UsageError(f"{quoted(key[1])} is asked for and left out at once. Please do one of both.")
    return tuple(_decided(choice, rule, asked, refused) for choice in evidence.choices)


def _decided(choice: Choice, rule: Rule, asked: set[tuple[Kind, str]], refused: set[tuple[Kind, str]]) -> Decided:
    key = (choice.kind, choice.word)
    if choice.is_guidance:
        if key in refused:
            raise UsageError(
                f"{quoted(choice.word)} is named in the guidance, which a draft always follows. Please keep it, and "
                "say in the draft that it is not provided, and why."
            )
        return Decided(choice, True, Why.GUIDANCE)
    if key in refused:
        return Decided(choice, False, Why.LEFT_OUT)
    if key in asked:
        return Decided(choice, True, Why.ASKED_FOR)
    is_enough = is_enough_for(choice, rule)
    return Decided(choice, is_enough, Why.HUBS if is_enough else Why.TOO_FEW)


def is_enough_for(choice: Choice, rule: Rule) -> bool:
    """Whether as many of the mapped Hubs have something as a rule asks for; a Hub that does not say has it not."""
    have = len(choice.have)
    return have >= {Rule.ALL: max(choice.hubs, 1), Rule.MOST: choice.hubs // 2 + 1, Rule.SOME: 1}[rule]


def _wanted(name: str, evidence: Evidence) -> tuple[Kind, str]:
    """A component, or anything else where no component is called so."""
    components = {slug(choice.word) for choice in evidence.choices if choice.kind is Kind.COMPONENT}
    return _found(name, evidence, [Kind.COMPONENT] if slug(name) in components else Kind)


def _found(name: str, evidence: Evidence, kinds: Iterable[Kind]) -> tuple[Kind, str]:
    """The thing that a name means: a word of a code list, or `kind:word` where several kinds have that word."""
    kind, _, word = name.rpartition(":")
    among = [one for one in kinds if kind in ("", one.value)]
    known = [choice for choice in evidence.choices if choice.kind in among]
    found = [choice for choice in known if slug(choice.word) == slug(word)]
    if len(found) > 1:
        told = " or ".join(quoted(f"{choice.kind}:{choice.word}") for choice in found)
        raise UsageError(f"{quoted(name)} may be several things. Please say which: {told}.")
    if not found:
        raise _unknown(name, known)
    return found[0].kind, found[0].word


def _unknown(name: str, known: Sequence[Choice]) -> UsageError:
    words = [choice.word for choice in known]
    meant = nearest(name, words)
    hint = f" Did you mean {quoted(meant)}?" if meant else ""
    return UsageError(
        f"No mapped Hub has {quoted(name)}, and the guidance does not name it. Please name one of: "
        f"{', '.join(dict.fromkeys(words))}.{hint}"
    )
