"""How the page inside a package looks; its sheet and its script travel with it."""

from pathlib import Path

from lessons.packages.archive import Member

FOLDER = Path(__file__).parent.parent / "static" / "lessons" / "packages"
STYLES = "medien/seite.css"
SCRIPT = "medien/lernstand.js"


def styles() -> Member:
    return Member.of_text(STYLES, (FOLDER / "package.css").read_text())


def script() -> Member:
    return Member.of_text(SCRIPT, (FOLDER / "scorm.js").read_text())
