"""The code and the message for each kind of error that `schema/scalars.py`, `schema/readings.py` and pydantic name."""

from __future__ import annotations

from mapper.schema.scalars import EARLIEST_YEAR, LATEST_YEAR

WHY_NOT = "say why there is no answer, such as `not known`"
"""What may be written instead of an answer, within a sentence."""
MISSING_AS_ITEM = (
    "{value} is the reason why there is no answer, and stands here as an item of a list. "
    "Please write it in place of the whole list, without brackets; or remove it, if the list holds answers."
)
"""What is said of a missing word that stands as an item of a list."""
PUT_IN_BRACKETS = "put it in square brackets, or begin each item on a line of its own with `- `."
"""What to do with what is no list, unless its items are groups."""
MESSAGES = {
    "not_yes_or_no": ("S204", f"{{value}} is not yes or no. Please write `yes` or `no`, or {WHY_NOT}."),
    "not_a_date": (
        "S205",
        (
            "{value} is not a date as the form reads it. "
            "Please write year, year-month or year-month-day, such as `2020`, `2020-10` or `2020-10-05`."
        ),
    ),
    "year_out_of_reach": (
        "S205",
        f"The year of {{value}} lies outside {EARLIEST_YEAR} to {LATEST_YEAR}. Please check the year.",
    ),
    "no_such_date": ("S205", "There is no date {value} in the calendar. Please check the month and the day."),
    "not_a_number": (
        "S206",
        f"{{value}} is not a number. Please write it in figures, such as {{example}}; or {WHY_NOT}.",
    ),
    "number_below_zero": ("S206", "{value} is below zero. Please check the number."),
    "not_a_whole_number": (
        "S206",
        "{value} is not a whole number, and this counts whole things. Please write a whole number.",
    ),
    "number_too_large": ("S206", "{value} is more than {most}. Please check the number."),
    "not_a_list": ("S207", f"A list is expected here, not {{value}}. Please {PUT_IN_BRACKETS}"),
    "model_type": (
        "S208",
        (
            "A group of answers is expected here, not {value}. "
            "Please write one answer to a line below it, each with its name and a colon."
        ),
    ),
    "not_a_text": ("S209", "One text is expected here, not {value}. Please write it as one text."),
    "colon_in_text": (
        "S209",
        "One text is expected here, and the colon makes two parts of {text}. Please put quotation marks around it.",
    ),
    "not_an_id": ("S210", "{value} cannot be a short name. Please use lower-case letters, figures and hyphens only."),
    "not_an_id_of_item": (
        "S210",
        "{value} cannot be the short name of a {noun}. Please write the `id` of the {noun}, as it stands in this file.",
    ),
    "not_a_time": ("S211", '{value} is not a time of day. Please write hours and minutes, such as "09:00".'),
    "not_a_band": (
        "S212",
        "{value} is not a band or a range of bands. Please write it as `7`, `8a` or `8a-8b`, without the word band.",
    ),
    "not_a_range": (
        "S213",
        (
            "This is neither one value nor a range. "
            "Please write one value, or a range as {{from: …, to: …}} with nothing else between the brackets."
        ),
    ),
    "range_upside_down": (
        "S214",
        "The range runs backwards, from `{low}` to `{high}`. Please write the lower or earlier end first.",
    ),
    "not_a_financial_year": ("S215", "{value} is not a financial year. Please write it as `2021/22`."),
    "not_a_missing_word": ("S216", "{value} does not say why there is no answer. Please use one of {missing}."),
    "conflict_needs_two": (
        "S217",
        (
            "Conflicting answers need at least two readings, each with its value and sources. "
            "Please add the other reading, or write the answer on its own."
        ),
    ),
    "conflict_needs_values": (
        "S217",
        "Each of the conflicting readings is written as {{value: …, sources: […]}}. Please add the value.",
    ),
}
OTHERWISE = ("S209", "{value} cannot answer this question. Please check it against the form.")
"""The same where a kind of error has no message of its own."""
