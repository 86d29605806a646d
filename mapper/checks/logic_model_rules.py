"""Checks L703 to L712, which run with L702: what is said where a rule for logic models is broken, and why."""

from __future__ import annotations

from collections.abc import Mapping

from mapper.checks.check import Check
from mapper.logic_model.faults import Fault, Rule

CODES = {
    Rule.DEAD_END: "L702",
    Rule.ORPHAN: "L703",
    Rule.STRAIGHT_TO_IMPACT: "L704",
    Rule.NO_MEASURE: "L705",
    Rule.OUTPUT_IS_OUTCOME: "L706",
    Rule.MECHANISM_FROM_NOTHING: "L707",
    Rule.NOTHING_BEHIND_LINK: "L708",
    Rule.NO_EXTERNAL_FACTOR: "L709",
    Rule.NO_UNINTENDED_EFFECT: "L710",
    Rule.CYCLE: "L711",
    Rule.LEVEL_JUMP: "L712",
}
"""The code of each rule."""

_MESSAGES = {
    Rule.DEAD_END: (
        "No link leads on from the box {0}, so the model does not say what it is for. Please add a link from it, "
        "such as to the outcome that it should bring about."
    ),
    Rule.ORPHAN: (
        "No link leads to or from the box {0}, so it stands beside the model. Please link it with what it follows from "
        "or leads to, or leave it out."
    ),
    Rule.STRAIGHT_TO_IMPACT: (
        "The activity {0} leads straight to the impact {1}, without saying how. Please lead through what the activity "
        "yields and the outcomes that follow."
    ),
    Rule.NO_MEASURE: (
        "Nothing says how anybody would see whether {0} has come about. Please name a measure or count under "
        "`measured_by`, or say why there is none, such as `not collected`."
    ),
    Rule.OUTPUT_IS_OUTCOME: (
        "The output {0} is worded as a change, and an output is what is done and whom it reaches. Please word it as "
        "something that can be counted, or make it an outcome."
    ),
    Rule.MECHANISM_FROM_NOTHING: (
        "No link leads to the mechanism {0}, so the model does not say what sets it off. Please add a link to it "
        "from an activity or an output."
    ),
    Rule.NOTHING_BEHIND_LINK: (
        "The link from {0} to {1} names neither a source nor what has to hold for it. Please add `sources`, or say it "
        "under `assumption`."
    ),
    Rule.NO_EXTERNAL_FACTOR: (
        "The model names no external factor, as if nothing outside affected it. Please add a box of the kind `external "
        "factor`, or keep one of the shared model."
    ),
    Rule.NO_UNINTENDED_EFFECT: (
        "The model names no unintended effect, as if everything went as it was meant. Please add a box of the kind "
        "`unintended effect`, or keep one of the shared model."
    ),
    Rule.CYCLE: (
        "These boxes lead round in a circle: {way}. That is allowed, since effects can feed back. Please check that it "
        "is meant."
    ),
    Rule.LEVEL_JUMP: (
        "The link from {0} to {1} goes from single people to the whole system, or back, in one step. Please say what "
        "happens between, in teams or organisations."
    ),
}


def message_of(fault: Fault, texts: Mapping[str, str]) -> str:
    """What is said of a fault; boxes are named by their texts."""
    names = [f"“{texts[box]}”" for box in fault.boxes]
    way = " → ".join((*names, *names[:1]))
    return _MESSAGES[fault.rule].format(*names, way=way)


