"""Logic models: which boxes and links follow from the answers, what they rest on, and which Hubs have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import study_of

from mapper.errors import MapperError
from mapper.logic_model.all_hubs import all_hubs_model
from mapper.logic_model.graph import Column, Graph, Having, Link, Mark, Origin, Part
from mapper.logic_model.hub_model import hub_model
from mapper.logic_model.presence import Presence
from mapper.schema.scalars import read_date
from mapper.study import Study, load_study

AFTER_OUTREACH = {
    "in-contact",
    "offer-understood",
    "take-up",
    "wellbeing",
    "others-benefit",
    "services-benefit",
    "economic-benefit",
}
BEARING_ON_IT = {"many-offers", "managers-doubt", "feel-deserving"}
"""What nothing leads to, and what bears on something of the above."""


def model_of(hub: str) -> Graph:
    study = study_of(hub)
    return hub_model(study, study.hubs[0])


def ids(graph: Graph) -> set[str]:
    return {box.id for box in graph.boxes}


def undrawn(graph: Graph, presence: Presence) -> set[str]:
    return {box.id for box in graph.undrawn if box.presence is presence}


def text_of(graph: Graph, box_id: str) -> str:
    return next(box.text for box in graph.boxes if box.id == box_id)


def component(word: str, provision: str) -> str:
    return f"service_model: {{components: [{{component: {word}, provision: {provision}}}]}}"


OUTREACH = component("proactive outreach", "provided")


@pytest.mark.parametrize(
    ("provision", "is_drawn", "is_unknown"),
    [
        ("provided", True, False),
        ("partly", True, False),
        ("planned", False, False),
        ("withdrawn", False, False),
        ("not provided", False, False),
        ("not known", False, True),
        ("", False, True),
        ("{conflicting: [{value: provided}, {value: planned}]}", False, True),
    ],
)
def test_a_component_is_drawn_if_it_is_provided(provision: str, is_drawn: bool, is_unknown: bool) -> None:
    graph = model_of(component("proactive outreach", provision))
    assert ("outreach" in ids(graph)) == is_drawn
    assert ("outreach" in undrawn(graph, Presence.UNKNOWN)) == is_unknown
    assert ("outreach" in undrawn(graph, Presence.ABSENT)) == (not is_drawn and not is_unknown)


def test_a_component_that_is_not_listed_is_unknown() -> None:
    graph = model_of("record:")
    assert graph.boxes == ()
    assert graph.links == ()
    assert "outreach" in undrawn(graph, Presence.UNKNOWN)


def test_what_a_box_leads_to_is_drawn_with_it() -> None:
    graph = model_of(OUTREACH)
    assert ids(graph) == {"outreach", *AFTER_OUTREACH, *BEARING_ON_IT}
    assert {(link.start, link.end) for link in graph.links} == {
        ("outreach", "in-contact"),
        ("in-contact", "offer-understood"),
        ("offer-understood", "take-up"),
        ("take-up", "wellbeing"),
        ("wellbeing", "others-benefit"),
        ("wellbeing", "services-benefit"),
        ("services-benefit", "economic-benefit"),
        ("many-offers", "offer-understood"),
        ("managers-doubt", "take-up"),
        ("feel-deserving", "take-up"),
    }


@pytest.mark.parametrize(
    ("box", "answers"),
    [
        ("high-need", "context: {factors: [{factor: high need}]}"),
        ("gaps", "service_model: {components: [{component: in-house therapy, reasons: [gap between services]}]}"),
        ("clinicians", "staffing: {posts: [{id: nurses, clinical: clinical}]}"),
        ("funding", "resources: {funding: [{funder: Invented NHS Trust}]}"),
        ("records", component("standalone records", "partly")),
    ],
)
def test_a_box_is_drawn_where_its_answer_is_given(box: str, answers: str) -> None:
    assert box in ids(model_of(answers))
    assert box not in ids(model_of("record:"))


def test_what_a_hub_leaves_out_is_gone_with_what_only_follows_from_it() -> None:
    left_out = "logic_model: {leaves_out: [{box: offer-understood, reason: not so here}]}"
    graph = model_of(f"{OUTREACH}\n{left_out}")
    assert ids(graph) == {"outreach", "in-contact"}
    gone = next(box for box in graph.undrawn if box.id == "offer-understood")
    assert (gone.presence, gone.hubs[0].because) == (Presence.ABSENT, "not so here")


def test_what_is_left_out_is_not_unknown() -> None:
    left_out = "logic_model: {leaves_out: [{box: therapy, reason: not so here}]}"
    unknown = undrawn(model_of("record:"), Presence.UNKNOWN)
    assert undrawn(model_of(left_out), Presence.UNKNOWN) == unknown - {"therapy", "bridges-waits"}


@pytest.mark.parametrize(
    ("provision", "because"),
    [
        ("not provided, reasons: [funding, geography]", "not provided (funding, geography)"),
        ("planned", "planned"),
        ("withheld", "withheld"),
        ("{conflicting: [{value: provided}, {value: planned}]}", "sources conflict"),
        ("provided, to: 2020, from: 2019", "not at this date"),
    ],
)
def test_why_a_box_is_not_drawn_is_told(provision: str, because: str) -> None:
    graph = model_of(f"record: {{as_of: 2022}}\n{component('proactive outreach', provision)}")
    (outreach,) = [box for box in graph.undrawn if box.id == "outreach"]
    assert outreach.hubs == (Having("hub1", outreach.presence, because),)


def test_a_model_is_as_of_a_date() -> None:
    hub = f"record: {{as_of: 2022}}\n{component('proactive outreach', 'provided, from: 2021')}"
    study = study_of(hub)
    date = read_date("2020-06")
    assert "outreach" in ids(hub_model(study, study.hubs[0]))
    assert "outreach" not in ids(hub_model(study, study.hubs[0], date))
    assert hub_model(study, study.hubs[0], date).as_of == "2020-06"


@pytest.mark.parametrize(("date", "because"), [("2019", "not open yet"), ("2024", "closed"), ("2022", None)])
def test_a_hub_that_was_not_open_has_no_model_then(date: str, because: str | None) -> None:
    own = "logic_model: {adds: [{id: own, kind: activity, text: Own}]}"
    study = study_of(f"record: {{as_of: 2022}}\ncontext: {{opened: 2021, closed: 2023}}\n{OUTREACH}\n{own}", OUTREACH)
    graph = hub_model(study, study.hubs[0], read_date(date))
    assert (graph.boxes == ()) == (because is not None)
    whole = {box.id: box.hubs for box in all_hubs_model(study, read_date(date)).boxes}
    assert whole["outreach"][0] == Having("hub1", Presence.ABSENT if because else Presence.PRESENT, because)
    assert ("hub1/own" in whole) == (because is None)


def test_a_box_knows_the_answers_that_it_rests_on() -> None:
    graph = model_of("""
        service_model:
          components:
            - {component: in-house therapy, provision: provided}
            - {component: proactive outreach, provision: provided}
        interventions:
          - {id: emdr, name: EMDR, component: in-house therapy}
          - {id: walks, name: Walks}
        outreach:
          activities:
            - {kind: newsletter}
        staffing:
          posts:
            - {id: nurses, role: nurse, clinical: clinical}
            - {id: office, role: administrator, clinical: non-clinical}
    """)
    rests_on = {box.id: [(support.line, support.path) for support in box.supports] for box in graph.boxes}
    assert rests_on["therapy"] == [(4, ("service_model", "components", 0)), (7, ("interventions", 0))]
    assert rests_on["outreach"] == [(5, ("service_model", "components", 1)), (11, ("outreach", "activities", 0))]
    assert rests_on["clinicians"] == [(14, ("staffing", "posts", 0))]
    assert rests_on["take-up"] == []


def test_what_a_box_rests_on_does_not_say_that_it_is_there() -> None:
    graph = model_of(
        "activity: {counts: [{metric: referrals, value: 9}]}\ncontext: {factors: [{factor: competing offers}]}"
    )
    assert ids(graph) == set()


def test_a_hub_words_a_box_in_its_own_way() -> None:
    reworded = "logic_model: {rewords: [{box: outreach, text: Night rounds, reason: our name}]}"
    graph = model_of(f"{OUTREACH}\n{reworded}")
    (outreach,) = [box for box in graph.boxes if box.id == "outreach"]
    assert (outreach.text, outreach.instead_of, outreach.reason) == ("Night rounds", "Proactive outreach", "our name")
    assert [support.path for support in outreach.supports][-1] == ("logic_model", "rewords", 0)
    assert text_of(all_hubs_model(study_of(f"{OUTREACH}\n{reworded}")), "outreach") == "Proactive outreach"


OWN = f"""
{OUTREACH}
logic_model:
  adds:
    - {{id: garden, kind: activity, text: A garden, reason: it helps, standing: reported}}
    - {{id: rest, kind: mechanism, reason: it helps}}
    - {{id: somewhere, text: No column, reason: unknown}}
  links:
    - {{from: garden, to: rest, kind: triggers, standing: reported}}
    - {{from: rest, to: take-up}}
    - {{from: garden, to: therapy}}
    - {{from: garden, to: somewhere}}
