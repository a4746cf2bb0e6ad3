"""Sample content of the network: its front page, partners, topics, news, glossary and legal pages."""

from dataclasses import replace
from datetime import date
from functools import partial

from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction, Site

from cms.core.models import NetworkSettings, Organisation, Topic
from cms.core.samples import Builder, Samples, page_link, publish_below, with_rows
from home.demo.legal import LEGAL_PAGES
from home.demo.network import ABOUT, BOILERPLATE, INTERNAL, PARTNERS, Partner, Text
from home.demo.news import NEWS, News
from home.demo.topics import TOPICS, TopicText
from home.models import (
    Boilerplate,
    GlossaryPage,
    HomePage,
    NetworkPartner,
    NewsIndexPage,
    NewsPage,
    StandardPage,
    TopicIndexPage,
    TopicPage,
)
from tandems.models import TandemPage

HOME = "home"
NEWS_INDEX = "news"
TOPIC_INDEX = "topic-pages"
GLOSSARY = "glossary-page"
TANDEM_COUNT = 10


def build_home(samples: Samples) -> HomePage:
    """The front page takes the place of the welcome page that Wagtail's migrations leave behind."""
    root = Page.get_first_root_node()
    home = HomePage(
        title="#HESSENbildung.digital",
        slug="hessenbildung-digital",
        headline="Zwei Lernorte, eine Ausbildung.",
        lead="Zehn Tandems aus Berufsschule und Betrieb haben erprobt, wie digitales Lernen beide Orte verbindet. "
        "Hier steht, was gelungen ist, was nicht – und was Sie übernehmen können.",
        network_name="#HESSENbildung.digital",
        region="Hessen",
        sector="Chemie, Pharma, Kunststoff",
        start_date=date(2020, 6, 29),
        end_date=date(2022, 7, 7),
        phase=HomePage.Phase.FINISHED,
    )
    with_rows(home, partners=[build_partner(samples, partner) for partner in PARTNERS])
    publish_below(root, home)
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.site_name = home.network_name
    site.save()
    remove_welcome_page(root)
    return home


def remove_welcome_page(root: Page) -> None:
    """Delete the page that comes with Wagtail, unless something was built on it."""
    welcome = (
        root.get_children().exact_type(Page).filter(slug="home", numchild=0, sites_rooted_here=None).first()
    )
    if welcome:
        welcome.delete()


def build_partner(samples: Samples, partner: Partner) -> NetworkPartner:
    organisation = samples.get(Organisation, f"organisations/{partner.organisation}")
    return NetworkPartner(organisation=organisation, role=partner.role, note=partner.note)


def build_settings(samples: Samples) -> NetworkSettings:
    """What stands on every page; without a contact address, because none is public."""
    settings = NetworkSettings.for_site(samples.get(HomePage, HOME).get_site())
    settings.name = "#HESSENbildung.digital"
    settings.claim = (
        "Was zehn Tandems aus Berufsschule und Betrieb in Hessen über digitales Lernen herausgefunden haben"
    )
    settings.footer_note = "Regionales Teilprojekt von bildung.digital, 2020–2022"
    settings.save()
    return settings


# --- Topics -------------------------------------------------------------------------------


def build_topic_index(samples: Samples) -> TopicIndexPage:
    page = TopicIndexPage(
        title="Themen",
        slug="themen",
        lead="Was die Tandems über Plattformen, Lernvideos, Datenschutz und Veränderung gelernt haben, nach Themen "
        "geordnet.",
        show_in_menus=True,
    )
    return publish_below(samples.get(HomePage, HOME), page)


def build_topic_page(samples: Samples, text: TopicText) -> TopicPage:
    topic = samples.get(Topic, f"topics/{text.topic}")
    links = {
        f"tandem_{number}": page_link(samples.get(TandemPage, f"tandems/{number}"), f"Tandem&nbsp;{number}")
        for number in range(1, TANDEM_COUNT + 1)
        if f"{{tandem_{number}}}" in text.html
    }
    page = TopicPage(
        title=text.title,
        slug=text.topic,
        lead=text.lead,
        topic=topic,
        body=[("text", text.html.format(**links)), *text.more],
    )
    return publish_below(samples.get(TopicIndexPage, TOPIC_INDEX), page)


# --- News ---------------------------------------------------------------------------------


def build_boilerplate(samples: Samples) -> Boilerplate:
    return Boilerplate.objects.create(title="Über #HESSENbildung.digital", text=BOILERPLATE)


def build_news_index(samples: Samples) -> NewsIndexPage:
    page = NewsIndexPage(
        title="Aktuelles",
        slug="aktuelles",
        lead="Meldungen aus dem Netzwerk, vom Start im Juni 2020 bis zum Abschluss im Juli 2022.",
    )
    return publish_below(samples.get(HomePage, HOME), page)


def build_news(samples: Samples, news: News) -> NewsPage:
    page = NewsPage(
        title=news.title,
        slug=news.slug,
        lead=news.lead,
        date=news.date,
        kicker_text=news.kicker,
        body=news.body,
        boilerplate=samples.get(Boilerplate, "boilerplate"),
    )
    return publish_below(samples.get(NewsIndexPage, NEWS_INDEX), page)


# --- Pages of their own -------------------------------------------------------------------


def build_standard_page(samples: Samples, text: Text) -> StandardPage:
    page = StandardPage(
        title=text.title, slug=text.slug, lead=text.lead, body=text.body, show_in_menus=text.in_menu
    )
    return publish_below(samples.get(HomePage, HOME), page)


def build_about(samples: Samples) -> StandardPage:
    """About the network, with the way to the words that it uses."""
    glossary = page_link(samples.get(GlossaryPage, GLOSSARY), "Glossar")
    words = (
        "text",
        f"<h2>Unbekannte Wörter?</h2><p>Das {glossary} erklärt die Fachwörter dieser Seiten.</p>",
    )
    return build_standard_page(samples, replace(ABOUT, body=[*ABOUT.body, words]))


def build_internal_page(samples: Samples) -> StandardPage:
    """A page that only those see who work in the network."""
    page = build_standard_page(samples, INTERNAL)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set(Group.objects.filter(name__in=["Mitglied", "Redaktion", "Koordination"]))
    return page


def build_glossary(samples: Samples) -> GlossaryPage:
    page = GlossaryPage(
        title="Glossar",
        slug="glossar",
        lead="Wörter der beruflichen Bildung, kurz erklärt: von Ausbildungsberuf bis Transfer.",
    )
    return publish_below(samples.get(HomePage, HOME), page)


SAMPLES: dict[str, Builder] = {
    HOME: build_home,
    "settings": build_settings,
    TOPIC_INDEX: build_topic_index,
    **{f"topic-pages/{text.topic}": partial(build_topic_page, text=text) for text in TOPICS},
    GLOSSARY: build_glossary,
    "about": build_about,
    "boilerplate": build_boilerplate,
    NEWS_INDEX: build_news_index,
    **{f"news/{news.key}": partial(build_news, news=news) for news in NEWS},
    **{f"legal/{text.slug}": partial(build_standard_page, text=text) for text in LEGAL_PAGES},
    "internal": build_internal_page,
}
