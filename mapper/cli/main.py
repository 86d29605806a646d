"""Arguments in, exit code out: the commands of `mapper`. Each imports what it needs when it runs.

Exit codes: 0 nothing wrong, 1 findings at error level (or what `--fail-on` names), 2 wrong usage, 3 could not run.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapper import __version__
from mapper.cli.accuracy import app as accuracy
from mapper.cli.arguments import COULD_NOT_RUN, FOUND, HUBS, WRONG_USAGE, MarkUnsigned, OnlySigned, Paths
from mapper.cli.esms import app as esms
from mapper.cli.planning import app as planning
from mapper.cli.progress import with_progress
from mapper.console import put, say, wants_color, width
from mapper.errors import MapperError, UsageError
from mapper.findings import Severity, Stage

if TYPE_CHECKING:
    from mapper.vocabulary.lists import Vocabulary

app = typer.Typer(
    name="mapper",
    help="Map services: check, compare and draw what Hubs say of themselves in YAML files.",
    epilog='Start a Hub with: mapper new "Greater Exampleshire". Then fill in its file, and run: mapper validate',
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)

app.add_typer(accuracy)
app.add_typer(esms)
app.add_typer(planning)


class FindingsFormat(StrEnum):
    """How findings are shown."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


class FailOn(StrEnum):
    """From what severity on the exit code says that something was found."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"

    @property
    def severities(self) -> tuple[str, ...]:
        """The severity and those above it."""
        downwards = tuple(severity.value for severity in Severity)
        return downwards[: downwards.index(self) + 1] if self in downwards else ()


class TablesFormat(StrEnum):
    """How tables are shown."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    HTML = "html"
    JSON = "json"


