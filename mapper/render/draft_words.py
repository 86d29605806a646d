"""What is said of a draft: how many Hubs have something, what else the evidence says of it, why it was not taken."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.planning.choices import Choice, Evidence, Kind
from mapper.planning.decisions import Decided, Why
from mapper.planning.guide import recommendations
from mapper.shared_model import SharedModel
from mapper.study import Study
from mapper.vocabulary.guidance import GuidanceSet
from mapper.wording import capital, counted, in_sentence

_HAVE = {
    Kind.COMPONENT: ("provides it", "provide it"),
    Kind.ROUTE: ("takes people this way", "take people this way"),
    Kind.MEASURE: ("uses it", "use it"),
    Kind.STEP: ("has it", "have it"),
    Kind.INTERVENTION: ("gives it", "give it"),
    Kind.ROLE: ("has a post of it", "have a post of it"),
}
KINDS = {
    Kind.COMPONENT: "Components",
    Kind.ROUTE: "Routes",
    Kind.MEASURE: "Screening measures",
    Kind.STEP: "Steps of the pathway",
    Kind.INTERVENTION: "Interventions",
    Kind.ROLE: "Roles",
}
WHY = {
    Why.GUIDANCE: "the guidance names it",
    Why.ASKED_FOR: "asked for",
    Why.HUBS: "enough Hubs have it",
    Why.TOO_FEW: "too few Hubs have it",
    Why.LEFT_OUT: "left out on request",
    Why.LATER: "to be decided later",
}


def label(choice: Choice, study: Study) -> str:
    """What a choice is called."""
    return study.vocabulary[choice.kind.value].label(choice.word)


def have_words(choice: Choice) -> str:
    """How many of the mapped Hubs have something: “3 of 4 Hubs provide it, 1 does not say”."""
    one, more = _HAVE[choice.kind]
    have = len(choice.have)
    if not choice.hubs:
        return "no Hub is mapped"
    parts = [f"{have} of {counted(choice.hubs, 'Hub')} {one if have == 1 else more}"]
    parts += [f"{len(choice.lack)} {'does' if len(choice.lack) == 1 else 'do'} not"] if choice.lack else []
    parts += [f"{choice.unknown} {'does' if choice.unknown == 1 else 'do'} not say"] if choice.unknown else []
    return ", ".join(parts)


def named_words(choice: Choice, evidence: Evidence) -> str:
    """Which Hubs have it, and which of them are invented."""
    return ", ".join(f"{hub} (fictional)" if hub in evidence.fictional else hub for hub in choice.have)


def reasons_words(choice: Choice, study: Study) -> str | None:
    """The reasons that Hubs with it give, the most frequent first."""
    words = study.vocabulary["reason"]
    told = sorted(choice.reasons.items(), key=lambda item: (-item[1], words.position(item[0])))
    return "; ".join(f"{in_sentence(words.label(reason))} ({number})" for reason, number in told) or None


def says(choice: Choice, study: Study) -> Iterator[str]:
    """What the evidence says beside the Hubs: the guidance, what helped and hindered, what the study recommends."""
    if choice.kind is not Kind.COMPONENT:
        return
    yield from _guidance(choice, study.guidance)
    yield from _factors(choice, study.shared_model)
    for one in recommendations():
        if choice.word in one.components:
            cited = ", ".join(one.sources)
            yield f"Recommended ({one.topic}): {one.text} It rests on: {in_sentence(one.rests_on)} ({cited})."


def _guidance(choice: Choice, guidance: GuidanceSet) -> Iterator[str]:
    wordings = next((found for component, found in guidance.components if component == choice.word), ())
    if wordings:
        told = "; ".join(f"“{one.text}” ({one.source})" for one in wordings)
        yield f"Guidance {guidance.id}: {told}."
    elif choice.word in guidance.unsettled:
        yield f"Guidance {guidance.id}: {guidance.unsettled[choice.word]}"
    elif guidance.components:
        yield f"Guidance {guidance.id} does not name it: where it is provided, it was added."


def _factors(choice: Choice, model: SharedModel) -> Iterator[str]:
    for effect, heading in (("helps", "What helped"), ("hinders", "What hindered")):
        found = [one for one in model.factors if one.effect == effect and choice.word in one.components]
        if found:
            told = "; ".join(f"{in_sentence(one.text)} ({', '.join(one.npt)})" for one in found)
            yield f"{heading}: {told} ({model.factor_source})."


def not_taken_words(one: Decided, study: Study) -> str:
    """What was proposed and not taken, with the reason."""
    return f"{label(one.choice, study)}: {have_words(one.choice)}; not taken: {WHY[one.why]}"


def rests_on_words(evidence: Evidence, what: str = "Drafted from") -> str:
    """What a draft rests on, and how much of that is invented."""
    text = f"{what} {counted(len(evidence.hubs), 'mapped Hub')}: {', '.join(evidence.hubs)}."
    if not evidence.fictional:
        return text
    if len(evidence.fictional) == len(evidence.hubs):
        return f"{text} All of them are invented: what rests on them is an exercise, and no evidence."
    which = ", ".join(evidence.fictional)
    return f"{text} Invented are {which}: what rests on these alone is no evidence."


def heading_of(choice: Choice, study: Study) -> str:
    """A choice with its kind, as a heading: “Component: In-house therapy”."""
    return f"{capital(choice.kind.value)}: {label(choice, study)}"
