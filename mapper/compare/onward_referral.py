"""Table `onward-referral`: where each Hub sends people on to, how, and how long they wait. External services are
matched by their kind: their names are those of a place.
"""

from __future__ import annotations

from collections.abc import Iterator

from mapper.compare.kind import of_lines
from mapper.compare.lines import Line, Said, all_lines, cell_of_items, question_lines, refused_lines
from mapper.compare.table import Fact, Item
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.schema.context import ExternalService
from mapper.schema.onward_referral import Destination

_SERVICES, _HOW = "Services", "Help on the way"
_PATH = ("onward_referral", "destinations")
_SERVICES_PATH = ("context", "external_services")
_OTHER = "not-listed"


def _said(view: HubView) -> Said:
    onward = view.hub.onward_referral
    how = question_lines(view, onward, _PATH[:1], ("navigation", "support_while_waiting"), _HOW, 1)
    lines = all_lines(_services(view), refused_lines(view, _PATH, _SERVICES), how)
    return Said(lines, {_SERVICES: view.not_listed(onward.destinations, _PATH)})


def _services(view: HubView) -> Iterator[Line]:
    services = {
        service.id: ((*_SERVICES_PATH, *below), service)
        for below, service in view.hub.context.external_services.placed()
    }
    words, by_kind = view.words["service-kind"], dict[str, list[tuple[Path, Destination]]]()
    for below, destination in view.hub.onward_referral.destinations.placed():
        _, service = services.get(destination.service, ((), None))
        kind = service.kind.value if service is not None else None
        by_kind.setdefault(kind or _OTHER, []).append(((*_PATH, *below), destination))

    def facts(destination: Destination, path: Path) -> tuple[Fact, ...]:
        found = services.get(destination.service)
        own = (view.fact(destination, "service", path), *view.facts(destination, path))
        return (*own, *_of_service(view, *found)) if found else own

    for kind, items in by_kind.items():
        label = "Kind not given" if kind == _OTHER else words.label(kind)
        item = Item(f"service-kind:{kind}", label, _SERVICES, (0, words.position(kind), kind), kind != _OTHER)
        yield Line(item, cell_of_items(view, items, facts))


def _of_service(view: HubView, path: Path, service: ExternalService) -> Iterator[Fact]:
    """How long anybody waits for an external service, and how the Hub works with it."""
    yield view.fact(service, "wait_weeks", path, "service_wait_weeks")
    yield view.fact(service, "wait_basis", path, "service_wait_basis")
    yield view.fact(service, "relationship", path)


ONWARD_REFERRAL = of_lines(
    "onward-referral",
    "Onward referral",
    "Kind of service",
    _said,
    notes=("Services are matched by their kind; which they are stands in the cells.",),
)
