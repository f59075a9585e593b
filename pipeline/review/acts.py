"""What an editor's page sends: one act, checked and made into a decision."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pipeline.decisions import VERDICTS
from pipeline.records import Decision
from pipeline.review.ledger import version_of

_LONGEST = {"finding": 64, "note": 2000, "editor": 200, "version": 64}


class BadActError(ValueError):
    """A body that is no act; the message is for the editor."""


@dataclass(frozen=True)
class Act:
    """A verdict on a finding, None to undo; `version` is that of the decision that the editor saw."""

    finding: str
    verdict: str | None
    note: str
    editor: str
    version: str

    def decision(self, decided_at: datetime) -> Decision:
        """The decision that this act makes at that time."""
        when = decided_at.isoformat(timespec="seconds")
        return Decision(self.finding, self.verdict or "", self.editor, self.note, when)


def read_act(body: bytes) -> Act:
    """The act in a JSON body. Raises BadActError."""
    try:
        given = json.loads(body)
    except ValueError as error:
        raise BadActError("请求不是 JSON") from error
    if not isinstance(given, dict):
        raise BadActError("请求不是 JSON 对象")
    verdict = given.get("verdict")
    if verdict is not None and verdict not in VERDICTS:
        raise BadActError("结论只能是 accepted、dismissed 或空")
    texts = {name: _text(given, name, longest) for name, longest in _LONGEST.items()}
    if not texts["finding"]:
        raise BadActError("没有结果编号")
    return Act(verdict=verdict, **texts)


def _text(given: dict[str, Any], name: str, longest: int) -> str:
    value = given.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise BadActError(f"{name} 不是文字，或超过{longest}字")
    # A decision is one line of a table; half characters cannot be written at all.
    return "".join(c if c.isprintable() else " " for c in value).strip()


def shown(decision: Decision | None) -> dict[str, str] | None:
    """A decision as the page takes it, with its version."""
    return {**asdict(decision), "version": version_of(decision)} if decision else None
