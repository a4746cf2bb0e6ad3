"""What is known of the ten tandems: who they are, what they set out to do, what became of it.

Only public facts stand here. What is not documented stays empty or is named as open in `open_points`.
"""

from dataclasses import dataclass, field

from tandems.models import DevelopmentProject

Status = DevelopmentProject.Status


@dataclass(frozen=True)
class Story:
    """One tandem; schools, companies, occupations and topics are keys of the samples of `cms.core`."""

    number: int
    slug: str
    title: str
    lead: str
    schools: list[str]
    companies: list[str]
    occupations: list[str]
    topics: list[str]
    project: str
    status: Status
    starting_point: str = ""
    goal: str = ""
    course_correction: str = ""
    result: str = ""
    stumbling_blocks: str = ""
    success_conditions: str = ""
    effort: str = ""
    tools: str = ""
    lessons: str = ""
    open_points: list[str] = field(default_factory=list)


STORIES = [
    Story(
        number=1,
        slug="tandem-1-b-braun-radko-stoeckl-schule",
        title="B. Braun SE und Radko-Stöckl-Schule",
        lead="Ein Beruf, der in Nordhessen neu war, und eine Plattform, auf der beide Lernorte gemeinsam "
        "arbeiten: Das Vorhaben ist umgesetzt und wurde der EU als Modell gemeldet.",
        schools=["radko-stoeckl-schule"],
        companies=["b-braun"],
        occupations=["elektroniker-informationstechnik", "mechatroniker"],
        topics=["digitale-plattformen", "lernortkooperation"],
        project="Ein neuer Beruf für Nordhessen und eine gemeinsame Lernplattform",
        status=Status.DONE,
        starting_point="<p>Das Tandem wollte einen Ausbildungsberuf aufbauen, den es in Nordhessen bis dahin "
        "nicht gab. Schule und Betrieb fingen damit gemeinsam an.</p>",
        goal="<p>Eine einzige Plattform für Absprachen und für das Lernen, mit Lerneinheiten, die Schule und "
        "Betrieb zusammen erarbeiten.</p>",
        result="<p>Das Ziel ist erreicht: Der Beruf ist eingeführt, die Plattform in Gebrauch. Das Vorhaben "
        "wurde als Modell an die Europäische Union gemeldet.</p>",
        lessons="<p>Hier entstand die Zusammenarbeit zugleich mit dem Beruf. Wer ebenfalls neu beginnt, kann "
        "Absprachen, Ablage und Lerneinheiten von Anfang an an einem Ort halten.</p>",
        open_points=["Aufwand und verwendete Plattform", "Ansprechperson für den Transfer"],
    ),
    Story(
        number=2,
        slug="tandem-2-daw-friedrich-list-schule",
        title="DAW SE und Friedrich-List-Schule",
        lead="Videos und Fotos aus dem Lager bringen die Praxis in den Unterricht und dienen zugleich dem "
        "Betrieb. Auf eine eigene Plattform hat das Tandem bewusst verzichtet.",
        schools=["friedrich-list-schule"],
        companies=["daw"],
        occupations=["fachkraft-lagerlogistik", "fachlagerist"],
        topics=["lernvideos", "datenschutz"],
        project="Fachvideos und Fotos aus der Lagerpraxis",
        status=Status.DONE,
        goal="<p>Aufnahmen aus der betrieblichen Praxis, die im Unterricht und im Betrieb gleichermaßen "
        "gezeigt werden können.</p>",
        result="<p>Die Videos und Fotos sind entstanden.</p>",
        stumbling_blocks="<p>Gegen eine Plattform sprachen drei Gründe:</p><ul><li>der Datenschutz,</li>"
        "<li>Vorgaben, die sich änderten,</li><li>die Sorge, dass sie später niemand nutzt.</li></ul>",
        lessons="<p>Nicht jedes Vorhaben braucht eine Plattform. Dieses Tandem hat zuerst gefragt, wer sie "
        "nach dem Ende des Netzwerks noch pflegt, und sich dann für Aufnahmen entschieden, die ohne sie "
        "auskommen.</p>",
        open_points=["Zahl und Länge der Aufnahmen", "Ansprechperson für den Transfer"],
    ),
    Story(
        number=3,
        slug="tandem-3-ferro-paul-ehrlich-schule",
        title="Ferro GmbH und Paul-Ehrlich-Schule",
        lead="Geplant war eine Plattform mit Inhalten und Lernvideos. Die Plattform scheiterte am Datenschutz, "
        "die Lernvideos sind entstanden.",
        schools=["paul-ehrlich-schule"],
        companies=["ferro"],
        occupations=["chemielaborant"],
        topics=["lernvideos", "datenschutz", "digitale-plattformen"],
        project="Individuelle Lernvideos statt einer Plattform",
        status=Status.CHANGED,
        goal="<p>Eine Plattform für gemeinsame Inhalte, dazu individuelle Lernvideos für angehende "
        "Chemielaborantinnen und Chemielaboranten.</p>",
        course_correction="<p>Die Plattform wurde aus Gründen des Datenschutzes aufgegeben. Das Tandem "
        "richtete seine Arbeit auf die Lernvideos.</p>",
        result="<p>Die individuellen Lernvideos sind entstanden.</p>",
        stumbling_blocks="<p>Der Datenschutz: Fragen dazu gehören an den Anfang, nicht ans Ende.</p>",
        lessons="<p>Ein Teil des Plans fiel weg, der andere trug. Wer Plattform und Inhalte getrennt plant, "
        "kann das eine aufgeben und das andere behalten.</p>",
        open_points=["Themen und Zahl der Lernvideos", "Ansprechperson für den Transfer"],
    ),
    Story(
        number=4,
        slug="tandem-4-fresenius-feldbergschule",
        title="Fresenius SE & Co. KGaA und Feldbergschule",
        lead="Eine E-Learning-Plattform im Browser, die in der Schule, im Betrieb und zu Hause funktioniert. "
        "Zehn Jahre zuvor war ein erster Versuch an der Technik gescheitert.",
        schools=["feldbergschule"],
        companies=["fresenius"],
        occupations=["industriekaufmann"],
        topics=["digitale-plattformen", "lernortkooperation"],
        project="Eine gemeinsame E-Learning-Plattform im zweiten Anlauf",
        status=Status.DONE,
        starting_point="<p>Den Wunsch nach einer gemeinsamen Plattform gab es schon länger: Ein erster Versuch "
        "war zehn Jahre vorher an der IT gescheitert.</p>",
        goal="<p>Eine webbasierte Plattform, die angehende Industriekaufleute in der Schule, im Betrieb und zu "
        "Hause nutzen können.</p>",
        result="<p>Die Plattform ist aufgebaut.</p>",
        lessons="<p>Ein gescheiterter Versuch ist kein Grund, es zu lassen. Die Hürde von damals lässt sich "
        "vor dem zweiten Anlauf gezielt prüfen: Läuft es auf den Geräten und in den Netzen beider Lernorte?</p>",
        open_points=["Aufwand und verwendete Werkzeuge", "Ansprechperson für den Transfer"],
    ),
    Story(
        number=5,
        slug="tandem-5-hewi-korbach-bad-arolsen",
        title="HEWI Heinrich Wilke GmbH und Berufliche Schulen Korbach und Bad Arolsen",
        lead="Auszubildende lernen individueller, wer ausbildet, begleitet und berät. Im Mittelpunkt steht die "
        "Methode, nicht die Plattform: Moodle ist schon da.",
        schools=["korbach-bad-arolsen"],
        companies=["hewi"],
        occupations=["industriekaufmann"],
        topics=["lernbegleitung"],
        project="Vom Unterrichten zum Begleiten",
        status=Status.RUNNING,
        starting_point="<p>Moodle ist bereits in Gebrauch. Es fehlte also nicht an Technik.</p>",
        goal="<p>Individuelles Lernen: Die Beschäftigten werden zu Lernbegleiterinnen, Lernbegleitern und "
        "Coaches der Auszubildenden.</p>",
        result="<p>Das Vorhaben ist in Umsetzung. Einen Abschluss dokumentiert das Netzwerk nicht.</p>",
        tools="Moodle",
        lessons="<p>Wo eine Plattform schon läuft, beginnt die eigentliche Arbeit: Wie verändert sich die Rolle "
        "derer, die ausbilden?</p>",
        open_points=["Ergebnisse nach 2022", "Ansprechperson für den Transfer"],
    ),
    Story(
        number=6,
        slug="tandem-6-infraserv-kerschensteinerschule",
        title="InfraServ GmbH & Co. Wiesbaden KG und Kerschensteinerschule",
        lead="Schule und Ausbildungswerkstatt sollen digital enger zusammenrücken, auch mit smarten Geräten. "
        "Einzelheiten und Ausgang sind noch nicht dokumentiert.",
        schools=["kerschensteinerschule"],
        companies=["infraserv-wiesbaden"],
        occupations=["chemikant"],
        topics=["lernortkooperation"],
        project="Schule und Ausbildungswerkstatt digital verbinden",
        status=Status.RUNNING,
        goal="<p>Eine engere digitale Verbindung zwischen der Schule und der Ausbildungswerkstatt, auch mit "
        "smarten Geräten.</p>",
        open_points=[
            "Verlauf und Ergebnis des Vorhabens",
            "Geräte und Werkzeuge",
            "Ansprechperson für den Transfer",
        ],
    ),
    Story(
        number=7,
        slug="tandem-7-evonik-heraeus-ludwig-geissler-schule",
        title="Evonik, Heraeus und Ludwig-Geissler-Schule",
        lead="Zwei Betriebe und eine Schule tauschen Inhalte aus. Aus der geplanten digitalen Plattform ist "
        "eine „Wissensbibliothek“ geworden, die genutzt wird.",
        schools=["ludwig-geissler-schule"],
        companies=["evonik", "heraeus"],
        occupations=["chemielaborant", "chemikant"],
        topics=["digitale-plattformen", "lernortkooperation"],
        project="Eine Wissensbibliothek für Schule und zwei Betriebe",
        status=Status.DONE,
        goal="<p>Eine digitale Plattform, über die Schule und Betriebe ihre Inhalte austauschen.</p>",
        result="<p>Eine „Wissensbibliothek“ ist in Gebrauch genommen.</p>",
        lessons="<p>Dies ist das einzige Tandem mit zwei Betrieben. Dass drei Partner an einem Vorhaben "
        "arbeiten können, ist für Schulen wichtig, in deren Klassen mehrere Betriebe ausbilden lassen.</p>",
        open_points=["Inhalt und Technik der Wissensbibliothek", "Ansprechperson für den Transfer"],
    ),
    Story(
        number=8,
        slug="tandem-8-merck-heinrich-emanuel-merck-schule",
        title="Merck KGaA und Heinrich-Emanuel-Merck-Schule",
        lead="Eine Austauschplattform und ein digitales Klassenzimmer sollten Prüfungsinhalte leichter "
        "zugänglich machen. Gewachsen ist vor allem das Vertrauen, und mit ihm gemeinsame Praxisprojekte.",
        schools=["heinrich-emanuel-merck-schule"],
        companies=["merck"],
        occupations=["elektroniker-betriebstechnik"],
        topics=["pruefungsvorbereitung", "digitale-plattformen", "lernortkooperation"],
        project="Austauschplattform und digitales Klassenzimmer",
        status=Status.RUNNING,
        goal="<p>Eine Plattform zum Austausch und ein digitales Klassenzimmer, damit Auszubildende leichter an "
        "die Inhalte der Prüfungen kommen.</p>",
        result="<p>Das Vertrauen zwischen Schule und Betrieb ist gewachsen. Es gibt fünfwöchige "
        "Praxisprojekte, die mit einer Präsentation abschließen.</p>",
        effort="Praxisprojekte von je fünf Wochen mit Abschlusspräsentation",
        lessons="<p>Das Projekt, das fünf Wochen dauert und mit einer Präsentation endet, lässt sich auch ohne "
        "Plattform übernehmen.</p>",
        open_points=[
            "Stand der Plattform und des digitalen Klassenzimmers",
            "Ansprechperson für den Transfer",
        ],
    ),
    Story(
        number=9,
        slug="tandem-9-provadis-paul-ehrlich-schule",
        title="Provadis und Paul-Ehrlich-Schule",
        lead="Auszubildende bringen sehr unterschiedliches Vorwissen mit. Schule und Betrieb haben sich auf "
        "gemeinsame Grundlagenliteratur verständigt.",
        schools=["paul-ehrlich-schule"],
        companies=["provadis"],
        occupations=["biologielaborant"],
        topics=["digitale-plattformen", "lernortkooperation"],
        project="Gemeinsame Grundlagenliteratur für alle",
        status=Status.DONE,
        starting_point="<p>Wer die Ausbildung beginnt, weiß unterschiedlich viel. Das macht den Start für alle "
        "schwer.</p>",
        goal="<p>Eine gemeinsame Auswahl grundlegender Literatur, zugänglich über eine geschützte "
        "Austauschplattform im Browser.</p>",
        result="<p>Beide Lernorte haben sich auf die Literatur verständigt.</p>",
        lessons="<p>Bevor eine Plattform gefüllt wird, lohnt eine einfache Frage an beide Lernorte: Mit welchen "
        "Büchern und Skripten fangt ihr an?</p>",
        open_points=[
            "Titel der Literatur",
            "Stand der Austauschplattform",
            "Ansprechperson für den Transfer",
        ],
    ),
    Story(
        number=10,
        slug="tandem-10-technoform-martin-luther-king-schule",
        title="Technoform Bautec und Martin-Luther-King-Schule",
        lead="Sie wollten sich vernetzen und eine Plattform teilen. Auf halbem Weg war Schluss: Es fehlten "
        "frühere Kontakte und vor allem die Zeit. Das Tandem sagt es offen.",
        schools=["martin-luther-king-schule"],
        companies=["technoform"],
        occupations=["industriekaufmann"],
        topics=["lernortkooperation", "digitale-plattformen", "veraenderung-gestalten"],
        project="Vernetzung und eine gemeinsame Austauschplattform",
        status=Status.STOPPED,
        starting_point="<p>Schule und Betrieb hatten vor dem Netzwerk keinen Kontakt zueinander.</p>",
        goal="<p>Ein tragfähiges Netz zwischen beiden Lernorten und eine gemeinsame Austauschplattform.</p>",
        course_correction="<p>Auf halbem Weg wurde das gemeinsame Vorhaben beendet. Das Tandem hat offen "
        "darüber gesprochen.</p>",
        result="<p>Das gemeinsame Vorhaben wurde nicht fortgeführt. Die Schule hat allein weitergemacht.</p>",
        stumbling_blocks="<ul><li>Es gab keine frühere Zusammenarbeit, auf der man hätte aufbauen "
        "können.</li><li>Im Alltag fehlte die Zeit.</li></ul>",
        lessons="<p>Ein abgebrochenes Vorhaben ist auch ein Ergebnis. Wer sich zum ersten Mal begegnet, sollte "
        "Zeit für das Kennenlernen einplanen, bevor es um eine Plattform geht.</p>",
        open_points=["Wie die Schule weiterarbeitet"],
    ),
]
