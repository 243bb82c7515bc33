"""HTML: what the page is there to say, without what the site puts around it."""

from __future__ import annotations

import re

from extractor.errors import EmptySourceError
from extractor.ingest import html_chrome
from extractor.ingest.decode import decode
from extractor.ingest.draft import Draft, DraftBlock
from extractor.ingest.html_blocks import read_blocks
from extractor.ingest.html_tree import parse
from extractor.ingest.limits import Limits
from extractor.types import DocumentWarning

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 4096


def read_html(data: bytes, limits: Limits) -> Draft:
    """The draft of an HTML page.

    Raises:
        EmptySourceError: nothing is on it before its scripts have run.
    """
    declared = _CHARSET.search(data[:_HEAD])
    text, warnings = decode(data, declared.group(1).decode("ascii") if declared else None)
    limits.check("max_characters", len(text))
    body = parse(text)
    if not body.words:
        raise EmptySourceError(
            "there is no text on the page", hint="If scripts fill the page, open it in a browser and save it as PDF."
        )
    left = html_chrome.leave_out(body)
    if not body.words:  # all of it looks like what a site puts around a text, so that must be the text
        body, left = parse(text), html_chrome.Left()
    return Draft("html", "text/html", tuple(read_blocks(body)), warnings=(*warnings, *_warnings(left)))


def read_fragment(text: str) -> list[DraftBlock]:
    """The blocks of HTML that stands in a text of another format; nothing of it is taken for site chrome."""
    return read_blocks(parse(text))


def _warnings(left: html_chrome.Left) -> list[DocumentWarning]:
    told = (
        ("site_chrome", left.chrome, "left out: navigation and what else the site puts around the text"),
        ("struck_text", left.struck, "left out, because the page strikes them out"),
        ("hidden_text", left.hidden, "read although the page hides them at first"),
    )
    return [DocumentWarning(code, f"{count} words {message}") for code, count, message in told if count > 0]
