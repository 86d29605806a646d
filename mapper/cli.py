"""Arguments in, exit code out: the commands of `mapper`. Each imports what it needs when it runs.

Exit codes: 0 nothing wrong, 1 findings at error level, 2 wrong usage, 3 could not run.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapper import __version__
from mapper.errors import MapperError, UsageError

if TYPE_CHECKING:
    from mapper.study import Study

FOUND_ERRORS, WRONG_USAGE, COULD_NOT_RUN = 1, 2, 3
HUBS = Path("hubs")
NARROWEST = 40
RESERVED_IDS = ("study", "all-hubs")

app = typer.Typer(
    name="mapper",
    help="Map services: check, compare and draw what Hubs say of themselves in YAML files.",
    epilog='Start a Hub with: mapper new "Greater Exampleshire". Then fill in its file, and run: mapper validate',
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH", help="Hub files, or folders that hold them.  [default: hubs/]"),
]


class FindingsFormat(StrEnum):
    """How findings are shown."""

    TEXT = "text"
    JSON = "json"


class TablesFormat(StrEnum):
    """How tables are shown."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"


class DrawingFormat(StrEnum):
    """What drawings are written as."""

    SVG = "svg"
    PNG = "png"
    PDF = "pdf"
    DOT = "dot"


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

    _print(blank_form(Vocabulary()))


@app.command(epilog='Example: mapper new "Greater Exampleshire"')
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the Hub.")],
    folder: Annotated[Path, typer.Option("--folder", help="Where the file goes.")] = HUBS,
) -> None:
    """Start a Hub. Writes a blank form under its name, never over a file that is there."""
    import json

    from mapper.render.template import template as blank_form
    from mapper.schema.scalars import slug
    from mapper.vocabulary.lists import Vocabulary
    from mapper.writing import write_new

    if not name.isprintable():
        raise UsageError("The name holds a character that cannot be shown. Please type it again.")
    hub_id = slug(name)
    if not hub_id:
        raise UsageError(f"“{name}” has no letter or figure to make a file name of. Please give the Hub a name.")
    if hub_id in RESERVED_IDS:
        raise UsageError(f"“{hub_id}” is a name that mapper uses itself. Please give the Hub another name.")
    path = folder / f"{hub_id}.yaml"
    filled = {"record.id": json.dumps(hub_id), "record.name": json.dumps(name.strip(), ensure_ascii=False)}
    write_new(path, blank_form(Vocabulary(), filled).encode())
    _say(f"Wrote {path}")
    _say(f"Please fill it in, and run: mapper validate {path}")


@app.command(epilog="Example: mapper validate hubs/greater-manchester.yaml --format json")
def validate(
    paths: Paths = None,
    file_format: Annotated[FindingsFormat, typer.Option("--format", "-f", help="How findings are shown.")] = (
        FindingsFormat.TEXT
    ),
) -> None:
    """Check Hub files. Says what is wrong, where, and what to do; the exit code is 1 if anything is wrong."""
    from mapper.checks.report import check_files
    from mapper.findings import Severity
    from mapper.study import open_study

    reports = tuple(check_files(*open_study(paths or [HUBS])))
    if file_format is FindingsFormat.JSON:
        from mapper.render.findings_json import findings_json

        _print(findings_json(reports))
    else:
        from mapper.render.findings_text import findings_text

        _print(findings_text(reports, width=_width(), color=_wants_color()))
    if any(finding.severity is Severity.ERROR for report in reports for finding in report.findings):
        raise typer.Exit(FOUND_ERRORS)


@app.command(epilog="Example: mapper compare hubs/ --format markdown > comparison.md")
def compare(
    paths: Paths = None,
    file_format: Annotated[TablesFormat, typer.Option("--format", "-f", help="How tables are shown.")] = (
        TablesFormat.TERMINAL
    ),
) -> None:
    """Compare Hubs in tables. With each other and with the guidance: items are rows, Hubs are columns."""
    from mapper.compare.tables import compare as all_tables
    from mapper.labels import refuse_names
    from mapper.render.tables_markdown import tables_markdown

    study = _load_to_show(paths)
    tables = all_tables(study)
    text = tables_markdown(tables, study.vocabulary, title=study.title)
    refuse_names([text], study)
    if file_format is TablesFormat.TERMINAL:
        from mapper.render.tables_terminal import tables_terminal

        text = tables_terminal(tables, study.vocabulary, width=_width(), color=_wants_color(), title=study.title)
    _print(text)


@app.command(epilog="Example: mapper diagram hubs/ --output build --format svg --format png")
def diagram(
    paths: Paths = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder that the drawings go to.")] = Path("build"),
    formats: Annotated[
        list[DrawingFormat] | None, typer.Option("--format", "-f", help="Repeat for more than one.  [default: svg]")
    ] = None,
) -> None:
    """Draw logic models. One of each Hub, and one of all Hubs together."""
    from mapper.render.diagrams import diagrams
    from mapper.writing import write_whole

    study = _load_to_show(paths)
    wanted = [drawing.value for drawing in dict.fromkeys(formats or [DrawingFormat.SVG])]
    for name, content in diagrams(study, wanted):
        write_whole(output / name, content)
        _say(f"Wrote {output / name}")


def _load(paths: list[Path] | None) -> Study:
    from mapper.study import load_study

    return load_study(paths or [HUBS])


def _load_to_show(paths: list[Path] | None) -> Study:
    """The study, if every Hub in it can be read; says on the error stream which files have errors of other kinds."""
    from mapper.checks.report import check_study
    from mapper.findings import Severity

    study = _load(paths)
    for report in check_study(study):
        errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
        if errors and report.tally is None:
            raise MapperError(
                f"{report.file} cannot be read (line {errors[0].place.line}), and nothing is shown without it. "
                f"Please run: mapper validate {report.file}"
            )
        if errors:
            counted = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
            _say(f"{report.file} has {counted}; answers that cannot be used are left out or marked.")
            _say(f"Please run: mapper validate {report.file}")
    return study


def _width() -> int:
    """The width of the terminal, also where only the output goes elsewhere, such as to a pager."""
    set_by_user = os.environ.get("COLUMNS", "")
    if set_by_user.isdecimal():
        return max(NARROWEST, int(set_by_user))
    for descriptor in (1, 2, 0):
        try:
            return max(NARROWEST, os.get_terminal_size(descriptor).columns)
        except OSError:
            continue
    return 100


def _wants_color() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _print(text: str) -> None:
    if sys.stdout is None:
        raise MapperError("There is no output to write to. Please run the command with its output open.")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise MapperError(f"The output cannot be written: {error.strerror}. Please check where it goes.") from error


def _say(text: str) -> None:
    typer.echo(text, err=True)


def run() -> None:
    """Run the command that the arguments name. Raises SystemExit with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    try:
        app(prog_name="mapper")
    except MapperError as error:
        _say(f"mapper: {error}")
        sys.exit(WRONG_USAGE if isinstance(error, UsageError) else COULD_NOT_RUN)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read our output has stopped reading
        sys.exit(COULD_NOT_RUN)
