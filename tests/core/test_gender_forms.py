"""An official occupation name is known in every form people use."""

import pytest

from cms.core.gender_forms import gender_forms
from cms.core.german import query_terms, search_terms


def test_name_with_in_has_all_forms():
    assert gender_forms("Chemielaborant/-in") == [
        "Chemielaborant/-in",
        "Chemielaborant",
        "Chemielaborantin",
        "Chemielaboranten",
        "Chemielaborantinnen",
        "Chemielaborant:in",
        "Chemielaborant*in",
        "Chemielaborant_in",
        "Chemielaborant/in",
        "ChemielaborantIn",
        "Chemielaborant:innen",
        "Chemielaborant*innen",
        "Chemielaborant_innen",
        "Chemielaborant/-innen",
        "Chemielaborant/innen",
        "ChemielaborantInnen",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "Industriekaufmann/-kauffrau",
            {"Industriekaufmann", "Industriekauffrau", "Industriekaufleute", "Industriekauffrauen"},
        ),
        (
            "Kaufmann/-frau für Büromanagement",
            {"Kaufmann für Büromanagement", "Kauffrau für Büromanagement", "Kaufleute für Büromanagement"},
        ),
        (
            "Elektroniker/-in für Betriebstechnik",
            {
                "Elektroniker für Betriebstechnik",
                "Elektronikerin für Betriebstechnik",
                "Elektronikerinnen für Betriebstechnik",
                "Elektroniker*in für Betriebstechnik",
            },
        ),
        ("Fachkraft für Lagerlogistik", {"Fachkraft für Lagerlogistik", "Fachkräfte für Lagerlogistik"}),
        ("Fachlagerist/-in", {"Fachlagerist", "Fachlageristin", "Fachlageristen", "FachlageristInnen"}),
        (
            "Medizinische/-r Fachangestellte/-r",
            {
                "Medizinischer Fachangestellter",
                "Medizinische Fachangestellte",
                "Medizinische:r Fachangestellte:r",
            },
        ),
        (
            "Technische/-r Produktdesigner/-in",
            {
                "Technischer Produktdesigner",
                "Technische Produktdesignerin",
                "Technische Produktdesigner:innen",
            },
        ),
        ("Koch/Köchin", {"Koch", "Köchin", "Köche", "Köchinnen", "Köch:in"}),
        ("Friseur/-in", {"Friseure", "Friseurinnen"}),
        ("Biologe/-in", {"Biologen"}),
    ],
)
def test_forms_of_a_name(name, expected):
    forms = gender_forms(name)

    assert expected <= set(forms)
    assert forms[0] == name
    assert len(forms) == len(set(forms))


def test_name_without_gender_stays():
    assert gender_forms("Duales Studium") == ["Duales Studium"]
    assert gender_forms("  ") == []


@pytest.mark.parametrize(
    "name", ["Chemielaborant/-in", "Industriekaufmann/-kauffrau", "Fachlagerist/-in", "Koch/Köchin"]
)
def test_each_form_is_found_under_the_official_name(name):
    index = set(search_terms(name).split())

    assert all(set(query_terms(form)) <= index for form in gender_forms(name))
