"""The sample clips: what each step shows and says, and how that becomes pictures, captions and chapters.

Nobody real made them. A drawing appears line by line, then the captions explain one step after the
other; a step lasts as long as its words take to read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cms.core.pictograms import draw
from media.captions import Cue

FRAME_SIZE = (1280, 720)  # pixels
READING_SPEED = 15  # characters a second, an easy pace for captions
SHORTEST_CUE = 2.5  # seconds
DRAWINGS = 9  # of the opening step, each with some more lines
DRAWING_SECONDS = 0.4  # each of them stands so long, the last one until the step ends


@dataclass(frozen=True)
class Step:
    """A line on the picture and the sentences that are captions; a chapter begins where one is named."""

    title: str
    sentences: tuple[str, ...]
    chapter: str = ""

    @property
    def seconds(self) -> float:
        return sum(map(reading_seconds, self.sentences))


@dataclass(frozen=True)
class Clip:
    """A sample video; occupation and learning fields are keys of the samples of `cms.core`."""

    key: str
    slug: str
    title: str
    lead: str
    summary: str
    occupation: str
    pictogram: str
    steps: tuple[Step, ...]
    learning_fields: tuple[str, ...] = ()
    training_year: int | None = None
    place_of_learning: str = ""
    key_terms: str = ""
    safety_note: str = ""

    @property
    def seconds(self) -> float:
        return sum(step.seconds for step in self.steps)

    @property
    def cues(self) -> list[Cue]:
        """One caption for each sentence, without gaps."""
        cues = []
        start = 0.0
        for step in self.steps:
            for sentence in step.sentences:
                end = round(start + reading_seconds(sentence), 3)
                cues.append(Cue(start, end, sentence))
                start = end
        return cues

    @property
    def chapters(self) -> list[tuple[float, str]]:
        """Start in seconds and title."""
        chapters = []
        start = 0.0
        for step in self.steps:
            if step.chapter:
                chapters.append((round(start, 3), step.chapter))
            start += step.seconds
        return chapters

    def draw_frames(self, folder: Path) -> Iterator[tuple[Path, float]]:
        """Write the pictures as PNG and yield each with the seconds it stands.

        The drawing is whole when the second step begins, so that most pictures, and with them the poster,
        show it whole.
        """
        for number, (title, progress, seconds) in enumerate(self._pictures()):
            picture = folder / f"{number:03}.png"
            drawing = draw(self.pictogram, FRAME_SIZE, title=title, progress=progress)
            drawing.save(picture, compress_level=1)
            yield picture, seconds

    def _pictures(self) -> Iterator[tuple[str, float, float]]:
        """Title, share of the drawing and seconds of each picture."""
        opening, *others = self.steps
        for number in range(1, DRAWINGS):
            yield opening.title, number / DRAWINGS, DRAWING_SECONDS
        yield opening.title, 1.0, opening.seconds - (DRAWINGS - 1) * DRAWING_SECONDS
        for step in others:
            yield step.title, 1.0, step.seconds


def reading_seconds(sentence: str) -> float:
    return round(max(SHORTEST_CUE, len(sentence) / READING_SPEED), 1)


CLIPS = [
    Clip(
        key="incoming-goods",
        slug="wareneingang-pruefen",
        title="Wareneingang prüfen: fünf Handgriffe",
        lead="Beispielinhalt: Eine Lieferung kommt an. Fünf Handgriffe, bevor unterschrieben und eingelagert wird.",
        summary="<p>Vom Lieferschein bis zum Lagerplatz: Der Film zeigt in fünf Schritten, was bei der Annahme einer "
        "Lieferung zu prüfen ist und warum Schäden festgehalten werden, solange der Fahrer noch da ist.</p>",
        occupation="fachkraft-lagerlogistik",
        pictogram="warehouse",
        learning_fields=("lagerlogistik-1",),
        training_year=1,
        place_of_learning="both",
        key_terms="Wareneingang, Lieferschein, Packstück, Transportschaden, Einlagerung",
        safety_note="Sicherheitsschuhe tragen. Schwere Packstücke zu zweit oder mit einem Hilfsmittel bewegen.",
        steps=(
            Step(
                "Wareneingang prüfen: fünf Handgriffe",
                ("Eine Lieferung ist da.", "Mit fünf Handgriffen prüfst du sie."),
                "Worum es geht",
            ),
            Step(
                "1. Papiere vergleichen",
                ("Vergleiche den Lieferschein mit der Bestellung.", "Stimmen Absender und Empfänger?"),
                "Papiere und Menge",
            ),
            Step("2. Packstücke zählen", ("Zähle die Packstücke, solange der Fahrer noch da ist.",)),
            Step(
                "3. Verpackung ansehen",
                ("Sieh dir die Verpackung an.", "Ist etwas eingedrückt, nass oder aufgerissen?"),
                "Schäden erkennen",
            ),
            Step(
                "4. Schäden festhalten",
                ("Schreibe jeden Schaden auf und mach ein Foto.", "Erst dann unterschreibst du."),
            ),
            Step(
                "5. Buchen und einlagern",
                ("Prüfe den Inhalt, buche die Ware", "und bringe sie an ihren Platz."),
                "Einlagern",
            ),
        ),
    ),
    Clip(
        key="titration",
        slug="titration-umschlagpunkt",
        title="Titration: so triffst du den Umschlagpunkt",
        lead="Beispielinhalt: Eine Säure-Base-Titration in vier Abschnitten, von der gespülten Bürette bis zum "
        "abgelesenen Verbrauch.",
        summary="<p>Erst zügig, dann Tropfen für Tropfen: Der Film zeigt, wie man sich dem Umschlagpunkt nähert, ohne ihn "
        "zu überschreiten, und worauf beim Ablesen zu achten ist.</p>",
        occupation="chemielaborant",
        pictogram="flask",
        training_year=1,
        place_of_learning="both",
        key_terms="Titration, Bürette, Maßlösung, Indikator, Umschlagpunkt",
        safety_note="Schutzbrille, Kittel und Handschuhe tragen: Säuren und Laugen ätzen. Nur unter Aufsicht arbeiten.",
        steps=(
            Step(
                "Titration: so triffst du den Umschlagpunkt",
                ("Wie viel Säure ist in der Probe?", "Eine Titration verrät es dir."),
                "Vorbereiten",
            ),
            Step(
                "Vorbereiten",
                ("Spüle die Bürette mit der Maßlösung.", "Gib einige Tropfen Indikator zur Probe."),
            ),
            Step(
                "Bürette füllen",
                ("Fülle die Bürette ohne Luftblasen.", "Lies den Stand in Augenhöhe ab."),
                "Bürette füllen",
            ),
            Step(
                "Zügig beginnen",
                ("Lass die Maßlösung erst zügig zulaufen", "und schwenke dabei den Kolben."),
                "Dem Umschlagpunkt nähern",
            ),
            Step(
                "Tropfenweise nähern",
                (
                    "Jetzt nur noch tropfenweise zugeben.",
                    "Bleibt die Farbe eine halbe Minute bestehen, ist der Umschlagpunkt erreicht.",
                ),
            ),
            Step(
                "Ablesen und rechnen",
                ("Lies den Verbrauch ab", "und berechne daraus die Konzentration."),
                "Ablesen und rechnen",
            ),
        ),
    ),
    Clip(
        key="multimeter",
        slug="fehlersuche-multimeter",
        title="Fehlersuche mit dem Multimeter",
        lead="Beispielinhalt: Eine Lampe an einer Übungsanlage bleibt dunkel. Mit Messen Schritt für Schritt zur "
        "Unterbrechung.",
        summary="<p>Von der Einspeisung bis zur Lampe: Der Film zeigt an einer Übungsanlage mit Kleinspannung, wie sich ein "
        "Fehler durch Messen eingrenzen lässt.</p>",
        occupation="elektroniker-betriebstechnik",
        pictogram="multimeter",
        learning_fields=("betriebstechnik-1",),
        training_year=1,
        place_of_learning="both",
        key_terms="Multimeter, Spannung, Durchgang, Unterbrechung, Fehlersuche",
        safety_note="Nur an der Übungsanlage und unter Aufsicht einer Elektrofachkraft. Vor Eingriffen gelten die fünf "
        "Sicherheitsregeln.",
        steps=(
            Step(
                "Fehlersuche mit dem Multimeter",
                ("Die Lampe der Übungsanlage bleibt dunkel.", "Mit dem Multimeter grenzt du den Fehler ein."),
                "Worum es geht",
            ),
            Step(
                "Messgerät prüfen",
                ("Sieh dir zuerst das Messgerät an.", "Sind die Leitungen heil? Stimmt der Messbereich?"),
                "Messgerät prüfen",
            ),
            Step(
                "Am Anfang messen",
                ("Miss die Spannung an der Einspeisung.", "Fehlt sie dort, liegt der Fehler davor."),
                "Spannung messen",
            ),
            Step(
                "Weiter bis zur Lampe",
                ("Miss Schritt für Schritt weiter.", "Wo die Spannung fehlt, ist die Unterbrechung."),
            ),
            Step(
                "Freischalten, dann eingreifen",
                (
                    "Schalte frei und sichere gegen Wiedereinschalten.",
                    "Prüfe, dass keine Spannung mehr da ist.",
                ),
                "Sicher beheben",
            ),
            Step("Aufschreiben", ("Schreib auf, was du gemessen und gefunden hast.",)),
        ),
    ),
    Clip(
        key="invoice",
        slug="eine-rechnung-pruefen",
        title="Eine Rechnung prüfen",
        lead="Beispielinhalt: Bevor eine Rechnung bezahlt wird, sind drei Fragen zu klären: Ist sie vollständig, stimmt "
        "die Sache, stimmt die Summe?",
        summary="<p>Der Film führt durch die formale, die sachliche und die rechnerische Prüfung einer Eingangsrechnung und "
        "endet mit der Freigabe.</p>",
        occupation="industriekaufmann",
        pictogram="ledger",
        training_year=1,
        place_of_learning="both",
        key_terms="Eingangsrechnung, Pflichtangaben, Lieferschein, Umsatzsteuer, Skonto",
        steps=(
            Step(
                "Eine Rechnung prüfen",
                ("Auf dem Tisch liegt eine Rechnung.", "Drei Fragen, bevor sie bezahlt wird."),
                "Worum es geht",
            ),
            Step(
                "1. Ist sie vollständig?",
                (
                    "Prüfe Namen, Anschriften, Datum und Rechnungsnummer.",
                    "Auch Steuernummer, Menge, Preis und Steuersatz müssen da sein.",
                ),
                "Vollständig?",
            ),
            Step(
                "2. Stimmt die Sache?",
                ("Wurde geliefert, was bestellt war?", "Vergleiche Bestellung, Lieferschein und Rechnung."),
                "Sachlich richtig?",
            ),
            Step(
                "3. Stimmt die Summe?",
                ("Rechne nach: Menge mal Preis, Rabatt, Umsatzsteuer, Summe.",),
                "Rechnerisch richtig?",
            ),
            Step(
                "Freigeben oder klären",
                (
                    "Stimmt alles, gibst du die Rechnung frei.",
                    "Stimmt etwas nicht, fragst du beim Lieferanten nach.",
                ),
                "Freigeben",
            ),
            Step("Frist beachten", ("Achte auf die Frist: Wer früh zahlt, bekommt oft Skonto.",)),
        ),
    ),
]
