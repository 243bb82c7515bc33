"""What `python -m corpus coverage` counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.coverage import demands, has_exception, manner_of, models, report, rule_forms
from corpus.source import Source, read_source

HEAD = '+++\ngenre = "speech"\nfamily = "x"\n{}+++\n'


def source(tmp_path: Path, body: str, head: str = "") -> Source:
    path = tmp_path / "doc.agreement"
    path.write_text(HEAD.format(head) + body, encoding="utf-8")
    return read_source(path)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("clause\tredistribution\tNothing is handed on, unless we agree.", True),
        ("clause\tredistribution\tNo handing on without our prior written consent.", True),
        ("clause\tcommercial_use\tIt is not sold without the Dean's permission.", True),
        ("item\tstorage\tKeep one copy, save for a nightly backup.", True),
        ("clause\tredistribution\tNothing is handed on.", False),
        ("clause\tstorage\tSave the files on a locked disk.", False),
        ("clause\twarranty\tThe clips come without warranty.", False),
        ("clause\tgeneral\tSubject to section 4, notices are mailed.", False),
        ("heading\t-\tExceptions", False),
    ],
)
def test_a_clause_with_an_exception_is_counted(tmp_path: Path, line: str, found: bool) -> None:
    assert has_exception(source(tmp_path, line + "\n").segments[0]) is found


@pytest.mark.parametrize(
    ("kind", "ids", "scope", "form"),
    [
        ("clause", ["S1", "S2"], None, "deny publish, text, list, of the whole"),
        ("table", ["S1", "S2"], "Part A", "deny publish, table, list, of a part"),
        ("clause", ["S1", "S4 to S9"], None, "deny publish, text, list with ranges, of the whole"),
        ("clause", ["S4–S9"], None, "deny publish, text, range, of the whole"),
        ("clause", ["S*"], None, "deny publish, text, prefix, of the whole"),
        ("clause", ["A/0041"], None, "deny publish, text, one, of the whole"),
    ],
)
def test_a_rule_has_a_surface_form(tmp_path: Path, kind: str, ids: list[str], scope: str | None, form: str) -> None:
    part = f'scope = "{scope}"\n' if scope else ""
    head = f'[[subject_rules]]\n{part}action = "publish"\nmode = "deny"\nids = {ids}\n'
    marks = ", ".join(f"⟦SUBJECT_ID:denied|{id_}⟧" for id_ in ids)
    assert list(rule_forms(source(tmp_path, f"{kind}\tsubject_restriction\tNot shown: {marks}\n", head))) == [form]


def test_front_matter_names_the_model_and_the_flag(tmp_path: Path) -> None:
    head = 'note = "in the manner of external/somewhere"\nexception_elsewhere = true\n'
    found = source(tmp_path, "clause\tfees\tFree.\n", head)
    assert manner_of(found) == "external/somewhere"
    counted = {demand.what: demand.found for demand in demands([found, found], ["external/somewhere", "external/else"])}
    assert counted["documents whose ban has its exception elsewhere"] == 2
    assert counted["real agreements with 2 or more in their manner"] == 1


def test_a_demand_that_is_not_met_is_told(tmp_path: Path) -> None:
    assert "falls short" in report([source(tmp_path, "clause\tfees\tFree.\n")], [])


def test_absent_real_agreements_are_none(tmp_path: Path) -> None:
    assert models(tmp_path) == []
