"""zongshu: published Chinese yearly review summaries turned into evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import Outputs, chart_style, load

__version__ = "0.1.0"
__all__ = ["Outputs", "__version__", "chart_style", "load"]


def __getattr__(name: str) -> Any:
    # Loaded on demand: the command should not wait for pandas before it prints its help.
    if name in __all__:
        from pipeline import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
