"""The commands of the accuracy check: queries, sign-offs, what is signed, and the Hub lead's page."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from mapper.cli.arguments import FOUND, HUBS, Paths
from mapper.console import put, wants_color, width

app = typer.Typer(rich_markup_mode=None)


class PageOrImport(TyperGroup):
    """`mapper review HUB` makes a page, and `mapper review import FILE` takes over what comes back: whatever is no
    command below `review` is a Hub.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with the command that is meant where they begin with a Hub."""
        if args and args[0] not in (*self.commands, "--help", "-h"):
            args = ["page", *args]
        return super().parse_args(ctx, args)


review = typer.Typer(
    name="review",
    cls=PageOrImport,
    help="Make the Hub lead's page (mapper review HUB), and take over what they answer.",
    epilog="Example: mapper review exampleshire -o review.html",
    rich_markup_mode=None,
    no_args_is_help=True,
)
query = typer.Typer(
    name="query",
    help="Ask about what a record says. Raise, answer, close and list queries, and make corrections.",
    epilog="Start with: mapper query list --open",
    rich_markup_mode=None,
    no_args_is_help=True,
)
app.add_typer(query)
app.add_typer(review)


class ListFormat(StrEnum):
    """How a list is shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


Hub = Annotated[str, typer.Argument(metavar="HUB", help="The file of a Hub, or its id.")]
QueryId = Annotated[
    str, typer.Argument(metavar="ID", help="The id of the query, such as q-3f2a9c1b, or its beginning.")
]
By = Annotated[str, typer.Option("--by", metavar="ROLE", help="Who says so: a role, never a person's name.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it is said.  [default: today]")]
Hubs = Annotated[Path, typer.Option("--hubs", metavar="FOLDER", help="Where the Hubs are.")]
Format = Annotated[ListFormat, typer.Option("--format", "-f", case_sensitive=False, help="How the list is shown.")]


@query.command(
    "raise", epilog="Example: mapper query raise exampleshire 'staffing.posts[nurses].wte' 'Funded?' --by 'Hub lead'"
)
def raise_(
    hub: Hub,
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="What it is about: a section, an item, or staffing.posts[nurses].wte")
    ],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The question, in a sentence.")],
    by: By,
    suggest: Annotated[
        str | None, typer.Option("--suggest", metavar="VALUE", help="The answer that should stand there instead.")
    ] = None,
    on: On = None,
    hubs: Hubs = HUBS,
) -> None:
    """Ask about an answer, an item or a section."""
    from mapper.commands.query import Saying, raise_query

    raise_query(hub, path, text, suggest, Saying(by, on, hubs))


@query.command(epilog='Example: mapper query answer q-3f2a9c1b "Counted in March." --by "research assistant"')
def answer(
    query_id: QueryId,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The answer, in a sentence.")],
    by: By,
    on: On = None,
    hubs: Hubs = HUBS,
) -> None:
    """Answer a query. It stays open until it is closed."""
    from mapper.commands.query import Saying
    from mapper.commands.query import answer as answer_query

    answer_query(query_id, text, Saying(by, on, hubs))


@query.command(epilog='Example: mapper query close q-3f2a9c1b --outcome confirmed --by "Hub lead"')
def close(
    query_id: QueryId,
    outcome: Annotated[
        str, typer.Option("--outcome", help="How it is settled: corrected, confirmed, or “cannot be settled”.")
    ],
    by: By,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A remark.")] = None,
    on: On = None,
    hubs: Hubs = HUBS,
) -> None:
    """Settle a query."""
    from mapper.commands.query import Saying
    from mapper.commands.query import close as close_query

    close_query(query_id, outcome, note, Saying(by, on, hubs))


