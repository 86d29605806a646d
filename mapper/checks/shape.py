"""What is found while answers are held against the form, codes S200 to S218: why each matters, with examples.

What cannot be used is left out and reported, and everything else in the file is still checked.
"""

from __future__ import annotations

from mapper.checks.check import Check

CHECKS = (
    Check(
        code="S200",
        can_be_accepted=False,
        title="The file is no form",
        why="A form is a group of sections, each with its name. A text or a list on its own answers no question.",
        bad="""
            The Exampleshire Hub opened in 2020.
            """,
        good="""
            record:
              name: Exampleshire Hub
            context:
              opened: 2020
            """,
    ),
    Check(
        code="S201",
        can_be_accepted=False,
        title="The form does not ask this here",
        why=(
            "An answer under a name that is misspelt, or in another part of the form, would never be seen. What the "
            "form has no question for can be written as a `note`."
        ),
        bad="""
            staffing:
              posts:
                - {id: nurses, role: nurse, bnad: 7}
            """,
        good="""
            staffing:
              posts:
                - {id: nurses, role: nurse, band: 7}
            """,
    ),
    Check(
        code="S202",
        can_be_accepted=False,
        title="An item lacks what tells it from others",
        why=(
            "Items of a list are told apart by one answer, often their `id`: other answers point at them by it, and "
            "Hubs are compared by it."
        ),
        bad="""
            staffing:
              posts:
                - {role: nurse, wte: 2.4}
            """,
        good="""
            staffing:
              posts:
                - {id: nurses, role: nurse, wte: 2.4}
            """,
    ),
    Check(
        code="S203",
        can_be_accepted=False,
        title="A word is not in its code list",
        why=(
            "Hubs can be compared only where they use the same words. If no word fits, a study can add its own to most "
            "lists in study.yaml."
        ),
        bad="""
            staffing:
              posts:
                - {id: nurses, role: nusre}
            """,
        good="""
            staffing:
              posts:
                - {id: nurses, role: nurse}
            """,
    ),
    Check(
        code="S204",
        can_be_accepted=False,
        title="An answer is neither yes nor no",
        why=(
            "A question that asks for yes or no takes these two words, or the reason why there is no answer. `true` "
            "and `false` are refused, because a form is read by people."
        ),
        bad="""
            screening:
              offered: true
            """,
        good="""
            screening:
              offered: yes
            """,
    ),
    Check(
        code="S205",
        can_be_accepted=False,
        title="An answer is not a date",
        why=(
            "Dates are written with the year first, as exactly as they are known: 05/10/2020 is in May for one reader "
            "and in October for another."
        ),
        bad="""
            context:
              opened: 05/10/2020
            """,
        good="""
            context:
              opened: 2020-10-05
            """,
    ),
    Check(
        code="S206",
        can_be_accepted=False,
        title="An answer is not a number that can be counted with",
        why=(
            "Numbers are written in figures, without commas, pound signs or units; they are not below zero, "
            "percentages are at most 100, and people are counted in whole numbers."
        ),
        bad="""
            context:
              area_population: 1,250,000
            """,
        good="""
            context:
              area_population: 1250000
            """,
    ),
    Check(
        code="S207",
        can_be_accepted=False,
        title="A list is expected",
        why=(
            "Where several answers are possible they are written as a list, even if there is only one, so that nobody "
            "has to guess where one ends and the next begins."
        ),
        bad="""
            context:
              places: Exampleton and Sampleton
            """,
        good="""
            context:
              places: [Exampleton, Sampleton]
            """,
    ),
    Check(
        code="S208",
        can_be_accepted=False,
        title="A group of answers is expected",
        why="Some questions are made of several smaller ones, and one text cannot answer them all.",
        bad="""
            context:
              host: Invented NHS Trust
            """,
        good="""
            context:
              host:
                organisation: Invented NHS Trust
            """,
    ),
    Check(
        code="S209",
        can_be_accepted=False,
        title="One text is expected",
        why="A list or a group stands where the form asks for one text, and no output could show it.",
        bad="""
            record:
              licence: [CC BY, "4.0"]
            """,
        good="""
            record:
              licence: CC BY 4.0
            """,
    ),
    Check(
        code="S210",
        can_be_accepted=False,
        title="A short name holds more than letters, figures and hyphens",
        why=(
            "Other answers refer to an item by its short name, and files are named by it. With lower-case letters, "
            "figures and hyphens only, it is spelt the same everywhere."
        ),
        bad="""
            record:
              id: Greater Exampleshire
            """,
        good="""
            record:
              id: greater-exampleshire
            """,
    ),
    Check(
        code="S211",
        can_be_accepted=False,
        title="An answer is not a time of day",
        why=(
            "Times are written as hours and minutes of 24 hours, so that 7 in the evening is not taken for the morning."
        ),
        bad="""
            access:
              channels:
                - {channel: phone, hours: [{days: [weekdays], open: 9am, close: 7pm}]}
            """,
        good="""
            access:
              channels:
                - {channel: phone, hours: [{days: [weekdays], open: "09:00", close: "19:00"}]}
            """,
    ),
    Check(
        code="S212",
        can_be_accepted=False,
        title="An answer is not a band or a range of bands",
        why="Bands are compared and sorted, so they are written in one way: as `7`, `8a` or `8a-8b`.",
        bad="""
            staffing:
              posts:
                - {id: nurses, role: nurse, band: band seven}
            """,
        good="""
            staffing:
              posts:
                - {id: nurses, role: nurse, band: 7}
            """,
        source="nhs-afc",
    ),
    Check(
        code="S213",
        can_be_accepted=False,
        title="A range holds something else than its two ends",
        why="A range is written as from and to. What else is known of it, such as its source, goes around it.",
        bad="""
            screening:
              minutes: {min: 5, max: 10}
            """,
        good="""
            screening:
              minutes: {from: 5, to: 10}
            """,
    ),
    Check(
        code="S214",
        can_be_accepted=False,
        title="A range runs backwards",
        why="The lower or earlier end comes first; the other way round, one of the two ends may be a slip.",
        bad="""
            staffing:
              vacant_wte: {from: 3, to: 2}
            """,
        good="""
            staffing:
              vacant_wte: {from: 2, to: 3}
            """,
    ),
    Check(
        code="S215",
        can_be_accepted=False,
        title="An answer is not a financial year",
        why="Pay and prices hold for a financial year, which begins in April; 2021 alone could be either of two.",
        bad="""
            resources:
              pay_year: 2021
            """,
        good="""
            resources:
              pay_year: 2021/22
            """,
    ),
    Check(
        code="S216",
        can_be_accepted=False,
        title="The reason for a missing answer is not one of the five",
        why=(
            "Missing answers are counted by reason, so the reason is one of five words. Anything more goes into the "
            "`note` beside it."
        ),
        bad="""
            context:
              region: {missing: nobody asked}
            """,
        good="""
            context:
              region: {missing: not reported, note: nobody asked}
            """,
    ),
    Check(
        code="S217",
        can_be_accepted=False,
        title="A conflict does not have two readings",
        why=(
            "Where sources disagree, every reading is kept with its value and its sources. One reading alone "
            "conflicts with nothing."
        ),
        bad="""
            context:
              opened: {conflicting: [{value: 2020-10}]}
            """,
        good="""
            context:
              opened: {conflicting: [{value: 2020-10}, {value: 2021-07}]}
            """,
    ),
    Check(
        code="S218",
        can_be_accepted=False,
        title="The study file names a guidance set or logic model that cannot be used",
        why=(
            "Components are compared with the guidance set and drawings start from the logic model, so both must be "
            "there."
        ),
        bad="""
            # file: study.yaml
            logic_model: nowhere.yaml
            # file: hubs/exampleshire.yaml
            record:
              id: exampleshire
            """,
        good="""
            # file: study.yaml
            guidance: nhse-2020
            # file: hubs/exampleshire.yaml
            record:
              id: exampleshire
            """,
    ),
)
