"""The commands of planning: a draft from what the mapped Hubs do, capacity, cost, and the paper that holds them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mapper.cli.arguments import HUBS

app = typer.Typer(rich_markup_mode=None)


class Include(StrEnum):
    """How many of the mapped Hubs have to have what a draft takes over."""

    ALL = "all"
    MOST = "most"
    SOME = "some"


class PaperFormat(StrEnum):
    """How a paper is shown."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    DOCX = "docx"
    XLSX = "xlsx"
    JSON = "json"


Sources = Annotated[
    list[Path] | None,
    typer.Option("--from", metavar="PATH", help="Mapped Hubs: files or folders; repeat.  [default: hubs/]"),
]
OneHub = Annotated[str, typer.Argument(metavar="HUB", help="The file of a Hub, or its id.")]
Folder = Annotated[Path, typer.Option("--hubs", help="Where Hubs are looked for by their id.")]
Format = Annotated[
    PaperFormat | None, typer.Option("--format", "-f", help="How it is shown.  [default: as the file ends]")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file to write, over an older one.  [default: print it]")
]
Year = Annotated[
    str | None, typer.Option("--year", metavar="YEAR", help="Of which year the pay is.  [default: as the Hub says]")
]
PayTable = Annotated[
    Path | None, typer.Option("--pay-table", metavar="FILE", help="A table of pay of your own, with its source.")
]
OnCosts = Annotated[
    str, typer.Option("--on-costs", metavar="HOW", help="By `rules`, or what a post costs, divided by its pay.")
]
CentralPension = Annotated[
    bool, typer.Option("--central-pension", help="With the share of the pension that is paid centrally.")
]
People = Annotated[
    str | None, typer.Option("--people", metavar="N", help="People supported in a year.  [default: as recorded]")
]
Typed = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="An input, as a number, a share such as 3%, or 0.02..0.05."),
]
Assumptions = Annotated[
    Path | None, typer.Option("--assumptions", metavar="FILE", help="A file with inputs, and who answers for them.")
]
Owner = Annotated[
    str | None,
    typer.Option("--by", metavar="ROLE", help="Who answers for what has no source.  [default: as the Hub says]"),
]


@app.command(epilog='Example: mapper draft "Greater Exampleshire" --from hubs/ --include most')
def draft(
    name_words: Annotated[list[str], typer.Argument(metavar="NAME", help="The name of the new Hub.")],
    sources: Sources = None,
    include: Annotated[
        Include,
        typer.Option(
            "--include", case_sensitive=False, help="Take what all mapped Hubs have, most (more than half), or some."
        ),
    ] = Include.ALL,
    wanted: Annotated[
        list[str] | None,
        typer.Option(
            "--component", metavar="ID", help="Take this anyway, such as family support or intervention:CBT; repeat."
        ),
    ] = None,
    unwanted: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="ID", help="Leave this out, such as family support or role:trainer; repeat."),
    ] = None,
    asks: Annotated[bool, typer.Option("--ask", help="Ask about each thing, one at a time.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", metavar="ROLE", help="Who drafts: a role, never a person's name.")
    ] = None,
    folder: Annotated[Path, typer.Option("--folder", help="Where the file goes.")] = HUBS,
) -> None:
    """Draft a new Hub from mapped ones. Says of each item which Hubs have it, and asks for what belongs to a place."""
    from mapper.commands.draft import Request, write_draft
    from mapper.commands.hub_at_hand import role_of
    from mapper.planning.decisions import Rule

    write_draft(
        Request(
            " ".join(name_words),
            sources or [HUBS],
            Rule(include.value),
            wanted or (),
            unwanted or (),
            asks,
            role_of(by) if by is not None else None,
            folder,
        )
    )


