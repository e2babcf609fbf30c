"""The routes of this domain, as `asgi.py` mounts them."""

from litestar import Controller

ROUTES: tuple[type[Controller], ...] = ()
