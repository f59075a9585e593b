"""Words of `dictionaries/copies` by which two statements or two documents are told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from pipeline.config import Config, SettingsError
from pipeline.dedupe.normal import normal
from pipeline.language.numerals import FEW
from pipeline.records import Document

_KEYS = ("drafts", "finals", "fleeting", "planned", "free", "kinds", "addressed", "set_phrases")


@dataclass(frozen=True)
class Phrasebook:
    """`version` finds how a title calls its version, `draft` those that are not the last; `kind` finds
    the end of a name, `opener` a name that a statement begins with; `salutation` and `set_phrase` are matched against a
    whole normal form."""

    version: re.Pattern[str]
    draft: re.Pattern[str]
    fleeting: re.Pattern[str]
    planned: re.Pattern[str]
    free: re.Pattern[str]
    kind: re.Pattern[str]
    opener: re.Pattern[str]
    salutation: re.Pattern[str]
    set_phrase: re.Pattern[str]

    def is_set_phrase(self, normal_text: str) -> bool:
        """Whether a passage greets, opens or closes and says nothing else."""
        return bool(self.salutation.fullmatch(normal_text) or self.set_phrase.fullmatch(normal_text))

    def bare(self, title: str) -> str:
        """The title without what it says of its version, in normal form."""
        return normal(self.version.sub("", title))

    def is_draft(self, document: Document) -> bool:
        """Whether title or file say that a document is not the last version of its text."""
        return any(self.draft.search(name) for name in names(document))

    def is_version(self, one: Document, other: Document) -> bool:
        """Whether two documents are versions of one text: a draft, and its final or another draft, of one title."""
        if one.doc_id == other.doc_id or not (self.is_draft(one) or self.is_draft(other)):
            return False
        pairs = zip(names(one), names(other), strict=True)
        return any(a != b and self.bare(a) and self.bare(a) == self.bare(b) for a, b in pairs)


class Versions:
    """Documents among which another one's versions are found without looking at each."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book
        # By place of the name and by bare name: the names of all, and of those that are drafts.
        self._all: dict[tuple[int, str], set[str]] = defaultdict(set)
        self._drafts: dict[tuple[int, str], set[str]] = defaultdict(set)

    def add(self, document: Document) -> None:
        """One more document."""
        draft = self._book.is_draft(document)
        for place, name in enumerate(names(document)):
            if bare := self._book.bare(name):
                self._all[place, bare].add(name)
                if draft:
                    self._drafts[place, bare].add(name)

    def has_one_of(self, document: Document) -> bool:
        """Whether one of them is a version (`Phrasebook.is_version`) of another document."""
        known = self._all if self._book.is_draft(document) else self._drafts
        keys = ((place, self._book.bare(name), name) for place, name in enumerate(names(document)))
        return any(known.get((place, bare), set()) - {name} for place, bare, name in keys)


def names(document: Document) -> tuple[str, str]:
    """The title and the file's name without its ending."""
    return document.title, PurePosixPath(document.source).stem


def phrasebook(config: Config) -> Phrasebook:
    """The words in `dictionaries/copies/`. Raises SettingsError where the file is not as its README says."""
    return _phrasebook(config.dictionaries)


@lru_cache(maxsize=4)
def _phrasebook(folder: Path) -> Phrasebook:
    listed = Config(dictionaries=folder).document("copies/copies.yaml")
    try:
        words = {key: [str(word) for word in listed[key]] for key in _KEYS}
        set_phrase = re.compile("|".join(words["set_phrases"]))
        ends = [f"{re.escape(end)}(?![{no}])" for end, no in sorted(listed["not_before"].items())]
        ends += [end for end in words["kinds"] if end not in listed["not_before"]]
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise SettingsError(f"copies/copies.yaml: missing or misshapen {error}; see copies/README.md") from error
    draft, version = _any(words["drafts"]), _any([*words["drafts"], *words["finals"]])
    return Phrasebook(
        version=re.compile(rf"[（(【\[_-]?(?:{version})(?:v?\d{{1,2}}|[{FEW}])?[）)】\]_-]?|(?<=[_-])[vV]\d{{1,2}}$"),
        draft=re.compile(draft),
        fleeting=re.compile(_any(words["fleeting"])),
        planned=re.compile(_any(words["planned"])),
        free=re.compile(_any(words["free"])),
        kind=re.compile(_any(words["kinds"])),
        opener=re.compile(rf"[一-鿿]{{1,5}}?(?:{'|'.join(ends)})"),
        salutation=re.compile(rf"(?:{_any(words['addressed'])})+"),
        set_phrase=set_phrase,
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
