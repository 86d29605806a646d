"""Table `care-types`: the types of care that care teams have by their codes, alone, in groups, and on people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mapper.compare.care_balance import BALANCE_NOTE, GROUPS_NOTE, VARIETY_NOTE, group_rows, groups_in, variety_rows
from mapper.compare.care_codes import CareType, HubCodes, Proposal, care_type_of, hub_codes, not_open
from mapper.compare.care_rates import availability_cell, beds_cell, day_places_cell, workforce_cell
from mapper.compare.comparability import comparability
from mapper.compare.kind import Kind, Mapped, notes_that_apply
from mapper.compare.table import Cell, Column, Row, Table
from mapper.esms.teams import version_of
from mapper.esms.tree import DESDE_LTC_2, VERSIONS, load_tree
from mapper.study import Study
from mapper.wording import in_sentence


@dataclass(frozen=True, slots=True)
class CodedIn:
    """A version in which care teams are coded; `assumed` counts the teams that do not say so."""

    version: str
    assumed: int


@dataclass(frozen=True, slots=True)
class CodedTeams:
    """How many care teams have codes that count, only proposed ones, only texts that are no known code, or none."""

    coded: int
    proposed: int
    unread: int
    without: int

    @property
    def teams(self) -> int:
        """All care teams."""
        return self.coded + self.proposed + self.unread + self.without


@dataclass(frozen=True, slots=True)
class TeamsWith:
    """The care teams of a Hub that have a type of care: how many, with which full codes; and what is only proposed."""

    teams: int
    codes: tuple[str, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """How many care teams have a type of care and in how many Hubs; in how many Hubs it is only proposed, and how many
    others have no code that counts.
    """

    teams: int
    hubs: int
    only_proposed: int
    not_coded: int
    of_hubs: int


@dataclass(frozen=True, slots=True)
class NoCodes:
    """Texts that are no known code, as typed; `texts` is empty where they might tell which Hub it is."""

    number: int
    texts: tuple[str, ...]


CODED_IN, TYPES, RATES = "Coded in", "Types of care", "Rates per 100,000 of the target population"
_COUNTED = (
    "Counted are the codes listed for care teams, once for each team and type of care. Proposed codes never count."
)
_NOT_SPECIFIED = "Not fully specified: any of the codes below it may be meant; it counts as a type of its own."
_VERSIONS = "Codes of ESMS-2000 are counted apart: the same number means other care. They belong to no group."
_RATES = (
    "Rates: on the population in study.yaml that is listed for the Hub and for the letters before the code, or else, "
    "for teams meant for adults or for all, on the workforce in scope of the Hub. Beds are those of care teams with a "
    "residential code, places those with a day care code, WTE that of care teams with any code."
)


def _table(mapped: Mapped, hubs: Sequence[HubCodes]) -> Table:
    """How far care teams are coded, then what follows from the codes that count; a single row where there are none."""
    study = mapped.frame.study
    counted = {care_type for codes in hubs for care_type in codes.care_types}
    proposed = {p.care_type for codes in hubs for team in codes.teams for p in team.proposals}
    shown = sorted(counted | proposed, key=lambda care_type: care_type.place)
    rows = [*_coded_rows(hubs), *(_type_row(hubs, care_type) for care_type in shown), *_unread_rows(hubs, study)]
    groups = group_rows(hubs)
    if counted:
        rows += [*groups, *_rate_rows(hubs, study), *variety_rows(hubs)]
    if not any(team.counted or team.proposals or team.unread for codes in hubs for team in codes.teams):
        rows = [Row("none", "No coded care team listed", None, tuple(codes.nothing for codes in hubs))]
    notes = (
        (_COUNTED, bool(shown)),
        (_NOT_SPECIFIED, not all(map(_is_specified, shown))),
        (_VERSIONS, any(care_type.version != DESDE_LTC_2 for care_type in shown)),
        (BALANCE_NOTE, bool(groups)),
        (GROUPS_NOTE, bool(groups)),
        (_RATES, bool(counted)),
        (VARIETY_NOTE, bool(counted)),
    )
    return Table(
        "care-types",
        "Care types (ESMS and DESDE-LTC)",
        "Type of care",
        mapped.columns,
        tuple(row._replace(comparability=comparability(row.of_hubs)) for row in _with_plans(rows, mapped.columns)),
        notes_that_apply(rows, (*(note for note, applies in notes if applies), *_unused_populations(hubs, study))),
    )


def _with_plans(rows: Iterable[Row], columns: Iterable[Column]) -> Iterator[Row]:
    """Rows that say how many of their columns are plans."""
    plans = sum(column.is_plan for column in columns)
    return (row._replace(plans=plans) for row in rows)


def _is_specified(care_type: CareType) -> bool:
    return load_tree(care_type.version).is_leaf(care_type.code)


def _coded_rows(hubs: Sequence[HubCodes]) -> Iterator[Row]:
    yield Row("version", "Version of the codes", CODED_IN, tuple(map(_version_cell, hubs)))
    found = [_coded(codes) for codes in hubs]
    cells = tuple(codes.cell("coded", *([one] if one.teams else [])) for codes, one in zip(hubs, found, strict=True))
    over_hubs = CodedTeams(
        sum(one.coded for one in found),
        sum(one.proposed for one in found),
        sum(one.unread for one in found),
        sum(one.without for one in found),
    )
    yield Row("teams", "Care teams coded", CODED_IN, cells, over_hubs=over_hubs if over_hubs.teams else None)


def _version_cell(codes: HubCodes) -> Cell:
    assumed: dict[str, int] = {}
    for team in codes.teams:
        proposed = (proposal.care_type.version for proposal in team.proposals)
        for version in {*(code.version for code in team.counted), *proposed}:
            is_assumed = team.team.version.value is None and version == version_of(team.team)
            assumed[version] = assumed.get(version, 0) + is_assumed
    return codes.cell("version", *(CodedIn(version, assumed[version]) for version in VERSIONS if version in assumed))


def _coded(codes: HubCodes) -> CodedTeams:
    others = [team for team in codes.teams if not team.counted]
    proposed = sum(bool(team.proposals) for team in others)
    unread = sum(bool(team.unread) and not team.proposals for team in others)
    return CodedTeams(len(codes.teams) - len(others), proposed, unread, len(others) - proposed - unread)


def _type_row(hubs: Sequence[HubCodes], care_type: CareType) -> Row:
    tree = load_tree(care_type.version)
    version = "" if care_type.version == DESDE_LTC_2 else f" ({care_type.version})"
    label = f"{care_type.code}{version}: {tree.codes[care_type.code].label}"
    label += "" if _is_specified(care_type) else " (not fully specified)"
    row_id = care_type.code if care_type.version == DESDE_LTC_2 else f"{care_type.version}:{care_type.code}"
    cells = tuple(_type_cell(codes, care_type) for codes in hubs)
    return Row(row_id, label, TYPES, cells, over_hubs=_spread(hubs, cells))


def _type_cell(codes: HubCodes, care_type: CareType) -> Cell:
    teams = [team for team in codes.teams if care_type in team.care_types]
    proposals = [p for team in codes.teams for p in team.proposals if p.care_type == care_type]
    if not teams and not proposals:
        return codes.nothing
    full = (code.full for team in teams for code in team.counted if care_type_of(code) == care_type)
    cited = (source for team in teams for source in team.sources)
    value = TeamsWith(len(teams), tuple(dict.fromkeys(full)), tuple(dict.fromkeys(proposals)))
    if not teams:
        return codes.cell("care_type", value)
    sources = tuple(dict.fromkeys(cited))
    return codes.cell("care_type", value, sources=sources, path=teams[0].path, line=teams[0].line)


def _spread(hubs: Sequence[HubCodes], cells: Iterable[Cell]) -> Spread:
    found = [cell.values[0].teams if cell.values else None for cell in cells]
    not_coded = sum(teams is None and not codes.care_types for codes, teams in zip(hubs, found, strict=True))
    return Spread(
        teams=sum(filter(None, found)),
        hubs=sum(bool(teams) for teams in found),
        only_proposed=found.count(0),
        not_coded=not_coded,
        of_hubs=len(hubs),
    )


def _unread_rows(hubs: Sequence[HubCodes], study: Study) -> Iterator[Row]:
    if any(team.unread for codes in hubs for team in codes.teams):
        cells = tuple(_unread_cell(codes, is_shown=not study.shows_labels) for codes in hubs)
        yield Row("uncounted", "Codes that cannot be counted", TYPES, cells)


def _unread_cell(codes: HubCodes, *, is_shown: bool) -> Cell:
    texts = tuple(text for team in codes.teams for text in team.unread)
    if not texts and not codes.care_types:
        return codes.nothing
    return codes.cell("uncounted", NoCodes(len(texts), texts if is_shown else ()))


def _rate_rows(hubs: Sequence[HubCodes], study: Study) -> Iterator[Row]:
    yield _rate_row("availability", "Availability (all types of care)", hubs, study, availability_cell)
    for group in groups_in(hubs):
        cells = tuple(availability_cell(codes, study, group) for codes in hubs)
        yield Row(f"availability {group.group}", f"Availability: {in_sentence(group.label)}", RATES, cells)
    yield _rate_row("beds", "Placement capacity: beds (residential)", hubs, study, beds_cell)
    yield _rate_row("day places", "Placement capacity: places (day care)", hubs, study, day_places_cell)
    yield _rate_row("workforce", "Workforce capacity (WTE)", hubs, study, workforce_cell)


def _rate_row(
    row_id: str, label: str, hubs: Sequence[HubCodes], study: Study, cell: Callable[[HubCodes, Study], Cell]
) -> Row:
    return Row(row_id, label, RATES, tuple(cell(codes, study) for codes in hubs))


def _unused_populations(hubs: Sequence[HubCodes], study: Study) -> Iterator[str]:
    """A note on each population that is listed for a Hub that is not there."""
    ids = {codes.id for codes in hubs}
    for hub in dict.fromkeys(one.hub.value for one in study.form.populations):
        if hub is not None and hub not in ids:
            named = "a Hub" if study.shows_labels else f"“{hub}”"
            yield f"A population in study.yaml is listed for {named}, and there is no Hub of this id here."


CARE_TYPES = Kind("care-types", "Care types (ESMS and DESDE-LTC)", hub_codes, _table, not_open)
