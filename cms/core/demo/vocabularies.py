"""The occupations, learning fields and topics of the network, and the words of the field."""

from dataclasses import dataclass
from functools import partial

from cms.core.models import GlossaryTerm, LearningField, Occupation, Topic
from cms.core.samples import Builder, Samples


@dataclass(frozen=True)
class OccupationFacts:
    """Number of the Bundesagentur für Arbeit; `field` is a Berufsfeld, `pictogram` a drawing."""

    name: str
    english_name: str
    number: str
    field: str
    pictogram: str


OCCUPATIONS = {
    "elektroniker-informationstechnik": OccupationFacts(
        "Elektroniker/-in für Informations- und Systemtechnik",
        "Electronics technician for information and systems technology",
        "26312-311",
        "Elektro",
        "chip",
    ),
    "mechatroniker": OccupationFacts(
        "Mechatroniker/-in", "Mechatronics technician", "26112-100", "Elektro", "robot"
    ),
    "fachkraft-lagerlogistik": OccupationFacts(
        "Fachkraft für Lagerlogistik",
        "Warehouse logistics operator",
        "51312-111",
        "Verkehr, Logistik",
        "warehouse",
    ),
    "fachlagerist": OccupationFacts(
        "Fachlagerist/-in", "Warehouse operator", "51312-112", "Verkehr, Logistik", "warehouse"
    ),
    "chemielaborant": OccupationFacts(
        "Chemielaborant/-in", "Chemical laboratory technician", "41322-117", "Naturwissenschaften", "flask"
    ),
    "industriekaufmann": OccupationFacts(
        "Industriekaufmann/-kauffrau", "Industrial clerk", "71302-105", "Wirtschaft, Verwaltung", "ledger"
    ),
    "chemikant": OccupationFacts(
        "Chemikant/-in", "Chemical technician", "41312-102", "Produktion, Fertigung", "reactor"
    ),
    "elektroniker-betriebstechnik": OccupationFacts(
        "Elektroniker/-in für Betriebstechnik",
        "Electronics technician for industrial engineering",
        "26252-189",
        "Elektro",
        "multimeter",
    ),
    "biologielaborant": OccupationFacts(
        "Biologielaborant/-in",
        "Biological laboratory technician",
        "41212-103",
        "Naturwissenschaften",
        "microscope",
    ),
}


@dataclass(frozen=True)
class LearningFieldFacts:
    """A Lernfeld as the framework curriculum of the occupation titles it."""

    occupation: str
    number: int
    title: str
    english_title: str
    year: int


LEARNING_FIELDS = {
    "lagerlogistik-1": LearningFieldFacts(
        "fachkraft-lagerlogistik", 1, "Güter annehmen und kontrollieren", "Receive and check goods", 1
    ),
    "betriebstechnik-1": LearningFieldFacts(
        "elektroniker-betriebstechnik",
        1,
        "Elektrotechnische Systeme analysieren und Funktionen prüfen",
        "Analyse electrical systems and test their functions",
        1,
    ),
}

# Also the short form in addresses.
TOPICS = {
    "digitale-plattformen": ("Digitale Plattformen", "Digital platforms"),
    "lernvideos": ("Lernvideos", "Learning videos"),
    "datenschutz": ("Datenschutz", "Data protection"),
    "veraenderung-gestalten": ("Veränderung gestalten", "Shaping change"),
    "lernbegleitung": ("Lernbegleitung", "Learning guidance"),
    "pruefungsvorbereitung": ("Prüfungsvorbereitung", "Preparing for exams"),
    "lernortkooperation": ("Lernortkooperation", "Cooperation of learning venues"),
}

