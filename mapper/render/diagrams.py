"""All drawings of a study: a file for each Hub, model and format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.errors import MapperError
from mapper.labels import refuse_names
from mapper.logic_model.build import ALL_HUBS, all_hubs_model, hub_model
from mapper.logic_model.graph import Graph
from mapper.render.diagram_dot import diagram_dot
from mapper.schema.scalars import slug
from mapper.study import Study


def diagrams(study: Study, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file: every Hub's logic model, then that of all Hubs if there is more than one,
    in every format.

    Raises MapperError if two Hubs would have the same file, or if a name is left where labels are asked for.
    """
    named = [
        (_file_name(study, number, mapped.id, study.heading(mapped)), hub_model(study, mapped))
        for number, mapped in enumerate(study.hubs, 1)
    ]
    taken = [ALL_HUBS, *(name for name, _ in named)]
    double = next((name for name in taken if taken.count(name) > 1), None)
    if double is not None:
        raise MapperError(f"Two drawings would be called {double}. Please give each Hub an id (or label) of its own.")
    graphs = [*named, (ALL_HUBS, all_hubs_model(study))] if len(named) > 1 else named
    drawn = [(name, graph, diagram_dot(graph, shows_sources=not study.shows_labels)) for name, graph in graphs]
    refuse_names((text for name, _, dot in drawn for text in (name, dot)), study)
    for name, graph, dot in drawn:
        for file_format in formats:
            yield f"{name}.{file_format}", _content(dot, file_format, graph)


def _file_name(study: Study, number: int, hub_id: str, heading: str) -> str:
    return slug(heading if study.shows_labels else hub_id) or f"hub-{number}"


def _content(dot: str, file_format: str, graph: Graph) -> bytes:
    if file_format == "dot":
        return dot.encode()
    from mapper.render.drawing import draw

    return draw(dot, file_format, title=graph.title, description=_description(graph))


def _description(graph: Graph) -> str:
    """What the drawing shows, for whoever cannot see it: the boxes by column."""
    columns = (
        f"{label}: {'; '.join(box.text for box in graph.boxes if box.kind == kind)}" for kind, label in graph.columns
    )
    about = ["Fictional."] if graph.is_fictional else []
    return " ".join([*about, *(f"{column}." for column in columns)])
