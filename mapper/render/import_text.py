"""What a file of a Hub lead's answers leads to, shown before it is written."""

from __future__ import annotations

from mapper.accuracy.importing import Import
from mapper.review.entries import Closing, Confirmation, Entry, Query, Reopening, Reply, SignOff
from mapper.review.sections import section_words
from mapper.review.words import said_words
from mapper.wording import counted, shown


def import_text(found: Import, hub: str, by: str, on: str) -> str:
    """The entries and what is refused; ends with a line break."""
    lines = [f"Answers on {hub} ({by}, {on})", *(f"  {_words(entry)}" for entry in found.entries)]
    if signed := [entry.section for entry in found.entries if isinstance(entry, SignOff)]:
        lines.append(f"  Signed: {', '.join(map(section_words, signed))}")
    if not found.entries:
        lines.append("  Nothing to take over.")
    if found.refused:
        lines += ["Not taken over:", *(f"  {one.about}: {one.why}" for one in found.refused)]
    return shown("\n".join(line for line in lines if line.strip())) + "\n"


def _words(entry: Entry) -> str:
    match entry:
        case Query():
            suggested = "" if entry.suggested is None else f" → {said_words(entry.suggested)}"
            return f"Query on {entry.item}{suggested}: “{entry.text}”"
        case Confirmation():
            return f"Found right: {counted(len(entry.answers), 'answer')}"
        case Closing():
            return f"Settled: {entry.query} ({entry.outcome})"
        case Reply():
            return f"Still open: {entry.query}: “{entry.text}”"
        case Reopening():
            return f"Opened again: {entry.query}"
        case SignOff():
            return ""
