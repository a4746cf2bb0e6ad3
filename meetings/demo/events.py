"""Every meeting and seminar but the third meeting: as far as they are documented, and openly where they are not."""

from datetime import date

from meetings.demo.facts import Body, Item, Meeting, Seminar, day
from meetings.models import AgendaItem, MeetingPage

Form = MeetingPage.Form
Kind = MeetingPage.Kind
ItemKind = AgendaItem.Kind


def report(text: str) -> Body:
    return [("text", text)]


MEETINGS = [
    Meeting(
        key="workshop",
        slug="design-thinking-workshop",
        title="Design-Thinking-Workshop: Themen finden",
        lead="Vor dem Start des Netzwerks suchten alle Beteiligten gemeinsam nach den Themen, an denen Schulen "
        "und Betriebe arbeiten wollten.",
        kind=Kind.WORKSHOP,
        date_text="März 2020",
        timeline_date=date(2020, 3, 1),
        topics=["lernortkooperation"],
        body=report(
            "<p>Am Anfang stand keine fertige Liste, sondern eine Frage: Wo hakt es zwischen Berufsschule und "
            "Betrieb, und was könnte digitales Lernen daran ändern? Im Workshop kamen dafür alle zusammen, die "
            "es betrifft. Aus ihren Antworten entstanden die Themen des Netzwerks.</p>"
            "<p>Form, Ort und Teilnehmende sind noch nicht dokumentiert.</p>"
        ),
    ),
    Meeting(
        key="start",
        slug="start-des-netzwerks",
        title="Start des Netzwerks",
        lead="Am 29. Juni 2020 stellte sich #HESSENbildung.digital in Wiesbaden der Öffentlichkeit vor.",
        kind=Kind.START,
        start=day(2020, 6, 29),
        place="Wiesbaden",
        body=report(
            "<p>Mit dem Pressetermin in Wiesbaden begann die Arbeit für zwei Schuljahre: Zehn Tandems aus "
            "Berufsschulen und Ausbildungsbetrieben der Branchen Chemie, Pharma und Kunststoff machten sich auf "
            "den Weg.</p>"
        ),
    ),
    Meeting(
        key="smart-camp",
        slug="smart-camp",
        title="Auftakt: SMART CAMP",
        lead="Rund 70 Menschen, teils vor Ort und teils am Bildschirm: Im SMART CAMP haben sich die Tandems zum "
        "ersten Mal gemeinsam an die Arbeit gemacht.",
        kind=Kind.START,
        date_text="Herbst 2020",
        timeline_date=date(2020, 10, 1),
        form=Form.HYBRID,
        participants=70,
        agenda=[
            Item(ItemKind.WELCOME, "Eröffnung", speakers=["manuel-loesel"]),
            Item(ItemKind.WORKSHOP, "Digital unterrichten"),
            Item(ItemKind.WORKSHOP, "Datenschutz und Datensicherheit"),
            Item(ItemKind.WORKSHOP, "Beispiele guter Praxis"),
        ],
        topics=["datenschutz", "lernortkooperation"],
        body=report(
            "<p>Staatssekretär Dr. Manuel Lösel eröffnete das Treffen. In Workshops ging es um drei Fragen, die "
            "alle Tandems beschäftigten: Wie unterrichten wir digital? Was verlangen Datenschutz und "
            "Datensicherheit? Und was machen andere schon gut?</p>"
            "<p>Die Zahl der Teilnehmenden ist gerundet; der genaue Tag ist noch nicht dokumentiert.</p>"
        ),
    ),
    Meeting(
        key="1",
        slug="1-netzwerktreffen",
        title="1. Netzwerktreffen: Ziele und Wirkungen",
        lead="Was soll am Ende anders sein? Am 1. Dezember 2020 klärten die Tandems digital, wohin ihre "
        "Vorhaben führen sollen.",
        number=1,
        start=day(2020, 12, 1),
        form=Form.ONLINE,
        agenda=[
            Item(ItemKind.WELCOME, "Botschaft an das Netzwerk", speakers=["philipp-nimmermann"]),
            Item(
                ItemKind.TANDEM_WORK,
                "Ziele, Zwischenziele und erwartete Wirkung",
                "Jedes Tandem beschreibt, was sein Vorhaben bewirken soll und woran es das merken wird.",
            ),
        ],
        topics=["lernortkooperation"],
        body=report(
            "<p>Staatssekretär Dr. Philipp Nimmermann wandte sich mit einer Botschaft an die Tandems. Danach "
            "ging es an die Vorhaben. Für jedes entstanden drei Antworten:</p>"
            "<ul><li>Welches Ziel haben wir?</li><li>Welche Zwischenziele liegen auf dem Weg?</li>"
            "<li>Welche Wirkung erwarten wir in Schule und Betrieb?</li></ul>"
        ),
    ),
    Meeting(
        key="2",
        slug="2-netzwerktreffen",
        title="2. Netzwerktreffen",
        lead="Das zweite Treffen fand digital statt, zwischen dem ersten im Dezember 2020 und dem dritten im Juni "
        "2021. Tag und Inhalt sind noch nicht dokumentiert.",
        number=2,
        date_text="zwischen Dezember 2020 und Juni 2021",
        timeline_date=date(2021, 3, 1),
        form=Form.ONLINE,
    ),
    Meeting(
        key="4",
        slug="4-netzwerktreffen",
        title="4. Netzwerktreffen",
        lead="Auch das vierte Treffen fand digital statt, nach der Halbzeit im Juni 2021. Tag und Inhalt sind "
        "noch nicht dokumentiert.",
        number=4,
        date_text="zwischen Juni 2021 und Juli 2022",
        timeline_date=date(2021, 10, 1),
        form=Form.ONLINE,
    ),
    Meeting(
        key="5",
        slug="5-netzwerktreffen",
        title="5. Netzwerktreffen",
        lead="Das fünfte Treffen war das letzte am Bildschirm, vor dem sechsten in Präsenz. Tag und "
        "Inhalt sind noch nicht dokumentiert.",
        number=5,
        date_text="zwischen Juni 2021 und Juli 2022",
        timeline_date=date(2022, 3, 1),
        form=Form.ONLINE,
    ),
    Meeting(
        key="6",
        slug="6-netzwerktreffen",
        title="6. Netzwerktreffen: endlich am selben Ort",
        lead="Im Juli 2022 fand ein Netzwerktreffen in Präsenz statt, als einziges von sechs. Mit drei "
        "Medienzentren entstanden kurze Infovideos.",
        number=6,
        date_text="Juli 2022",
        timeline_date=date(2022, 7, 1),
        form=Form.IN_PERSON,
        agenda=[
            Item(ItemKind.TANDEM_WORK, "Austausch über die Tandems hinweg"),
            Item(
                ItemKind.WORKSHOP,
                "Kurze Infovideos drehen",
                "Mit den Medienzentren Main-Taunus-Kreis, Groß-Gerau und Wiesbaden.",
            ),
        ],
        topics=["lernvideos", "lernortkooperation"],
        body=report(
            "<p>Fünf Netzwerktreffen hatten am Bildschirm stattgefunden. Beim sechsten tauschten sich die Tandems "
            "von Angesicht zu Angesicht aus, auch über die Grenzen des eigenen Tandems hinweg.</p>"
            "<p>Drei Medienzentren halfen dabei, kurze Infovideos zu drehen: die des Main-Taunus-Kreises, aus "
            "Groß-Gerau und aus Wiesbaden. Ort und genauer Tag sind noch nicht dokumentiert.</p>"
        ),
    ),
    Meeting(
        key="closing",
        slug="abschlussveranstaltung",
        title="Abschlussveranstaltung",
        lead="Am 7. Juli 2022 endete das Netzwerk auf dem Campus HessenChemie in Wiesbaden: mit 120 Menschen, "
        "einem Podium und der Vorstellung der Broschüre.",
        kind=Kind.CLOSING,
        start=day(2022, 7, 7),
        form=Form.HYBRID,
        place="Campus HessenChemie, Wiesbaden",
        participants=120,
        agenda=[
            Item(ItemKind.WELCOME, "Begrüßung", speakers=["juergen-funk"]),
            Item(ItemKind.OTHER, "Der Minister zu Gast", speakers=["alexander-lorz"]),
            Item(ItemKind.PANEL, "Podium"),
            Item(ItemKind.OTHER, "Vorstellung der Broschüre"),
        ],
        topics=["lernortkooperation"],
        body=[
            (
                "text",
                "<p>Zwei Schuljahre, zehn Tandems, sechs Netzwerktreffen: Zum Abschluss kamen 120 Menschen vor "
                "Ort und am Bildschirm zusammen. Jürgen Funk vom Arbeitgeberverband HessenChemie hieß sie "
                "willkommen; Minister Prof. Dr. R. Alexander Lorz war zu Gast. Es gab ein Podium, und die Broschüre "
                "des Netzwerks wurde vorgestellt.</p>",
            ),
            (
                "quote",
                {
                    "text": "Allen gemeinsam ist das Ziel, die Partnerschaft von Unternehmen und Berufsschulen zu "
                    "verbessern",
                    "person": None,
                    "name": "Jürgen Funk",
                    "role": "HessenChemie",
                },
            ),
        ],
    ),
]

