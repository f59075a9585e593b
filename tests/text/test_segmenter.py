"""Every segmenter loses nothing; the door says in one line what is missing; spaCy can have the words."""

from __future__ import annotations

import marshal
import pickle
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.text import segmenter as door
from pipeline.text.segmenter import pkuseg_model, segmenter, segmenters
from pipeline.text.tokenizer import SegmenterTokenizer

TEXTS = [
    "",
    " ",
    "述职评议考核",
    "  各级 党委\n\n　　认真开展述职评议 。\r\n",
    "2023年，整顿软弱涣散党组织120个；覆盖率达95.6%\t。",
    "𠮷林省 first-class 服务群众\u3000\u3000",
]
WORDS = "全省各级党组织书记认真开展述职评议考核。"
NEEDS = {"pkuseg": ("pkuseg",), "spacy_pkuseg": ("pkuseg", "spacy_pkuseg")}


def there(name: str) -> str:
    """The name of a segmenter; a test of one that is not installed is skipped."""
    if missing := [module for module in NEEDS.get(name, ()) if find_spec(module) is None]:
        pytest.skip(f"{', '.join(missing)} is not installed")
    return name


@pytest.mark.parametrize("name", segmenters())
def test_words_join_to_the_text_again(name: str) -> None:
    cutter = segmenter(there(name))
    for text in TEXTS:
        assert "".join(cutter.cut(text)) == text
    assert "述职" in "/".join(cutter.cut(WORDS)) and len(cutter.cut(WORDS)) < len(WORDS)


@given(st.text(alphabet="党 \n\u3000建设省abc1，。", max_size=40))
def test_jieba_loses_nothing(text: str) -> None:
    assert "".join(segmenter().cut(text)) == text


# Invented; runs that mix what jieba cuts together, and words of its dictionary that it seldom chooses.
LATIN = ["T恤", "AA制", "GDP", "2031", "3.5", "40%", "6.25%"]
PIECES = [*"村党建耸衆x7-+#&_.，。㐀𠮷", "坐法", "各玩", "述职评议", "大津", *LATIN]
MIXED = st.lists(st.sampled_from([*PIECES, " ", "\r\n", "\n", "\u3000"]), max_size=12).map("".join)


@given(MIXED)
@settings(max_examples=300, deadline=None)
@example("2031-2035年全镇村-组联建，比上年多3.5GW")
@example("09.01.2031")
def test_the_words_are_jiebas_own(text: str) -> None:
    assert segmenter("jieba").cut(text) == door._jieba().lcut(text)


def test_both_homes_of_pkuseg_cut_alike() -> None:
    one, other = segmenter(there("pkuseg")), segmenter(there("spacy_pkuseg"))
    assert one.cut(WORDS) == other.cut(WORDS)


def test_spacy_pkuseg_says_nothing_while_it_loads(capsys: pytest.CaptureFixture[str]) -> None:
    segmenter.__wrapped__(there("spacy_pkuseg"))
    assert capsys.readouterr() == ("", "")


def test_an_unknown_segmenter_is_one_line() -> None:
    with pytest.raises(ValueError, match=r"^分词器 thulac：没有这一种；请选 jieba、pkuseg、spacy_pkuseg$"):
        segmenter("thulac")


@pytest.mark.parametrize("missing", ["spacy_pkuseg", "pkuseg"])
def test_what_is_missing_is_named(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Absent:
        def __init__(self) -> None:
            raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)

    monkeypatch.setitem(door._SEGMENTERS, "spacy_pkuseg", Absent)
    with pytest.raises(ValueError, match=rf"^分词器 spacy_pkuseg：没有安装 {missing}；"):
        segmenter.__wrapped__("spacy_pkuseg")


class Installed:
    """A distribution whose files lie in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def locate_file(self, name: str) -> Path:
        return self.folder / name


def test_only_a_model_inside_the_package_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tmp_path / "site" / "pkuseg" / "models" / "default"
    model.mkdir(parents=True)
    monkeypatch.setattr(metadata, "distribution", lambda name: Installed(tmp_path / "site"))
    with pytest.raises(ImportError, match=r"models/default/features\.pkl"):
        pkuseg_model()
    (model / "weights.npz").write_bytes(b"")
    (model / "features.pkl").write_bytes(b"")
    assert pkuseg_model() == model
    (model / "features.pkl").unlink()
    elsewhere = tmp_path / "features.pkl"
    elsewhere.write_bytes(b"")
    (model / "features.pkl").symlink_to(elsewhere)
    with pytest.raises(ImportError, match=r"models/default/features\.pkl"):
        pkuseg_model()


def pipeline_of(name: str) -> Language:
    tokenizer = {"@tokenizers": "zongshu.segmenter.v1", "segmenter": name}
    return spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})


@pytest.mark.parametrize("name", segmenters())
def test_spacy_has_the_words_and_the_whole_text(name: str) -> None:
    nlp = pipeline_of(there(name))
    for text in TEXTS:
        assert nlp(text).text == text
    assert [token.text for token in nlp(WORDS)] == segmenter(name).cut(WORDS)


def test_the_tokenizer_travels_and_is_saved(tmp_path: Path) -> None:
    nlp = pipeline_of("jieba")
    words = [token.text for token in nlp(WORDS)]
    sent = pickle.loads(pickle.dumps(nlp.tokenizer))
    assert isinstance(sent, SegmenterTokenizer) and [token.text for token in sent(WORDS)] == words
    nlp.to_disk(tmp_path / "saved")
    assert [token.text for token in spacy.load(tmp_path / "saved")(WORDS)] == words


def test_spacy_is_told_of_a_segmenter_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="分词器 thulac：没有这一种"):
        pipeline_of("thulac")


def test_nothing_in_the_shared_temporary_folder_is_believed_or_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jieba.cache").write_bytes(marshal.dumps(({"述职评议考核": 9}, 9)))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = (tmp_path / "jieba.cache").read_bytes()
    assert segmenter.__wrapped__("jieba").cut(WORDS) == segmenter("jieba").cut(WORDS)
    assert [p.name for p in tmp_path.iterdir()] == ["jieba.cache"]
    assert (tmp_path / "jieba.cache").read_bytes() == before


def test_a_run_without_an_end_is_cut_in_pieces_and_no_word_with_it() -> None:
    sentence = "全省各级党组织书记认真开展述职评议考核"
    times = 3 * door.LONGEST_RUN // len(sentence)
    words = segmenter().cut("。".join([sentence, sentence * times, sentence]))
    assert "".join(words) == "。".join([sentence, sentence * times, sentence])
    once = segmenter().cut(sentence)
    assert words == [*once, "。", *once * times, "。", *once]