class ChangesFormat(StrEnum):
    """How changes are shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class DrawingFormat(StrEnum):
    """What drawings are written as."""

    SVG = "svg"
    PNG = "png"
    PDF = "pdf"
    DOT = "dot"
    MERMAID = "mermaid"
    TEXT = "text"
    MARKDOWN = "markdown"
    DOCX = "docx"
    PPTX = "pptx"


class DiagramView(StrEnum):
    """What is drawn."""

    MODEL = "model"
    SIMPLE = "simple"
    PATHWAY = "pathway"
    IMPLEMENTATION = "implementation"
    DIFFERENCE = "difference"
    EVERY = "every"


class DiagramTheme(StrEnum):
    """The colours of drawings."""

    COLOUR = "colour"
    GREY = "grey"
    PRINT = "print"


class PaperSize(StrEnum):
    """The page of a PDF."""

    A4 = "a4"
    A3 = "a3"


class ReferencePage(StrEnum):
    """What is explained in one page."""

    CHECKS = "checks"
    TEMPLATE = "template"


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mapper {__version__}")
        raise typer.Exit


@app.callback()
def mapper(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """What can be asked of `mapper` itself."""


@app.command(epilog="Example: mapper template > my-hub.yaml")
def template() -> None:
    """Print the blank form. Every question has help, its allowed words and examples."""
    from mapper.render.template import template as blank_form
    from mapper.vocabulary.lists import Vocabulary

    put(blank_form(Vocabulary()))


@app.command(epilog="Example: mapper schema --output hubs/esms_mapping.schema.json")
def schema(
    path: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="A Hub file or folder of the study.  [default: hubs/]")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write, over an older one.  [default: print it]")
    ] = None,
) -> None:
    """Print the JSON Schema of a Hub file. Editors that read it help while you type, in the words of the study."""
    from mapper.render.json_schema import json_schema_text
    from mapper.study import words_at
    from mapper.writing import write_whole

    text = json_schema_text(words_at(path or _here()))
    if output is None:
        put(text)
    else:
        write_whole(output, text.encode())
        say(f"Wrote {output}")


@app.command(epilog='Example: mapper new "Greater Exampleshire"')
def new(
    name_words: Annotated[list[str], typer.Argument(metavar="NAME", help="The name of the Hub.")],
    folder: Annotated[Path, typer.Option("--folder", help="Where the file goes.")] = HUBS,
) -> None:
    """Start a Hub. Writes a blank form under its name, never over a file that is there."""
    from mapper.commands.new import start

    path = start(" ".join(name_words), folder)
    say(f"Please fill it in, and run: mapper validate {path}")


@app.command(epilog="Example: mapper validate hubs/greater-manchester.yaml --stage checked")
def validate(
    paths: Paths = None,
    stage: Annotated[
        Stage | None,
        typer.Option(
            "--stage", case_sensitive=False, help="Check as if the records were at this stage.  [default: their own]"
        ),
    ] = None,
    file_format: Annotated[
        FindingsFormat, typer.Option("--format", "-f", case_sensitive=False, help="How findings are shown.")
    ] = (FindingsFormat.TEXT),
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODES", help="Only these findings, such as W501 or W,P.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODES", help="All findings but these, such as X308.")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", case_sensitive=False, help="From what severity on the exit code is 1.")
    ] = (FailOn.ERROR),
    fix: Annotated[bool, typer.Option("--fix", help="Correct what can be meant in one way only.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and write nothing.")] = False,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Check again whenever a file is saved.")] = False,
) -> None:
    """Check Hub files. Says what is wrong, where, and what to do; the exit code is 1 if anything is wrong."""
    from mapper.checks.selection import selection
    from mapper.commands.validate import Request, check, show
    from mapper.commands.validate import watch as watch_files

    request = Request(
        paths or [HUBS], stage and stage.value, selection(select or (), ignore or ()), fix and not diff, diff
    )
    if watch and (fix or diff or file_format is not FindingsFormat.TEXT):
        raise UsageError("--watch shows findings as text and changes no file. Please leave out the other options.")
    if diff and file_format is not FindingsFormat.TEXT:
        raise UsageError("--diff shows changes, not findings. Please leave out --format.")

    def check_and_show() -> bool:
        """Check once, and say whether anything is found that the exit code tells of."""
        reports, changed = check(request, with_progress)
        if not diff:
            show(reports, file_format.value)
        found = {finding.severity.value for report in reports for finding in report.findings}
        return bool(found.intersection(fail_on.severities)) or (diff and changed > 0)

    if watch:
        watch_files(request.paths, check_and_show)
    elif check_and_show():
        raise typer.Exit(FOUND)


@app.command(epilog="Example: mapper compare hubs/ --output comparison.xlsx")
def compare(
    paths: Paths = None,
    tables: Annotated[
        list[str] | None,
        typer.Option("--table", "-t", metavar="ID", help="Only this table; repeat for more.  [default: all]"),
    ] = None,
    shows_list: Annotated[bool, typer.Option("--list", help="List the tables with their ids, and leave.")] = False,
    file_format: Annotated[
        TablesFormat | None,
        typer.Option("--format", "-f", case_sensitive=False, help="How tables are shown.  [default: as the file ends]"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write, over an older one.  [default: print it]")
    ] = None,
    differences: Annotated[bool, typer.Option("--differences", help="Only the rows in which Hubs differ.")] = False,
    shows_summary: Annotated[bool, typer.Option("--summary", help="Only the summary in words, on one page.")] = False,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Compare the Hubs as they were, such as 2021-06.")
    ] = None,
    labels: Annotated[bool, typer.Option("--labels", help="Labels in place of names, of places and sources too.")] = (
        False
    ),
    accept_names: Annotated[
        bool, typer.Option("--accept-names", help="Write with --labels even if names are left in texts.")
    ] = False,
    only_signed: OnlySigned = False,
    marks_unsigned: MarkUnsigned = False,
) -> None:
    """Compare Hubs in tables. With each other and with the guidance: items are rows, Hubs are columns."""
    from mapper.commands.compare import Request, compared, format_wanted, show
    from mapper.render.comparisons import comparison_pieces, dictionary_beside, list_of_tables, summary_pieces

    if shows_list:
        put(list_of_tables(width()))
        return
    wanted = format_wanted(output, file_format and file_format.value, is_summary=shows_summary)
    found = compared(
        Request(
            paths or [HUBS], tables or (), as_of, labels, accept_names, differences, output, only_signed, marks_unsigned
        ),
        partial(with_progress, what="Comparing"),
    )
    if shows_summary:
        show(summary_pieces(found, wanted, width=width(), color=wants_color() and output is None), output, None)
        return
    pieces = comparison_pieces(found, wanted, width=width(), color=wants_color() and output is None)
    show(pieces, output, dictionary_beside(found, wanted) if output is not None else None)


@app.command(epilog="Example: mapper diff HEAD~1 hubs/greater-manchester.yaml")
def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A Hub file, or a version that git keeps: HEAD~1 or HEAD~1:PATH.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same Hub later: a file, or a version that git keeps.")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Make the tables as of this date, such as 2021-06.")
    ] = None,
    file_format: Annotated[ChangesFormat, typer.Option("--format", "-f", help="How changes are shown.")] = (
        ChangesFormat.TEXT
    ),
) -> None:
    """Compare two versions of one Hub. Says what was added, removed, changed, and what that does to the tables."""
    from mapper.commands.diff import changed

    put(changed(old, new, as_of, file_format.value, width=width(), color=wants_color()))


@app.command(epilog="Example: mapper diagram hubs/ --output build --format svg --format docx")
def diagram(
    paths: Paths = None,
    views: Annotated[
        list[DiagramView] | None,
        typer.Option("--view", "-v", case_sensitive=False, help="What is drawn; repeat for more.  [default: model]"),
    ] = None,
    formats: Annotated[
        list[DrawingFormat] | None,
        typer.Option("--format", "-f", case_sensitive=False, help="Repeat for more than one.  [default: svg]"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The folder that drawings go to, or one file.  [default: build]"),
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="BOX", help="Only what follows from this box (its id).")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", metavar="BOX", help="Only what leads to this box (its id).")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Draw the Hubs as they were, such as 2021-06.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="For a difference: the earlier of the two dates.")
    ] = None,
    theme: Annotated[
        DiagramTheme, typer.Option("--theme", case_sensitive=False, help="Colours of the drawing.")
    ] = DiagramTheme.COLOUR,
    paper: Annotated[
        PaperSize | None,
        typer.Option("--paper", case_sensitive=False, help="The page of a PDF.  [default: as small as can be read]"),
    ] = None,
    labels: Annotated[bool, typer.Option("--labels", help="Labels in place of names, of places and sources too.")] = (
        False
    ),
    only_signed: OnlySigned = False,
    marks_unsigned: MarkUnsigned = False,
    shows_trace: Annotated[
        bool, typer.Option("--trace", help="List what each box rests on, and what no box rests on, and leave.")
    ] = False,
) -> None:
    """Draw logic models. One of each Hub and one of all; also pathways, what helped and hindered, and differences."""
    from mapper.commands.diagram import Request, draw, traced

    request = Request(
        paths or [HUBS],
        tuple(view.value for view in views or [DiagramView.MODEL]),
        tuple(drawing.value for drawing in formats or ()),
        output,
        start,
        end,
        as_of,
        since,
        theme.value,
        paper and paper.value,
        labels,
        only_signed,
        marks_unsigned,
    )
    if shows_trace:
        put(traced(request, width()))
    else:
        draw(request, width())


@app.command(epilog="Example: mapper report hubs/ --output report.html")
def report(
    paths: Paths = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="A .html, .docx or .pdf file, over an older one.")] = (
        Path("build/report.html")
    ),
    hubs: Annotated[
        list[str] | None, typer.Option("--hub", metavar="ID", help="Only this Hub; repeat for more.  [default: all]")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Show the Hubs as they were, such as 2021-06.")
    ] = None,
    labels: Annotated[bool, typer.Option("--labels", help="Labels in place of names, of places and sources too.")] = (
        False
    ),
    only_signed: OnlySigned = False,
    marks_unsigned: MarkUnsigned = False,
    opens: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Write it again whenever a file is saved.")] = False,
) -> None:
    """Show a whole study on one page. Drawings, charts, tables and Hubs in one file that needs nothing else."""
    from mapper.commands.report import Request, write_report
    from mapper.commands.report import watch as watch_files
    from mapper.printing import shown_in_browser

    request = Request(paths or [HUBS], output, hubs or (), as_of, labels, only_signed, marks_unsigned)
    progress = partial(with_progress, what="Reading")
    if watch:
        watch_files(request, progress)
        return
    write_report(request, progress)
    if opens and not shown_in_browser(output):
        say("No browser could be opened. Please open the file yourself.")


@app.command(epilog="Example: mapper explain W501")
def explain(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="WHAT", help="A code, a question, a code list, a word, a missing word or a source."),
    ] = None,
    whole: Annotated[
        ReferencePage | None, typer.Option("--all", help="Print all of it, as a reference page in Markdown.")
    ] = None,
) -> None:
    """Say what something means. A code (W501), a question (staffing.posts.band), a word (EMDR, "not known")."""
    name = " ".join(what or []).strip()
    if (whole is None) is (not name):
        raise UsageError("Please say what to explain, such as: mapper explain W501")
    vocabulary = _vocabulary()
    if whole is not None:
        from mapper.render.reference import reference

        put(reference(whole.value, vocabulary))
        return
    from mapper.esms.parsing import read_codes
    from mapper.explain.find import find, near
    from mapper.render.explanation_text import explanation_text
    from mapper.wording import quoted

    if found := find(name, vocabulary):
        put(explanation_text(found, width=width(), color=wants_color()))
        return
    if read_codes(name).codes:
        raise UsageError(f'{quoted(name)} reads as a code of a care team. Please run: mapper esms parse "{name}"')
    meant = ", ".join(f"`{other}`" for other in near(name, vocabulary))
    raise UsageError(
        f"Nothing here is called {quoted(name)}. "
        + (f"Did you mean {meant}?" if meant else "Please give a code, a question, a word of a code list or a source.")
    )


def _vocabulary() -> Vocabulary:
    """The code lists, with the words of the study in this folder if there is one."""
    from mapper.study import words_at
    from mapper.vocabulary.lists import Vocabulary

    try:
        return words_at(_here())
    except MapperError:
        return Vocabulary()


def _here() -> Path:
    """Where a study is looked for if nobody says where."""
    return HUBS if HUBS.is_dir() else Path()


def run() -> None:
    """Run the command that the arguments name. Raises SystemExit with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    try:
        app(prog_name="mapper")
    except MapperError as error:
        say(f"mapper: {error}")
        sys.exit(WRONG_USAGE if isinstance(error, UsageError) else COULD_NOT_RUN)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read our output has stopped reading
        sys.exit(COULD_NOT_RUN)
