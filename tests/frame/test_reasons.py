"""What spoke for a candidate is told in Chinese, whatever the model has learnt."""

from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.frame.ranker import SLOTS, model
from pipeline.frame.reasons import FeatureNames

NAMES = FeatureNames(Config())


@pytest.mark.parametrize("slot", SLOTS)
def test_every_feature_of_the_model_has_a_name(slot: str) -> None:
    for feature in model()[slot].weights:
        told = NAMES.described(feature)
        assert told, feature
        assert not set(told.partition("“")[0]) & set("abcdefghijklmnopqrstuvwxyz|/:"), feature


def test_a_learnt_class_is_told_by_words_of_it() -> None:
    feature = next(f for f in model()["object"].weights if "/right kin:100." in f)
    assert "/" in NAMES.described(feature)
