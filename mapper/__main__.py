"""`mapper` and `python -m mapper` as a process, which starts and leaves fast; the commands are in `cli.py`."""

import gc
import os
import sys
from typing import NoReturn

gc.disable()  # a command is short, and what it reads it keeps to the end
os.environ.setdefault(
    "PYDANTIC_DISABLE_PLUGINS", "__all__"
)  # looking for plugins of pydantic takes time, and there are none

from mapper.cli import COULD_NOT_RUN, run  # noqa: E402


def main() -> NoReturn:
    """Run a command and leave without tidying memory, which would take a sixth of the time of the command."""
    code: int | str | None = 0
    try:
        run()
    except SystemExit as leaving:
        code = leaving.code
    except Exception as error:
        if os.environ.get("MAPPER_DEBUG"):
            raise
        sys.stderr.write(
            f"mapper: a fault of the program itself ({type(error).__name__}: {error}). Nothing was changed. "
            "Please report it with the output of the same command after setting MAPPER_DEBUG=1.\n"
        )
        code = COULD_NOT_RUN
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError):  # closed, or never open
            code = code or COULD_NOT_RUN
    os._exit(code if isinstance(code, int) else COULD_NOT_RUN if code else 0)


if __name__ == "__main__":
    main()
