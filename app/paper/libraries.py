"""The system libraries that printing needs, each with the name of the package that brings it."""

from app.paper.errors import PressUnavailable

SUBSETTER = "libharfbuzz-subset0"
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0")


def require_libraries() -> None:
    """Refuse to print without Pango and the HarfBuzz subsetter.

    Without the subsetter WeasyPrint still prints, 10 to 100 times slower and with other bytes each time.
    """
    try:
        from weasyprint.text import ffi  # loads the libraries when imported
    except OSError as missing:
        raise PressUnavailable(f"Documents cannot be printed: install {' and '.join(PANGO)} ({missing}).") from missing
    if ffi.harfbuzz_subset is None:
        raise PressUnavailable(f"Documents cannot be printed: install {SUBSETTER}.")
