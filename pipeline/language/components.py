"""The language room as spaCy components, registered by entry point: `nlp.add_pipe("zongshu_places")` and its kin.

Each component works on a `Doc` with one token a character (`spacy.blank("zh")`), reads the passage it stands for from
`Doc._.located` (loose text gets one made of itself), and leaves what it read in `Doc.spans` by layer.
`Span._.record` is the row of the table that a span of an organisation or a place becomes. A component asks for nothing
but finds more when those before it have run: layers, formulations, organisations, places, numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.config import Config, dictionaries_folder
from pipeline.language.cellunits import in_cell
from pipeline.language.counting import Closed, count
from pipeline.language.findings import Findings
from pipeline.language.layers import KEPT, layers
from pipeline.language.numbers import Number
from pipeline.language.organisations import units
from pipeline.language.places import places
from pipeline.language.refusals import Refusal
from pipeline.records import LanguageSpan, Mention
from pipeline.text.located import Located, loose

Component = Callable[[Doc], Doc]


def register_extensions() -> None:
    """`Doc._.located` (Located), `Doc._.context` (Findings: year, genre, home province), `Doc._.rows` (rows by group
    and id), `Doc._.counted` (numbers and refusals), `Span._.record` (the row of a span)."""
    if not Doc.has_extension("located"):
        Doc.set_extension("located", default=None)
        Doc.set_extension("context", default=None)
        Doc.set_extension("counted", default=None)
        Doc.set_extension("rows", default={})
        # A span's own extension values are kept by its offsets, and a place and an organisation can share them.
        Span.set_extension("record", getter=lambda span: span.doc._.rows.get(span.id_))


register_extensions()


def characters(nlp: Language, text: str) -> Doc:
    """A Doc with one token for each character, blanks included, so that offsets are the same in text and Doc."""
    return Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))


def located(doc: Doc) -> Located:
    """The passage a Doc stands for."""
    return doc._.located or loose(doc.text)


def findings(doc: Doc) -> Findings:
    """What is known around the passage, with the places, organisations and formulations found in it so far."""
    return replace(
        doc._.context or Findings(),
        places=records(doc, "places"),
        units=records(doc, "units"),
        formulations=records(doc, "formulations"),
    )


def records(doc: Doc, group: str) -> tuple[Any, ...]:
    """The rows in one group of a Doc."""
    rows = doc._.rows
    return tuple(rows[span.id_] for span in doc.spans[group]) if group in doc.spans else ()


def put(doc: Doc, group: str, found: Iterable[Mention], label: Callable[[Any], str]) -> None:
    """Lay rows over the Doc as one group of spans, each labelled."""
    found = list(found)
    doc._.rows.update({record.mention_id: record for record in found})
    lay(doc, group, [(r.start, r.end, label(r), r.mention_id) for r in found])


def lay(doc: Doc, group: str, spans: Iterable[tuple[int, int, str, str]]) -> None:
    """Lay spans (start, end, label, id) over the Doc as one group.

    Where every token is a character, offsets are tokens; a Doc of other tokens (spaCy's own tokeniser folds blanks into
    the token before) takes the tokens that hold the characters.
    """
    if len(doc) == len(located(doc).text):
        doc.spans[group] = [Span(doc, start, end, label=label, span_id=name) for start, end, label, name in spans]
        return
    wider = [doc.char_span(a, b, label, span_id=name, alignment_mode="expand") for a, b, label, name in spans]
    doc.spans[group] = [span for span in wider if span is not None]


def configured(dictionaries: str | None) -> Config:
    """The configuration of a component: the dictionaries of a folder, or this installation's."""
    return Config(dictionaries=Path(dictionaries) if dictionaries else dictionaries_folder())


@Language.factory("zongshu_layers", default_config={"dictionaries": None})
def layers_component(nlp: Language, name: str, dictionaries: str | None) -> Component:
    """Every layer of `pipeline.language.layers` into `Doc.spans` under its name."""
    config = configured(dictionaries)

    def component(doc: Doc) -> Doc:
        for layer, spans in layers(located(doc).text, config).items():
            lay(doc, layer, [(start, end, layer.upper(), "") for start, end in spans])
        return doc

    return component


@Language.factory("zongshu_units", default_config={"dictionaries": None})
def units_component(nlp: Language, name: str, dictionaries: str | None) -> Component:
    """Organisations into `Doc.spans["units"]`, labelled by type."""
    config = configured(dictionaries)

    def component(doc: Doc) -> Doc:
        found = units(located(doc), config, findings(doc).home_province)
        put(doc, "units", found, lambda r: r.type.upper())
        return doc

    return component


@Language.factory("zongshu_places", default_config={"dictionaries": None})
def places_component(nlp: Language, name: str, dictionaries: str | None) -> Component:
    """Places into `Doc.spans["places"]`, labelled by province."""
    config = configured(dictionaries)

    def component(doc: Doc) -> Doc:
        known = findings(doc)
        found = places(located(doc), known.units, known.home_province, config)
        put(doc, "places", found, lambda r: r.province or "AMBIGUOUS")
        return doc

    return component


@Language.factory("zongshu_numbers", default_config={"dictionaries": None})
def numbers_component(nlp: Language, name: str, dictionaries: str | None) -> Component:
    """Numbers that count something into `Doc.spans["numbers"]` and `Doc._.counted`, the bounds before them into
    `Doc.spans["bounds"]`."""
    config = configured(dictionaries)

    def component(doc: Doc) -> Doc:
        known = findings(doc)
        counted = counted_in(located(doc).text, known, config)
        doc._.counted = counted
        lay(doc, "numbers", [(n.start, n.end, n.kind.upper(), "") for n in counted[0]])
        lay(doc, "bounds", [(n.cue.start, n.start, n.cue.bound.upper(), "") for n in counted[0] if n.cue])
        return doc

    return component


def counted_in(text: str, known: Findings, config: Config) -> tuple[list[Number], list[Refusal]]:
    """The numbers of a passage: of a cell its one figure; heads and labels count nothing."""
    if known.cell is not None and (told := in_cell(text, known.cell, config)) is not None:
        return told
    return count(text, closed(known), config)


def closed(known: Findings) -> Iterable[Closed]:
    """What is known to be a name or a set phrase, in which numbers count nothing."""
    for found in known.formulations:
        yield Closed(found.start, found.end, "slogan")
    for name in (*known.places, *(unit for unit in known.units if unit.named)):
        yield Closed(name.start, name.end, "name")


def kept(doc: Doc) -> list[LanguageSpan]:
    """The rows of the layers that later stages ask for."""
    passage = located(doc).passage.passage_id
    return [
        LanguageSpan(passage, layer, span.start_char, span.end_char)
        for layer in KEPT
        if layer in doc.spans
        for span in doc.spans[layer]
    ]
