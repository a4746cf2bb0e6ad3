"""The legal pages as samples: whoever runs the site must replace them, and each says so."""

from home.demo.network import Body, Text


def sample_notice(text: str) -> tuple[str, object]:
    return (
        "callout",
        {"kind": "hint", "heading": "Muster – vor dem Betrieb ersetzen", "text": f"<p>{text}</p>"},
    )


def sample(notice: str, html: str) -> Body:
    return [sample_notice(notice), ("text", html)]


LEGAL_PAGES = [
    Text(
        slug="impressum",
        title="Impressum",
        lead="Muster: Hier steht, wer diese Website verantwortet und wie man die verantwortliche Stelle erreicht.",
        body=sample(
            "Diese Seite enthält keine Angaben zu einer wirklichen Stelle. Tragen Sie Ihre eigenen Angaben ein.",
            "<h2>Verantwortlich</h2><p>[Name der Organisation]<br/>[Straße und Hausnummer]<br/>[Postleitzahl und Ort]</p>"
            "<h2>Vertreten durch</h2><p>[Name und Funktion]</p>"
            "<h2>Kontakt</h2><p>[E-Mail-Adresse]<br/>[Telefonnummer]</p>"
            "<h2>Register und Aufsicht</h2><p>[Registergericht und Nummer, zuständige Aufsicht, soweit vorhanden]</p>",
        ),
    ),
    Text(
        slug="datenschutz",
        title="Datenschutzerklärung",
        lead="Muster: Hier steht, welche Daten beim Besuch dieser Website anfallen und welche Rechte Sie haben.",
        body=sample(
            "Dieser Text beschreibt die Software, nicht Ihren Betrieb. Lassen Sie ihn von Ihrer "
            "Datenschutzbeauftragten oder Ihrem Datenschutzbeauftragten prüfen.",
            "<h2>Verantwortliche Stelle</h2><p>[Name und Anschrift, Kontakt zum Datenschutz]</p>"
            "<h2>Lesen ohne Spuren</h2><p>Wer hier liest oder ein Lernvideo ansieht, erhält keine Cookies. Schriften, "
            "Bilder und Videos kommen von diesem Server; andere Dienste erfahren nichts von Ihrem Besuch.</p>"
            "<h2>Anmeldung</h2><p>Nur wer sich anmeldet, erhält ein Cookie. Es hält die Anmeldung aufrecht und enthält "
            "keine weiteren Angaben.</p>"
            "<h2>Protokolle des Servers</h2><p>[Welche Zugriffe werden wie lange gespeichert, und wozu?]</p>"
            "<h2>Ihre Rechte</h2><p>Sie können Auskunft, Berichtigung, Löschung und Einschränkung verlangen und sich bei "
            "einer Aufsichtsbehörde beschweren. [Zuständige Behörde]</p>",
        ),
    ),
    Text(
        slug="barrierefreiheit",
        title="Erklärung zur Barrierefreiheit",
        lead="Muster: Hier steht, wie zugänglich diese Website ist, was noch fehlt und wie Sie uns darauf hinweisen.",
        body=sample(
            "Eine Erklärung zur Barrierefreiheit beruht auf einer Prüfung. Ersetzen Sie diesen Text nach Ihrer Prüfung.",
            "<h2>Stand der Vereinbarkeit</h2><p>[Ergebnis und Datum Ihrer Prüfung]</p>"
            "<h2>Was schon da ist</h2><ul><li>Alle Seiten lassen sich mit der Tastatur bedienen.</li>"
            "<li>Lernvideos haben Untertitel und einen Text zum Nachlesen.</li>"
            "<li>Texte und Zeichen heben sich deutlich vom Grund ab, hell wie dunkel.</li></ul>"
            "<h2>Was noch fehlt</h2><p>[Bekannte Mängel und bis wann sie behoben sind]</p>"
            "<h2>Durchsetzung</h2><p>[Zuständige Durchsetzungs- und Schlichtungsstelle]</p>",
        ),
    ),
    Text(
        slug="leichte-sprache",
        title="Leichte Sprache",
        lead="Muster: Diese Seite erklärt das Netzwerk in kurzen Sätzen und einfachen Wörtern.",
        body=sample(
            "Eine Prüfgruppe hat diesen Text noch nicht gelesen. Lassen Sie ihn prüfen.",
            "<h2>Worum geht es?</h2><p>Manche Menschen machen eine Ausbildung.</p><p>Sie lernen an zwei Orten:</p>"
            "<ul><li>in der Berufs-Schule</li><li>im Betrieb</li></ul>"
            "<p>Die Schule und der Betrieb sollen gut zusammen-arbeiten.</p><p>Dabei können Computer helfen.</p>"
            "<h2>Was ist ein Tandem?</h2><p>Eine Schule und ein Betrieb arbeiten zusammen.</p>"
            "<p>Das heißt hier: Tandem.</p><p>Es gibt 10 Tandems in Hessen.</p>"
            "<h2>Was finden Sie hier?</h2><p>Sie können lesen:</p>"
            "<ul><li>Was haben die Tandems gemacht?</li><li>Was war gut?</li><li>Was war schwer?</li></ul>"
            "<p>Es gibt auch kurze Videos.</p><p>Die Videos haben Unter-Titel.</p>",
        ),
    ),
    Text(
        slug="barriere-melden",
        title="Barriere melden",
        lead="Muster: Hier erfahren Sie, wie Sie uns sagen können, dass etwas auf dieser Website nicht zugänglich ist.",
        body=sample(
            "Tragen Sie ein, wie man Sie erreicht und wie schnell Sie antworten.",
            "<p>Sie kommen auf einer Seite nicht weiter, ein Video ist ohne Untertitel, oder eine Datei lässt sich nicht "
            "lesen? Bitte schreiben Sie uns:</p>"
            "<ul><li>auf welcher Seite das Hindernis liegt,</li><li>was Sie tun wollten,</li>"
            "<li>womit Sie die Seite lesen, zum Beispiel mit einem Screenreader.</li></ul>"
            "<p>[E-Mail-Adresse, Telefonnummer, Zeit bis zur Antwort]</p>",
        ),
    ),
]
