"""Selections that people keep, beside the corpus: names with the addresses of pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pipeline.companions import SELECTIONS
from pipeline.config import SettingsError
from pipeline.store import locked, write_aside

LONGEST_NAME, LONGEST_ADDRESS = 80, 2000
MOST = 500
# A page of the workbench, and no other place: //example.org would be one.
_PAGE = re.compile(r"/[a-z]*(?:\?|$)")


class Selections:
    """The file of a corpus folder. Raises SettingsError where it cannot be read or written."""

    def __init__(self, corpus: Path) -> None:
        self.path = corpus / SELECTIONS

    def all(self) -> dict[str, str]:
        """The addresses by name, in the order of their names; none where there is no file."""
        try:
            given = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise SettingsError(f"{self.path}：读不了（{error}）；请改正或移走这个文件") from error
        if not isinstance(given, dict) or not all(isinstance(v, str) and _PAGE.match(v) for v in given.values()):
            raise SettingsError(f"{self.path}：应为名称和以“/”开头的地址；请改正或移走这个文件")
        return dict(sorted(given.items()))

    def keep(self, name: str, address: str) -> None:
        """Keep an address under a name, in the place of an earlier one of that name."""
        with locked(self.path):
            found = self.all()
            if len(found) >= MOST and name not in found:
                raise SettingsError(f"已保存{MOST}个选择；请先删去一些")
            self._write({**found, name: address})

    def drop(self, name: str) -> None:
        """Forget a name."""
        with locked(self.path):
            self._write({k: v for k, v in self.all().items() if k != name})

    def _write(self, selections: dict[str, str]) -> None:
        text = json.dumps(selections, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        try:
            write_aside(self.path, text.encode("utf-8"))
        except OSError as error:
            raise SettingsError(f"{self.path}：写不了（{error.strerror}）；请检查文件夹的权限") from error
