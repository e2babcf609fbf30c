"""The routes of this domain, as `asgi.py` mounts them."""

from litestar import Controller

from app.disclosure.web.board import BoardController
from app.disclosure.web.search import SearchController
from app.disclosure.web.verify import VerifyController

ROUTES: tuple[type[Controller], ...] = (
    BoardController,
    SearchController,
    VerifyController,
)
