"""The commands below `mapper esms`: codes of service mapping read, explained, chosen, converted and agreed on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapper.cli.arguments import FOUND, HUBS, Paths
from mapper.console import put, read_input, say, wants_color, width
from mapper.errors import UsageError

if TYPE_CHECKING:
    from mapper.esms.tree import Code

LONGEST_TEXT = 1_000_000
"""Characters of the longest text in which codes are looked for."""

app = typer.Typer(
    name="esms",
    help="Codes of service mapping (ESMS, DESDE-LTC): read, explain, choose, convert and compare them.",
    epilog="Start with: mapper esms show O9.1, or: mapper esms code hubs/my-hub.yaml --team my-team",
    rich_markup_mode=None,
    no_args_is_help=True,
)


class Version(StrEnum):
    """A version of the codes."""

    DESDE_LTC_2 = "DESDE-LTC-2"
    ESMS_2000 = "ESMS-2000"


class TextFormat(StrEnum):
    """How a result is shown."""

    TEXT = "text"
    JSON = "json"


Format = Annotated[TextFormat, typer.Option("--format", "-f", case_sensitive=False, help="How the result is shown.")]
VersionOption = Annotated[
    Version, typer.Option("--version", case_sensitive=False, help="The version that the codes belong to.")
]
AnswersFile = Annotated[
    Path | None, typer.Option("--answers", metavar="FILE", help="A file with answers; see mapper esms questions.")
]
Texts = Annotated[list[str], typer.Argument(metavar="TEXT", help="A text with codes; - reads it from the input.")]


@app.command(epilog='Example: mapper esms parse "AX[F00-F99]-O9.1e; R1-R3"')
def parse(
    text: Texts,
    file_format: Format = TextFormat.TEXT,
    version: VersionOption = Version.DESDE_LTC_2,
    answers: AnswersFile = None,
) -> None:
    """Read codes as people write them. The exit code is 1 unless every code is known."""
    from mapper.esms.answers_file import read_answers_file
    from mapper.esms.parsing import read_codes
    from mapper.render.esms_codes import reading_json, reading_text

    given = None if answers is None else read_answers_file(answers)
    reading = read_codes(_text(text), version.value)
    if file_format is TextFormat.JSON:
        put(reading_json(reading, given))
    else:
        put(reading_text(reading, given, width=width(), color=wants_color()))
    if not reading.is_whole or not reading.codes or not all(code.is_known for code in reading.codes):
        raise typer.Exit(FOUND)


@app.command(epilog="Example: mapper esms tree O")
def tree(
    branch: Annotated[
        str | None, typer.Argument(metavar="BRANCH", help="R, D, O, A, I or S.  [default: all of them]")
    ] = None,
    version: VersionOption = Version.DESDE_LTC_2,
) -> None:
    """Show the tree of codes, or one branch of it."""
    from mapper.esms.tree import branch_titles, load_tree
    from mapper.render.esms_tree import tree_text
    from mapper.wording import quoted

    letter = None if branch is None else branch.strip().upper()
    if letter is not None and letter not in (codes := load_tree(version.value).codes):
        there = ", ".join(f"{code} ({title})" for code, title in branch_titles().items() if code in codes)
        raise UsageError(f"There is no branch {quoted(branch)} in {version.value}. Please name one of {there}.")
    if letter is not None and len(letter) > 1:
        raise UsageError(f"`{letter}` is a code and no branch. Please run: mapper esms show {letter}")
    put(tree_text(version.value, letter, width=width(), color=wants_color()))


@app.command(epilog="Example: mapper esms show O9.1")
def show(code: Texts, version: VersionOption = Version.DESDE_LTC_2) -> None:
    """Say what a code means. On each axis, with its neighbours, its sources and how sure it is."""
    from mapper.esms.parsing import read_codes
    from mapper.render.esms_tree import code_text

    text = _text(code)
    put("\n".join(code_text(one, width=width(), color=wants_color()) for one in _codes(text, [version])))
    if any(read.prefix or read.brackets or read.qualifiers for read in read_codes(text, version.value).codes):
        say("What the letters and brackets around a code mean: mapper esms letters")


@app.command(epilog="Example: mapper esms letters")
def letters() -> None:
    """Say what the letters and brackets around a code mean, and how sure that is."""
    from mapper.render.esms_letters import letters_text

    put(letters_text(width=width(), color=wants_color()))


@app.command(epilog="Example: mapper esms convert R5 --from ESMS-2000")
def convert(
    code: Texts,
    of_version: Annotated[
        Version | None,
        typer.Option(
            "--from", case_sensitive=False, help="The version that the code is of.  [default: both are shown]"
        ),
    ] = None,
    file_format: Format = TextFormat.TEXT,
) -> None:
    """Say what a code is in the other version. What is not known is refused, and the exit code is then 1."""
    from mapper.esms.conversion import counterpart
    from mapper.render.esms_conversion import conversion_json, conversion_text

    found = _codes(_text(code), [of_version] if of_version else list(Version))
    known = [counterpart(one.code, one.version) for one in found]
    if file_format is TextFormat.JSON:
        put(conversion_json(known))
    else:
        put(conversion_text(known, width=width(), color=wants_color()))
    if not all(one.is_settled for one in known):
        raise typer.Exit(FOUND)


@app.command(epilog="Example: mapper esms questions > answers.yaml")
def questions() -> None:
    """Print the coding questions with their answers, as a file to fill in for --answers."""
    from mapper.render.esms_questions import questions_form

    put(questions_form())


@app.command(epilog="Example: mapper esms code hubs/greater-exampleshire.yaml --team clinical-team")
def code(
    hub: Annotated[Path, typer.Argument(metavar="HUB", help="The file of the Hub, or its id in hubs/.")],
    team: Annotated[
        str | None, typer.Option("--team", metavar="ID", help="The care team.  [default: the only one, or a first one]")
    ] = None,
    answers: AnswersFile = None,
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="ROLE", help="Write the coding as that of one coder, by role.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="When that coder coded, such as 2026-04-12.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over codes that are there already.")] = False,
) -> None:
    """Code a care team. Asks one question at a time, and writes the codes and the answers into the Hub file."""
    from mapper.commands.esms_code import Request, code_team

    code_team(Request(_hub_file(hub), team, answers, coder, date, replace))


@app.command(epilog="Example: mapper esms agree hubs/")
def agree(
    paths: Paths = None,
    file_format: Format = TextFormat.TEXT,
) -> None:
    """Say how far coders agree. Exactly, by type of care and by branch, and what would settle each disagreement."""
    from mapper.commands.loading import load_to_show
    from mapper.compare.coders import agreement
    from mapper.labels import refuse_names
    from mapper.render.esms_agreement import agreement_json, agreement_text

    study = load_to_show(paths or [HUBS])
    found = agreement(study)
    is_json = file_format is TextFormat.JSON
    text = agreement_json(found) if is_json else agreement_text(found, width=width(), color=wants_color())
    refuse_names([text], study)
    put(text)


@app.command(epilog="Example: mapper esms balance 94 110 --printed 85.5")
def balance(
    number: Annotated[int, typer.Argument(help="How many types of care belong to a group.", min=0)],
    of: Annotated[int, typer.Argument(help="Out of how many.", min=1)],
    printed: Annotated[
        str | None, typer.Option("--printed", help="A percentage as a paper prints it, to be held against the counts.")
    ] = None,
    file_format: Format = TextFormat.TEXT,
) -> None:
    """Work out a balance of care. The exit code is 1 if the counts cannot give the percentage that is printed."""
    from mapper.esms.measures import is_possible_percentage, share
    from mapper.render.esms_balance import balance_json, balance_text

    if number > of:
        raise UsageError(f"{number} cannot be a part of {of}. Please give the smaller number first.")
    found = share(number, of)
    try:
        is_possible = printed is None or is_possible_percentage(printed, number, of)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if file_format is TextFormat.JSON:
        put(balance_json(found, printed))
    else:
        put(balance_text(found, printed, width=width(), color=wants_color()))
    if not is_possible:
        raise typer.Exit(FOUND)


def _text(parts: list[str]) -> str:
    """The text that is meant, from the arguments or from the input. Raises UsageError if it is too long."""
    text = read_input(LONGEST_TEXT + 1) if parts == ["-"] else " ".join(parts)
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"The text is longer than {LONGEST_TEXT:,} characters. Please give it in parts.")
    return text


def _codes(text: str, versions: list[Version]) -> tuple[Code, ...]:
    """The codes that a text names in these versions, once each. Raises UsageError where one is not there."""
    from mapper.esms.notes import NoteKind, note_words
    from mapper.esms.parsing import read_codes

    readings = [read_codes(text, version.value) for version in versions]
    read = [code for reading in readings for code in reading.codes]
    found = [code.code for code in read if code.code is not None]
    known = {(code.text, code.mtc) for code in read if code.code is not None}
    unknown = next((code for code in read if (code.text, code.mtc) not in known), None)
    if unknown is not None:
        kinds = (NoteKind.UNKNOWN, NoteKind.NEAR, NoteKind.UNDIVIDED, NoteKind.VARIANT)
        told = (note for note in unknown.notes if note.kind in kinds)
        version = f" --version {unknown.version}" if unknown.version != Version.DESDE_LTC_2.value else ""
        raise UsageError(f"{' '.join(map(note_words, told))} Please run: mapper esms tree{version}")
    if not found:
        raise UsageError(f"{note_words(readings[0].notes[0])} Please give one, or run: mapper esms tree")
    return tuple({(code.version, code.code): code for code in found}.values())


def _hub_file(hub: Path) -> Path:
    """The file of a Hub, which may be named by its id."""
    named = HUBS / f"{hub}.yaml"
    return named if not hub.exists() and named.exists() else hub
