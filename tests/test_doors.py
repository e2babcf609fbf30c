"""Every route names who may come in."""

from litestar.handlers import HTTPRouteHandler

from app.asgi import create_app
from app.doors import public, seat

SEAT_GUARD = seat().__qualname__


def test_every_route_has_a_guard_or_says_it_is_public() -> None:
    open_doors = []
    for route in create_app().litestar.routes:
        for handler in getattr(route, "route_handlers", ()):
            if not isinstance(handler, HTTPRouteHandler) or handler.http_methods == {"OPTIONS"}:
                continue
            guards = handler.resolve_guards()
            if not any(guard is public or getattr(guard, "__qualname__", "") == SEAT_GUARD for guard in guards):
                open_doors.append(f"{sorted(handler.http_methods)} {route.path}")

    assert open_doors == []
