"""What docs/planning.md tells a planner to type, typed in its order in a copy of the repository's Hubs."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

from conftest import REPOSITORY, Mapper, hub_file

from mapper.planning.guide import first_questions
from mapper.planning.pay import pay_years

GUIDE = (REPOSITORY / "docs" / "planning.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", GUIDE, flags=re.DOTALL)


def test_every_command_of_the_guide_runs(mapper: Mapper) -> None:
    shutil.copytree(REPOSITORY / "hubs", "hubs")
    shutil.copytree(REPOSITORY / "examples" / "hubs", "examples/hubs")
    typed = [line for kind, block in BLOCKS if kind == "console" for line in block.splitlines()]
    scenario, figures = (block for kind, block in BLOCKS if kind == "yaml")
    assert len(typed) > 10
    for line in typed:
        program, *arguments = shlex.split(line, comments=True)
        assert program == "mapper"
        ran = mapper(*arguments)
        # from the public Hubs alone, capacity cannot be estimated
        needs_figures = arguments[0] == "capacity" and not {"--list", "--assumptions"} & set(arguments)
        assert ran.code == int(needs_figures), f"{line}\n{ran.err}"
        hub_file(figures, "plans/figures.yaml")
    hub_file(scenario, "two-leads.yaml")
    assert mapper("cost", "plans/new-town.yaml", "--year", "2023/24", "--scenario", "two-leads.yaml").code == 0
    assert Path("paper.docx").exists()
    assert Path("capacity.xlsx").exists()


def test_the_guide_says_what_holds() -> None:
    assert ", ".join(pay_years()) in GUIDE
    assert len(first_questions()) == 7
    assert "Seven questions" in GUIDE
