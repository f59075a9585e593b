"""A passage as the frames see it: its sentences as words, its clauses, its numbers, and what stands above it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, cached_property

from pipeline.config import Config
from pipeline.frame.tokens import Atom, Token, WordLexicon, settled, tokens
from pipeline.language.brackets import short_quotations, titles
from pipeline.language.dates import periods
from pipeline.language.findings import Findings
from pipeline.language.numbers import Number
from pipeline.language.places.gazetteer import gazetteer
from pipeline.language.sentences import Clause
from pipeline.language.syntax import Syntax, cues, syntax
from pipeline.records import Place, Unit
from pipeline.text.segmenter import classed


@cache
def lexicon(config: Config) -> WordLexicon:
    """The classes of words: the dictionaries of the frame before those of the language."""
    verbs = {row["word"]: row["class"] for row in config.rows("frame/verbs.csv", ["word", "class"])}
    modal = frozenset(term for term, role in cues(config).items() if role in ("will", "demand"))
    return WordLexicon(verbs, modal, classed)


@cache
def scope_words(config: Config) -> Mapping[str, tuple[str, ...]]:
    """dictionaries/frame/scopes.csv: words by the scope that they speak of (nation · home), in the file's order."""
    rows = config.rows("frame/scopes.csv", ["word", "scope"])
    return {scope: tuple(r["word"] for r in rows if r["scope"] == scope) for scope in ("nation", "home")}


class Scene:
    """A passage with its numbers; sentences are cut into words when they are asked for."""

    def __init__(self, text: str, numbers: Sequence[Number], known: Findings, heading: str, config: Config) -> None:
        self.text, self.numbers, self.known, self.heading, self.config = text, numbers, known, heading, config
        self._lexicon = lexicon(config)
        self._tokens: dict[int, list[Token]] = {}

    @cached_property
    def syntax(self) -> Syntax:
        """Clauses and cues."""
        return syntax(self.text, self.config)

    @cached_property
    def atoms(self) -> list[Atom]:
        """What is one word: bounds and numbers, organisations, places, quotations, expressions of time."""
        found = [Atom(n.start, n.end, "#") for n in self.numbers]
        cues = [n.cue for n in self.numbers if n.cue]
        found += [Atom(c.start, c.start + len(c.word), "b") for c in cues if not c.share]
        found += [Atom(u.start, u.end, "U") for u in self.known.units]
        found += [Atom(p.start, p.end, "S") for p in self.known.places]
        found += [Atom(a, b, "Q") for a, b in (*short_quotations(self.text), *titles(self.text))]
        found += [Atom(a, b, "@") for a, b in periods(self.text)]
        return settled(found)

    @cached_property
    def above(self) -> tuple[str, ...]:
        """The provinces that the heading names."""
        matches = gazetteer(self.config).matches(self.heading) if self.heading else []
        return tuple(dict.fromkeys(m.entries[0].province for m in matches if m.use == "free"))

    @cached_property
    def provinces(self) -> list[tuple[int, int, str]]:
        """The half-open spans of places and organisations with the province that each lies in, in order."""
        named: list[Place | Unit] = [*self.known.places, *self.known.units]
        return sorted((m.start, m.end, m.province) for m in named if m.province)

    @property
    def scope_words(self) -> Mapping[str, tuple[str, ...]]:
        """Words that speak of the whole nation, and those that speak of the document's own body."""
        return scope_words(self.config)

    def sentence(self, number: int) -> tuple[int, int]:
        """The half-open span of a sentence, its last stop not included."""
        starts = self.syntax.sentence_starts
        end = starts[number + 1] if number + 1 < len(starts) else len(self.text)
        return starts[number], end

    def words(self, number: int) -> list[Token]:
        """The words of sentence `number`."""
        if number not in self._tokens:
            self._tokens[number] = tokens(self.text, *self.sentence(number), self.atoms, self._lexicon)
        return self._tokens[number]

    def clause_of(self, offset: int) -> Clause:
        """The clause that holds `offset`."""
        return self.syntax.clauses[self.syntax.clause_at(offset)]

    def word_at(self, sentence: int, offset: int) -> int:
        """The number of the word that begins at `offset`, or the one after it."""
        return bisect_right(self.words(sentence), offset - 1, key=lambda t: t.start)