"""


def test_a_hub_adds_boxes_and_links() -> None:
    graph = model_of(OWN)
    own = {box.id: (box.kind, box.text, box.standing) for box in graph.boxes if box.origin is Origin.OWN}
    assert own == {
        "garden": ("activity", "A garden", "reported"),
        "rest": ("mechanism", "rest", "hypothesised"),
    }
    assert [link for link in graph.links if link.origin is Origin.OWN] == [
        Link("garden", "rest", "triggers", "reported", Origin.OWN),
        Link("rest", "take-up", "leads to", "hypothesised", Origin.OWN),
    ]


def test_the_model_of_all_hubs_says_who_has_what() -> None:
    named = 'record: {name: "North"}\n' + OWN, 'record: {name: "South"}\n' + OWN, 'record: {name: "West"}'
    absent = component("proactive outreach", "not provided")
    graph = all_hubs_model(study_of(*named, absent))
    boxes = {box.id: (box.having, box.unknown) for box in graph.boxes}
    assert graph.hubs == ("North", "South", "West", "hub4")
    assert boxes["outreach"] == (("North", "South"), 1)
    assert boxes["take-up"] == (("North", "South"), 2)
    because = {having.hub: having.because for box in graph.boxes if box.id == "outreach" for having in box.hubs}
    assert because == {"North": None, "South": None, "West": "not listed", "hub4": "not provided"}
    own = [box for box in graph.boxes if box.origin is Origin.OWN]
    assert [(box.text, box.having) for box in own] == [
        (text, (hub,)) for hub in ("North", "South") for text in ("A garden", "rest")
    ]
    assert len({box.id for box in graph.boxes}) == len(graph.boxes)
    assert sum(link.origin is Origin.OWN for link in graph.links) == 4
    shared = next(link for link in graph.links if (link.start, link.end) == ("outreach", "in-contact"))
    assert shared.hubs == ("North", "South")


def test_a_box_that_no_hub_has_is_told_with_why() -> None:
    graph = all_hubs_model(
        study_of(component("in-house therapy", "not provided"), component("in-house therapy", "planned"))
    )
    (therapy,) = [box for box in graph.undrawn if box.id == "therapy"]
    assert therapy.presence is Presence.ABSENT
    assert [having.because for having in therapy.hubs] == ["not provided", "planned"]


def test_a_hub_may_see_a_shared_link_otherwise() -> None:
    contested = f"{OUTREACH}\nlogic_model: {{links: [{{from: outreach, to: in-contact, standing: contested}}]}}"
    links = {(link.start, link.end): link for link in model_of(contested).links}
    assert links["outreach", "in-contact"].standing == "contested"
    whole = all_hubs_model(study_of(OUTREACH, contested))
    assert [link.standing for link in whole.links if link.start == "outreach"] == ["contested"]
    assert [
        link.standing for link in all_hubs_model(study_of(OUTREACH, OUTREACH)).links if link.start == "outreach"
    ] == ["hypothesised"]


def test_two_links_between_the_same_boxes_are_both_kept() -> None:
    own = "[{from: garden, to: take-up, kind: leads to}, {from: garden, to: take-up, kind: hinders}]"
    hub = f"{OUTREACH}\nlogic_model: {{adds: [{{id: garden, kind: activity, text: A garden}}], links: {own}}}"
    assert [link.kind for link in model_of(hub).links if link.start == "garden"] == ["leads to", "hinders"]
    whole = all_hubs_model(study_of(hub, OUTREACH))
    assert [(link.kind, link.standing, link.hubs) for link in whole.links if link.start == "hub1/garden"] == [
        ("leads to", "hypothesised", ("hub1",)),
        ("hinders", "hypothesised", ("hub1",)),
    ]


def test_hubs_that_see_a_link_otherwise_make_it_contested() -> None:
    hinders = f"{OUTREACH}\nlogic_model: {{links: [{{from: outreach, to: in-contact, kind: hinders}}]}}"
    whole = all_hubs_model(study_of(OUTREACH, hinders))
    assert [(link.kind, link.standing, link.hubs) for link in whole.links if link.start == "outreach"] == [
        ("produces", "contested", ("hub1",)),
        ("hinders", "contested", ("hub2",)),
    ]


def test_boxes_of_the_guidance_are_told_from_local_ones() -> None:
    words = ["proactive outreach", "in-house therapy", "mental health screening", "standalone records"]
    listed = ", ".join(f"{{component: {word}, provision: provided}}" for word in words)
    graph = model_of(f"service_model: {{components: [{listed}]}}")
    origins = {box.id: box.origin for box in graph.boxes}
    assert [origins[box] for box in ("outreach", "therapy", "screening", "records", "take-up")] == [
        Origin.GUIDANCE,
        Origin.LOCAL,
        Origin.SHARED,
        Origin.LOCAL,
        Origin.SHARED,
    ]


def test_columns_stand_in_the_order_of_the_list_and_only_where_they_are_used() -> None:
    graph = model_of(OWN)
    kinds = [[part.kind for part in column.parts] for column in graph.columns]
    assert kinds == [
        ["external factor"],
        ["assumption"],
        ["activity"],
        ["output"],
        ["mechanism"],
        ["outcome short"],
        ["outcome medium"],
        ["outcome long"],
        ["impact"],
    ]
    assert [column.label for column in graph.columns][:3] == ["External factors", "Assumptions", "Activities"]
    whole = model_of(f"{OWN}\ncontext: {{factors: [{{factor: high need}}]}}")
    assert whole.columns[0] == Column(
        "Context", (Part("context", "Context"), Part("external factor", "External factors"))
    )


def test_boxes_are_marked_by_where_they_come_from() -> None:
    marks = {box.id: box.mark for box in model_of(OWN).boxes}
    assert (marks["outreach"], marks["garden"], marks["take-up"]) == (Mark.GUIDANCE, Mark.LOCAL, Mark.FOLLOWS)


MODEL = """
id: our-model
title: Ours
boxes:
  - {id: nurses, kind: input, text: Nurses, standing: reported, when: {post: nurse}}
  - {id: talk, kind: activity, text: Talking, standing: reported, when: {intervention: [counselling, CBT]}}
  - {id: phone, kind: activity, text: By phone, standing: reported, when: {pathway.steps.mode: any}}
  - {id: well, kind: impact, text: Well, standing: hypothesised}
