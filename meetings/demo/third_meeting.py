"""The third meeting, 10 June 2021, as a full report.

What happened there is documented; the description of the change curve is its common form in seven
stages, in our own words. The results say how each project ended, and say that they do.
"""

from meetings.demo.facts import Body, Item, Meeting, day
from meetings.models import AgendaItem, MeetingPage

Kind = AgendaItem.Kind

AGENDA = [
    Item(Kind.WELCOME, "Begrüßung: Halbzeit im Netzwerk"),
    Item(
        Kind.TANDEM_WORK,
        "Arbeit an den Entwicklungsvorhaben",
        "Die Tandems beugen sich über den eigenen Stand: Was ist geschafft, was hakt, was kommt als Nächstes?",
    ),
    Item(
        Kind.TALK,
        "Der digitale Wandel der beruflichen Bildung in Europa",
        "Ein Blick über Hessen hinaus, aus der Arbeit der Europäischen Kommission.",
        ["tim-schreiber"],
    ),
    Item(
        Kind.WORKSHOP,
        "Veränderung gestalten, mit Widerstand umgehen",
        "Die Veränderungskurve in sieben Stufen und die Methode „Räume der Veränderung“, geleitet von der "
        "Netzwerkleitung der DKJS.",
    ),
    Item(Kind.FLASH, "Blitzlicht als Wortwolke", "Alle geben mit wenigen Worten eine Rückmeldung."),
]

STAGES = [
    ("1. Schock", "Das Neue kommt überraschend. Es hilft, ruhig zu sagen, was feststeht und was noch nicht."),
    ("2. Ablehnung", "„Bisher ging es doch auch.“ Zuhören und nachfragen bringt mehr als Gegenargumente."),
    ("3. Einsicht", "Der Kopf sagt: Es muss sich etwas ändern. Jetzt zählen Gründe und ein klares Ziel."),
    ("4. Akzeptanz", "Der tiefste Punkt: Das Alte wird losgelassen. Dafür braucht es Zeit und Verständnis."),
    ("5. Ausprobieren", "Erste Schritte, auch Fehler. Kleine Versuche ohne Druck machen Mut."),
    ("6. Erkenntnis", "Manches klappt besser als vorher. Erfolge sollten jetzt sichtbar werden."),
    ("7. Integration", "Das Neue ist Alltag geworden. Nun lässt es sich an andere weitergeben."),
]

