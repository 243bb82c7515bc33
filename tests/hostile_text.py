"""Pages and texts that mean harm: markup without end, entities, encodings that lie, runs that make rules look long."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


@cache
def pages() -> Mapping[str, bytes]:
    """HTML pages that are each made to harm in a way of their own, by name."""
    text = b"<p>1. The user shall not sell the recordings.</p>"
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    return {
        "deep.html": b"<html><body>" + b"<div>" * 100_000 + text,
        "deep-lists.html": b"<html><body>" + b"<ul><li>a" * 20_000 + text,
        "deep-tables.html": b"<html><body>" + b"<table><tr><td>" * 20_000 + text,
        "open-tags.html": b"<html><body>" + b"<" * 500_000 + text,
        "formatting.html": b"<html><body>" + b"<b><i><a>" * 20_000 + b"<p>" * 200 + text,
        "attributes.html": b"<html><body><p " + b" ".join(b'a%d="x"' % n for n in range(100_000)) + b">" + text,
        "comment.html": b"<html><body>" + b"<!--" * 200_000 + text,
        "entities.html": b'<!DOCTYPE html [<!ENTITY e0 "ha">' + entities + b"]><html><body><p>&e9;</p>" + text,
        "xxe.html": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;</p>' + text,
        "xxe.xhtml": b'<?xml version="1.0"?>\n<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>&x;</p>' + text + b"</body></html>",
        "spans.html": b"<html><body><table><tr><td colspan=1000000000 rowspan=1000000000>1. Do not sell.</table>",
        "wide-table.html": b"<html><body><table>" + (b"<tr>" + b"<td>a" * 300) * 300 + b"</table>" + text,
        "start.html": b"<html><body><ol start=99999999999999999999 type=i><li>Do not sell the recordings.</ol>",
        "body-attributes.html": b"<html>" + b"".join(b"<body a%d=x>" % n for n in range(20_000)) + text,
        "unclosed.html": b"<html><body>" + b"<b></p>" * 4_000 + b"<menu>" * 4_000 + text,
        "picture.html": b"<html><body><p><img alt='' src='data:image/png;base64," + b"A b/" * 100_000 + b"'>" + text,
        "links.html": b"<html><body>" + b"<a href=x>one</a> " * 100_000 + text,
    }  # fmt: skip


@cache
def texts() -> Mapping[str, bytes]:
    """Texts with and without markup that are each made to harm in a way of their own, by name."""
    text = b"1. The user shall not sell the recordings.\n\n"
    big = 300_000
    return {
        "brackets.md": text + b"[" * big,
        "images.md": text + b"![](" * big,
        "links.md": text + b"[a](<b" * big,
        "stars.md": text + b"*a **a " * big,
        "underscores.md": text + (b"_a " * 1_000 + b"\n") * 100,
        "quotes.md": text + b">" * big + b" a",
        "nested-quotes.md": text + b"".join(b"> " * n + b"a\n" for n in range(600)),
        "nested-lists.md": text + b"".join(b"  " * n + b"- a\n" for n in range(600)),
        "one-line-lists.md": text + b"- " * big + b"a",
        "bullets.md": b"- a\n" * 100_000,
        "ticks.md": text + b"".join(b"`" * (n % 300) + b"a " for n in range(20_000)),
        "tables.md": text + b"|a" * 500 + b"|\n" + b"|-" * 500 + b"|\n" + (b"|a" * 500 + b"|\n") * 500,
        "short-tables.md": text + b"|a" * 1_000 + b"|\n" + b"|-" * 1_000 + b"|\n" + b"|a|\n" * 5_000,
        "references.md": text + b"".join(b"[%d]: /x\n" % n for n in range(20_000)) + b"[9]" * 20_000,
        "tags.md": text + b"<a " * big,
        "comments.md": text + b"<!-- " * big,
        "declarations.md": text + b"<!A " * big + b"<? " * big + b"<![CDATA[" * big,
        "angles.md": text + b"<" * big,
        "front.md": b"---\n" + b"a: b\n" * 60_000,
        "rules.md": text + b"a\n---\n" * 50_000,
        "nul.txt": text + b"\0" * 4_000 + text,
        "utf16.txt": b"\xff\xfe" + text,
        "utf32.txt": b"\xff\xfe\0\0" + text,
        "surrogates.txt": text + "\ud800\udfff".encode("utf-8", "surrogatepass") * 10,
        "one-line.txt": (b"The user shall not sell the recordings. " * 25_000),
        "one-word.txt": text + b"a" * big,
        "spaces.txt": text + b"a" + b" " * big + b"b",
        "dots.txt": text + b"." * big + b"\n" + b". " * big,
        "leaders.txt": text + b"_" * big + b"\n" + b"Name: ____ " * 20_000,
        "markers.txt": b"(a) " * 50_000 + b"\n" + b"1.1.1.1." * 30_000,
        "lists.txt": b"".join(b"%d. a\n" % n for n in range(30_000)),
        "digits.txt": text + b"1" * big + b" " + b"1," * big,
        "addresses.txt": text + b"a@" * 100_000 + b" " + b"a." * 100_000 + b"@b",
        "urls.txt": text + b"http://" * 50_000 + b" " + b"www." * 50_000,
        "capitals.txt": text + b"University of " * 20_000 + b"\n" + b"A " * 100_000,
        "quotes.txt": text + b'"a' * 100_000 + b"\n" + "“Data” means ".encode() * 10_000,
        "parentheses.txt": text + b"(" * 100_000 + b")" * 100_000,
        "subjects.txt": text + b"subjects " + b"S01-S99999999, " * 5_000 + b"001 - 999999999 may be shown.",
        "dates.txt": text + b"1 January " * 20_000 + b"for 99999999999999999999999999 years",
        "right-to-left.txt": text + "\u202e\u2066".encode() * 50_000 + b"abc",
        "combining.txt": text + b"a" + "\u0301".encode() * 100_000,
    }  # fmt: skip


@cache
def rst() -> Mapping[str, bytes]:
    """Texts in reStructuredText that are each made to harm in a way of their own, by name."""
    text = b"1. The user shall not sell the recordings.\n\n"
    doubled = b"".join(b".. |s%d| replace:: |s%d| |s%d|\n" % (n, n - 1, n - 1) for n in range(1, 30))
    deep = b"".join(b"   " * n + b".. note::\n\n" for n in range(300))
    return {
        "substitutions.rst": text + b".. |s0| replace:: ha\n" + doubled + b"\nThe |s29| end.\n",
        "self-substitution.rst": text + b".. |a| replace:: |b|\n.. |b| replace:: |a|\n\nThe |a| end.\n",
        "files.rst": text + b".. include:: /etc/passwd\n.. raw:: html\n   :file: /etc/passwd\n\n"
        b".. csv-table::\n   :file: /etc/passwd\n",
        "nested-notes.rst": text + deep,
        "nested-quotes.rst": text + b"".join(b" " * n + b"a\n\n" for n in range(500)),
        "nested-lists.rst": text + b"".join(b"  " * n + b"- a\n\n" for n in range(400)),
        "titles.rst": text + b"".join(b"Part %d\n%s\n\n" % (n, b"=" * 9) for n in range(3_000)),
        "inline.rst": b".. _a: b\n\nA\n====\n\n" + b"*a **b `c |d ``e " * 1_000,
        "targets.rst": text + b"".join(b".. _t%d: http://a.example/%d\n" % (n, n) for n in range(3_000)),
        "footnotes.rst": text + b"[#]_ " * 2_000 + b"\n\n" + b".. [#] a\n" * 2_000,
        "grid.rst": text + (b"+--" * 60 + b"+\n" + b"|a " * 60 + b"|\n") * 60 + b"+--" * 60 + b"+\n",
        "directives.rst": text + b".. a::\n" * 20_000,
        "full-directives.rst": text + b".. a::\n\n   b\n\n" * 2_000,
        "one-line.rst": b".. _a: b\n\nA\n====\n\n" + b"a_ " * 5_000,
    }  # fmt: skip
