"""What is drawn: pathways, what helped and hindered, differences, less of a model, and what each box rests on."""

from __future__ import annotations

import pytest
from conftest import WORDS, study_of
from drawn import ALL_BUT_DIFFERENCE, PUBLIC

from mapper.errors import MapperError, UsageError
from mapper.logic_model.difference import difference
from mapper.logic_model.graph import Graph, Mark
from mapper.logic_model.hub_model import hub_model
from mapper.logic_model.implementation import all_implementation, hub_implementation, published_implementation
from mapper.logic_model.pathway import client_pathway
from mapper.logic_model.presence import Presence
from mapper.logic_model.selection import between, simple
from mapper.logic_model.trace import trace
from mapper.logic_model.views import Asked, graphs_of
from mapper.render.diagram_picture import picture
from mapper.schema.scalars import read_date

OUTREACH = "service_model: {components: [{component: proactive outreach, provision: provided}]}"
SCREENING = "service_model: {components: [{component: mental health screening, provision: provided}]}"


def pathway_of(hub: str) -> Graph:
    study = study_of(hub)
    graph = client_pathway(study, study.hubs[0])
    assert graph is not None
    return graph


def rows(graph: Graph) -> list[list[str]]:
    return [[box.id for box in graph.boxes if box.kind == column.parts[0].kind] for column in graph.columns]


STEPS = """
staffing:
  posts: [{id: nurses, role: nurse}]
pathway:
  steps:
    - {id: hello, step: contact, done_by: [nurses], next: [{to: talk, when: always}, {to: bye}]}
    - {id: talk, step: call, target_working_days: 3, actual_working_days: {from: 2, to: 4},
       next: [{to: check}, {to: nowhere}]}
    - {id: check, step: review, done_by: not reported, next: [{to: talk, when: more is needed}, {to: bye}]}
    - {id: bye, step: discharge, next: not applicable}
    - {id: aside, step: therapy, next: not reported}
"""


def test_steps_stand_in_the_order_in_which_they_are_reached() -> None:
    graph = pathway_of(STEPS)
    assert rows(graph) == [["hello", "aside"], ["talk"], ["check"], ["bye"]]
    assert [(link.start, link.end, link.label) for link in graph.links] == [
        ("hello", "talk", "always"),
        ("hello", "bye", None),
        ("talk", "check", None),
        ("check", "talk", "more is needed"),
        ("check", "bye", None),
    ]
    assert graph.runs_down


def test_steps_say_who_does_them_how_soon_and_which_are_ways_in_and_out() -> None:
    boxes = {box.id: box for box in pathway_of(STEPS).boxes}
    assert {name: box.mark for name, box in boxes.items()} == {
        "hello": Mark.WAY_IN,
        "talk": Mark.STEP,
        "check": Mark.STEP,
        "bye": Mark.WAY_OUT,
        "aside": Mark.STEP,  # what follows it is not reported, so that nobody can tell whether it is a way out
    }
    said = {name: {fact.field: fact.values for fact in box.details} for name, box in boxes.items()}
    assert [str(value) for value in said["talk"]["actual_working_days"]] == ["2 to 4"]
    assert [value.word for value in said["hello"]["done_by"]] == ["nurse"]
    assert {fact.field: fact.status.value for fact in boxes["check"].details} == {"done_by": "not reported"}
    assert {fact.field: fact.status.value for fact in boxes["aside"].details} == {"next": "not reported"}


def test_steps_of_one_kind_are_told_apart() -> None:
    graph = pathway_of(
        "pathway: {steps: [{id: by-phone, step: call}, {id: by-video, step: call}, {id: end, step: review}]}"
    )
    assert [box.text for box in graph.boxes] == ["Clinician call (by phone)", "Clinician call (by video)", "Review"]


