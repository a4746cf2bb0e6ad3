"""The kinds of places that a reader meets, each with one address in the sample content."""

from media.models import PlaylistEntry, PlaylistPage, Video, VideoIndexPage, VideoPage

FILM = "wareneingang-pruefen"
SERIES = "/videos/reihe-fuer-pruefungen/"
TANDEM = "/tandems/tandem-3-ferro-paul-ehrlich-schule/"

# `{key}` stands for the key of the film.
PAGES = {
    "home": "/",
    "tandems": "/tandems/",
    "tandem": TANDEM,
    "meetings": "/treffen/",
    "report": "/treffen/3-netzwerktreffen/",
    "seminar": "/treffen/online-seminar-lernvideos/",
    "videos": "/videos/",
    "video": f"/videos/{FILM}/",
    "series": SERIES,
    "topics": "/themen/",
    "topic": "/themen/lernvideos/",
    "news": "/aktuelles/",
    "news item": "/aktuelles/halbzeit-veraenderung-gestalten/",
    "standard": "/ueber/",
    "glossary": "/glossar/",
}
# Views without a page behind them, and lists that found nothing.
VIEWS = {
    "search": "/suche/?q=Titration",
    "empty search": "/suche/?q=quastenflosser",
    "empty list": "/videos/?q=quastenflosser",
    "login": "/konto/login/",
    "missing": "/gibt-es-nicht/",
    "error report": "/v/{key}/fehler-melden/?t=2",
    "worksheet": "/v/{key}/arbeitsblatt/",
    "packages": "/v/{key}/pakete/",
    "list": "/liste/?v={key}~1,weg&t=Liste",
    "own list": "/liste/",
    "list on paper": "/liste/druck/?v={key}~1,weg",
    "help": "/einbetten/",
    "help for a tool": "/einbetten/wordpress/",
}
# Shown in the frames of others.
EMBEDS = {
    "embed": "/v/{key}/embed/",
    "embedded list": "/liste/embed/?v={key},weg",
    "embedded series": f"{SERIES}embed/",
    "missing embed": "/v/gibtesnicht/embed/",
}
PLACES = {**PAGES, **VIEWS, **EMBEDS}


def path_of(place):
    """The path of the place; the series is made when it is asked for, for the sample content has none."""
    if PLACES[place].startswith(SERIES):
        make_series()
    return PLACES[place].format(key=film().key)


def film():
    return Video.objects.get(page__slug=FILM)


def make_series():
    """Once in a test, however many places belong to it."""
    slug = SERIES.strip("/").split("/")[-1]
    if page := PlaylistPage.objects.filter(slug=slug).first():
        return page
    page = PlaylistPage(title="Reihe für Prüfungen", slug=slug, lead="Zwei Filme in einer Folge.")
    page.entries = [PlaylistEntry(video_page=film_page) for film_page in VideoPage.objects.live()[:2]]
    VideoIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return page
