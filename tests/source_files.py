"""An invented article, the files it may come in, and reading them."""

import io
from pathlib import Path

from meetingqa.domain import Rejection
from meetingqa.sources import SourceItem, read_sources

LEAD = (
    "Sáng 12-3, HĐND tỉnh An Bình khóa XI tổ chức kỳ họp thứ 7 để xem xét 5 nghị quyết về đầu tư "
    "công "
    "và nhân sự. Đồng chí Trần Minh Khoa, Chủ tịch HĐND tỉnh chủ tọa kỳ họp."
)
SECOND = (
    "Đến hết tháng 2, toàn tỉnh giải ngân 412 tỷ đồng, đạt 9,6% kế hoạch, tăng 1,2 điểm phần trăm."
)
PAGE = (
    f"HĐND tỉnh An Bình xem xét 5 nghị quyết\n\n18:20 | 12/03/2024\n\n{LEAD}\n\n{SECOND}\n\nLê Thu"
)
MB = 1_000_000


def read(*paths: str | Path, max_bytes: int = MB) -> list[SourceItem | Rejection]:
    return list(read_sources(paths, max_bytes=max_bytes))


def taken(*paths: str | Path) -> list[SourceItem]:
    items = read(*paths)
    assert all(isinstance(item, SourceItem) for item in items), items
    return [item for item in items if isinstance(item, SourceItem)]


def reason(path: str | Path, max_bytes: int = MB) -> str:
    (item,) = read(path, max_bytes=max_bytes)
    assert isinstance(item, Rejection), item
    assert item.source == str(path)
    return item.reason


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def make_pdf(lines: list[str]) -> bytes:
    """A one-page PDF whose font maps its codes straight to Unicode."""
    shown = b" ".join(b"<" + line.encode("utf-16-be").hex().encode() + b"> '" for line in lines)
    content = b"BT /F1 12 Tf 14 TL 50 800 Td " + shown + b" ET"
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
        b"/CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfrange <0000> <FFFF> <0000> "
        b"endbfrange\nendcmap end end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
            b"/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>"
        ),
        (
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    )
    return out.getvalue()
