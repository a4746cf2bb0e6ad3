"""Who carried the network, and what it was."""

from dataclasses import dataclass

from home.models import NetworkPartner

Role = NetworkPartner.Role
Body = list[tuple[str, object]]


@dataclass(frozen=True)
class Partner:
    """A partner in one role; `organisation` is a key of the sample organisations."""

    organisation: str
    role: Role
    note: str = ""


@dataclass(frozen=True)
class Text:
    """A page with free text."""

    slug: str
    title: str
    lead: str
    body: Body
    in_menu: bool = False


# The roles differ, and the funders care that they do.
PARTNERS = [
    Partner("dkjs", Role.LEAD, "begleitet die Tandems und leitet das Netzwerk"),
    Partner("arag", Role.FUNDER, "hat bildung.digital gemeinsam mit der DKJS ins Leben gerufen"),
    Partner("hessenchemie", Role.COOPERATION),
    Partner("vci-hessen", Role.COOPERATION),
    Partner("provadis", Role.COOPERATION, "zugleich Ausbildungsbetrieb in Tandem 9"),
    Partner("kultusministerium", Role.ADVISORY),
    Partner("wirtschaftsministerium", Role.ADVISORY),
    Partner("eafa", Role.LISTING),
]

BOILERPLATE = (
    "<p>#HESSENbildung.digital war ein regionales Teilprojekt des Programms bildung.digital, das die ARAG SE und die "
    "Deutsche Kinder- und Jugendstiftung gemeinsam tragen. Von Juni 2020 bis Juli 2022 arbeiteten zehn Tandems aus "
    "Berufsschulen und Ausbildungsbetrieben der Branchen Chemie, Pharma und Kunststoff daran, das Lernen an beiden "
    "Orten digital zu verbinden. Kooperationspartner waren der Arbeitgeberverband HessenChemie, der Landesverband "
    "Hessen des Verbandes der Chemischen Industrie und Provadis. Im Beirat wirkten das Hessische Kultusministerium und "
    "das Hessische Ministerium für Wirtschaft, Energie, Verkehr und Wohnen mit.</p>"
)

ABOUT = Text(
    slug="ueber",
    title="Über das Netzwerk",
    lead="#HESSENbildung.digital brachte von 2020 bis 2022 Berufsschulen und Ausbildungsbetriebe aus Hessen zusammen, "
    "damit beide Lernorte digital besser zusammenarbeiten.",
    in_menu=True,
    body=[
        (
            "facts",
            {
                "facts": [
                    {"name": "Laufzeit", "value": "Juni 2020 bis Juli 2022, zwei Schuljahre"},
                    {"name": "Region", "value": "Hessen"},
                    {"name": "Branchen", "value": "Chemie, Pharma, Kunststoff"},
                    {"name": "Beteiligte", "value": "10 Tandems aus 9 Schulen und 11 Betrieben"},
                    {"name": "Angebot", "value": "6 Netzwerktreffen, 5 Online-Seminare, Prozessbegleitung"},
                ]
            },
        ),
        (
            "text",
            "<h2>Worum es ging</h2>"
            "<p>Wer eine duale Ausbildung macht, lernt an zwei Orten: in der Berufsschule und im Betrieb. Oft wissen "
            "beide wenig voneinander. Das Netzwerk wollte die Lernortkooperation verbessern und Konzepte entwickeln, "
            "mit denen digitales Lehren und Lernen an beiden Orten gelingt.</p>"
            "<h2>Wie das Netzwerk gearbeitet hat</h2>"
            "<p>Jedes Tandem nahm sich ein Entwicklungsvorhaben vor. Die Deutsche Kinder- und Jugendstiftung (DKJS) hat "
            "die Tandems dabei begleitet. In sechs Netzwerktreffen und fünf Online-Seminaren lernten sie "
            "voneinander; dazwischen tauschten sie sich auf einer Plattform aus.</p>"
            "<h2>Zehn Tandems, neun Schulen, elf Betriebe</h2>"
            "<p>In der Presse war von zehn Schulen und zehn Betrieben die Rede. Genau gezählt sind es neun und elf: "
            "Die Paul-Ehrlich-Schule gehört zu zwei Tandems, und in einem Tandem arbeiten zwei Betriebe mit.</p>"
            "<h2>Teil eines größeren Programms</h2>"
            "<p>#HESSENbildung.digital ist ein regionales Teilprojekt von bildung.digital, das die ARAG SE und die DKJS "
            "2017 gemeinsam begonnen haben. Die Europäische Ausbildungsallianz (EAfA) der EU-Kommission führt das "
            "Netzwerk in ihrer Liste.</p>",
        ),
        (
            "accordion",
            {
                "items": [
                    {
                        "summary": "Sind alle Vorhaben gelungen?",
                        "text": "<p>Nein, und das steht hier auch. Manche wurden unterwegs angepasst, eines wurde nicht "
                        "fortgeführt. Gerade daraus lässt sich lernen.</p>",
                    },
                    {
                        "summary": "Warum fehlen manche Angaben?",
                        "text": "<p>Auf diesen Seiten steht nur, was belegt ist. Was niemand aufgeschrieben hat, "
                        "bleibt offen und ist als „noch nicht dokumentiert“ gekennzeichnet.</p>",
                    },
                    {
                        "summary": "Von wem stammen die Lernvideos?",
                        "text": "<p>Die Lernvideos auf diesen Seiten sind Beispielinhalte einer Beispielredaktion. Sie "
                        "zeigen, wie die Videothek funktioniert; keines stammt von einem der Tandems.</p>",
                    },
                ]
            },
        ),
    ],
)

INTERNAL = Text(
    slug="intern",
    title="Interner Bereich",
    lead="Nur für Mitglieder des Netzwerks: Hier liegen Unterlagen, die nicht öffentlich sind.",
    body=[
        (
            "callout",
            {
                "kind": "hint",
                "heading": "Beispielinhalt",
                "text": "<p>Diese Seite zeigt, wie ein geschützter Bereich aussieht. Wer angemeldet ist und zur Gruppe "
                "„Mitglied“ gehört, kann sie lesen; alle anderen werden um ihre Anmeldung gebeten.</p>",
            },
        )
    ],
)
