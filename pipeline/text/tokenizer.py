"""The segmenter as a spaCy tokenizer, for pipelines of one's own that want words instead of characters.

    spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "zongshu.segmenter.v1", "segmenter": "jieba"}}})

The extraction itself stays on characters: there every span ends where a token ends.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, get_words_and_spaces, registry
from spacy.vocab import Vocab

from pipeline.text.segmenter import segmenter as segmenter_of


class SegmenterTokenizer(DummyTokenizer):
    """One token a word of the named segmenter; white space as spaCy keeps it, so that `doc.text` is the text.

    It holds the segmenter's name alone, so that it can go to other processes and stand in a saved pipeline's config.
    """

    def __init__(self, vocab: Vocab, segmenter: str) -> None:
        self.vocab, self.segmenter = vocab, segmenter

    def __call__(self, text: str) -> Doc:
        words, spaces = get_words_and_spaces(segmenter_of(self.segmenter).cut(text), text)
        return Doc(self.vocab, words=words, spaces=spaces)


def create_tokenizer(segmenter: str = "jieba") -> Callable[[Language], SegmenterTokenizer]:
    """Make the tokenizer for a pipeline. Raises ValueError for a segmenter that is unknown or not installed."""
    segmenter_of(segmenter)
    return lambda nlp: SegmenterTokenizer(nlp.vocab, segmenter)


registry.tokenizers("zongshu.segmenter.v1", func=create_tokenizer)
