"""HTML that stands in the running text of another format."""

from __future__ import annotations

import html
import re

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAKING_TAG = re.compile(r"<\s*(?:br|hr|/p|/div|/h[1-6]|/li|/tr|/ul|/ol|/table|p|div|h[1-6])\b[^<>]*>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]\s*>(?=\s*<t[dh])", re.IGNORECASE)
_STRUCK = re.compile(r"<(del|s|strike)(?:\s[^<>]*)?>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
# What is in angle brackets and none of these is a blank to fill in: "<Name of Institution>".
_ELEMENT = (
    r"a|abbr|acronym|address|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|canvas|caption|center|"
    r"cite|code|col|colgroup|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|"
    r"h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|menu|meta|nav|noscript|"
    r"object|ol|option|p|picture|pre|q|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|"
    r"svg|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|video|wbr"
)
_TAG = re.compile(rf"</?(?:{_ELEMENT})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_NO_TAG = re.compile(rf"<(?=/?(?!(?:{_ELEMENT})[\s/>])[A-Za-z])", re.IGNORECASE)


def strip_html(text: str) -> str:
    """``text`` without comments, tags and struck words; line breaks where a block ends, tabs between cells."""
    if "<" not in text:
        return text
    text = _CELL_END.sub("\t", _STRUCK.sub("", _COMMENT.sub("", text)))
    return html.unescape(_TAG.sub("", _BREAKING_TAG.sub("\n", text)))


def without_comments(text: str) -> str:
    """``text`` without HTML comments."""
    return _COMMENT.sub("", text)


def escape_blanks(text: str) -> str:
    """HTML in which blanks to fill in that are written in angle brackets show as text."""
    return _NO_TAG.sub("&lt;", text)