BODY: Body = [
    (
        "facts",
        {
            "facts": [
                {"name": "Anlass", "value": "Halbzeit nach einem von zwei Schuljahren"},
                {
                    "name": "Leitfrage",
                    "value": "Wie gestalten wir Veränderung, und wie begegnen wir Widerstand?",
                },
                {"name": "Gast", "value": "Tim Schreiber, Europäische Kommission"},
                {"name": "Rückmeldung", "value": "Wortwolke"},
            ]
        },
    ),
    (
        "text",
        "<h2>Ein Schuljahr liegt hinter den Tandems</h2>"
        "<p>Am 10. Juni 2021 kam das Netzwerk zum dritten Mal zusammen, wieder am Bildschirm. Die Hälfte der Zeit "
        "war um, und es gab etwas zu zeigen: Neue Werkzeuge und neue Software waren eingeführt. Mit Auszubildenden "
        "waren Lernvideos entstanden. Plattformen für die Zusammenarbeit wurden erkundet, geplant oder ausgebaut.</p>"
        "<p>Einen großen Teil des Tages gehörte die Zeit den Tandems selbst. Schule und Betrieb arbeiteten "
        "gemeinsam an ihrem Vorhaben, statt nur darüber zu berichten.</p>",
    ),
    (
        "text",
        "<h2>Der Blick nach Europa</h2>"
        "<p>Tim Schreiber von der Europäischen Kommission, Generaldirektion Beschäftigung, Soziales und "
        "Integration, sprach über den digitalen Wandel der beruflichen Bildung in Europa. Das Netzwerk steht damit "
        "in einem größeren Zusammenhang: Die Europäische Ausbildungsallianz EAfA führt es in ihrer Liste.</p>",
    ),
    (
        "text",
        "<h2>Veränderung verläuft in Stufen</h2>"
        "<p>Wer etwas Neues einführt, trifft auf Zustimmung, auf Zögern und auf Widerstand. Der Workshop der "
        "Netzwerkleitung der DKJS half, das zu verstehen. Grundlage war die Veränderungskurve mit ihren sieben "
        "Stufen: Sie zeigt, wie Menschen eine Veränderung erleben, und macht deutlich, dass Ablehnung dazugehört.</p>",
    ),
    (
        "table",
        {
            "caption": "Die Veränderungskurve in sieben Stufen",
            "columns": [
                {"type": "text", "heading": "Stufe"},
                {"type": "text", "heading": "Was dann hilft"},
            ],
            "rows": [{"values": list(stage)} for stage in STAGES],
        },
    ),
    (
        "callout",
        {
            "kind": "success",
            "heading": "Widerstand ist eine Auskunft",
            "text": "<p>Wer widerspricht, zeigt, was noch unklar ist oder verloren zu gehen droht. Fragen Sie "
            "nach, bevor Sie überzeugen wollen.</p>",
        },
    ),
    (
        "text",
        "<h3>Die Methode „Räume der Veränderung“</h3>"
        "<p>Der Workshop arbeitete auch mit der Methode „Räume der Veränderung“. Ihr Ablauf und das Material dazu "
        "sind hier noch nicht festgehalten.</p>",
    ),
    (
        "text",
        "<h2>Was bleibt</h2>"
        "<p>Zum Schluss gaben alle mit wenigen Worten eine Rückmeldung; daraus entstand eine Wortwolke. Ob aus "
        "Vorhaben dauerhafte Zusammenarbeit wird, entscheidet sich nach solchen Tagen, im Alltag von Schule und "
        "Betrieb. Was es dafür braucht, fasst die DKJS in einem Satz zusammen:</p>",
    ),
    (
        "quote",
        {
            "text": "Es braucht Initiative, Begleitung und nachhaltige Verankerung.",
            "person": None,
            "name": "Frank Hinte",
            "role": "DKJS",
        },
    ),
    (
        "accordion",
        {
            "items": [
                {
                    "summary": "Welche Vorhaben haben sich verändert?",
                    "text": "<p>Tandem 3 hat seine Plattform aufgegeben und Lernvideos gemacht. Tandem 10 hat sein "
                    "gemeinsames Vorhaben auf halbem Weg beendet. Beides steht auf den Seiten der Tandems.</p>",
                },
                {
                    "summary": "Gibt es Folien oder eine Aufzeichnung?",
                    "text": "<p>Folien, Wortwolke und Aufzeichnung sind hier noch nicht abgelegt.</p>",
                },
                {
                    "summary": "Von welchem Tag sind die Ergebnisse der Tandems?",
                    "text": "<p>Die Liste nennt, wie jedes Vorhaben ausgegangen ist. Was die Tandems am 10. Juni "
                    "2021 im Einzelnen berichtet haben, ist nicht dokumentiert; von Tandem 6 ist der Ausgang nicht "
                    "bekannt.</p>",
                },
            ]
        },
    ),
]

# By number of the tandem. What is not known has no row.
RESULTS = {
    1: "<p>Ausgang: Der neue Beruf und die gemeinsame Plattform sind eingeführt.</p>",
    2: "<p>Ausgang: Fachvideos und Fotos aus dem Lager sind entstanden, bewusst ohne Plattform.</p>",
    3: "<p>Ausgang: Die Plattform wurde wegen des Datenschutzes aufgegeben; entstanden sind Lernvideos.</p>",
    4: "<p>Ausgang: Die gemeinsame E-Learning-Plattform ist aufgebaut.</p>",
    5: "<p>Ausgang: Das Vorhaben ist in Umsetzung; es geht um die Methode, nicht um eine Plattform.</p>",
    7: "<p>Ausgang: Eine „Wissensbibliothek“ ist in Gebrauch genommen.</p>",
    8: "<p>Ausgang: Das Vertrauen ist gewachsen; es gibt fünfwöchige Praxisprojekte.</p>",
    9: "<p>Ausgang: Beide Lernorte haben sich auf gemeinsame Grundlagenliteratur verständigt.</p>",
    10: "<p>Ausgang: Das gemeinsame Vorhaben wurde auf halbem Weg beendet.</p>",
}

MEETING = Meeting(
    key="3",
    slug="3-netzwerktreffen",
    title="3. Netzwerktreffen: Halbzeit",
    lead="Ein Schuljahr ist geschafft, eines liegt vor den Tandems. Am 10. Juni 2021 ging es digital um die "
    "Vorhaben, um Veränderung und Widerstand und um den Blick nach Europa.",
    number=3,
    start=day(2021, 6, 10),
    form=MeetingPage.Form.ONLINE,
    announcement="<p>Halbzeit für #HESSENbildung.digital: Am 10. Juni 2021 treffen sich die Tandems digital, "
    "arbeiten an ihren Vorhaben, sprechen über Veränderungen und hören, was sich in Europa tut.</p>",
    agenda=AGENDA,
    topics=["veraenderung-gestalten", "lernvideos", "digitale-plattformen"],
    results=RESULTS,
    body=BODY,
)
