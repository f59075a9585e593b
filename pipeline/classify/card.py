"""The model card, docs/model-card.md and its Chinese: card.md and card.zh.md filled with what training measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

_FOLDER = Path(__file__).parents[2] / "docs"


@dataclass(frozen=True)
class _Language:
    """What the card is called and how it words figures that may change in number."""

    name: str
    held_out: str
    agreement: str
    left_out: str
    groups: str
    kinds: str
    to: str


_ENGLISH = _Language(
    name="model-card.md",
    held_out="""
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
""",
    agreement="""
**Two coders** gave {labels} of the real passages blind, by the codebook, the same primary theme in {same:.3f} of them
({low:.3f} to {high:.3f}); {kappa}, {alpha}. By theme:

| theme | given by either | kappa |
|---|---|---|
{rows}
""",
    left_out="""
On the training part, leaving out {what} in turn: {accuracy:.3f} right ({accuracy_accepted:.3f} accepted), calibration
error {calibration_error:.3f}.
""",
    groups="groups of documents",
    kinds="whole kinds of source",
    to=" to ",
)
_CHINESE = _Language(
    name="model-card.zh.md",
    held_out="""
**在留出的真实文本上量得。** 对：与编码员的主要主题相同。接受：与它相同，
或是某编码员认为同样说得通的另一主题。区间为 95%：合计按文档重抽，各类按 Wilson。

| 来源 | 段落 | 文档 | 对 | 接受 |
|---|---|---|---|---|
{rows}
| **合计** | {labels} | {documents} | {right} | {accepted} |

易段对 {accuracy_easy:.3f}，难段对 {accuracy_hard:.3f}；
两人都认为易、编得又相同的 {settled} 段对 {accuracy_settled:.3f}。
概率不低于 0.9 的 {sure} 个答案对 {accuracy_sure:.3f}；
期望校准误差 {calibration_error:.3f}；宏平均 F1 {macro_f1:.3f}，多标签 F1 {multi_label_f1:.3f}。
""",
    agreement="""
**两名编码员**照编码手册独立编了其中 {labels} 段真实文本，
主要主题相同的占 {same:.3f}（{low:.3f} 至 {high:.3f}）；{kappa}，{alpha}。各主题：

| 主题 | 至少一人给出 | κ |
|---|---|---|
{rows}
""",
    left_out="""
在训练部分上，轮流留出{what}：对 {accuracy:.3f}（接受 {accuracy_accepted:.3f}），校准误差 {calibration_error:.3f}。
""",
    groups="一组文档",
    kinds="一整类来源",
    to=" 至 ",
)


def cards(report: Mapping[str, Any]) -> dict[Path, str]:
    """The pages by their place, for a model that was measured on held-out real texts by two coders."""
    return {_FOLDER / language.name: _card(report, language) for language in (_ENGLISH, _CHINESE)}


def _card(report: Mapping[str, Any], language: _Language) -> str:
    learnt = dict(report["learnt_from"])
    template = Path(__file__).with_name(language.name.removeprefix("model-"))
    return Template(template.read_text(encoding="utf-8")).substitute(
        abstain=f"{report['abstain_threshold']:.2f}",
        invented=learnt.pop("invented"),
        real=sum(learnt.values()),
        held_out=_held_out(report["held_out"], language),
        agreement=_agreement(report["agreement"], language),
        cross_validation=language.left_out.format(what=language.groups, **report["cross_validation"]),
        left_out=language.left_out.format(what=language.kinds, **report["left_out"]),
    )


def _held_out(found: Mapping[str, Any], language: _Language) -> str:
    rows = [
        f"| {kind} | {row['labels']} | {row['documents']} | {_bounded(row, 'accuracy')}"
        f" | {_bounded(row, 'accuracy_accepted')} |"
        for kind, row in found["by_kind"].items()
    ]
    whole = {"right": _bounded(found, "accuracy"), "accepted": _bounded(found, "accuracy_accepted")}
    return language.held_out.format(**{**found, **whole, "rows": "\n".join(rows)})


def _agreement(found: Mapping[str, Any], language: _Language) -> str:
    rows = [
        f"| `{theme}` | {found['given_by_theme'][theme]} | {'–' if kappa is None else f'{kappa:.2f}'} |"
        for theme, kappa in found["kappa_by_theme"].items()
    ]
    low, high = found["same_interval"]
    names = {"kappa": "Cohen's kappa", "alpha": "Krippendorff's alpha"}
    told = {
        key: f"{name} {found[key]['value']:.3f} ({found[key]['low']:.3f}{language.to}{found[key]['high']:.3f})"
        for key, name in names.items()
    }
    return language.agreement.format(**{**found, **told, "low": low, "high": high, "rows": "\n".join(rows)})


def _bounded(found: Mapping[str, Any], figure: str) -> str:
    low, high = found[f"{figure}_interval"]
    return f"{found[figure]:.3f} ({low:.3f}–{high:.3f})"
