"""The model card, docs/model-card.md: card.md filled with what training measured."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "model-card.md"
_HELD_OUT = """
**Measured on held-out real texts.** Right: the coder's primary theme. Accepted: that, or another that a coder held to
be as defensible. 95 % intervals: of all, by resampling documents; of a kind, Wilson's.

| source | passages | documents | right | accepted |
|---|---|---|---|---|
{rows}
| **all** | {labels} | {documents} | {right} | {accepted} |

Of the easy ones {accuracy_easy:.3f} are right, of the hard ones {accuracy_hard:.3f}; of the {settled} that two coders
found easy and coded alike {accuracy_settled:.3f}. Of the {sure} answers given with a probability of 0.9 or more
{accuracy_sure:.3f} are right; expected calibration error {calibration_error:.3f}; macro F1 {macro_f1:.3f}, multi-label
F1 {multi_label_f1:.3f}.
"""
_AGREEMENT = """
**Two coders** gave {labels} of the real passages blind, by the codebook, the same primary theme in {same:.3f} of them
({low:.3f} to {high:.3f}); {kappa}, {alpha}. By theme:

| theme | given by either | kappa |
|---|---|---|
{rows}
"""
_LEFT_OUT = """
On the training part, leaving out {what} in turn: {accuracy:.3f} right ({accuracy_accepted:.3f} accepted), calibration
error {calibration_error:.3f}.
"""


def card(report: Mapping[str, Any]) -> str:
    """The whole page in Markdown, for a model that was measured on held-out real texts by two coders."""
    learnt = dict(report["learnt_from"])
    return Template(Path(__file__).with_suffix(".md").read_text(encoding="utf-8")).substitute(
        abstain=f"{report['abstain_threshold']:.2f}",
        invented=learnt.pop("invented"),
        real=sum(learnt.values()),
        held_out=_held_out(report["held_out"]),
        agreement=_agreement(report["agreement"]),
        cross_validation=_LEFT_OUT.format(what="groups of documents", **report["cross_validation"]),
        left_out=_LEFT_OUT.format(what="whole kinds of source", **report["left_out"]),
    )


def _held_out(found: Mapping[str, Any]) -> str:
    rows = [
        f"| {kind} | {row['labels']} | {row['documents']} | {_bounded(row, 'accuracy')}"
        f" | {_bounded(row, 'accuracy_accepted')} |"
        for kind, row in found["by_kind"].items()
    ]
    whole = {"right": _bounded(found, "accuracy"), "accepted": _bounded(found, "accuracy_accepted")}
    return _HELD_OUT.format(**{**found, **whole, "rows": "\n".join(rows)})


def _agreement(found: Mapping[str, Any]) -> str:
    rows = [
        f"| `{theme}` | {found['given_by_theme'][theme]} | {'–' if kappa is None else f'{kappa:.2f}'} |"
        for theme, kappa in found["kappa_by_theme"].items()
    ]
    low, high = found["same_interval"]
    names = {"kappa": "Cohen's kappa", "alpha": "Krippendorff's alpha"}
    told = {
        key: f"{name} {found[key]['value']:.3f} ({found[key]['low']:.3f} to {found[key]['high']:.3f})"
        for key, name in names.items()
    }
    return _AGREEMENT.format(**{**found, **told, "low": low, "high": high, "rows": "\n".join(rows)})


def _bounded(found: Mapping[str, Any], figure: str) -> str:
    low, high = found[f"{figure}_interval"]
    return f"{found[figure]:.3f} ({low:.3f}–{high:.3f})"