CHECKS = (
    Check(
        code="L703",
        title="A box has no link",
        why=("A box that nothing leads to and that leads to nothing says nothing of how the service works."),
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
              links:
                - {from: visits, to: in-contact, kind: leads to, assumption: staff have time}
            """,
        source="wisconsin-2008",
    ),
    Check(
        code="L704",
        title="An activity leads straight to an impact",
        why="What lies between is what can be seen and changed, and where a model can be wrong.",
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
                - {id: economy, kind: impact, text: A thriving region, measured_by: [employment], reason: wanted}
              links:
                - {from: visits, to: economy, kind: leads to, assumption: staff have time}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
                - {id: economy, kind: impact, text: A thriving region, measured_by: [employment], reason: wanted}
              links:
                - {from: visits, to: in-contact, kind: leads to, assumption: staff have time}
                - {from: services-benefit, to: economy, kind: leads to, assumption: staff have time}
            """,
        source="kellogg-2004",
    ),
    Check(
        code="L705",
        title="An outcome has no measure",
        why="What nobody can see come about cannot be evaluated.",
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: sleep, kind: outcome long, text: Staff sleep well, reason: wanted}
              links:
                - {from: take-up, to: sleep, kind: leads to, assumption: staff have time}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: sleep, kind: outcome long, text: Staff sleep well, measured_by: [sleep diary], reason: wanted}
              links:
                - {from: take-up, to: sleep, kind: leads to, assumption: staff have time}
            """,
        source="kellogg-2004",
    ),
    Check(
        code="L706",
        title="An output is worded as an outcome",
        why=(
            "Outputs are what is done and whom it reaches; whether that makes a difference is another claim, "
            "which needs its own evidence."
        ),
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: moods, kind: output, text: Improved mood on the wards, reason: wanted}
              links:
                - {from: outreach, to: moods, kind: leads to, assumption: staff have time}
                - {from: moods, to: take-up, kind: leads to, assumption: staff have time}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: moods, kind: output, text: Visits made on the wards, reason: wanted}
              links:
                - {from: outreach, to: moods, kind: leads to, assumption: staff have time}
                - {from: moods, to: take-up, kind: leads to, assumption: staff have time}
            """,
        source="wisconsin-2008",
    ),
    Check(
        code="L707",
        title="Nothing sets off a mechanism",
        why=(
            "A mechanism is how an activity makes its difference, in a context; without what sets it off it "
            "explains nothing."
        ),
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: belonging, kind: mechanism, text: People feel that they belong, reason: wanted}
              links:
                - {from: belonging, to: take-up, kind: leads to, assumption: staff have time}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: belonging, kind: mechanism, text: People feel that they belong, reason: wanted}
              links:
                - {from: outreach, to: belonging, kind: leads to, assumption: staff have time}
                - {from: belonging, to: take-up, kind: leads to, assumption: staff have time}
            """,
        source="mills-2019",
    ),
    Check(
        code="L708",
        title="A link has neither an assumption nor a source",
        why=(
            "A link is a claim. It rests on a source, or on an assumption that can be looked into; in a published"
            " record one of them is needed."
        ),
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
              links:
                - {from: visits, to: in-contact, kind: produces}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
              links:
                - {from: visits, to: in-contact, kind: produces, assumption: Staff on nights have time to talk.}
            """,
        source="wisconsin-2008",
    ),
    Check(
        code="L709",
        title="The model names no external factor",
        why=(
            "What comes from outside affects whether a service works; a model that names nothing of it promises "
            "too much."
        ),
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              leaves_out:
                - {box: many-offers, reason: not so here}
                - {box: managers-doubt, reason: not so here}
                - {box: funding-ends, reason: not so here}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              leaves_out:
                - {box: many-offers, reason: not so here}
            """,
        source="wisconsin-2008",
    ),
    Check(
        code="L710",
        title="The model names no unintended effect",
        why=("Services have effects that nobody meant, good or bad; whoever looks for them sees them sooner."),
        bad="""
            service_model:
              components:
                - {component: in-house therapy, provision: provided}
            logic_model:
              leaves_out:
                - {box: told-manager, reason: not so here}
                - {box: made-personal, reason: not so here}
            """,
        good="""
            service_model:
              components:
                - {component: in-house therapy, provision: provided}
            logic_model:
              leaves_out:
                - {box: told-manager, reason: not so here}
            """,
        source="wisconsin-2008",
    ),
    Check(
        code="L711",
        title="Boxes lead round in a circle",
        why=(
            "Effects can feed back, and a model that adapts to its setting has such circles; a circle may also be"
            " a slip, so it is named."
        ),
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
              links:
                - {from: in-contact, to: visits, kind: leads to, assumption: staff have time}
                - {from: visits, to: in-contact, kind: leads to, assumption: staff have time}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
              links:
                - {from: visits, to: in-contact, kind: leads to, assumption: staff have time}
            """,
        source="mills-2019",
    ),
    Check(
        code="L712",
        title="A link jumps from single people to the whole system",
        why=(
            "Changes of single people reach a system through teams and organisations; what happens there is left out."
        ),
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - id: culture
                  kind: outcome long
                  level: system
                  text: The region values its staff
                  measured_by: [survey]
                  reason: wanted
              links:
                - {from: take-up, to: culture, kind: leads to, assumption: staff have time}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - id: wards
                  kind: outcome long
                  level: team
                  text: Wards talk openly
                  measured_by: [survey]
                  reason: wanted
              links:
                - {from: take-up, to: wards, kind: leads to, assumption: staff have time}
            """,
        source="mills-2019",
    ),
)
