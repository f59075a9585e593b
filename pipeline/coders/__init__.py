"""The coders' page served on this machine: two code the same passages blind, and settle where they differ."""

from __future__ import annotations

from pipeline.coders.draw import Draw
from pipeline.coders.server import CodingServer, coding_server

__all__ = ["CodingServer", "Draw", "coding_server"]
