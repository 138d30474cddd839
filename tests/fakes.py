"""Stand-ins that are deterministic and need no weights."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from meetingqa.domain import Article
from meetingqa.language.text import syllables


class FakeEmbedder:
    """A bag of hashed syllables: texts that share words are near. Counts what it embedded."""

    def __init__(self, name: str = "fake", dimensions: int = 384) -> None:
        self.name = name
        self.dimensions = dimensions
        self.embedded = 0

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for syllable in syllables(text):
            digest = hashlib.blake2b(syllable.encode(), digest_size=8).digest()
            place = int.from_bytes(digest[:4], "little") % self.dimensions
            vector[place] += 1.0 if digest[4] & 1 else -1.0
        vector[0] += 0.01  # never the zero vector
        result: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return result

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded += len(texts)
        if progress:
            progress(len(texts), len(texts))
        return np.stack([self.embed_query(text) for text in texts])

    def similarity(self, question: str, text: str) -> float:
        return float(self.embed_query(question) @ self.embed_query(text))


class WordCounter:
    """Counts words instead of tokens, without the ranks."""

    def count(self, text: str) -> int:
        return len(text.split())


def make_article(text: str, source: str = "bai.txt", **fields: object) -> Article:
    """An article with the identity that ingestion would give it."""
    url = fields.get("url")
    title = str(fields.pop("title", "Kỳ họp thứ 15 HĐND tỉnh"))
    return Article(
        article_id=hashlib.sha256(str(url or text).encode()).hexdigest()[:16],
        content_hash=hashlib.sha256(f"{title}\n\n{text}".encode()).hexdigest(),
        title=title,
        text=text,
        source=source,
        **fields,
    )


def make_text(number: int, sentences: int = 12) -> str:
    """An invented article body, different for each number."""
    places = ("An Lộc", "Bình Sơn", "Châu Giang", "Đông Hải", "Hòa Lâm", "Phú Vinh", "Tân Kỳ")
    lines = [f"Tin số {number} về phiên họp của Ủy ban nhân dân tỉnh {places[number % 7]}."]
    lines += [
        f"Tại mục {part} của phiên họp {number}, xã {places[(number + part) % 7]} báo cáo thu "
        f"ngân sách {number * 31 + part} tỷ đồng, đạt {40 + (number * 7 + part) % 60}% dự toán."
        for part in range(1, sentences)
    ]
    return "\n".join(lines)
