"""Occupations and the subjects of the vocabularies that portals share."""

import re

import pytest
from django.conf import settings

from cms.core.models import Occupation
from cms.core.subjects import KIM_SUBJECTS, OEH_DISCIPLINES, OF_KLDB, kim_subject, kldb_class, oeh_discipline

VOCABULARIES = settings.BASE_DIR.parent / "shared" / "data" / "vocabs"


@pytest.mark.parametrize(
    ("number", "kim", "oeh"),
    [
        ("41322-117", "Chemie", "Chemie"),
        ("41212-103", "Biologie", "Biologie"),
        ("26112-100", "Technik", "Mechatronik"),
        ("26312-311", "Technik", "Elektrotechnik"),
        ("51312-111", "Wirtschaftskunde", "Wirtschaft und Verwaltung"),
        ("", "Technik", "Berufliche Bildung"),
    ],
)
def test_subject_follows_from_the_number_of_the_occupation(number, kim, oeh):
    labels = [concept.label for concept in Occupation(name="Beruf", number=number).subjects[:2]]

    assert labels == [kim, oeh]


def test_choice_of_an_editor_counts_more_than_the_number():
    occupation = Occupation(
        name="Chemielaborant/-in", number="41322-117", kim_uri="http://w3id.org/kim/schulfaecher/s1052"
    )

    assert occupation.subjects[0].label == "Naturwissenschaften"


def test_class_is_named_by_four_digits():
    assert kldb_class("41322", "Chemielaborant/-in").uri == "http://w3id.org/openeduhub/vocabs/kldb/4132"
    assert kldb_class("", "ohne Nummer") is None


def test_every_rule_leads_to_a_known_subject():
    assert {kim for kim, _ in OF_KLDB.values()} <= set(KIM_SUBJECTS)
    assert {oeh for _, oeh in OF_KLDB.values()} <= set(OEH_DISCIPLINES)
    assert kim_subject("", "99999").label == "Technik"
    assert oeh_discipline("", "99999").label == "Berufliche Bildung"


@pytest.mark.parametrize(
    ("file", "subjects"), [("schulfaecher.ttl", KIM_SUBJECTS), ("oeh_discipline.ttl", OEH_DISCIPLINES)]
)
def test_labels_are_those_of_the_vocabulary(file, subjects):
    if not VOCABULARIES.exists():
        pytest.skip("The vocabularies lie beside the project.")
    text = (VOCABULARIES / file).read_text()
    entries = re.findall(r"^<(\w+)> a skos:Concept ;\s+skos:prefLabel ([^;]+);", text, re.MULTILINE)
    found = {code: re.search(r'"([^"]+)"@de', words) for code, words in entries}
    labels = {code: match[1] for code, match in found.items() if match}

    assert {code: labels.get(code) for code in subjects} == subjects
