"""Whom a number credits: the provinces that a sentence, its paragraph, its heading or its document name for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.frame.candidates import SlotCandidate, Spot, apart_at
from pipeline.frame.scene import Scene
from pipeline.frame.tokens import VERBS

_OPENING = 6
_FAR = 4


class Credit(NamedTuple):
    """Provinces by their short names, in order, and the way they were come by; `source` as the table has it."""

    provinces: tuple[str, ...]
    way: str

    @property
    def source(self) -> str:
        """sentence · paragraph · heading · document, empty for none."""
        return _SOURCES.get(self.way.split(" ")[0], "") if self.provinces else ""


NOBODY = Credit((), "nobody")
_SOURCES = {
    "near": "sentence", "list": "sentence", "unit": "sentence", "earlier": "sentence", "all": "sentence",
    "respective": "sentence", "actor": "sentence", "carried": "paragraph", "paragraph": "paragraph",
    "run": "sentence", "heading": "heading", "document": "document", "named": "document", "passage": "document",
}  # fmt: skip


def credits(here: Spot, previous: Credit | None, actor: SlotCandidate | None) -> list[Credit]:
    """Everybody whom a number may credit. `previous`: whom the number before it credits; `actor`: who was chosen."""
    scene = here.scene
    number = scene.numbers[here.number]
    start, end = scene.sentence(here.sentence)
    found = [NOBODY, *_respective(here)]
    found += _near(here, start)
    found += _runs(here, start, end)
    clause = scene.syntax.clause_at(number.start)
    found += _openings(scene, clause, start)
    if actor is not None and actor.end:
        found.append(Credit(_named(scene, actor.start, actor.end), "actor"))
    found.append(Credit(_named(scene, start, end), "all"))
    if previous is not None and previous.provinces:
        found.append(Credit(previous.provinces, "carried"))
    for back in range(1, here.sentence + 1):
        if earlier := _named(scene, *scene.sentence(here.sentence - back)):
            found.append(Credit(earlier, f"paragraph {min(back, _FAR)}"))
            break
    found.append(Credit(scene.known.earlier, f"passage {scene.known.passed}"))
    found.append(Credit(scene.above, "heading"))
    if scene.known.home_province:
        found.append(Credit((scene.known.home_province,), "document"))
    if scene.known.named:
        found.append(Credit((scene.known.named,), "named"))
    return _distinct(found)


def _named(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    """The provinces of the places and of the organisations in a stretch, each once."""
    return tuple(dict.fromkeys(province for first, _, province in scene.provinces if start <= first < end))


def _near(here: Spot, start: int) -> Iterator[Credit]:
    """The last place before the number, since the number before it."""
    scene, number = here.scene, here.scene.numbers[here.number]
    since = max([start, *(n.end for n in scene.numbers[: here.number] if n.end > start)])
    places = [p for p in scene.known.places if since <= p.start and p.end <= number.start and p.province]
    if places:
        yield Credit((places[-1].province,), "near")
    following = [p for p in scene.known.places if number.end <= p.start < number.end + 12 and p.province]
    if following:
        yield Credit((following[0].province,), "near behind")


def _runs(here: Spot, start: int, end: int) -> Iterator[Credit]:
    """甲、乙、丙等五省; 有三省超过10%，分别为甲、乙、丙: the list of names before the number, and that behind it."""
    scene, number = here.scene, here.scene.numbers[here.number]
    if listed := _run(here):
        yield Credit(listed, "run")
    if len(following := _first_list(scene, number.end, end)) > 1:
        yield Credit(tuple(dict.fromkeys(following)), "run behind")


def _run(here: Spot) -> tuple[str, ...]:
    """The provinces of the last list of names before the number in its sentence; none where it is one name alone."""
    start, _ = here.scene.sentence(here.sentence)
    listed = _last_list(here.scene, start, here.scene.numbers[here.number].start)
    return tuple(dict.fromkeys(listed)) if len(listed) > 1 else ()


def _openings(scene: Scene, clause: int, start: int) -> Iterator[Credit]:
    """The places that open the clause, and those that open the clauses before it in the sentence."""
    back = 0
    while clause >= 0 and scene.syntax.clauses[clause].start >= start:
        if opening := opening_places(scene, clause):
            yield Credit(opening, "list" if not back else f"earlier {min(back, 3)}")
        clause -= 1
        back += 1


def opening_places(scene: Scene, clause: int) -> tuple[str, ...]:
    """The provinces of the list of places or the organisation that a clause begins with."""
    at = scene.syntax.clauses[clause]
    found: list[str] = []
    reach = at.start + _OPENING
    for start, end, province in scene.provinces:
        if start < at.start:
            continue
        if start >= at.end or start > reach:
            break
        found.append(province)
        reach = end + _OPENING
    return tuple(dict.fromkeys(found))


def _respective(here: Spot) -> Iterator[Credit]:
    """山东、河北分别有2万名和7千名: the place by its number in the list."""
    scene, words = here.scene, here.words
    apart = apart_at(here)
    if apart is None:
        return
    place = sum(words[i].cls == "#" for i in range(apart, here.at))
    listed = _last_list(scene, scene.sentence(here.sentence)[0], words[apart].start)
    if len(listed) > max(place, 1):
        yield Credit((listed[place],), "respective")


def _last_list(scene: Scene, start: int, end: int) -> list[str]:
    """The provinces of the last list of places in a stretch, one for each place."""
    found: list[str] = []
    reach = -1
    for first, last, province in scene.provinces:
        if first < start or last > end:
            continue
        if scene.text[reach:first] not in _JOINTS or reach < 0:
            found = []
        found.append(province)
        reach = last
    return found


_JOINTS = frozenset("、和与及")


def _first_list(scene: Scene, start: int, end: int) -> list[str]:
    """The provinces of the first list of places in a stretch; what stands in brackets behind a place is passed by."""
    found: list[str] = []
    reach = -1
    for first, last, province in scene.provinces:
        if first < start or last > end:
            continue
        if reach >= 0 and _GLOSS.sub("", scene.text[reach:first]) not in _JOINTS:
            break
        found.append(province)
        reach = last
    return found


_GLOSS = re.compile("（[^（）]*）")


def credit_context(here: Spot, previous: Credit | None, actor: SlotCandidate | None) -> list[str]:
    """What stands around the number, the same for everybody whom it may credit."""
    scene = here.scene
    known = scene.known
    start, end = scene.sentence(here.sentence)
    sentence = scene.text[start:end]
    clause = scene.clause_of(scene.numbers[here.number].start)
    nation, home = (next((w for w in scene.scope_words[s] if w in sentence), "") for s in ("nation", "home"))
    named = bool(_named(scene, start, end))
    acting = actor is not None and actor.end
    return [
        f"genre:{known.genre}",
        f"level:{known.level}",
        f"nation:{nation}",
        f"home:{home}",
        f"names provinces:{named}",
        f"has home:{bool(known.home_province)}",
        f"clause begins with:{scene.text[clause.start : clause.start + 2]}",
        f"sentence begins with:{sentence[:2]}",
        f"measure:{scene.numbers[here.number].kind}",
        f"share of names:{known.named_share}",
        f"credit before:{previous.way if previous else '-'}",
        f"provinces in heading:{len(scene.above)}",
        f"nation:{nation} {known.level} {named}",
        f"actor from:{actor.way.split(' ')[0] if actor and acting else '-'}",
        f"actor begins with:{scene.text[actor.start : actor.start + 2] if actor and acting else '-'}",
        f"first sentence:{here.sentence == 0}",
        f"clauses:{min(len(here.clauses), 3)}",
        f"run:{min(len(_run(here)), 3)} {bool(here.number)}",
        *_since_name(here),
    ]


def _since_name(here: Spot) -> list[str]:
    """What stands between the last name before the number and the number: stops, verbs, and what comes right behind."""
    scene, start = here.scene, here.scene.numbers[here.number].start
    begin, _ = scene.sentence(here.sentence)
    ends = [last for first, last, _ in scene.provinces if begin <= first < start and last <= start]
    if not ends:
        return ["since name:-"]
    at = scene.word_at(here.sentence, max(ends))
    classes = [t.cls for t in here.words[at : here.at]]
    verbs, stops = min(sum(map(VERBS.__contains__, classes)), 3), min(classes.count(","), 3)
    behind = here.words[at].cls if at < here.at else "#"
    return [f"since name:{verbs} {stops}", f"behind name:{behind} {stops}"]


def of_credit(here: Spot, credit: Credit, previous: Credit | None, actor: SlotCandidate | None) -> list[str]:
    """What is their own: how many, whether the document's own, whether the actor's, whether the number before credited
    them."""
    if not credit.provinces:
        return []
    known, way = here.scene.known, credit.way
    at_home = credit.provinces == (known.home_province,)
    found = [
        f"how many:{min(len(credit.provinces), 4)}",
        f"{way}/how many:{min(len(credit.provinces), 4)}",
        f"is home:{at_home}",
        f"{way}/is home:{at_home} {bool(known.home_province)}",
        f"{way}/most named:{credit.provinces == (known.named,)}",
        f"{way}/of run:{_held(credit, _run(here))}",
    ]
    found += _listed(here, credit)
    if actor is not None and actor.end:
        acting = _named(here.scene, actor.start, actor.end)
        found.append(f"the actor's:{_held(credit, acting)}")
    if previous is not None:
        found.append(f"{way}/as before:{credit.provinces == previous.provinces}")
    return found


def _held(credit: Credit, acting: tuple[str, ...]) -> str:
    """How the provinces stand to those that the actor names: none · same · part · other."""
    if not acting:
        return "none"
    if set(credit.provinces) == set(acting):
        return "same"
    return "part" if set(credit.provinces) < set(acting) else "other"


def _listed(here: Spot, credit: Credit) -> list[str]:
    """天津、吉林等24个省区市: how the number stands to the number of provinces, and whether it counts such."""
    high, size = here.scene.numbers[here.number].high, len(credit.provinces)
    more = "" if high is None else "=" if high == size else ">" if high > size else "<"
    behind = here.words[here.at + 1].word if here.at + 1 < len(here.words) else ""
    before = here.words[here.at - 1].word if here.at else ""
    counts = behind in _PROVINCIAL
    return [
        f"{credit.way.split(' ')[0]}/number to list:{more} {min(size, 3)} {counts}",
        f"number to list:{more} {counts} {before}",
    ]


_PROVINCIAL = frozenset(("省", "省市", "省区市", "省份", "省区", "地区", "市", "自治区", "直辖市"))


def _distinct(found: Sequence[Credit]) -> list[Credit]:
    seen: set[tuple[str, ...]] = set()
    kept = []
    for credit in found:
        key = tuple(sorted(credit.provinces))
        if (key or credit.way == "nobody") and key not in seen:
            seen.add(key)
            kept.append(credit)
    return kept
