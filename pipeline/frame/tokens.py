"""The words of a sentence with their classes: names, numbers and dates are one word each, the rest is segmented.

Classes: `#` number · `@` expression of time · `S` place · `U` organisation · `Q` quotation or title · `b` bound before
a number · `V` verb that takes a counted noun · `L` verb between a noun and its value · `W` verb that is as often a
noun · `X` noun that holds a verb · `M` modal or demanding word · `n` noun and whatever is unknown · `的` · `、` ·
`,` stop; and by the part of speech: v verb, w verb as often a noun, a d p c u r f t, h person.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pipeline.frame.wordclasses import SIZES, Kin, kin
from pipeline.language.sentences import CLAUSE_STOPS

VERBS = frozenset("VLWvw")
NOMINAL = frozenset("nXwWSUQrahm的、cf")
_ROLES = {"strong": "V", "short": "V", "weak": "W", "link": "L", "noun": "X"}
_LONGEST_JOINED = 3


class Token(NamedTuple):
    """A word at `text[start:end]` with its class, its part of speech (its class where no segmenter cut it) and the
    learnt classes of words that it belongs to."""

    start: int
    end: int
    cls: str
    word: str
    tag: str
    kin: Kin


class Atom(NamedTuple):
    """A span that is one word whatever a segmenter says."""

    start: int
    end: int
    cls: str


class WordLexicon(NamedTuple):
    """What decides the class of a word: the frame's own verbs and modals, the segmenter's parts of speech."""

    verbs: Mapping[str, str]
    modals: frozenset[str]
    cut: Callable[[str], list[tuple[str, str]]]


def settled(atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms in order of their place, of overlapping ones the first given."""
    taken: list[Atom] = []
    starts: list[int] = []
    for atom in atoms:
        at = bisect_right(starts, atom.start)
        before = at > 0 and taken[at - 1].end > atom.start
        after = at < len(taken) and taken[at].start < atom.end
        if not before and not after and atom.end > atom.start:
            taken.insert(at, atom)
            starts.insert(at, atom.start)
    return taken


def tokens(text: str, start: int, end: int, atoms: Sequence[Atom], lexicon: WordLexicon) -> list[Token]:
    """The words of `text[start:end]`; `atoms` are settled and may reach beyond it."""
    found: list[Token] = []
    at = start
    first = bisect_right(atoms, start, key=lambda a: a.end)
    for atom in atoms[first:]:
        if atom.start >= end:
            break
        if atom.start < start or atom.end > end:
            continue
        found += _segmented(text, at, atom.start, lexicon)
        word = text[atom.start : atom.end]
        found.append(Token(atom.start, atom.end, atom.cls, word, atom.cls, _kin_of_atom(atom, word)))
        at = atom.end
    found += _segmented(text, at, end, lexicon)
    return [_seen(token, after) for token, after in zip(found, [*found[1:], None], strict=True)]


def _seen(token: Token, after: Token | None) -> Token:
    """经历|了, 拓宽|到: a word that the segmenter takes for a noun is a verb before a mark of aspect or of result."""
    if (
        after is None
        or token.cls not in _VERB_BY_MARK
        or len(token.word) == 1
        or after.word not in _MARKS_OF_VERBS[token.cls == "h"]
    ):
        return token
    return token._replace(cls="v")


_VERB_BY_MARK = frozenset("nXhf")
_MARKS_OF_VERBS = (frozenset("了过"), frozenset("了过到至成出"))


def _kin_of_atom(atom: Atom, word: str) -> Kin:
    """Numbers and times are kin of their sort alone."""
    return (atom.cls,) * len(SIZES) if atom.cls in "#@" else kin(word)


def _segmented(text: str, start: int, end: int, lexicon: WordLexicon) -> list[Token]:
    if start >= end:
        return []
    words = lexicon.cut(text[start:end])
    found: list[Token] = []
    at, i = start, 0
    while i < len(words):
        (word, tag), used = words[i], 1
        for more in range(min(_LONGEST_JOINED, len(words) - i), 1, -1):
            joined = "".join([w for w, _ in words[i : i + more]])
            if joined in lexicon.verbs:
                word, used = joined, more
                tag = ""
                break
        for part in _parted(word, lexicon):
            given = tag if part == word else "n"
            cls = _class(part, given, lexicon)
            found.append(Token(at, at + len(part), cls, part, given or cls, kin(part)))
            at += len(part)
        i += used
    return found


def _parted(word: str, lexicon: WordLexicon) -> tuple[str, ...]:
    """发展|党员, 同比|增加: a dictionary's word of four characters that holds a verb of the frame in one half."""
    if len(word) == 4 and word not in lexicon.verbs and (word[:2] in lexicon.verbs or word[2:] in lexicon.verbs):
        return word[:2], word[2:]
    return (word,)


def _class(word: str, tag: str, lexicon: WordLexicon) -> str:
    if word == "的" or word == "、":
        return word
    if word in CLAUSE_STOPS or word.isspace():
        return ","
    if (role := lexicon.verbs.get(word)) is not None:
        return _ROLES[role]
    if word in lexicon.modals:
        return "M"
    return _TAGS.get(tag) or _TAGS.get(tag[:1], "n")


_TAGS = {
    "zg": "n", "vn": "w", "v": "v", "a": "a", "b": "a", "z": "a", "d": "d", "p": "p", "c": "c", "u": "u", "y": "u",
    "k": "u", "r": "r", "f": "f", "t": "t", "nr": "h",
}  # fmt: skip
