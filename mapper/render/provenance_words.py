"""What a comparison is made from, in words: dates, guidance, versions, hash of what was read, what is invented."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.compare.comparison import Comparison, HubSource
from mapper.compare.signed import coverage
from mapper.render.cell_words import column_heading
from mapper.wording import counted, short_digest

_MOST_HUBS_NAMED = 6
EACH_ITS_OWN_DATE = "the date of each record"
"""As of what Hubs are compared where no one date is asked for."""


def provenance(compared: Comparison) -> tuple[tuple[str, str], ...]:
    """What is told of a comparison as a whole: labels with their texts."""
    return tuple(_provenance(compared))


def _provenance(compared: Comparison) -> Iterator[tuple[str, str]]:
    invented = [column_heading(hub.column) for hub in compared.hubs if hub.column.is_fictional]
    if compared.is_fictional:
        yield "Fictional", "All Hubs of this comparison are invented."
    elif invented:
        yield "Fictional", f"Invented are: {'; '.join(invented)}."
    if planned := [column_heading(hub.column) for hub in compared.hubs if hub.column.is_plan]:
        yield "Planned", f"Not running yet, and not counted among the Hubs: {'; '.join(planned)}."
    yield "As of", compared.as_of or f"{EACH_ITS_OWN_DATE} (see the table of Hubs)"
    for then in ("not open yet", "closed"):
        if headings := [column_heading(hub.column) for hub in compared.hubs if hub.then == then]:
            yield f"{then.capitalize()} then", "; ".join(headings)
    if older := [f"{column_heading(hub.column)} ({hub.as_of})" for hub in compared.hubs if hub.is_older]:
        yield "Records of before that date", f"{'; '.join(older)}. What changed since is not in them"
    if newer := [f"{column_heading(hub.column)} ({hub.as_of})" for hub in compared.hubs if hub.is_newer]:
        yield "Records of after that date", f"{'; '.join(newer)}. Answers without a time are those of the record"
    guidance = compared.frame.study.guidance
    yield "Guidance", f"{guidance.title} ({guidance.id})"
    templates = sorted({hub.template_version or "not given" for hub in compared.hubs})
    yield "Signed off", _signed(compared)
    yield "Versions", f"mapper {compared.version}; template {', '.join(templates)}"
    yield "Inputs", f"SHA-256 {short_digest(compared.digest)} of {counted(len(compared.hubs), 'Hub')}"


def _signed(compared: Comparison) -> str:
    """How much of what is shown is signed off, in all and by Hub."""
    by_hub = [(hub, coverage(compared.tables, hub.column.hub, hub.signed)) for hub in compared.hubs]
    signed, shown = sum(found.signed for _, found in by_hub), sum(found.shown for _, found in by_hub)
    if not signed:
        return "none of the answers shown"
    text = f"{signed:,} of the {shown:,} answers shown"
    if len(by_hub) <= _MOST_HUBS_NAMED:
        told = (f"{column_heading(hub.column)} {found.signed:,} of {found.shown:,}" for hub, found in by_hub)
        text += f" ({'; '.join(told)})" if len(by_hub) > 1 else ""
    else:
        text += f"; all of it in {sum(one.signed == one.shown for _, one in by_hub):,} of {len(by_hub):,} Hubs"
    return f"{text}. What is not signed is left out, the record itself apart" if compared.frame.only_signed else text


def about(compared: Comparison) -> dict[str, str]:
    """What data tell of a comparison as a whole, by the names under which they do."""
    guidance = compared.frame.study.guidance
    covered = [coverage(compared.tables, hub.column.hub, hub.signed) for hub in compared.hubs]
    return {
        "title": compared.title,
        "as_of": compared.as_of or EACH_ITS_OWN_DATE,
        "guidance": guidance.id,
        "guidance_title": guidance.title,
        "hubs": str(len(compared.hubs)),
        "fictional": "yes" if compared.is_fictional else "no",
        "mapper_version": compared.version,
        "template_version": compared.template_version,
        "answers_shown": str(sum(found.shown for found in covered)),
        "answers_signed": str(sum(found.signed for found in covered)),
        "inputs_sha256": compared.digest,
    }


def source_lines(hub: HubSource) -> Iterator[str]:
    """The sources of a Hub as a list of references, each under the name by which cells cite it."""
    for source in hub.sources:
        parts = (source.title or "title not given", source.date, source.url)
        yield f"{source.name}: {', '.join(part for part in parts if part)}"