links:
  - {from: talk, to: well, kind: leads to, standing: hypothesised}
"""


def own_study(tmp_path: Path, model: str, hub: str) -> Study:
    (tmp_path / "hubs").mkdir()
    (tmp_path / "hubs" / "a.yaml").write_text(hub, encoding="utf-8")
    (tmp_path / "model.yaml").write_text(model, encoding="utf-8")
    (tmp_path / "study.yaml").write_text("logic_model: model.yaml", encoding="utf-8")
    return load_study([tmp_path / "hubs"])


@pytest.mark.parametrize(
    ("hub", "drawn"),
    [
        ("staffing: {posts: [{id: a, role: nurse}]}", {"nurses"}),
        ("interventions: [{id: a, kind: CBT}]", {"talk", "well"}),
        ("interventions: [{id: a, kind: EMDR}]", set()),
        ("pathway: {steps: [{id: a, step: call, mode: phone}]}", {"phone"}),
        ("pathway: {steps: [{id: a, step: call}]}", set()),
    ],
)
def test_a_study_has_a_model_of_its_own_with_conditions_of_any_question(
    tmp_path: Path, hub: str, drawn: set[str]
) -> None:
    study = own_study(tmp_path, MODEL, hub)
    assert ids(hub_model(study, study.hubs[0])) == drawn


@pytest.mark.parametrize(
    ("instead_of", "by", "line", "told"),
    [
        ("post: nurse", "post: nruse", 5, "`nruse`"),
        ("post: nurse", "staffing.posts.rolle: nurse", 5, "`staffing.posts.rolle`"),
        ("kind: impact", "kind: imapct", 8, "Did you mean “impact”?"),
        ("to: well", "to: wel", 10, "Did you mean “well”?"),
        ("id: phone", "id: talk", 7, "two boxes with the id “talk”"),
        ("standing: hypothesised}\n", "standing: sure}\n", 8, "`sure`"),
    ],
)
def test_a_model_that_does_not_hang_together_is_refused_with_its_line(
    tmp_path: Path, instead_of: str, by: str, line: int, told: str
) -> None:
    study = own_study(tmp_path, MODEL.lstrip("\n").replace(instead_of, by, 1), "record:")
    with pytest.raises(MapperError, match=f"line {line - 1}: ") as refused:
        _ = study.shared_model
    assert told in str(refused.value)