def test_a_step_that_leads_to_itself_and_rounds_of_steps_are_drawn() -> None:
    graph = pathway_of("""
        pathway:
          steps:
            - {id: a, step: call, next: [{to: a, when: again}, {to: b}]}
            - {id: b, step: review, next: [{to: a}]}
    """)
    assert rows(graph) == [["a"], ["b"]]
    assert len(graph.links) == 3
    assert [box.mark for box in graph.boxes] == [Mark.WAY_IN, Mark.STEP]  # that others lead back to it changes nothing
    assert [line.text for line in picture(graph, WORDS).shapes[0].lines] == ["Clinician call", "again: again"]


def test_a_hub_without_steps_has_no_pathway() -> None:
    study = study_of("pathway: {steps: not reported}")
    assert client_pathway(study, study.hubs[0]) is None
    with pytest.raises(MapperError, match="No Hub lists a step"):
        list(graphs_of(study, Asked(("pathway",))))


FACTORS = """
record: {name: %s}
implementation:
  factors:
    - {id: leads, text: Leads spoke for it., effect: helps, npt: initiation}
    - {id: apart, text: It is apart., effect: helps, npt: enrolment}
    - {id: trust, text: People trust it., effect: helps, npt: enrolment}
    - {id: long, text: A long form., effect: hinders, npt: enrolment}
    - {id: other, text: Something else., effect: hinders}
    - {id: unsaid, text: No effect given., npt: enrolment}
  links:
    - {from: leads, to: apart, effect: strengthens}
    - {from: long, to: trust, effect: weakens}
    - {from: leads, to: unsaid}
"""


def test_factors_are_drawn_by_sub_construct() -> None:
    study = study_of(FACTORS % "North")
    graph = hub_implementation(study, study.hubs[0])
    assert graph is not None
    assert [(box.text, box.mark, [fact.values[0] for fact in box.details]) for box in graph.boxes] == [
        ("Initiation", Mark.HELPS, ["Leads spoke for it."]),
        ("Enrolment", Mark.HELPS, ["It is apart.", "People trust it."]),
        ("Enrolment", Mark.HINDERS, ["A long form."]),
        ("No construct given", Mark.HINDERS, ["Something else."]),
    ]
    assert [column.label for column in graph.columns] == [
        "Relational work (cognitive participation)",
        "No construct given",
    ]
    assert [(link.start, link.end, link.kind) for link in graph.links] == [
        ("initiation: helps", "enrolment: helps", "strengthens"),
        ("enrolment: hinders", "enrolment: helps", "weakens"),
    ]


def test_factors_of_all_hubs_say_who_names_them() -> None:
    south = "record: {name: South}\nimplementation: {factors: [{id: a, text: Leads., effect: helps, npt: initiation}]}"
    graph = all_implementation(study_of(FACTORS % "North", south, "implementation: not reported"))
    assert graph is not None
    first = graph.boxes[0]
    assert first.having == ("North", "South")
    assert [having.presence for having in first.hubs] == [Presence.PRESENT, Presence.PRESENT, Presence.UNKNOWN]
    assert [having.presence for having in graph.boxes[2].hubs] == [Presence.PRESENT, Presence.ABSENT, Presence.UNKNOWN]
    assert [link.hubs for link in graph.links] == [("North",), ("North",)]


def test_the_published_account_has_two_figures() -> None:
    helped, hindered = published_implementation(PUBLIC)
    assert [len(column.parts) for column in helped.columns] == [4, 4, 4, 4]  # all sixteen sub-constructs
    assert {box.mark for box in helped.boxes} == {Mark.HELPS}
    assert {(link.start.partition(":")[0], link.end.partition(":")[0], link.kind) for link in helped.links} == {
        ("initiation", "legitimation", "strengthens"),
        ("legitimation", "enrolment", "strengthens"),
        ("communal specification", "internalisation", "strengthens"),
        ("individual specification", "internalisation", "strengthens"),
        ("relational integration", "enrolment", "strengthens"),
    }
    assert {(link.start.partition(":")[0], link.end.partition(":")[0], link.kind) for link in hindered.links} == {
        ("internalisation", "enrolment", "weakens"),
        ("initiation", "enrolment", "weakens"),
        ("differentiation", "enrolment", "weakens"),
        ("legitimation", "relational integration", "weakens"),
        ("contextual integration", "systematisation", "weakens"),
        ("systematisation", "communal appraisal", "weakens"),
        ("contextual integration", "relational integration", "weakens"),
    }
    legitimation = next(box for box in hindered.boxes if box.kind == "legitimation")
    assert [fact.values[0] for fact in legitimation.details] == [
        "Distress is seen as systemic",
        "Ethnic diversity is under-represented among clinicians",
    ]
    assert helped.source == "allsopp-2023"


