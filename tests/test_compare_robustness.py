"""Whatever a Hub answers, and however: a comparison is made in every format, and says no more than the answers do."""

from __future__ import annotations

import itertools
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, WORDS, compare_all, study_of, table_of
from hypothesis import given
from hypothesis import strategies as st
from mutations import edited, small_bases, whole_bases

from mapper.compare.comparison import Comparison
from mapper.compare.sums import Counted, Held, share_from_band
from mapper.compare.table import Cell, Status
from mapper.compare.view import Frame
from mapper.document import Document
from mapper.reading import read_bytes, read_file
from mapper.render.comparisons import comparison_pieces
from mapper.schema.answers import Answer
from mapper.schema.base import walk
from mapper.study import MappedHub, hub_of
from mapper.vocabulary.lists import load_list

FORMATS = ("terminal", "markdown", "csv", "json", "html", "xlsx", "docx")
EXAMPLES = [REPOSITORY / "examples" / "hubs" / f"{name}.yaml" for name in ("exampleshire", "sampleton")]
EDITS, WHOLE_EDITS = 700, 35


def hub_in(document: Document, file: Path = Path("hub.yaml")) -> MappedHub:
    return hub_of(file, document, WORDS)


def compared_with(mapped: MappedHub, other: str = "record: {id: other}") -> Comparison:
    study = study_of(other)
    return compare_all(Frame(replace(study, hubs=(mapped, *study.hubs))))


def said(found: Comparison, file_format: str) -> bytes:
    return b"".join(comparison_pieces(found, file_format, width=100, color=False))


def failures(numbers: range, bases: tuple[str, ...]) -> Iterator[str]:
    for number in numbers:
        try:
            found = compared_with(hub_in(read_bytes(edited(number, bases))))
            assert said(found, FORMATS[number % len(FORMATS)])
        except Exception:
            yield f"edit {number}: {traceback.format_exc(limit=-3)}"


def test_random_edits_of_small_files_are_compared() -> None:
    assert list(failures(range(EDITS), small_bases())) == []


def test_random_edits_of_whole_files_are_compared() -> None:
    assert list(failures(range(WHOLE_EDITS), whole_bases())) == []


def wrapped(values: Any, path: tuple[Any, ...], wrap: Callable[[Any], Any]) -> Any:
    """The values of a file with the one at the path in another form."""
    if not path:
        return wrap(values)
    if isinstance(values, list):
        return [wrapped(v, path[1:], wrap) if n == path[0] else v for n, v in enumerate(values)]
    return {key: wrapped(value, path[1:], wrap) if key == path[0] else value for key, value in values.items()}


