"""Names of parties and of data sets: where they stand, what they are taken from, and what only looks like one."""

from __future__ import annotations

import pytest

from extractor.types import Kind
from tests.test_entities import entities, of_type


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        (
            "We (Tern AG, HPI Soundings, TU Merrin) are not responsible for errors.",
            "liability",
            ["Tern AG", "HPI Soundings", "TU Merrin"],
        ),
        (
            "Neither Harbor University nor the Tarn College of Tides nor its staff shall be liable for a loss.",
            "liability",
            ["Harbor University", "Tarn College of Tides"],
        ),
        (
            "Merrin University (Norway), the University of Tarn (Chile) and Quill Lab cannot be held accountable.",
            "liability",
            ["Merrin University", "University of Tarn", "Quill Lab"],
        ),
        ("The user may lose support of Harbor University and is liable for it.", "liability", []),
        ("Each picture carries the notice “©Ida Holm”.", "citation", ["Ida Holm"]),
        ("Each picture carries the notice “© TideSet”.", "citation", []),
        (
            "An agreement with the Quill Foundation for The Merrin College.",
            "",
            ["Quill Foundation for The Merrin College"],
        ),
        ("The files are owned by Holm B. Lee Foundation.", "", ["Holm B. Lee Foundation"]),
        ("Given by the Sounders Foundation for Neptune's Depths.", "", ["Sounders Foundation for Neptune's Depths"]),
        ("It is given by the University of Dunmere (a Tarn charity) (“DU”).", "", ["University of Dunmere", "DU"]),
        ("It is given by Partners Tides, Inc. (“Partners”).", "", ["Partners Tides, Inc.", "Partners"]),
        ("Tarn Harbor Lab Ltd., a company, hereinafter called “THL”, gives it.", "", ["Tarn Harbor Lab Ltd.", "THL"]),
        ("Received from the Trustees of the College of Tern.", "", ["Trustees of the College of Tern"]),
        ("The user holds FOUNDATION, Harbor University and Tern harmless.", "", ["Harbor University"]),
        ("Without approval of QUIMOLAB the Researcher(s) shall not copy it.", "", []),
        ("It takes a license from the Merrin University Office of Patents.", "", ["Merrin University"]),
        ("Tarn County, through its Office of Maps, gives the files.", "", ["Tarn County"]),
        ("Harbor Health (HH) is willing to share the scans.", "purpose", ["Harbor Health", "HH"]),
        ("It was made by the Group of Tidal Studies, for free.", "", ["Group of Tidal Studies"]),
        ("as the Merrin Government Records Act says", "", []),
        ("The Tern Foundation is the steward of this text.", "", []),
        ("The tracers were provided by Tern Lab Ltd. of Merrin.", "", []),
        ("The archive that the Institute of Ebbs (IOE) runs for Kwailo is big.", "", []),
        (
            "The Tern University School of Tides (“School of Tides”) keeps all rights.",
            "",
            ["Tern University School of Tides"],
        ),
        ("Tern University QuaySet Dataset is free.", "", ["Tern University"]),
        ("The Harbor Lab Limited Data Set is free.", "", ["Harbor Lab"]),
        ("It came of a joint project with Tern Research Institute.", "", []),
        ("It was reviewed or approved by the Harbor and Tides Administration.", "", []),
        ("The rules are those of Kwailo, given by Kwailo.org.", "", []),
    ],
)
def test_party(text: str, label: str, expected: list[str]) -> None:
    assert [value for value, _ in of_type("PARTY", text, "clause", *filter(None, [label]))] == expected


def test_a_row_names_who_holds_the_competition() -> None:
    text = (
        "Competition title: Tides of 2031 in the Harbors of Merrin and Tarn\n"
        "Competition sponsor: Society of Tides and Ebbs (STE)\nPlace: Tarn"
    )
    found = entities(("table", text, ()))
    assert [(e.type, e.value) for e in found] == [
        ("DATASET", "Tides of 2031 in the Harbors of Merrin and Tarn"),
        ("PARTY", "Society of Tides and Ebbs"),
        ("PARTY", "STE"),
    ]


