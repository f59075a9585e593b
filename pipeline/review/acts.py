"""What an editor's page sends: one act, checked and made into a decision."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from pipeline.decisions import VERDICTS
from pipeline.records import Decision
from pipeline.review.ledger import version_of
from pipeline.serving import BadActError, read_line, read_object

_LONGEST = {"finding": 64, "note": 2000, "editor": 200, "version": 64}


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
    given = read_object(body)
    verdict = given.get("verdict")
    if verdict is not None and verdict not in VERDICTS:
        raise BadActError("结论只能是 accepted、dismissed 或空")
    texts = {name: read_line(given, name, longest) for name, longest in _LONGEST.items()}
    if not texts["finding"]:
        raise BadActError("没有结果编号")
    return Act(verdict=verdict, **texts)


def shown(decision: Decision | None) -> dict[str, str] | None:
    """A decision as the page takes it, with its version."""
    return {**asdict(decision), "version": version_of(decision)} if decision else None