FORMS: dict[str, Callable[[Any], Any]] = {
    "with remarks": lambda value: {"value": value, "as_of": "2021-03", "note": "a remark", "sources": ["own"]},
    "conflicting": lambda value: {
        "conflicting": [
            {"value": value, "as_of": "2021-03", "note": "the first", "sources": ["own"]},
            {"value": value, "as_of": "2021-04", "note": "the other"},
        ]
    },
    "missing": lambda _value: {"missing": "not reported", "note": "why so"},
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_answer_may_be_told_in_every_form(file: Path, form: str) -> None:
    document = read_file(file)
    values = document.values
    for answered in walk(hub_in(document).hub):
        if isinstance(answered.value, Answer) and len(answered.value.readings) == 1:
            values = wrapped(
                values, answered.path, lambda value: value if isinstance(value, dict) else FORMS[form](value)
            )
    again = hub_in(replace(document, values=values), file)
    assert values != document.values
    for file_format in FORMATS:
        assert said(compared_with(again, file.read_text()), file_format)


REFUSED = [
    ("components", "service_model: {components: [7]}"),
    ("eligibility", "eligibility: {groups: [7]}"),
    ("access", "access: {routes: [7]}"),
    ("access", "access: {channels: [7]}"),
    ("outreach", "outreach: {activities: [7]}"),
    ("screening", "screening: {measures: [7]}"),
    ("interventions", "interventions: [7]"),
    ("onward-referral", "onward_referral: {destinations: [7]}"),
    ("staffing", "staffing: {posts: [7]}"),
    ("costs", "resources: {funding: [7]}"),
    ("adaptations", "adaptations: [7]"),
    ("posts", "staffing: {posts: [7]}"),
    ("pathway", "pathway: {steps: [7]}"),
    ("activity", "activity: {counts: [7]}"),
    ("implementation", "implementation: {factors: [7]}"),
    ("care-types", "care_teams: [7]"),
    ("goals", "service_model: {goals: [7]}"),
    ("records", "records_governance: {information_sharing: [7]}"),
]


@pytest.mark.parametrize(("table", "answers"), REFUSED)
@pytest.mark.parametrize("other", ["", "record:"])
def test_an_item_that_cannot_be_used_is_said_to_have_an_error(table: str, answers: str, other: str) -> None:
    hubs = [answers, *([other] if other else [])]
    said = [cell for row in table_of(table, *hubs).rows for cell in row.cells]
    assert any(is_error(cell) for cell in said)


def is_error(cell: Cell) -> bool:
    return Status.HAS_ERROR in {cell.status, *(fact.status for fact in cell.facts())}


BANDS = [word.word for word in load_list("band")]
MANY, NEAR = Decimal(10) ** 9, Decimal("0.06")
wtes = st.one_of(
    st.just("not reported"),
    st.integers(0, 9).map(str),
    st.tuples(st.integers(0, 4), st.integers(5, 9)).map(lambda ends: f"{{from: {ends[0]}, to: {ends[1]}}}"),
    st.integers(0, 9).map(lambda low: f"{{from: {low}}}"),
)
bands = st.one_of(
    st.sampled_from(BANDS),
    st.just("not known"),
    st.tuples(st.sampled_from(BANDS[:6]), st.sampled_from(BANDS[6:])).map("-".join),
)


@given(st.lists(st.tuples(wtes, bands), min_size=1, max_size=4))
def test_a_share_is_what_every_possible_answer_gives(posts: list[tuple[str, str]]) -> None:
    listed = (f"{{id: a{n}, pay_system: afc, wte: {wte}, band: {band}}}" for n, (wte, band) in enumerate(posts))
    (mapped,) = study_of(f"staffing: {{posts: [{', '.join(listed)}]}}").hubs
    held = [Held(post, Counted(post.wte)) for post in mapped.hub.staffing.posts]
    found, possible = share_from_band(held, "7").share, list(shares(held))
    if found is None:
        tells_nothing = min(possible, default=0) < NEAR and max(possible, default=100) > 100 - NEAR
        assert tells_nothing or may_be_nobody(held)
    else:
        assert found.low is not None
        assert found.high is not None
        assert abs(found.low - min(possible)) < NEAR
        assert abs(found.high - max(possible)) < NEAR


def may_be_nobody(held: list[Held]) -> bool:
    """Whether there may be no WTE at all, and so no share of it."""
    return all(0 in numbers(one) for one in held)


def numbers(one: Held) -> list[Decimal]:
    """The least and the most WTE of a post: nothing and very many where it is not known."""
    low, high = one.post.wte.value or (None, None)
    return [low or Decimal(0), MANY if high is None else high]


def shares(held: list[Held]) -> Iterator[Decimal]:
    """The share at band 7 and above, in per cent, for each way in which the answers may be."""
    seven = BANDS.index("7")
    sides = [{place >= seven for place in places(one)} for one in held]
    for above in itertools.product(*sides):
        for counts in itertools.product(*map(numbers, held)):
            if any(counts):
                part = sum((n for n, is_above in zip(counts, above, strict=True) if is_above), Decimal(0))
                yield 100 * part / sum(counts, Decimal(0))


def places(one: Held) -> range:
    band = one.post.band.value
    return range(len(BANDS)) if band is None else range(BANDS.index(band.low), BANDS.index(band.high) + 1)
