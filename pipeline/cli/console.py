"""Where the commands print."""

from __future__ import annotations

from rich.console import Console

# Paths and texts hold brackets and colons that are no mark-up.
out = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
