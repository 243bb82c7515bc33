"""Licenses side by side: what a cell holds, what is stricter, what stands out, what a selection shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from extractor import Extractor, UsageError, compare
from extractor.compare import Cell, Matrix
from extractor.compare.cells import SubjectRule
from extractor.compare.severity import SEVERITIES, severity
from extractor.compare.verdicts import verdict
from extractor.record import LicenseRecord
from extractor.taxonomy.answers import SUBJECT_RULES, all_questions, questions, readable
from extractor.taxonomy.terms import term_fields
from tests.records import Provision, record_of


def _license(name: str, *provisions: Provision, review: Sequence[str] = ()) -> LicenseRecord:
    return record_of(provisions, name=f"{name}.txt", title=f"{name} terms", review=review)


def _states(field: str, value: str, text: str) -> Provision:
    return Provision(text, [], {field: (value, text)})


OAK = _license(
    "oak",
    _states("redistribution", "prohibited", "Copies of the Oak photographs stay with whoever asked for them."),
    _states("ip_assignment", "to_licensor", "What is derived from Oak belongs to the Oak trust."),
    _states("term", "P2Y", "Two years after the signature all of this ends."),
)
ELM = _license(
    "elm",
    _states("redistribution", "permission_required", "Ask us in writing before you hand Elm on."),
    _states("ip_assignment", "to_licensee", "What you find in Elm is yours."),
    review=["ip_assignment"],
)
ASH = _license("ash", _states("redistribution", "prohibited", "Ash is not handed on."))
FIR = _license("fir", _states("redistribution", "permitted", "Hand Fir on as you like."))


def test_every_value_of_the_guideline_has_words_a_severity_and_a_place() -> None:
    for field in term_fields():
        question = questions()[field.name]
        assert question.title
        for value in field.values:
            assert question.says(value) != question.says(value, several=True)
            assert "{" not in question.says(value)
            assert question.severity(value) in SEVERITIES[:-1]
            if question.order:
                assert question.rank(value) is not None, f"{field.name}: {value} has no place in `order`"
        assert question.severity("unspecified") == "unspecified"
    assert [name for name in all_questions() if name not in questions()] == [SUBJECT_RULES]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("commercial_use", "prohibited", "prohibited"),
        ("commercial_use", "unspecified", "unspecified"),
        ("liability", (), "unspecified"),
        ("liability", ("licensor_excluded", "penalty"), "conditional"),
        ("governing_law", "Iceland", "conditional"),
        ("term", "indefinite", "permitted"),
        ("ip_assignment", "to_licensor", "prohibited"),
    ],
)
def test_severity(field: str, value: str | tuple[str, ...], expected: str) -> None:
    assert severity(field, value) == expected


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("permission_required", "permission required"),
        ("P1Y", "1 year"),
        ("P1Y6M", "1 year 6 months"),
        ("P30D", "30 days"),
        ("a_b@example.org", "a_b@example.org"),
        ("unspecified", "not stated"),
        ("Pakistan", "Pakistan"),
        ("P", "P"),
    ],
)
def test_values_for_people(value: str, shown: str) -> None:
    assert readable(value) == shown


def _cell(field: str, value: str | tuple[str, ...], *, review: bool = False) -> Cell:
    return Cell(field, value, severity(field, value), review, 0.9, ())


@pytest.mark.parametrize(
    ("field", "this", "other", "expected"),
    [
        ("redistribution", "prohibited", "permission_required", "stricter"),
        ("redistribution", "permitted", "permission_required", "looser"),
        ("redistribution", "permitted", "permitted", "same"),
        # Silence is not permission: only the ends of the scale can be ranked beside it.
        ("redistribution", "prohibited", "unspecified", "stricter"),
        ("redistribution", "unspecified", "prohibited", "looser"),
        ("redistribution", "permitted", "unspecified", "looser"),
        ("redistribution", "permission_required", "unspecified", "cannot tell"),
        ("redistribution", "unspecified", "permission_required", "cannot tell"),
        # A duty that is not stated is none.
        ("citation", "unspecified", "required", "looser"),
        ("citation", "requested", "unspecified", "stricter"),
        ("deletion", "required", "unspecified", "stricter"),
        ("purpose", "research_only", "restricted", "cannot tell"),
        ("purpose", "research_only", "any", "stricter"),
        ("ip_ownership", "licensor", "unspecified", "cannot tell"),
        ("ip_ownership", "licensee", "unspecified", "looser"),
        ("ip_assignment", "to_licensor", "unspecified", "stricter"),
        ("ip_assignment", "to_licensee", "unspecified", "looser"),
        ("liability", ("indemnity", "penalty"), ("penalty",), "stricter"),
        ("liability", ("penalty",), ("indemnity",), "cannot tell"),
        ("liability", (), ("penalty",), "looser"),
        ("liability", ("penalty", "indemnity"), ("indemnity", "penalty"), "same"),
        ("term", "P1Y", "P2Y", "stricter"),
        ("term", "indefinite", "P10Y", "looser"),
        ("term", "P12M", "P1Y", "same"),
        ("term", "P1Y", "unspecified", "cannot tell"),
        ("governing_law", "Peru", "Chile", "cannot tell"),
        ("submission", ("a@example.org",), ("a@example.org", "b@example.org"), "cannot tell"),
    ],
)
def test_verdicts(field: str, this: str | tuple[str, ...], other: str | tuple[str, ...], expected: str) -> None:
    judged = verdict(_cell(field, this), _cell(field, other), names=("new", "old"))
    assert judged.name == expected
    assert judged.reason.startswith("both " if expected == "same" else "new ")


def test_a_doubtful_answer_that_differs_gets_no_verdict() -> None:
    strict, loose = _cell("commercial_use", "prohibited"), _cell("commercial_use", "permitted", review=True)
    judged = verdict(strict, loose, names=("new", "old"))
    assert judged.name == "cannot tell"
    assert judged.reason.endswith("old needs review")


@pytest.mark.parametrize(
    ("this", "other", "expected"),
    [
        ([("", "shown", False, "1 2 3")], [("", "shown", False, "1 2")], "stricter"),
        ([("", "shown", True, "1 2 3")], [("", "shown", True, "1 2")], "looser"),
        ([("", "shown", True, "1 2")], [("", "shown", True, "2 3")], "cannot tell"),
        ([("", "shown", True, "1")], [("", "shown", False, "1")], "cannot tell"),
        ([("", "shown", False, "1")], [], "stricter"),
        ([], [("", "used", True, "1")], "looser"),
        ([("A", "shown", False, "1")], [("B", "shown", False, "1")], "cannot tell"),
        ([("", "shown", True, "1 2")], [("", "shown", True, "1 2")], "same"),
        ([("", "shown", False, "1"), ("", "used", False, "2")], [("", "used", False, "2")], "stricter"),
    ],
)
def test_rules_about_subjects_are_ranked_by_whom_they_leave_out(
    this: list[tuple[str, str, bool, str]], other: list[tuple[str, str, bool, str]], expected: str
) -> None:
    def cell(rules: list[tuple[str, str, bool, str]]) -> Cell:
        found = frozenset(SubjectRule(scope, act, only, tuple(ids.split())) for scope, act, only, ids in rules)
        value = tuple({f"{'only_named' if rule.only else 'some_not'}_{rule.action}" for rule in found})
        return replace(_cell(SUBJECT_RULES, value), subjects=found)

    assert verdict(cell(this), cell(other), names=("new", "old")).name == expected


def test_a_cell_shows_the_words_and_where_they_stand() -> None:
    record = record_of(
        [
            Provision("A preface.", page=1),
            Provision("The drawings are lent\nfor study; for study alone.", page=2, answers={}),
        ],
        pages=2,
    )
    start = record.clauses[1].start
    spans = [(9, 21), (34, 45), (21, 31)]
    term = record.terms["purpose"].model_copy(
        update={
            "value": "research_only",
            "clauses": ("c2",),
            "evidence": tuple(
                OAK.terms["term"].evidence[0].model_copy(update={"start": start + a, "end": start + b})
                for a, b in spans
            ),
        }
    )
    cell = (
        compare.matrix([record.model_copy(update={"terms": {**record.terms, "purpose": term}})])
        .rows[0]
        .cells["purpose"]
    )
    (passage,) = cell.passages
    assert (passage.place, passage.clause, passage.page) == ("p. 2, c2", "c2", 2)
    assert passage.marks == ((9, 31), (34, 45))
    assert "\n" not in passage.quote and " … " in passage.quote


def _texts(matrix: Matrix) -> list[str]:
    return [outlier.text for outlier in matrix.outliers]


def test_what_only_one_license_says_stands_out() -> None:
    matrix = compare.matrix([OAK, ELM, ASH, FIR])
    assert _texts(matrix) == [
        "Only oak assigns rights in results to the licensor",
        "Only elm allows redistribution only with permission",
        "Only oak lasts 2 years",
        "Only fir allows redistribution",
        "Only elm leaves rights in results to the user (to be checked)",
    ]
    assert compare.matrix([OAK, ELM]).outliers == (), "of two, neither is the odd one"


def test_addresses_differ_by_nature() -> None:
    """Each license of a set has an address of its own; that is odd only where most have one and the same."""

    def at(name: str, address: str) -> LicenseRecord:
        return _license(name, Provision(f"Mail it to {address}.", [], {"submission": (address, address)}))

    different = [at(name, f"{name}@example.org") for name in ("oak", "elm", "ash", "fir")]
    assert compare.matrix(different).outliers == ()
    alike = [at("oak", "x@example.org"), at("elm", "x@example.org"), at("ash", "x@example.org"), different[3]]
    assert _texts(compare.matrix(alike)) == ["Only fir wants the signed form sent to fir@example.org"]


def test_what_all_but_one_say_stands_out_in_sets() -> None:
    def liable(name: str, *values: str) -> LicenseRecord:
        record = _license(name, _states("liability", "penalty", f"Whoever breaks this pays, says {name}."))
        term = record.terms["liability"].model_copy(update={"value": values})
        return record.model_copy(update={"terms": {**record.terms, "liability": term}})

    both = ("licensor_excluded", "penalty")
    matrix = compare.matrix([liable("oak", *both), liable("elm", *both), liable("ash", "penalty")])
    assert _texts(matrix) == ["All but ash exclude the licensor's liability"]
    silent = compare.matrix([liable("oak", "penalty"), liable("elm", "penalty"), FIR])
    assert "Only fir says nothing on liability" in _texts(silent)
    assert not any(text.startswith("All but") for text in _texts(silent)), "silence is told once"


def test_few_of_many_stand_out_together() -> None:
    many = [_license(f"n{n}", _states("redistribution", "prohibited", "Not handed on.")) for n in range(100)]
    odd = [_license(f"odd{n}", _states("redistribution", "permitted", "Handed on.")) for n in range(2)]
    assert _texts(compare.matrix([*many, *odd])) == ["Only odd0 and odd1 allow redistribution"]


def test_counts() -> None:
    column = next(c for c in compare.matrix([OAK, ELM, ASH, FIR]).columns if c.field == "redistribution")
    assert [(count.value, count.licenses) for count in column.counts] == [
        ("prohibited", 2),
        ("permission_required", 1),
        ("permitted", 1),
    ]


@pytest.mark.parametrize(
    ("where", "sort", "names"),
    [
        ([], "redistribution", ["ash", "oak", "elm", "fir"]),
        ([], "-redistribution", ["fir", "elm", "oak", "ash"]),
        ([], "name", ["ash", "elm", "fir", "oak"]),
        (["redistribution=prohibited"], None, ["oak", "ash"]),
        (["redistribution=prohibited,permitted"], None, ["oak", "ash", "fir"]),
        (["redistribution!=prohibited"], None, ["elm", "fir"]),
        (["term=P2Y"], None, ["oak"]),
        (["ip_assignment=?"], None, ["elm"]),
        (["ip_assignment!=?"], None, ["oak", "ash", "fir"]),
        (["redistribution=prohibited", "ip_assignment=unspecified"], None, ["ash"]),
        (["ip_assignment=unspecified", "term=P9Y"], None, []),
    ],
)
def test_a_selection(where: list[str], sort: str | None, names: list[str]) -> None:
    shown = compare.select(compare.matrix([OAK, ELM, ASH, FIR]), where=where, sort=sort)
    assert [row.name for row in shown.rows] == names


def test_a_selection_of_columns_counts_what_it_shows() -> None:
    shown = compare.select(
        compare.matrix([OAK, ELM, ASH, FIR]), fields=["term", "redistribution"], where=["redistribution=prohibited"]
    )
    assert [column.field for column in shown.columns] == ["term", "redistribution"]
    assert [list(row.cells) for row in shown.rows] == [["term", "redistribution"]] * 2
    assert [(c.value, c.licenses) for c in shown.columns[1].counts] == [("prohibited", 2)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"fields": ["comercial_use"]}, "no field 'comercial_use'"),
        ({"sort": "size"}, "no field 'size'"),
        ({"where": ["redistribution"]}, "no condition"),
        ({"where": ["redistribution=forbidden"]}, "no answer 'forbidden'"),
    ],
)
def test_a_wrong_selection_says_what_there_is(arguments: dict[str, list[str]], words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        compare.select(compare.matrix([OAK]), **arguments)  # type: ignore[arg-type]
    assert (
        "redistribution" in caught.value.hint or "FIELD=VALUE" in caught.value.hint or "prohibited" in caught.value.hint
    )


def test_against_one_license() -> None:
    matrix = compare.matrix([OAK, ELM, FIR], against="ELM.txt")
    assert [row.name for row in matrix.rows] == ["elm", "oak", "fir"]
    verdicts = {row.name: row.cells["redistribution"].verdict for row in matrix.rows}
    assert verdicts["elm"] is None
    assert verdicts["oak"] and verdicts["oak"].name == "stricter"
    assert verdicts["fir"] and verdicts["fir"].name == "looser"
    with pytest.raises(UsageError, match="no license 'pine'"):
        compare.matrix([OAK], against="pine")


def test_licenses_of_one_file_name_are_told_apart() -> None:
    named = record_of([Provision("Kelp Maps are lent.", [], {}, {"Kelp Maps": "DATASET"})], name="a/LICENSE.txt")
    others = [record_of([Provision(text)], name="LICENSE.md") for text in ("One.", "Two.")]
    assert [row.name for row in compare.matrix([named, *others]).rows] == [
        "LICENSE (Kelp Maps)",
        "LICENSE",
        "LICENSE-2",
    ]


def test_a_frame() -> None:
    frame = compare.to_frame(compare.matrix([OAK, ELM]))
    assert frame.loc["oak", "term"] == "P2Y"
    assert frame.loc["elm", "liability"] == "unspecified"


def _squeezed(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).casefold()


def test_page_and_words_of_each_cell_are_those_of_the_document(extractor: Extractor, demo: Path) -> None:
    """Read again by another program, each page that a cell names holds the words that it quotes."""
    path = demo / "harborline-driving.pdf"
    pages = [_squeezed(page.extract_text()) for page in pypdf.PdfReader(path).pages]
    row = compare.matrix([extractor.extract(path)]).rows[0]
    passages = [passage for cell in row.cells.values() for passage in cell.passages]
    assert len(passages) > 10
    for passage in passages:
        assert passage.page is not None
        # A clause that runs over a page's end is told by the page on which it starts.
        near = "".join(pages[passage.page - 1 : passage.page + 1])
        for start, end in passage.marks or ((0, len(passage.text)),):
            assert _squeezed(passage.text[start:end]) in near, passage


def test_the_demo_licenses(extractor: Extractor, demo: Path) -> None:
    """Three licenses of our own: what sets each apart is found."""
    matrix = compare.matrix(extractor.extract(path) for path in sorted(demo.iterdir()))
    assert [row.name for row in matrix.rows] == ["harborline-driving", "lumen-faces", "tidewater-eeg"]
    assert any(text.startswith("Only lumen-faces lets only named subjects be shown") for text in _texts(matrix))


def test_the_supplied_agreements(extractor: Extractor, shared: Path) -> None:
    """What issue 5 asks the comparison to name."""
    records = [extractor.extract(path) for path in sorted((shared / "supplied").glob("*.txt"))]
    matrix = compare.matrix(records)
    rows = {row.name: row.cells for row in matrix.rows}
    texts = [text.removesuffix(" (to be checked)") for text in _texts(matrix)]
    assert "Only dfme assigns rights in results to the licensor" in texts
    assert "Only cas-air-3d-face leaves rights in results to the user" in texts
    for name, value in {
        "4dme": "prohibited",
        "smic": "prohibited",
        "dfme": "permission_required",
        "cas-air-3d-face": "permission_required",
    }.items():
        assert rows[name]["redistribution"].value == value, name
    families = compare.families(records)
    assert [{member.name for member in family.members} for family in families] == [{"4dme", "cas-me-3", "dfme", "smic"}]
    for record, row in zip(records, matrix.rows, strict=True):
        for cell in row.cells.values():
            assert bool(cell.passages) is cell.stated
            for passage in cell.passages:
                clause = next(clause for clause in record.clauses if clause.id == passage.clause)
                assert (clause.text, clause.page) == (passage.text, passage.page)