def difference_of(first: str, second: str) -> Graph:
    study = study_of(first, second)
    one, other = (hub_model(study, mapped) for mapped in study.hubs)
    return difference(one, other, ("one", "other"), study.vocabulary)


def test_what_differs_between_two_hubs_is_marked() -> None:
    own = "logic_model: {adds: [{id: own, kind: impact, text: Ours}], rewords: [{box: take-up, text: Come, reason: x}]}"
    graph = difference_of(f"record: {{id: a}}\n{OUTREACH}", f"record: {{id: b}}\n{SCREENING}\n{own}")
    marks = {box.id: box.mark for box in graph.boxes}
    assert marks["outreach"] is Mark.ONLY_FIRST
    assert marks["screening"] is marks["2/own"] is Mark.ONLY_SECOND
    assert marks["in-contact"] is Mark.BOTH
    assert marks["take-up"] is Mark.REWORDED
    assert next(box.instead_of for box in graph.boxes if box.id == "take-up") == "Staff take up support"
    links = {(link.start, link.end): link.mark for link in graph.links}
    assert links["outreach", "in-contact"] is Mark.ONLY_FIRST
    assert links["screening", "in-contact"] is Mark.ONLY_SECOND
    assert links["in-contact", "offer-understood"] is Mark.BOTH


def test_what_two_hubs_add_is_not_one_box_because_it_has_one_id() -> None:
    added = "logic_model: {adds: [{id: own, kind: impact, text: Ours}]}"
    graph = difference_of(f"record: {{id: a}}\n{added}", f"record: {{id: b}}\n{added}")
    assert {box.id: box.mark for box in graph.boxes} == {"1/own": Mark.ONLY_FIRST, "2/own": Mark.ONLY_SECOND}


def test_what_differs_between_two_dates_is_marked() -> None:
    study = study_of("""
        record: {id: a, as_of: 2022}
        service_model:
          components:
            - {component: proactive outreach, provision: provided}
            - {component: in-house therapy, provision: provided, from: 2021-08}
    """)
    (graph,) = graphs_of(study, Asked(("difference",), since=read_date("2020-06")))
    marks = {box.id: box.mark for box in graph.boxes}
    assert (marks["outreach"], marks["therapy"]) == (Mark.BOTH, Mark.ONLY_SECOND)
    assert (graph.first, graph.second) == ("2020-06", "2022")
    assert graph.id == "a-since-2020-06"


def test_a_difference_needs_two_hubs_or_two_dates() -> None:
    with pytest.raises(UsageError, match="two Hub files"):
        list(graphs_of(study_of("record: {id: a}"), Asked(("difference",))))


def model_of(hub: str) -> Graph:
    study = study_of(hub)
    return hub_model(study, study.hubs[0])


