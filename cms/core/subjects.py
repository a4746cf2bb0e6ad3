"""School subjects as portals of teaching material know them, behind German labels that editors pick.

Two vocabularies: the subjects of the Kompetenzzentrum Interoperable Metadaten (KIM, w3id.org/kim/schulfaecher)
name general education only; the disciplines of OpenEduHub (w3id.org/openeduhub/vocabs/discipline) know the
vocational ones. What an occupation belongs to follows from its KldB 2010 class; editors may choose
otherwise.
"""

from dataclasses import dataclass

KIM = "http://w3id.org/kim/schulfaecher/"
OEH = "http://w3id.org/openeduhub/vocabs/discipline/"
KLDB = "http://w3id.org/openeduhub/vocabs/kldb/"
KLDB_DIGITS = 4  # OpenEduHub keeps the first four levels of the classification

KIM_SUBJECTS = {
    "s1001": "Biologie",
    "s1002": "Chemie",
    "s1005": "Deutsch",
    "s1007": "Englisch",
    "s1044": "Ernährung",
    "s1012": "Gesundheit",
    "s1047": "Hauswirtschaft",
    "s1013": "Informatik",
    "s1017": "Mathematik",
    "s1046": "Medienbildung",
    "s1052": "Naturwissenschaften",
    "s1022": "Physik",
    "s1023": "Politik",
    "s1054": "Recht",
    "s1059": "Technik",
    "s1033": "Wirtschaftskunde",
}
OEH_DISCIPLINES = {
    "04001": "Agrarwirtschaft",
    "04014": "Arbeitssicherheit",
    "04002": "Bautechnik",
    "040": "Berufliche Bildung",
    "080": "Biologie",
    "100": "Chemie",
    "04005": "Elektrotechnik",
    "04006": "Ernährung und Hauswirtschaft",
    "04007": "Farbtechnik und Raumgestaltung",
    "260": "Gesundheit",
    "04009": "Holztechnik",
    "320": "Informatik",
    "04010": "Körperpflege",
    "oeh04010": "Mechatronik",
    "04011": "Metalltechnik",
    "460": "Physik",
    "04012": "Textiltechnik und Bekleidung",
    "04013": "Wirtschaft und Verwaltung",
}
# Beginning of a KldB 2010 class: (KIM subject, OpenEduHub discipline). The longest beginning counts.
OF_KLDB = {
    "": ("s1059", "040"),
    "1": ("s1059", "04001"),
    "22": ("s1059", "040"),
    "223": ("s1059", "04009"),
    "24": ("s1059", "04011"),
    "25": ("s1059", "04011"),
    "261": ("s1059", "oeh04010"),
    "262": ("s1059", "04005"),
    "263": ("s1059", "04005"),
    "28": ("s1059", "04012"),
    "29": ("s1044", "04006"),
    "3": ("s1059", "04002"),
    "332": ("s1059", "04007"),
    "412": ("s1001", "080"),
    "413": ("s1002", "100"),
    "414": ("s1022", "460"),
    "43": ("s1013", "320"),
    "5": ("s1033", "04013"),
    "6": ("s1033", "04013"),
    "63": ("s1044", "04006"),
    "7": ("s1033", "04013"),
    "81": ("s1012", "260"),
    "82": ("s1012", "260"),
    "823": ("s1012", "04010"),
    "83": ("s1047", "04006"),
}


@dataclass(frozen=True)
class Concept:
    """A word of a vocabulary: its address there and its German label."""

    uri: str
    label: str


def kim_choices() -> list[tuple[str, str]]:
    """Addresses and labels, for the field of an occupation."""
    return [(KIM + code, label) for code, label in KIM_SUBJECTS.items()]


def oeh_choices() -> list[tuple[str, str]]:
    return [(OEH + code, label) for code, label in OEH_DISCIPLINES.items()]


def kim_subject(uri: str, kldb: str) -> Concept:
    """The subject that was chosen, else that of the KldB class; “Technik” where nothing is known."""
    return _concept(KIM, KIM_SUBJECTS, uri.removeprefix(KIM) or _of_kldb(kldb)[0])


def oeh_discipline(uri: str, kldb: str) -> Concept:
    """The same for OpenEduHub, “Berufliche Bildung” where nothing is known."""
    return _concept(OEH, OEH_DISCIPLINES, uri.removeprefix(OEH) or _of_kldb(kldb)[1])


def kldb_class(kldb: str, label: str) -> Concept | None:
    """The class of an occupation as OpenEduHub names it; None without a number."""
    return Concept(KLDB + kldb[:KLDB_DIGITS], label) if kldb else None


def _concept(vocabulary: str, labels: dict[str, str], code: str) -> Concept:
    return Concept(vocabulary + code, labels.get(code, ""))


def _of_kldb(kldb: str) -> tuple[str, str]:
    beginnings = (kldb[:length] for length in range(len(kldb), -1, -1))
    return next(OF_KLDB[beginning] for beginning in beginnings if beginning in OF_KLDB)
