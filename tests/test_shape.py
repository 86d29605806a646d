"""Whatever is done to a good Hub file, there is a Hub to go on with, and a misspelt name is found where it stands."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

from conftest import REPOSITORY, WORDS, compare_all
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.checks.report import check_study
from mapper.compare.view import Frame
from mapper.document import Document
from mapper.findings import Path
from mapper.logic_model.all_hubs import all_hubs_model
from mapper.reading import read_file, read_text
from mapper.render.diagrams import Drawing
from mapper.render.findings_json import findings_json
from mapper.render.findings_text import findings_text
from mapper.render.tables_csv import comparison_csv
from mapper.render.tables_markdown import comparison_markdown
from mapper.schema.base import question_at
from mapper.schema.hub import Hub
from mapper.schema.study import StudyFile
from mapper.shape import read_form
from mapper.study import DEFAULT_GUIDANCE, MappedHub, Study, find_hub_files

DOCUMENTS = [read_file(file) for file in find_hub_files([REPOSITORY / "examples/hubs"])]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["yes", "7"])
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["missing", "value", "conflicting", "sources", "as_of", "note", "from", "to", "id"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)


def paths(values: Any, path: Path = ()) -> list[Path]:
    """The path of every answer, group and list below the top."""
    children = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    return [*([path] if path else []), *(below for key, child in children for below in paths(child, (*path, key)))]


def is_question(path: Path) -> bool:
    """Whether a path ends in the name of a question, not in a position or within an answer."""
    holder, question = question_at(Hub, path[:-1]), question_at(Hub, path)
    is_in_group = holder is None or holder.group is not None
    return is_in_group and question is not None and question.key == path[-1]


PATHS = [paths(document.values) for document in DOCUMENTS]
QUESTIONS = [[path for path in listed if is_question(path)] for listed in PATHS]


def holder_of(values: Any, path: Path) -> Any:
    for part in path[:-1]:
        values = values[part]
    return values


@st.composite
def changed_hubs(draw: st.DrawFn) -> Document:
    """A good Hub file with one to three changes: a name misspelt, an answer replaced, taken out or put in a list."""
    number = draw(st.integers(0, len(DOCUMENTS) - 1))
    document = DOCUMENTS[number]
    values = copy.deepcopy(document.values)
    for path in draw(st.lists(st.sampled_from(PATHS[number]), min_size=1, max_size=3)):
        change = draw(st.sampled_from(["misspell", "replace", "take out", "put in a list"]))
        try:
            holder = holder_of(values, path)
            was = holder[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has taken it away
        if change == "put in a list":
            holder[path[-1]] = [was]
        elif change == "take out":
            del holder[path[-1]]
        elif change == "misspell" and isinstance(holder, dict):
            holder[draw(st.text(min_size=1, max_size=12))] = holder.pop(path[-1])
        else:
            holder[path[-1]] = draw(ANYTHING)
    return replace(document, values=values)


def study_from(document: Document) -> Study:
    shaped = read_form(Hub, document.values, WORDS)
    mapped = MappedHub("hub.yaml", document, shaped.form, shaped.problems, shaped.left_out)
    return Study((mapped,), StudyFile.model_validate({}), WORDS, DEFAULT_GUIDANCE)


@given(changed_hubs())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_hub_can_be_shaped_checked_compared_and_drawn(document: Document) -> None:
    study = study_from(document)
    assert isinstance(study.hubs[0].hub, Hub)
    reports = check_study(study)
    assert findings_text(reports, width=80, color=False)
    assert findings_json(reports)
    found = compare_all(Frame(study))
    assert comparison_markdown(found)
    assert "".join(comparison_csv(found))
    assert Drawing(all_hubs_model(study), study.vocabulary).dot


@given(st.data())
@settings(max_examples=60)
def test_a_misspelt_name_is_found_in_its_own_line(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(DOCUMENTS) - 1))
    document = DOCUMENTS[number]
    path = data.draw(st.sampled_from(QUESTIONS[number]))
    place = document.place(path, on_key=True)
    lines = list(document.lines)
    line = lines[place.line - 1]
    before, key, after = line[: place.column - 1], path[-1], line[place.end_column - 1 :]
    lines[place.line - 1] = f"{before}xx{key}{after}"
    misspelt = read_text("\n".join(lines))
    shaped = read_form(Hub, misspelt.values, WORDS)
    wrong = [problem for problem in shaped.problems if problem.path == (*path[:-1], f"xx{key}")]
    assert [problem.code for problem in wrong] == ["S201"]
    assert misspelt.place(wrong[0].path, on_key=True).line == place.line
