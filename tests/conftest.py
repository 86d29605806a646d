"""What tests share: Hubs and studies from a few lines of text, without a file.

Property tests take the same examples in every run; `HYPOTHESIS_PROFILE=search pytest` looks for new ones.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from browser import browser as browser  # fixtures for all tests
from browser import opened as opened
from hypothesis import settings

from mapper.checks.report import check_study
from mapper.cli import run
from mapper.compare.comparison import Comparison, comparison, extract
from mapper.compare.kind import Kind
from mapper.compare.table import Table
from mapper.compare.tables import KINDS
from mapper.compare.view import Frame, HubView
from mapper.findings import Finding
from mapper.reading import read_text
from mapper.schema.hub import Hub
from mapper.schema.scalars import read_date
from mapper.schema.study import StudyFile
from mapper.shape import read_form
from mapper.study import DEFAULT_GUIDANCE, MappedHub, Study
from mapper.vocabulary.lists import Vocabulary

REPOSITORY = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"
WORDS = Vocabulary()

settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def hub_from(text: str, file: str = "hub.yaml") -> MappedHub:
    """A Hub from the text of its file, which may be indented as a whole."""
    document = replace(read_text(textwrap.dedent(text)), digest=text)
    shaped = read_form(Hub, document.values, WORDS)
    return MappedHub(file, document, shaped.form, (*document.problems, *shaped.problems), shaped.left_out)


def study_of(*texts: str, study: str = "") -> Study:
    """A study of Hubs from the texts of their files, `hub1.yaml` and so on, with answers of a study file."""
    hubs = tuple(hub_from(text, f"hub{number}.yaml") for number, text in enumerate(texts, 1))
    form = read_form(StudyFile, read_text(textwrap.dedent(study)).values, WORDS).form
    return Study(hubs, form, WORDS, form.guidance.value or DEFAULT_GUIDANCE)


def compare_all(frame: Frame, kinds: Collection[Kind] = KINDS) -> Comparison:
    """A comparison of the Hubs of a study that are in memory."""
    views = (HubView(mapped, frame, number) for number, mapped in enumerate(frame.study.hubs, 1))
    return comparison(frame, [extract(view, kinds) for view in views], kinds)


def compared(*texts: str, study: str = "", as_of: str | None = None) -> Comparison:
    """A comparison of Hubs from the texts of their files."""
    date = None if as_of is None else read_date(as_of)
    return compare_all(Frame(study_of(*texts, study=study), date))


def table_of(table_id: str, *texts: str, study: str = "", as_of: str | None = None) -> Table:
    """A table of such a comparison."""
    return next(table for table in compared(*texts, study=study, as_of=as_of).tables if table.id == table_id)


def only(*tables: Table, study: str = "") -> Comparison:
    """A comparison that has some tables and nothing else."""
    whole = compared("record:", study=study)
    return replace(whole, tables=tables)


def shuffled(values: Any, chance: Random) -> Any:
    """The values of a file with the keys of every group and the items of every list in another order."""
    if isinstance(values, dict):
        keys = list(values)
        chance.shuffle(keys)
        return {key: shuffled(values[key], chance) for key in keys}
    if isinstance(values, list):
        items = [shuffled(item, chance) for item in values]
        chance.shuffle(items)
        return items
    return values


def findings_of(text: str) -> list[Finding]:
    """Everything that is found in a Hub file of this text."""
    (report,) = check_study(study_of(text))
    return list(report.findings)


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str


Mapper = Callable[..., Ran]


@pytest.fixture
def mapper(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Mapper]:
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["mapper", *map(str, arguments)])
        code = 0
        try:
            run()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 0
        return Ran(code, *capsys.readouterr())

    return call


def hub_file(text: str, name: str = "hubs/hub.yaml") -> Path:
    """Write a Hub file in the folder in which the command runs."""
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file
