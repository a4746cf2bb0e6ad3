"""The schools, companies and partners of the network, and the people who are named in public.

Names, towns and offices are facts of the network; addresses and logos are left open. The positions are
the centres of the towns (WGS84).
"""

from dataclasses import dataclass
from functools import partial

from cms.core.models import FormerName, Organisation, Person
from cms.core.samples import Builder, Samples

POSITIONS = {
    "Melsungen": (51.13, 9.55),
    "Darmstadt": (49.87, 8.65),
    "Frankfurt am Main": (50.11, 8.68),
    "Oberursel": (50.20, 8.58),
    "Korbach und Bad Arolsen": (51.27, 8.87),
    "Wiesbaden": (50.08, 8.24),
    "Hanau": (50.13, 8.92),
    "Kassel": (51.31, 9.49),
}
SAMPLE_EDITORS = "organisations/beispielredaktion"

SCHOOLS = {
    "radko-stoeckl-schule": ("Radko-Stöckl-Schule", "Melsungen"),
    "friedrich-list-schule": ("Friedrich-List-Schule", "Darmstadt"),
    "paul-ehrlich-schule": ("Paul-Ehrlich-Schule", "Frankfurt am Main"),
    "feldbergschule": ("Feldbergschule", "Oberursel"),
    "korbach-bad-arolsen": ("Berufliche Schulen Korbach und Bad Arolsen", "Korbach und Bad Arolsen"),
    "kerschensteinerschule": ("Kerschensteinerschule", "Wiesbaden"),
    "ludwig-geissler-schule": ("Ludwig-Geissler-Schule", "Hanau"),
    "heinrich-emanuel-merck-schule": ("Heinrich-Emanuel-Merck-Schule", "Darmstadt"),
    "martin-luther-king-schule": ("Martin-Luther-King-Schule", "Kassel"),
}

COMPANIES = {
    "b-braun": ("B. Braun SE", "B. Braun"),
    "daw": ("DAW SE", "DAW"),
    "ferro": ("Ferro GmbH", "Ferro"),
    "fresenius": ("Fresenius SE & Co. KGaA", "Fresenius"),
    "hewi": ("HEWI Heinrich Wilke GmbH", "HEWI"),
    "infraserv-wiesbaden": ("InfraServ GmbH & Co. Wiesbaden KG", "InfraServ Wiesbaden"),
    "evonik": ("Evonik Technology & Infrastructure GmbH", "Evonik"),
    "heraeus": ("Heraeus Holding GmbH", "Heraeus"),
    "merck": ("Merck KGaA", "Merck"),
    "provadis": ("Provadis Partner für Bildung und Beratung GmbH", "Provadis"),
    "technoform": ("Technoform Bautec Kunststoffprodukte GmbH", "Technoform Bautec"),
}

PARTNERS = {
    "dkjs": ("Deutsche Kinder- und Jugendstiftung", "DKJS"),
    "arag": ("ARAG SE", "ARAG"),
    "hessenchemie": ("Arbeitgeberverband HessenChemie", "HessenChemie"),
    "vci-hessen": ("Verband der Chemischen Industrie (VCI), Landesverband Hessen", "VCI Hessen"),
    "kultusministerium": ("Hessisches Kultusministerium", ""),
    "wirtschaftsministerium": (
        "Hessisches Ministerium für Wirtschaft, Energie, Verkehr und Wohnen",
        "Hessisches Wirtschaftsministerium",
    ),
    "eafa": ("European Alliance for Apprenticeships (EAfA) der EU-Kommission", "EAfA"),
    "eu-kommission": ("Europäische Kommission", "EU-Kommission"),
}

FORMER_NAMES = {"b-braun": [("B. Braun Melsungen AG", 2021)]}


@dataclass(frozen=True)
class PersonFacts:
    """A holder of a public office, or someone who signed for an organisation."""

    name: str
    function: str = ""
    organisation: str = ""


PEOPLE = {
    "manuel-loesel": PersonFacts("Dr. Manuel Lösel", "Staatssekretär"),
    "philipp-nimmermann": PersonFacts("Dr. Philipp Nimmermann", "Staatssekretär"),
    "alexander-lorz": PersonFacts("Prof. Dr. R. Alexander Lorz", "Minister"),
    "tim-schreiber": PersonFacts(
        "Tim Schreiber", "Generaldirektion Beschäftigung, Soziales und Integration", "eu-kommission"
    ),
    "frank-hinte": PersonFacts("Frank Hinte", "", "dkjs"),
    "juergen-funk": PersonFacts("Jürgen Funk", "", "hessenchemie"),
}


def build_school(samples: Samples, name: str, town: str) -> Organisation:
    latitude, longitude = POSITIONS[town]
    return Organisation.objects.create(
        name=name, kind=Organisation.Kind.SCHOOL, town=town, latitude=latitude, longitude=longitude
    )


def build_company(samples: Samples, key: str, name: str, short_name: str) -> Organisation:
    company = Organisation(name=name, short_name=short_name, kind=Organisation.Kind.COMPANY)
    company.former_names = [
        FormerName(name=former, until_year=year) for former, year in FORMER_NAMES.get(key, [])
    ]
    company.save()
    return company


def build_partner(samples: Samples, name: str, short_name: str) -> Organisation:
    return Organisation.objects.create(name=name, short_name=short_name)


def build_sample_editors(samples: Samples) -> Organisation:
    """Who made the sample videos: nobody real."""
    return Organisation.objects.create(
        name="Beispielredaktion (Beispielinhalt)", short_name="Beispielredaktion", is_sample=True
    )


def build_person(samples: Samples, facts: PersonFacts) -> Person:
    organisation = (
        samples.get(Organisation, f"organisations/{facts.organisation}") if facts.organisation else None
    )
    return Person.objects.create(name=facts.name, function=facts.function, organisation=organisation)


SAMPLES: dict[str, Builder] = {
    **{
        f"organisations/{key}": partial(build_school, name=name, town=town)
        for key, (name, town) in SCHOOLS.items()
    },
    **{
        f"organisations/{key}": partial(build_company, key=key, name=name, short_name=short_name)
        for key, (name, short_name) in COMPANIES.items()
    },
    **{
        f"organisations/{key}": partial(build_partner, name=name, short_name=short_name)
        for key, (name, short_name) in PARTNERS.items()
    },
    SAMPLE_EDITORS: build_sample_editors,
    **{f"people/{key}": partial(build_person, facts=facts) for key, facts in PEOPLE.items()},
}
