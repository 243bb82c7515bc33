"""Pictures of pages in a report: made by a worker, framed where the clauses stand, never of what was taken out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from extractor.cli import run
from extractor.errors import LimitError, SourceError
from extractor.export.html.pages import pages_of
from extractor.export.to_html import to_html
from extractor.ingest import Limits
from extractor.ingest.page_pictures import page_pictures
from extractor.isolation import Setup, Workers
from extractor.isolation.frames import pack, unpack
from extractor.record import Failure
from extractor.types import PagePicture
from tests.browser import faults_of, opened
from tests.records import Provision, record_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LICENSE = record_of(
    [
        Provision("Thrush data are for teaching.", ["purpose"], page=1),
        Provision("Name the Thrush paper.", ["citation"], page=2),
    ],
    pages=2,
    boxes=True,
)


def picture(number: int, *, width: float = 595, height: float = 842) -> PagePicture:
    """A page that is all white."""
    import io

    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (60, 84), "white").save(stream, "WEBP")
    return PagePicture(number, width, height, stream.getvalue())


def test_pages_of_a_pdf(demo: Path) -> None:
    pages = page_pictures(demo / "harborline-driving.pdf", name="harborline-driving.pdf", limits=Limits())
    assert [page.number for page in pages] == [1, 2]
    assert all(page.webp[:4] == b"RIFF" and page.webp[8:12] == b"WEBP" for page in pages)
    assert all(page.height > page.width > 500 for page in pages)
    assert pages == page_pictures((demo / "harborline-driving.pdf").read_bytes(), name="", limits=Limits())


def test_other_documents_have_none(demo: Path) -> None:
    assert page_pictures(demo / "lumen-faces.txt", name="lumen-faces.txt", limits=Limits()) == ()


@pytest.mark.parametrize(
    ("data", "limits", "error"),
    [
        (b"%PDF-1.7\nnothing that follows is a PDF", Limits(), SourceError),
        (None, Limits(max_pages=1), LimitError),
        (None, Limits(max_bytes=1000), LimitError),
    ],
)
def test_what_cannot_be_shown(demo: Path, data: bytes | None, limits: Limits, error: type[SourceError]) -> None:
    source = data or demo / "harborline-driving.pdf"
    with pytest.raises(error) as caught:
        page_pictures(source, name="a.pdf", limits=limits)
    assert caught.value.source and caught.value.hint


def test_pictures_pass_between_processes() -> None:
    pages = (picture(1), picture(2, width=100.5))
    assert unpack(pack(pages)) == pages
    for wrong in (b"[[1]]", b"{}x", b"[1]", b'[[1, 2, 3, "%"]]', b"[[1, 2, 3, null]]"):
        with pytest.raises(ValueError):
            unpack(wrong)


def test_a_worker_shows_pages_and_says_what_it_cannot(demo: Path) -> None:
    with Workers(Setup("fast")) as pool:
        shown = pool.pictures(demo / "harborline-driving.pdf")
        assert not isinstance(shown, Failure) and len(shown) == 2
        failure = pool.pictures(b"%PDF-1.7\nnothing that follows is a PDF")
        assert isinstance(failure, Failure) and failure.kind == "corrupt"
        (record,) = pool.read([demo / "harborline-driving.pdf"])
        assert not isinstance(record, Failure)


def test_frames_lie_on_their_page() -> None:
    pages = pages_of(LICENSE, [picture(1), picture(2), picture(3)])
    assert [[(frame.clause, frame.says) for frame in page.frames] for page in pages] == [
        [("c1", "p. 1, c1: purpose")],
        [("c2", "p. 2, c2: citation")],
        [],
    ]


def test_a_page_whose_boxes_do_not_fit_has_no_frames() -> None:
    (page,) = pages_of(LICENSE, [picture(1, width=300)])
    assert page.frames == ()


def test_report_shows_pages_with_frames(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, to_html(LICENSE, [picture(1), picture(2)]), tmp_path) as page:
        assert page.locator("figure").count() == 2
        assert faults_of(page) == []
        page.get_by_role("link", name="p. 2, c2: citation").click()
        assert page.evaluate("document.querySelector(':target').id") == "c2"
        page.locator("button[data-label=purpose]").click()
        assert page.locator("svg a:visible").count() == 1
        page.locator("#c1").get_by_role("link", name="picture").click()
        assert page.evaluate("document.querySelector(':target').id") == "page-1"


def test_command_writes_pictures(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["parse", str(demo / "harborline-driving.pdf"), "--pictures", "--model", "fast", "-o", str(tmp_path)]
    assert run([*arguments, "--format", "html"]) == 0
    page = LexborHTMLParser((tmp_path / "harborline-driving.html").read_text(encoding="utf-8"))
    assert len(page.css("figure")) == 2
    framed = {link.attributes["href"] for link in page.css("svg a")}
    assert framed == {f"#{clause.attributes['id']}" for clause in page.css(".clause") if clause.attributes.get("id")}
    assert run([*arguments, "--format", "json"]) == 2
    assert "has no pictures" in capsys.readouterr().err
    assert run(["parse", str(demo), "--model", "fast", "--format", "html"]) == 2
    assert "holds one record" in capsys.readouterr().err


def test_what_was_redacted_is_not_shown(demo: Path) -> None:
    from extractor.cli.pictures import with_pictures
    from extractor.cli.records import Failures
    from extractor.export import WRITERS
    from extractor.record import WarningRecord
    from extractor.redact import WARNING

    file = demo / "harborline-driving.pdf"
    failures = Failures()
    with Workers(Setup("fast")) as pool:
        (record,) = pool.read([file])
        assert not isinstance(record, Failure)
        writer = with_pictures(WRITERS["html"], pool, [file], failures)
        redacted = record.document.model_copy(update={"warnings": (WarningRecord(code=WARNING, message="x"),)})
        shown, hidden = (
            b"".join(writer.write([item])) for item in (record, record.model_copy(update={"document": redacted}))
        )
    assert len(re.findall(rb"<figure", shown)) == 2
    assert b"<figure" not in hidden
    assert failures.count == 0
