"""The three press dates of the network, told anew; no press contact, because none is public."""

from dataclasses import dataclass
from datetime import date

from home.demo.network import Body


@dataclass(frozen=True)
class News:
    """A piece of news."""

    key: str
    slug: str
    title: str
    lead: str
    date: date
    kicker: str
    body: Body


NEWS = [
    News(
        key="start",
        slug="zehn-tandems-machen-sich-auf-den-weg",
        title="Zehn Tandems machen sich auf den Weg",
        lead="In Wiesbaden ist am 29. Juni 2020 das Netzwerk #HESSENbildung.digital gestartet. Zwei Schuljahre lang "
        "wollen Berufsschulen und Betriebe das Lernen an beiden Orten digital verbinden.",
        date=date(2020, 6, 29),
        kicker="Start",
        body=[
            (
                "text",
                "<p>Sie bilden dieselben jungen Menschen aus und begegnen sich doch selten: Berufsschulen und "
                "Ausbildungsbetriebe. In Hessen arbeiten sie nun in Tandems zusammen. Beteiligt sind die Branchen "
                "Chemie, Pharma und Kunststoff.</p>"
                "<p>Die Themen stehen nicht erst seit dem Start fest. Schon im März hatten alle Beteiligten in einem "
                "Design-Thinking-Workshop zusammengetragen, wo es hakt und was helfen könnte. Nun folgt die Umsetzung: "
                "mit Netzwerktreffen, Online-Seminaren und der Begleitung durch die Deutsche Kinder- und "
                "Jugendstiftung.</p>",
            )
        ],
    ),
    News(
        key="half-time",
        slug="halbzeit-veraenderung-gestalten",
        title="Halbzeit: Wie aus Vorhaben Veränderung wird",
        lead="Nach einem Schuljahr ziehen die zehn Tandems von #HESSENbildung.digital Zwischenbilanz: Neue Werkzeuge sind "
        "eingeführt, Lernvideos gedreht, Plattformen auf dem Weg.",
        date=date(2021, 6, 10),
        kicker="Halbzeit",
        body=[
            (
                "text",
                "<p>Zum dritten Mal haben sich die Tandems am 10. Juni 2021 digital getroffen. Zur Halbzeit können sie "
                "Ergebnisse vorweisen: Sie haben neue Werkzeuge und neue Software eingeführt, gemeinsam mit "
                "Auszubildenden Lernvideos gemacht und Plattformen für die Zusammenarbeit erkundet, geplant oder "
                "weiterentwickelt.</p>"
                "<h2>Widerstand gehört dazu</h2>"
                "<p>Neues einzuführen heißt auch, andere mitzunehmen. Darum ging es an diesem Tag um "
                "Veränderungsprozesse: Welche Stufen durchlaufen Menschen, wenn sich etwas ändert? Und wie lässt sich "
                "mit Widerstand umgehen? Die Netzwerkleitung der Deutschen Kinder- und Jugendstiftung stellte dazu "
                "eine Kurve in sieben Stufen und die Methode „Räume der Veränderung“ vor.</p>",
            ),
            (
                "quote",
                {
                    "text": "Es braucht Initiative, Begleitung und nachhaltige Verankerung.",
                    "person": None,
                    "name": "Frank Hinte",
                    "role": "Deutsche Kinder- und Jugendstiftung",
                },
            ),
            (
                "text",
                "<h2>Europa schaut zu</h2>"
                "<p>Zu Gast war Tim Schreiber von der Generaldirektion Beschäftigung, Soziales und Integration der "
                "Europäischen Kommission. Er sprach über den digitalen Wandel der beruflichen Bildung in Europa. Die "
                "Rückmeldungen zum Treffen sammelten die Teilnehmenden in einer Wortwolke.</p>",
            ),
        ],
    ),
    News(
        key="closing",
        slug="zwei-schuljahre-zehn-tandems-ein-abschluss",
        title="Zwei Schuljahre, zehn Tandems, ein Abschluss",
        lead="120 Menschen haben am 7. Juli 2022 in Wiesbaden und am Bildschirm den Abschluss von #HESSENbildung.digital "
        "begangen. Vorgestellt wurde dabei die Broschüre des Netzwerks.",
        date=date(2022, 7, 7),
        kicker="Abschluss",
        body=[
            (
                "text",
                "<p>Auf dem Campus HessenChemie endete, was zwei Jahre zuvor in derselben Stadt begonnen hatte. Unter den "
                "Gästen war Minister Prof. Dr. R. Alexander Lorz. Jürgen Funk vom Arbeitgeberverband HessenChemie "
                "begrüßte die Anwesenden vor Ort und am Bildschirm.</p>",
            ),
            (
                "quote",
                {
                    "text": "Allen gemeinsam ist das Ziel, die Partnerschaft von Unternehmen und Berufsschulen zu "
                    "verbessern",
                    "person": None,
                    "name": "Jürgen Funk",
                    "role": "Arbeitgeberverband HessenChemie",
                },
            ),
            (
                "text",
                "<p>Zum Programm gehörten ein Podium und die Vorstellung der Broschüre. Was aus den zehn Vorhaben geworden "
                "ist, steht auf den Seiten der Tandems: was gelungen ist, was sich unterwegs geändert hat und was nicht "
                "weitergeführt wurde.</p>",
            ),
        ],
    ),
]
