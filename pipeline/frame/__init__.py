"""Who did what to which noun, credited to whom: candidates from the spans of a text, ranked by a small model."""
