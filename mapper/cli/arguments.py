"""What the commands have in common: exit codes, and the paths of a study as an argument."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FOUND, WRONG_USAGE, COULD_NOT_RUN = 1, 2, 3
HUBS = Path("hubs")

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH", help="Hub files, or folders that hold them.  [default: hubs/]"),
]
OnlySigned = Annotated[bool, typer.Option("--signed-only", help="Leave out what the Hubs have not signed off.")]
MarkUnsigned = Annotated[bool, typer.Option("--mark-unsigned", help="Mark what the Hubs have not signed off.")]