@app.command(epilog="Example: mapper cost greater-exampleshire --year 2023/24 -o cost.xlsx")
def cost(
    hubs: Annotated[
        list[str], typer.Argument(metavar="HUB", help="Files of Hubs, or their ids; several side by side.")
    ],
    year: Year = None,
    pay_table: PayTable = None,
    on_costs: OnCosts = "rules",
    central_pension: CentralPension = False,
    scenarios: Annotated[
        list[Path] | None,
        typer.Option("--scenario", metavar="FILE", help="Other posts for the first Hub, beside it; repeat for more."),
    ] = None,
    people: People = None,
    folder: Folder = HUBS,
    file_format: Format = None,
    output: Output = None,
) -> None:
    """Work out what a Hub costs. Pay by band and year, on-costs and the rest, with Hubs and scenarios side by side."""
    from mapper.commands.cost import Request, costing
    from mapper.commands.papers import show_paper
    from mapper.render.cost_words import cost_paper

    found, first = costing(Request(hubs, folder, year, pay_table, on_costs, central_pension, scenarios or (), people))
    words = first.study.vocabulary

    def excel() -> bytes:
        from mapper.render.cost_excel import cost_excel

        return cost_excel(found, words)

    def data() -> bytes:
        from mapper.render.cost_json import cost_json

        return cost_json(found).encode()

    asked = file_format and file_format.value
    show_paper(cost_paper(found, words), words, output, asked, {"xlsx": excel, "json": data})


@app.command(epilog='Example: mapper capacity greater-exampleshire --set uptake=0.02..0.05 --by "service lead"')
def capacity(
    hub: OneHub,
    sources: Sources = None,
    typed: Typed = None,
    assumptions: Assumptions = None,
    by: Owner = None,
    lists: Annotated[bool, typer.Option("--list", help="Show the inputs by name, and what is known of them.")] = False,
    folder: Folder = HUBS,
    file_format: Format = None,
    output: Output = None,
) -> None:
    """Work out the clinical WTE that a Hub needs. From the workforce in scope, mapped Hubs and your own figures."""
    from mapper.commands.capacity import Request
    from mapper.commands.capacity import capacity as worked_out
    from mapper.commands.hub_at_hand import role_of
    from mapper.commands.papers import show_paper
    from mapper.render.capacity_words import capacity_paper, inputs_paper

    owner = None if by is None else role_of(by)
    found, of = worked_out(Request(hub, folder, sources or [HUBS], typed or (), assumptions, owner))
    words = of.study.vocabulary

    def excel() -> bytes:
        from mapper.render.capacity_excel import capacity_excel

        return capacity_excel(found, words)

    def data() -> bytes:
        from mapper.render.capacity_json import capacity_json

        return capacity_json(found).encode()

    asked = file_format and file_format.value
    paper = inputs_paper(found) if lists else capacity_paper(found, words)
    show_paper(paper, words, output, asked, {"xlsx": excel, "json": data})
    if found.results is None and not lists:
        raise typer.Exit(1)


@app.command(epilog="Example: mapper plan greater-exampleshire --year 2023/24 -o plan.docx")
def plan(
    hub: OneHub,
    sources: Sources = None,
    typed: Typed = None,
    assumptions: Assumptions = None,
    by: Owner = None,
    year: Year = None,
    pay_table: PayTable = None,
    on_costs: OnCosts = "rules",
    central_pension: CentralPension = False,
    people: People = None,
    folder: Folder = HUBS,
    file_format: Format = None,
    output: Output = None,
) -> None:
    """Write the paper on setting up a Hub. The model and why, drawings, staffing, capacity, cost, open questions."""
    from mapper.commands import capacity as of_capacity
    from mapper.commands import cost as of_cost
    from mapper.commands.hub_at_hand import role_of
    from mapper.commands.papers import show_paper
    from mapper.commands.plan import planned
    from mapper.render.plan_words import plan_paper

    owner = None if by is None else role_of(by)
    found, of = planned(
        of_capacity.Request(hub, folder, sources or [HUBS], typed or (), assumptions, owner),
        of_cost.Request([hub], folder, year, pay_table, on_costs, central_pension, (), people),
    )

    def excel() -> bytes:
        from mapper.render.plan_excel import plan_excel

        return plan_excel(found)

    def data() -> bytes:
        from mapper.render.plan_json import plan_json

        return plan_json(found).encode()

    asked = file_format and file_format.value
    show_paper(plan_paper(found), of.study.vocabulary, output, asked, {"xlsx": excel, "json": data})
