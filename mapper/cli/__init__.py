"""Arguments in, exit code out: the commands, those below `mapper esms` apart; only they know Typer."""

from mapper.cli.arguments import COULD_NOT_RUN
from mapper.cli.main import app, run

__all__ = ["COULD_NOT_RUN", "app", "run"]
