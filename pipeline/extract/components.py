"""The findings as spaCy components, beside those of the language room: set phrases, and quantities with their frame."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extract.formulations import formulations
from pipeline.extract.quantities import quantities
from pipeline.language.components import (
    Component,
    closed,
    configured,
    findings,
    kept,
    located,
    put,
    records,
)
from pipeline.language.counting import count
from pipeline.records import LanguageSpan, Mention

COMPONENTS = (
    "zongshu_layers",
    "zongshu_formulations",
    "zongshu_units",
    "zongshu_places",
    "zongshu_numbers",
    "zongshu_quantities",
)
NUMBERS, FRAMES = COMPONENTS[-2:]
GROUPS = ("places", "units", "quantities", "non_quantities", "formulations")


@Language.factory("zongshu_formulations", default_config={"dictionaries": None})
def formulations_component(nlp: Language, name: str, dictionaries: str | None) -> Component:
    """Set phrases of policy language into `Doc.spans["formulations"]`, coined ones among them."""
    config = configured(dictionaries)

    def component(doc: Doc) -> Doc:
        put(doc, "formulations", formulations(located(doc), config), lambda r: "FORMULATION")
        return doc

    return component


@Language.factory("zongshu_quantities", default_config={"dictionaries": None})
def quantities_component(nlp: Language, name: str, dictionaries: str | None) -> Component:
    """Quantities, and what only looks like one, into `Doc.spans["quantities"]` and `Doc.spans["non_quantities"]`."""
    config = configured(dictionaries)

    def component(doc: Doc) -> Doc:
        known = findings(doc)
        numbers, refusals = doc._.counted or count(located(doc).text, closed(known), config)
        found, rejected = quantities(located(doc), numbers, refusals, known, config)
        put(doc, "quantities", found, lambda r: r.kind.upper())
        put(doc, "non_quantities", rejected, lambda r: r.reason.upper())
        return doc

    return component


def rows(doc: Doc) -> Sequence[Mention | LanguageSpan]:
    """Every row of a Doc, group by group."""
    return [*(record for group in GROUPS for record in records(doc, group)), *kept(doc)]
