"""What the tandems found out, by topic. `{tandem_3}` becomes a link to the page of that tandem."""

from dataclasses import dataclass, field

from home.demo.network import Body


@dataclass(frozen=True)
class TopicText:
    """The page of a topic; `topic` is its key and its slug."""

    topic: str
    title: str
    lead: str
    html: str
    more: Body = field(default_factory=list)


def callout(kind: str, heading: str, text: str) -> tuple[str, object]:
    return ("callout", {"kind": kind, "heading": heading, "text": f"<p>{text}</p>"})


TOPICS = [
    TopicText(
        topic="digitale-plattformen",
        title="Digitale Plattformen",
        lead="Sieben von zehn Tandems begannen mit dem Wunsch nach einer gemeinsamen Plattform. Nicht alle haben am Ende "
        "eine, und nicht alle brauchen sie.",
        html="<h2>Wo eine Plattform entstanden ist</h2>"
        "<p>{tandem_1} hat eine gemeinsame Plattform für Absprachen und Lerneinheiten. {tandem_4} ist es im zweiten Anlauf "
        "gelungen, nachdem ein erster zehn Jahre vorher an der IT gescheitert war. {tandem_7} nutzt eine "
        "„Wissensbibliothek“ für eine Schule und zwei Betriebe.</p>"
        "<h2>Wo es anders kam</h2>"
        "<p>{tandem_3} gab die Plattform wegen des Datenschutzes auf und machte Lernvideos. {tandem_2} entschied sich von "
        "vornherein dagegen. In {tandem_10} endete das gemeinsame Vorhaben auf halbem Weg.</p>"
        "<h2>Wo der Inhalt zuerst kam</h2>"
        "<p>{tandem_9} einigte sich auf gemeinsame Grundlagenliteratur für eine geschützte Plattform. In {tandem_8}, wo "
        "eine Austauschplattform und ein digitales Klassenzimmer geplant waren, wuchs vor allem das Vertrauen. "
        "{tandem_5} fragte gar nicht nach einer neuen Plattform: Moodle war schon da.</p>",
        more=[
            callout(
                "hint",
                "Drei Fragen vor der Entscheidung",
                "Wer pflegt die Plattform, wenn das Vorhaben endet? Läuft sie in beiden Netzen? Und was geschieht mit den "
                "Daten der Auszubildenden?",
            )
        ],
    ),
    TopicText(
        topic="lernvideos",
        title="Lernvideos im Unterricht und im Betrieb",
        lead="Kurze Filme zeigen, was sich schlecht beschreiben lässt: einen Handgriff, ein Gerät, einen Ablauf. Zwei "
        "Tandems haben darauf gesetzt.",
        html="<p>{tandem_2} hat Videos und Fotos aus dem Lager gemacht, die in der Schule und im Betrieb eingesetzt werden. "
        "{tandem_3} hat individuelle Lernvideos für angehende Chemielaborantinnen und Chemielaboranten gemacht, nachdem "
        "die geplante Plattform aufgegeben war.</p>"
        "<p>Auch über die Tandems hinaus wurde gefilmt: Beim sechsten Netzwerktreffen entstanden kurze Infovideos mit den "
        "Medienzentren Main-Taunus-Kreis, Groß-Gerau und Wiesbaden.</p>"
        "<h2>Worauf es ankommt</h2>"
        "<ul><li>Untertitel gehören dazu: Sie helfen in lauten Werkstätten und beim Deutschlernen.</li>"
        "<li>Eine Lizenz klärt, was andere mit dem Video tun dürfen.</li>"
        "<li>Wer im Bild ist, muss vorher zugestimmt haben.</li></ul>",
    ),
    TopicText(
        topic="datenschutz",
        title="Datenschutz",
        lead="Kein Thema hat die Vorhaben so früh und so deutlich gelenkt: Ein Tandem änderte deshalb seinen Plan, ein "
        "anderes begann gar nicht erst mit einer Plattform.",
        html="<p>In {tandem_3} war der Datenschutz der Grund, die Plattform aufzugeben. {tandem_2} verzichtete von Anfang "
        "an auf eine: wegen des Datenschutzes, wegen wechselnder Vorgaben und aus Sorge, dass sie später niemand nutzt. "
        "{tandem_9} plante seinen Austausch auf einer geschützten Plattform.</p>"
        "<p>Das Netzwerk hat das Thema mehrfach aufgegriffen: im SMART CAMP mit einem Workshop zu Datenschutz und "
        "Datensicherheit und in einem Online-Seminar.</p>",
        more=[
            callout(
                "warning",
                "Früh klären",
                "Wird der Datenschutz erst gefragt, wenn alles gebaut ist, kann er das ganze Vorhaben kippen. Am Anfang "
                "gefragt, lenkt er es in eine Richtung, die trägt.",
            )
        ],
    ),
    TopicText(
        topic="veraenderung-gestalten",
        title="Veränderung gestalten",
        lead="Ein neues Werkzeug ist schnell eingeführt, eine neue Art zu arbeiten nicht. Wie man Menschen mitnimmt, war das "
        "große Thema zur Halbzeit.",
        html="<p>Beim dritten Netzwerktreffen sprachen die Tandems darüber, wie Veränderungen verlaufen und wie man mit "
        "Widerstand umgeht. Grundlage war eine Kurve in sieben Stufen, von der ersten Überraschung bis zum neuen "
        "Alltag.</p>"
        "<p>Auch ein Ende ist eine Veränderung: {tandem_10} hat sein gemeinsames Vorhaben auf halbem Weg beendet. Vorher "
        "hatte es keinen Kontakt gegeben, und im Alltag fehlte die Zeit. Dass das Tandem offen davon erzählt, hilft "
        "allen, die ähnlich beginnen.</p>",
    ),
    TopicText(
        topic="lernbegleitung",
        title="Lernbegleitung",
        lead="Vom Vortragen zum Begleiten: Wenn Auszubildende eigene Wege gehen, ändert sich die Aufgabe derer, die "
        "ausbilden.",
        html="<p>{tandem_5} hat die Methode in die Mitte gestellt. Auszubildende sollen individueller lernen, und wer sie "
        "ausbildet, wird zur Lernbegleitung und zum Coach. Eine neue Plattform brauchte es dafür nicht: Moodle war bereits "
        "in Gebrauch.</p>"
        "<p>Das Vorhaben ist in Umsetzung; Ergebnisse sind noch nicht dokumentiert.</p>",
    ),
    TopicText(
        topic="pruefungsvorbereitung",
        title="Prüfungsvorbereitung",
        lead="Prüfungsinhalte leichter zugänglich machen: Damit begann ein Vorhaben, aus dem mehr Vertrauen und gemeinsame "
        "Praxisprojekte wurden.",
        html="<p>{tandem_8} wollte Auszubildenden den Weg zu den Inhalten der Prüfungen erleichtern, mit einer "
        "Austauschplattform und einem digitalen Klassenzimmer. Gewachsen ist das Vertrauen zwischen Schule und Betrieb. "
        "Es gibt Praxisprojekte, die fünf Wochen dauern und mit einer Präsentation enden.</p>",
        more=[
            callout(
                "success",
                "Ohne Technik übertragbar",
                "Ein Praxisprojekt mit fester Dauer und einer Präsentation am Ende braucht keine Plattform, sondern eine "
                "Absprache.",
            )
        ],
    ),
    TopicText(
        topic="lernortkooperation",
        title="Lernortkooperation",
        lead="Berufsschule und Betrieb bilden gemeinsam aus. Wie gut das gelingt, hängt davon ab, wie gut sie voneinander "
        "wissen.",
        html="<p>Die Partnerschaft beider Lernorte zu verbessern, war das Ziel aller Tandems. Sie begannen an ganz "
        "verschiedenen Stellen: {tandem_1} baute einen für Nordhessen neuen Beruf gemeinsam auf. {tandem_7} verbindet zwei "
        "Betriebe mit einer Schule. {tandem_6} will Schule und Ausbildungswerkstatt digital enger zusammenrücken. "
        "{tandem_10} begann ohne jede frühere Verbindung.</p>"
        "<h2>Zwei Rhythmen</h2>"
        "<p>Ausgebildet wird in Blöcken, etwa zwei Wochen Schule und vier Wochen Betrieb, oder an ein bis zwei Schultagen "
        "in der Woche. Wer zusammenarbeiten will, muss den Kalender des anderen kennen.</p>",
    ),
]