GLOSSARY = {
    "ausbildungsberuf": (
        "Ausbildungsberuf",
        "recognised training occupation",
        "Ein Beruf, den man in einer geregelten Ausbildung lernt. Was dazugehört und wie geprüft wird, steht "
        "in einer Ausbildungsordnung, die in ganz Deutschland gilt.",
    ),
    "ausbildungsbetrieb": (
        "Ausbildungsbetrieb",
        "training company",
        "Der Betrieb, mit dem du deinen Ausbildungsvertrag schließt. Hier lernst du die Praxis des Berufs; "
        "angeleitet wirst du von Ausbilderinnen und Ausbildern.",
    ),
    "ausbildungsrahmenplan": (
        "Ausbildungsrahmenplan",
        "general training plan",
        "Der Teil der Ausbildungsordnung, der festhält, was der Betrieb in welcher Zeit vermittelt.",
    ),
    "berufsschule": (
        "Berufsschule",
        "vocational school",
        "Die Schule der Ausbildung. Sie vermittelt die Theorie des Berufs und allgemeine Bildung, an festen "
        "Wochentagen oder in Blöcken von mehreren Wochen.",
    ),
    "blended-learning": (
        "Blended Learning",
        "blended learning",
        "Lernen, das beides verbindet: gemeinsame Zeit vor Ort und Abschnitte am Bildschirm.",
    ),
    "blitzlicht": (
        "Blitzlicht",
        "flash round",
        "Eine kurze Runde, in der alle reihum in einem Satz oder einem Wort sagen, was sie gerade denken.",
    ),
    "blockunterricht": (
        "Blockunterricht",
        "block release",
        "Berufsschule am Stück: Auszubildende sind mehrere Wochen nur in der Schule und danach mehrere Wochen "
        "nur im Betrieb.",
    ),
    "creative-commons": (
        "Creative-Commons-Lizenz",
        "Creative Commons licence",
        "Eine Erlaubnis in festen Worten: Sie sagt, was andere mit einem Werk tun dürfen und was sie dabei "
        "angeben müssen.",
    ),
    "design-thinking": (
        "Design Thinking",
        "design thinking",
        "Eine Arbeitsweise, die von den Menschen ausgeht, die ein Problem haben: verstehen, Ideen sammeln, "
        "früh ausprobieren, verbessern.",
    ),
    "duales-system": (
        "Duales System",
        "dual vocational training",
        "Ausbildung an zwei Orten zugleich: im Betrieb und in der Berufsschule. Beide bilden gemeinsam aus.",
    ),
    "entwicklungsvorhaben": (
        "Entwicklungsvorhaben",
        "development project",
        "Das, was ein Tandem gemeinsam verändern will: mit einer Ausgangslage, einem Ziel und einem Weg, der "
        "sich unterwegs ändern darf.",
    ),
    "gelingensbedingung": (
        "Gelingensbedingung",
        "condition of success",
        "Etwas, das gegeben sein muss, damit ein Vorhaben gelingt. Wer ein Vorhaben übernehmen will, prüft "
        "das zuerst.",
    ),
    "lernfeld": (
        "Lernfeld",
        "learning field",
        "Ein Abschnitt im Lehrplan der Berufsschule, der von einer Aufgabe des Berufs ausgeht und nicht von "
        "einem Schulfach.",
    ),
    "lernort": (
        "Lernort",
        "learning venue",
        "Ein Ort, an dem ausgebildet wird. In der dualen Ausbildung sind es zwei: Betrieb und Berufsschule.",
    ),
    "lernortkooperation": (
        "Lernortkooperation",
        "cooperation of learning venues",
        "Betrieb und Berufsschule stimmen sich ab: Sie wissen voneinander, was gerade gelernt wird, und "
        "planen Teile der Ausbildung gemeinsam.",
    ),
    "lernplattform": (
        "Lernplattform",
        "learning platform",
        "Ein geschützter Ort im Netz, an dem Unterlagen, Aufgaben und Gespräche eines Kurses liegen, zum "
        "Beispiel Moodle.",
    ),
    "netzwerktreffen": (
        "Netzwerktreffen",
        "network meeting",
        "Alle Tandems kommen zusammen, zeigen ihren Stand und lernen voneinander. In diesem Netzwerk gab es "
        "sechs solche Treffen.",
    ),
    "stolperstein": (
        "Stolperstein",
        "stumbling block",
        "Etwas, das ein Vorhaben aufgehalten hat. Wer es vorher kennt, kann es umgehen.",
    ),
    "tandem": (
        "Tandem",
        "tandem",
        "Mindestens eine Berufsschule und mindestens ein Betrieb, die gemeinsam an einem "
        "Entwicklungsvorhaben arbeiten.",
    ),
    "transfer": (
        "Transfer",
        "transfer",
        "Eine Lösung wandert weiter: Andere übernehmen sie und passen sie an ihre Schule oder ihren Betrieb an.",
    ),
}


def build_occupation(samples: Samples, facts: OccupationFacts) -> Occupation:
    return Occupation.objects.create(
        name=facts.name,
        english_name=facts.english_name,
        number=facts.number,
        field=facts.field,
        pictogram=facts.pictogram,
    )


def build_learning_field(samples: Samples, facts: LearningFieldFacts) -> LearningField:
    return LearningField.objects.create(
        occupation=samples.get(Occupation, f"occupations/{facts.occupation}"),
        number=facts.number,
        title=facts.title,
        english_title=facts.english_title,
        year=facts.year,
    )


def build_topic(samples: Samples, slug: str, name: str, english_name: str) -> Topic:
    return Topic.objects.create(slug=slug, name=name, english_name=english_name)


def build_term(samples: Samples, term: str, english_term: str, definition: str) -> GlossaryTerm:
    return GlossaryTerm.objects.create(term=term, english_term=english_term, definition=definition)


SAMPLES: dict[str, Builder] = {
    **{f"occupations/{key}": partial(build_occupation, facts=facts) for key, facts in OCCUPATIONS.items()},
    **{
        f"learning-fields/{key}": partial(build_learning_field, facts=facts)
        for key, facts in LEARNING_FIELDS.items()
    },
    **{
        f"topics/{slug}": partial(build_topic, slug=slug, name=name, english_name=english_name)
        for slug, (name, english_name) in TOPICS.items()
    },
    **{
        f"glossary/{key}": partial(build_term, term=term, english_term=english_term, definition=definition)
        for key, (term, english_term, definition) in GLOSSARY.items()
    },
}
