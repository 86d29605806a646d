"""What is found while a file is read, codes Y101 to Y114: why each matters, with a bad and a good example."""

from __future__ import annotations

from mapper.checks.check import Check
from mapper.composer import MAX_ANSWERS, MAX_DEPTH
from mapper.reading import MAX_BYTES

CHECKS = (
    Check(
        code="Y101",
        can_be_accepted=False,
        title="The file is empty",
        why="A file without any answer is most often saved by mistake. A form with blank answers is not empty.",
        bad="""
            # Answers follow next week.
            """,
        good="""
            record:
              stage: draft
            """,
    ),
    Check(
        code="Y102",
        can_be_accepted=False,
        title="The file cannot be read from here on",
        why=(
            "Colons, indentation, brackets and quotation marks say where an answer begins and ends. Where they do not "
            "add up, nothing in the file can be used, so this comes first."
        ),
        bad="""
            record:
              note: see also: the annual report
            """,
        good="""
            record:
              note: "see also: the annual report"
            """,
    ),
    Check(
        code="Y103",
        can_be_accepted=False,
        title="A question is answered twice",
        why=(
            "Only one of two answers could be kept, and nobody would see which. Most often a second item of a list "
            "begins here without its dash."
        ),
        bad="""
            staffing:
              posts:
                - id: nurses
                  role: nurse
                  id: counsellors
                  role: counsellor
            """,
        good="""
            staffing:
              posts:
                - id: nurses
                  role: nurse
                - id: counsellors
                  role: counsellor
            """,
    ),
    Check(
        code="Y104",
        can_be_accepted=False,
        title="A line is indented with a tab",
        why=(
            "Tabs are of different widths in different programs, so YAML allows only spaces at the beginning of a "
            "line. Most editors can be set to write spaces when the tab key is pressed."
        ),
        bad="""
            record:
            \tname: Exampleshire Hub
            """,
        good="""
            record:
              name: Exampleshire Hub
            """,
    ),
    Check(
        code="Y105",
        can_be_accepted=False,
        title="An answer begins with a character that YAML keeps for itself",
        why=(
            "@, `, % and ? mean something to YAML at the beginning of an answer. Between quotation marks they are text."
        ),
        bad="""
            activity:
              note: %age of staff as in the annual report
            """,
        good="""
            activity:
              note: "%age of staff as in the annual report"
            """,
    ),
    Check(
        code="Y106",
        can_be_accepted=False,
        title="A second form follows in the same file",
        why="One file holds one Hub. What follows a line of three hyphens is a second document, and it is not read.",
        bad="""
            record:
              name: Exampleshire Hub
            ---
            record:
              name: Sampleton Hub
            """,
        good="""
            record:
              name: Exampleshire Hub
            """,
    ),
    Check(
        code="Y107",
        can_be_accepted=False,
        title="A reference within the file cannot be followed",
        why=(
            "An asterisk at the beginning of an answer refers to another part of the file. It must be marked with & "
            f"above, must not lead into itself, and must not multiply answers beyond {MAX_ANSWERS:,}."
        ),
        bad="""
            record:
              note: *important
            """,
        good="""
            record:
              note: "*important"
            """,
    ),
    Check(
        code="Y108",
        can_be_accepted=False,
        title="Answers are nested too deep",
        why=(
            f"The form has 8 levels. More than {MAX_DEPTH} come from brackets that are never closed, or from a file "
            "that is no form."
        ),
        bad=f"""
            record:
              note: {"[" * MAX_DEPTH}
            """,
        good="""
            record:
              note: "[[draft]]"
            """,
    ),
    Check(
        code="Y109",
        can_be_accepted=False,
        title="The file is too large for a form",
        why=(
            f"A filled form is about 20 to 40 KB, so a file of more than {MAX_BYTES // 1_000_000} MB is some other "
            "file. There is no short example."
        ),
        bad="",
        good="",
    ),
    Check(
        code="Y110",
        can_be_accepted=False,
        title="A list or a group stands where the name of a question belongs",
        why=(
            "What stands before a colon is the name of a question. Brackets and asterisks there are not part of a name."
        ),
        bad="""
            record:
              [name]: Exampleshire Hub
            """,
        good="""
            record:
              name: "[Exampleshire Hub]"
            """,
    ),
    Check(
        code="Y111",
        can_be_accepted=False,
        title="An answer begins with an exclamation mark",
        why=(
            "An exclamation mark at the beginning of an answer is a tag, with which YAML can ask programs for more "
            "than text and numbers. A form needs none, and mapper follows none, so that no file can make it run "
            "anything."
        ),
        bad="""
            record:
              note: !important to check with the clinical lead
            """,
        good="""
            record:
              note: "!important to check with the clinical lead"
            """,
    ),
    Check(
        code="Y112",
        can_be_accepted=False,
        title="The file holds a character that cannot be shown",
        why=(
            "Control characters come from copying or from old programs. YAML does not allow them, and what they do to "
            "a screen or a printer cannot be foreseen. In the example, one is shown as \N{REPLACEMENT CHARACTER}."
        ),
        bad="""
            record:
              name: Example\x07shire Hub
            """,
        good="""
            record:
              name: Exampleshire Hub
            """,
    ),
    Check(
        code="Y113",
        can_be_accepted=False,
        title="The file is not saved as UTF-8",
        why=(
            "Only with UTF-8 are letters such as ŵ, and the pound sign, the same on every computer. Older versions of "
            "Notepad and Excel save in other encodings."
        ),
        bad="""
            # encoding: windows-1252
            resources:
              note: rooms at £300 a month
            """,
        good="""
            # encoding: utf-8
            resources:
              note: rooms at £300 a month
            """,
    ),
    Check(
        code="Y114",
        can_be_accepted=False,
        title="The file cannot be opened",
        why=(
            "The file is there and its contents cannot be had: it is a link that leads nowhere, or it belongs to "
            "somebody else. There is no example, because this is not a matter of what the file says."
        ),
        bad="",
        good="",
    ),
    Check(
        code="Y117",
        can_be_accepted=False,
        title="An answer begins with > or | and is empty",
        why=(
            "In YAML these marks announce a text on the lines below. A number behind them is not read, so that an "
            "answer such as >2 would be lost."
        ),
        bad="""
            staffing:
              vacant_wte: >2
            """,
        good="""
            staffing:
              vacant_wte: {from: 2}
            """,
    ),
)
