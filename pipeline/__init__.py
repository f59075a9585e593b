"""zongshu: published Chinese yearly review summaries turned into evidence."""

__version__ = "0.1.0"
