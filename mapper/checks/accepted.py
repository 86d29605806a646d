"""Checks C904, C905, C906: findings that a record accepts with a reason. They are held against all others in
`silencing.py`, once these are known.
"""

from __future__ import annotations

from mapper.checks.check import Check

CHECKS = (
    Check(
        code="C904",
        can_be_accepted=False,
        title="A finding is accepted without a reason",
        why="Whoever reads the record later has to see why something unusual is right; without a reason it stands.",
        bad="""
            record:
              accepted:
                - {code: W501, path: "staffing.posts[nurses]"}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte: 3.2, headcount: 3}
            """,
        good="""
            record:
              accepted:
                - {code: W501, path: "staffing.posts[nurses]", reason: bank hours are counted in, by: clinical lead}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte: 3.2, headcount: 3}
            """,
    ),
    Check(
        code="C905",
        can_be_accepted=False,
        title="An accepted finding is not found",
        why=(
            "What is accepted at a wrong path, or by a code that there is not, is not silenced. Once the answer is "
            "corrected, the acceptance would only hide the next finding at the same place."
        ),
        bad="""
            record:
              accepted:
                - {code: W501, path: "staffing.posts[nurses]", reason: bank hours are counted in}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte: 2.8, headcount: 3}
            """,
        good="""
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte: 2.8, headcount: 3}
            """,
    ),
    Check(
        code="C906",
        can_be_accepted=False,
        title="A finding is accepted that has to be corrected",
        why=(
            "What cannot be read or used stays out of every output, two files cannot have one id, and what is wrong "
            "with an acceptance cannot be accepted itself, whatever reason is given."
        ),
        bad="""
            record:
              accepted:
                - {code: S205, path: context.opened, reason: written as in the source}
            """,
        good="""
            context:
              opened: 2020-10
            """,
    ),
)