@pytest.mark.parametrize(
    ("title", "clause", "expected"),
    [
        (
            "AGREEMENT FOR USE OF THE HOLM-TARN (HT) AND EXTENDED HOLM-TARN (HT+) WAVE DATABASES",
            "The Holm-Tarn data are free. So is Extended Holm-Tarn.",
            ["HOLM-TARN", "HT", "EXTENDED HOLM-TARN", "HT+"],
        ),
        (
            "TideQM-5:\nQuill Motion Database of Waves\nUser Agreement",
            "The Quill Motion Database of Waves is free.",
            ["TideQM-5", "Quill Motion Database of Waves"],
        ),
        (
            "Quill Soundings of Moving Seas (QUSOM) Database - Release Form",
            "The QUSOM database is free. Users cite the QUSOM database.",
            ["Quill Soundings of Moving Seas", "QUSOM"],
        ),
        (
            "Open Access Series of Tidal Pictures (OASTP)\nData Use Agreement",
            "OASTP data are free. Who shows OASTP data thanks the open access series of pictures that are tidal.",
            ["Open Access Series of Tidal Pictures", "OASTP"],
        ),
        (
            "Harbor Neuroimaging Initiative (HNI)\nData Use Agreement",
            "HNI data are free. Who uses HNI data writes to the committee.",
            ["Harbor Neuroimaging Initiative", "HNI"],
        ),
        ("Tide2.7M Dataset\nLicense", "Use the files well.", ["Tide2.7M"]),
        ("Terms for borrowing Kwailo", "Kwailo is free. Write to kwailo@tern.org.", ["Kwailo"]),
        ("Swap letter: QM-GRIP for TERN-GRIP", "QM-GRIP and TERN-GRIP are free.", ["QM-GRIP", "TERN-GRIP"]),
        ("Harbor Data License Agreement - Version 1", "This is the Harbor Data License Agreement of a harbor.", []),
        ("Open Database License (OpDL)", "OpDL is free. Who takes OpDL and gives OpDL keeps it open.", []),
        ("Attribution-NonCommercial 4.0 International", "The Attribution-NonCommercial license is free.", []),
        ("Office of Research and Harbor Development Agreement Form", "Harbor Development is here.", []),
        ("Data Provider: [name]\nUse Agreement", "The dataset is free.", []),
        ("User Agreement for Non-Members", "The dataset is free.", []),
    ],
)
def test_dataset_in_a_title(title: str, clause: str, expected: list[str]) -> None:
    found = entities(("title", title, ()), ("clause", clause, ()))
    assert [e.value for e in found if e.type == "DATASET"] == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("clause", "“Dataset” means the Quill Tidal Waves (QTW), i.e. the files.", ["Quill Tidal Waves", "QTW"]),
        ("clause", "This is for use of the QM Tidal Motion Dataset and its papers.", ["QM Tidal Motion Dataset"]),
        ("clause", "Challenge title: Tides of 2031", ["Tides of 2031"]),
        ("clause", "Nobody copies the QM-3 and QM-4 data.", ["QM-3", "QM-4"]),
        ("clause", "The COUNTY data are free.", []),
        ("clause", "The Sui Generis Database Rights are kept.", []),
    ],
)
def test_dataset_in_a_clause(kind: Kind, text: str, expected: list[str]) -> None:
    assert [value for value, _ in of_type("DATASET", text, kind)] == expected


def test_a_short_form_counts_where_the_name_is_met_later() -> None:
    found = entities(
        ("title", "HARBOR WAVE CORPUS\nUser License", ()),
        ("clause", "“Material” means the Harbor Wave Corpus (“HWC”), a collection of waves.", ()),
    )
    assert [(e.type, e.value) for e in found if e.value == "HWC"] == [("DATASET", "HWC")]


def test_the_first_word_of_a_party_s_name_is_no_data_set() -> None:
    text = "The files were made by QMU Harbor Health Institute. They are from the QMU tide project data."
    assert [e.value for e in entities(("clause", text, ())) if e.type == "DATASET"] == []


def test_a_party_s_dataset_is_named_with_it() -> None:
    found = entities(
        ("title", "Quill Dataset Terms of Use", ()),
        ("clause", "The agreement is between Quill Inc. (“Quill”) and you.", ()),
    )
    assert [e.value for e in found if e.type == "DATASET"] == ["Quill Dataset"]