@query.command(epilog='Example: mapper query reopen q-3f2a9c1b "The report says otherwise." --by "Hub lead"')
def reopen(
    query_id: QueryId,
    text: Annotated[str, typer.Argument(metavar="REASON", help="Why it is not settled after all.")],
    by: By,
    on: On = None,
    hubs: Hubs = HUBS,
) -> None:
    """Open a query again that was closed."""
    from mapper.commands.query import Saying
    from mapper.commands.query import reopen as reopen_query

    reopen_query(query_id, text, Saying(by, on, hubs))


@query.command("list", epilog="Example: mapper query list hubs/ --open")
def list_(
    paths: Paths = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only those that are still to be settled.")] = False,
    file_format: Format = ListFormat.TEXT,
) -> None:
    """List queries by Hub and section, with what is to be done."""
    from mapper.commands.query import listing

    put(listing(paths or [HUBS], file_format.value, only_open=only_open, width=width(), color=wants_color()))


@query.command(epilog='Example: mapper query apply q-3f2a9c1b --by "research assistant"')
def apply(
    query_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="The ids of queries of one Hub.")],
    value: Annotated[
        str | None, typer.Option("--value", metavar="VALUE", help="The answer, if not the one that is suggested.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="ROLE", help="Close them as corrected, too: who does so, by role.")
    ] = None,
    on: On = None,
    hubs: Hubs = HUBS,
) -> None:
    """Make suggested corrections in the Hub file. Comments and everything else in it stay as they are."""
    from mapper.commands.query import apply as apply_queries

    apply_queries(query_ids, value, by, on, hubs)


@app.command(epilog='Example: mapper sign exampleshire --section staffing --by "Hub lead"')
def sign(
    hub: Hub,
    by: By,
    sections: Annotated[
        list[str] | None,
        typer.Option("--section", "-s", metavar="SECTION", help="Only this section; repeat for more.  [default: all]"),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A remark that stays with it.")] = None,
    despite: Annotated[
        str | None, typer.Option("--despite", metavar="REASON", help="Sign although there are errors or open queries.")
    ] = None,
    on: On = None,
    hubs: Hubs = HUBS,
) -> None:
    """Sign what a record says. By section or as a whole; any change makes a sign-off out of date."""
    from mapper.commands.sign import sign as sign_sections
    from mapper.commands.sign import signature_of

    sign_sections(hub, sections or (), signature_of(by, on, note, despite), hubs)


@app.command(epilog="Example: mapper status hubs/")
def status(paths: Paths = None, file_format: Format = ListFormat.TEXT) -> None:
    """Show how the accuracy check stands. What is queried, signed, or changed since it was signed."""
    from mapper.commands.status import status as status_of

    put(status_of(paths or [HUBS], file_format.value, width=width(), color=wants_color()))


@review.command(epilog="Example: mapper review exampleshire --output review.html")
def page(
    hub: Hub,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .html or .docx file.  [default: build/HUB-review.html]"),
    ] = None,
    labels: Annotated[bool, typer.Option("--labels", help="Show the other Hubs by their labels.")] = False,
    accept_names: Annotated[
        bool, typer.Option("--accept-names", help="Write with --labels even if names are left in texts.")
    ] = False,
    hubs: Hubs = HUBS,
) -> None:
    """Make the page on which a Hub lead checks a record: one file, to be sent by e-mail."""
    from mapper.commands.review import write_page

    write_page(hub, output, hubs, labels=labels, accept_names=accept_names)


@review.command("import", epilog="Example: mapper review import exampleshire.answers.json")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file that the Hub lead saved and sent back.")],
    is_agreed: Annotated[bool, typer.Option("--yes", "-y", help="Take all of it over without asking.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", metavar="ROLE", help="The role of who answered.  [default: as in the file]")
    ] = None,
    hubs: Hubs = HUBS,
) -> None:
    """Take over what a Hub lead answered: queries, corrections and sign-offs, all of which are shown first."""
    from mapper.commands.review import take_answers

    if not take_answers(file, hubs, by=by, is_agreed=is_agreed):
        raise typer.Exit(FOUND)