def test_a_way_through_the_model() -> None:
    graph = model_of("service_model: {components: [{component: proactive outreach, provision: provided}, "
                     "{component: in-house therapy, provision: provided}]}")  # fmt: skip
    both = between(graph, "outreach", "wellbeing")
    assert [box.id for box in both.boxes] == ["outreach", "in-contact", "offer-understood", "take-up", "wellbeing"]
    assert {(link.start, link.end) for link in both.links} == {
        ("outreach", "in-contact"),
        ("in-contact", "offer-understood"),
        ("offer-understood", "take-up"),
        ("take-up", "wellbeing"),
    }
    after = {box.id for box in between(graph, "therapy", None).boxes}
    assert "told-manager" in after
    assert "outreach" not in after
    before = {box.id for box in between(graph, None, "Staff take up support").boxes}
    assert before == {
        "outreach",
        "in-contact",
        "offer-understood",
        "take-up",
        "many-offers",
        "managers-doubt",
        "feel-deserving",
    }


def test_a_way_that_is_not_there_is_refused() -> None:
    graph = model_of(OUTREACH)
    with pytest.raises(UsageError, match="Did you mean `outreach`"):
        between(graph, "outraech", None)
    with pytest.raises(UsageError, match="No links lead"):
        between(graph, "wellbeing", "outreach")


def test_a_simple_model_has_main_links_only() -> None:
    graph = simple(PUBLIC_MODEL)
    kinds = {box.kind for box in graph.boxes}
    assert kinds.isdisjoint({"assumption", "external factor", "unintended effect"})
    assert {link.kind for link in graph.links}.isdisjoint({"moderates", "hinders"})
    ends = {(link.start, link.end) for link in graph.links}
    assert ("clinicians", "therapy") in ends
    assert len(ends) < len(PUBLIC_MODEL.links)


def test_a_simple_model_leaves_out_links_that_a_longer_way_tells() -> None:
    hub = """
        logic_model:
          adds:
            - {id: a, kind: activity, text: A}
            - {id: b, kind: output, text: B}
            - {id: c, kind: impact, text: C}
          links: [{from: a, to: b}, {from: b, to: c}, {from: a, to: c}]
    """
    assert [(link.start, link.end) for link in simple(model_of(hub)).links] == [("a", "b"), ("b", "c")]


PUBLIC_MODEL = hub_model(PUBLIC, PUBLIC.hubs[0])


def test_a_trace_goes_both_ways() -> None:
    study = study_of("""
        service_model:
          components:
            - {component: proactive outreach, provision: provided}
            - {component: leader consultation, provision: not provided}
            - {component: family support, provision: not reported}
        interventions:
          - {id: walks, name: Walks}
          - {id: visits, name: Visits, component: proactive outreach}
        staffing:
          posts:
            - {id: nurses, role: nurse, clinical: clinical}
            - {id: office, role: administrator, clinical: non-clinical}
    """)
    found = trace(study, study.hubs[0])
    assert [support.path for support in found.unused] == [("interventions", 0), ("staffing", "posts", 1)]
    assert [support.line for support in found.unused] == [8, 13]
    unsupported = {box.id for box in found.unsupported}
    assert "in-contact" in unsupported
    assert unsupported.isdisjoint({"outreach", "clinicians"})


def test_all_views_of_a_study_have_names_of_their_own() -> None:
    names = [graph.id for graph in graphs_of(PUBLIC, Asked(ALL_BUT_DIFFERENCE))]
    assert len(names) == len(set(names))
    assert names[:5] == [*(mapped.id for mapped in PUBLIC.hubs), "all-hubs"]


@pytest.mark.parametrize(
    "hubs", [("record: {id: a}", "record: {id: a}"), ("record: {id: a}", "record: {id: all-hubs}")]
)
def test_two_drawings_never_have_one_name(hubs: tuple[str, ...]) -> None:
    with pytest.raises(MapperError, match="Two drawings would be called"):
        list(graphs_of(study_of(*hubs), Asked()))


def test_the_pathway_of_one_hub_never_takes_the_name_of_another() -> None:
    study = study_of("record: {id: a}\npathway: {steps: [{id: s, step: call}]}", "record: {id: a-pathway}")
    assert len(graphs_of(study, Asked())) == 3
    with pytest.raises(MapperError, match="a-pathway"):
        graphs_of(study, Asked(("model", "pathway")))
