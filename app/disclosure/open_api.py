"""The published description of the open data: JSON only, of the routes under /api/v1 and of nothing else."""

from litestar import Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import License

from app.doors import public

VERSION = "1.0.0"


def open_data_description() -> OpenAPIConfig:
    """Return how Litestar describes the open data; its pages from other houses are never served."""
    return OpenAPIConfig(
        title="Yishi open data",
        version=VERSION,
        description="Villages, their matters with steps, verdicts and checks, and their published notices.",
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        openapi_router=Router(path="/api/v1", route_handlers=[], guards=[public], include_in_schema=False),
        use_handler_docstrings=True,
    )
