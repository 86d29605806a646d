"""What a comparison is made from, in words: dates, guidance, versions, hash of what was read, what is invented."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.compare.comparison import Comparison, HubSource
from mapper.render.cell_words import column_heading

_SHOWN_OF_DIGEST = 16
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
    yield "Versions", f"mapper {compared.version}; template {', '.join(templates)}"
    yield "Inputs", f"SHA-256 {compared.digest[:_SHOWN_OF_DIGEST]}… of {_counted(len(compared.hubs))}"


def about(compared: Comparison) -> dict[str, str]:
    """What data tell of a comparison as a whole, by the names under which they do."""
    guidance = compared.frame.study.guidance
    return {
        "title": compared.title,
        "as_of": compared.as_of or EACH_ITS_OWN_DATE,
        "guidance": guidance.id,
        "guidance_title": guidance.title,
        "hubs": str(len(compared.hubs)),
        "fictional": "yes" if compared.is_fictional else "no",
        "mapper_version": compared.version,
        "template_version": compared.template_version,
        "inputs_sha256": compared.digest,
    }


def _counted(hubs: int) -> str:
    return "1 Hub" if hubs == 1 else f"{hubs:,} Hubs"


def source_lines(hub: HubSource) -> Iterator[str]:
    """The sources of a Hub as a list of references, each under the name by which cells cite it."""
    for source in hub.sources:
        parts = (source.title or "title not given", source.date, source.url)
        yield f"{source.name}: {', '.join(part for part in parts if part)}"