# Neither days nor order are known; the themes are.
SEMINARS = [
    Seminar(
        key="digital-unterrichten",
        slug="online-seminar-digital-unterrichten",
        title="Online-Seminar: Digital unterrichten",
        lead="Wie gelingt Unterricht mit digitalen Mitteln? Darum ging es in einem der fünf Online-Seminare. Termin und "
        "Unterlagen sind noch nicht dokumentiert.",
    ),
    Seminar(
        key="datenschutz",
        slug="online-seminar-datenschutz",
        title="Online-Seminar: Datenschutz",
        lead="Der Datenschutz hat in mehreren Tandems über den Weg entschieden; ihm galt eines der fünf Online-Seminare. "
        "Termin und Unterlagen sind noch nicht dokumentiert.",
    ),
    Seminar(
        key="plattformen",
        slug="online-seminar-plattformen",
        title="Online-Seminar: Plattformen",
        lead="Ein gemeinsamer Ort im Netz für Schule und Betrieb beschäftigte die meisten Tandems und war Thema eines der "
        "fünf Online-Seminare. Termin und Unterlagen sind noch nicht dokumentiert.",
    ),
    Seminar(
        key="lernvideos",
        slug="online-seminar-lernvideos",
        title="Online-Seminar: Lernvideos",
        lead="Vom Einfall zum kurzen Film: Lernvideos waren Thema eines der fünf Online-Seminare. Termin und Unterlagen sind "
        "noch nicht dokumentiert.",
    ),
    Seminar(
        key="veraenderung",
        slug="online-seminar-veraenderung",
        title="Online-Seminar: Veränderung begleiten",
        lead="Um Veränderungsprozesse ging es in einem der fünf Online-Seminare und beim dritten Netzwerktreffen. Termin und "
        "Unterlagen des Seminars sind noch nicht dokumentiert.",
    ),
]
