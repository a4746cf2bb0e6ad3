"""Titles, names and words that break careless programs leave every form for machines whole.

The strings are the Big List of Naughty Strings and our own kinds that it lacks.
"""

import json

import feedparser
import icalendar
import pytest
from lxml import etree, html
from wagtail.models import Page

from cms.core.feeds import xml_text
from media.attribution import attribution_html
from media.captions import clean_cue, parse_captions, to_vtt
from media.models import Caption, Video, VideoAuthor, VideoPage
from tests.factories.media import make_video_index, make_video_page
from tests.factories.pages import make_meeting, make_meeting_index, make_news, make_site
from tests.node import installed
from tests.site import naughty

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

AT_ONCE = 50  # what a feed holds
LONGEST = 200  # characters of the title of a recording
LONGEST_NAME = 160


@pytest.fixture(scope="module")
def strings():
    """Those that have anything to show, and no NUL, which PostgreSQL does not store."""
    path = installed() / "node_modules" / "big-list-of-naughty-strings" / "blns.json"
    listed = json.loads(path.read_text(encoding="utf-8"))
    found = [*listed, *naughty.CONTROL, *naughty.INVISIBLE, *naughty.HTML]
    return [text[:LONGEST] for text in found if xml_text(text).strip() and "\0" not in text]


@pytest.fixture(scope="module")
def lines(strings):
    """The same as titles, each with as many as it holds: about a hundred."""
    packed = [""]
    for text in strings:
        longer = f"{packed[-1]} {text}".strip(" ")
        if len(longer) <= LONGEST:
            packed[-1] = longer
        else:
            packed.append(text)
    return packed


def in_xml(text):
    """As a reader of XML gets it: without what XML cannot hold, every end of line the same."""
    return xml_text(text).replace("\r\n", "\n").replace("\r", "\n")


def title_pages(pages, texts):
    for page, text in zip(pages, texts, strict=False):
        Page.objects.filter(pk=page.pk).update(title=text)
        type(page).objects.filter(pk=page.pk).update(lead=text)


def title_videos(pages, texts):
    title_pages(pages, texts)
    for page, text in zip(pages, texts, strict=False):
        Video.objects.filter(pk=page.video_id).update(title=text)
        VideoAuthor.objects.filter(video=page.video_id).update(name=text[:LONGEST_NAME])


def rounds(lines):
    return [lines[start : start + AT_ONCE] for start in range(0, len(lines), AT_ONCE)]


def read_feed(client, path):
    content = client.get(path).content
    parsed = feedparser.parse(content)
    assert not parsed.bozo, parsed.bozo_exception
    return etree.fromstring(content)


def texts_of(tree, name):
    """What stands in the elements of that name, of whatever namespace."""
    return [element.text or "" for element in tree.iterfind(f".//{{*}}{name}")]


def test_lists_of_videos_stay_whole(client, lines):
    index = make_video_index(make_site())
    pages = [make_video_page(index, title="Film", slug=f"film-{number}") for number in range(AT_ONCE)]

    for texts in rounds(lines):
        title_videos(pages, texts)
        expected = {in_xml(text) for text in texts}

        feed = read_feed(client, "/feeds/videos/")
        sitemap = etree.fromstring(client.get("/sitemap-videos.xml").content)
        amb = json.loads(client.get("/amb.json").content)
        api = json.loads(client.get("/api/v1/videos?limit=50").content)
        records, lom = (
            etree.fromstring(client.get(f"/oai/?verb=ListRecords&metadataPrefix={kind}").content)
            for kind in ("oai_dc", "lom")
        )

        assert expected <= {in_xml(item.findtext("title")) for item in feed.iter("item")}
        assert expected <= set(texts_of(sitemap, "title"))
        assert {xml_text(text) for text in texts} <= {item["name"] for item in amb["items"]}
        assert {xml_text(text) for text in texts} <= {item["title"] for item in api["items"]}
        assert expected <= set(texts_of(records, "title"))
        assert len(texts_of(lom, "lom")) == AT_ONCE


def test_feeds_and_calendar_of_pages_stay_whole(client, lines):
    home = make_site()
    news = [make_news(home, f"Neu {number}") for number in range(AT_ONCE)]
    index = make_meeting_index(home)
    meetings = [make_meeting(index, f"Treffen {n}", start="2026-06-10T08:00:00Z") for n in range(AT_ONCE)]

    for texts in rounds(lines):
        title_pages(news, texts)
        title_pages(meetings, texts)
        expected = {in_xml(text) for text in texts}

        for path in ("/feeds/aktuelles/", "/feeds/treffen/"):
            assert expected <= set(texts_of(read_feed(client, path), "title"))
        calendar = icalendar.Calendar.from_ical(client.get("/treffen/kalender.ics").content)
        assert len(calendar.walk("VEVENT")) == AT_ONCE
        assert not [event.errors for event in calendar.walk() if event.errors]


def test_what_is_said_of_one_video_stays_whole(client, lines):
    page = make_video_page(make_video_index(make_site()))
    key = page.video.key

    for text in lines:
        title_videos([page], [text])
        shown = VideoPage.objects.get(pk=page.pk)

        (block,) = blocks(client.get(page.url).content, "VideoObject")
        amb = json.loads(client.get(f"/v/{key}/amb.json").content)
        answers = [client.get("/oembed/", {"url": page.full_url, "format": kind}) for kind in ("json", "xml")]

        assert (block["name"], block["author"][0]["name"]) == (text, text[:LONGEST_NAME])
        assert amb["name"] == xml_text(text)
        assert xml_text(json.loads(answers[0].content)["title"]) == xml_text(text)
        assert etree.fromstring(answers[1].content).findtext("title") == in_xml(text)
        credit = html.fragment_fromstring(attribution_html(shown), create_parent=True)
        assert in_xml(text) in in_xml(credit.text_content())


def blocks(page, kind):
    """The JSON-LD of that kind in the head of a page."""
    scripts = html.document_fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    found = [block for script in scripts for block in flat(json.loads(script))]
    return [block for block in found if kind in block["@type"]]


def flat(data):
    return data if isinstance(data, list) else [data]


def test_typed_captions_stay_captions(client, strings):
    page = make_video_page(make_video_index(make_site()))
    cues = [clean_cue(second, second + 1, text) for second, text in enumerate(strings)]
    spoken = [cue for cue in cues if cue]
    Caption.objects.filter(video=page.video).update(vtt=to_vtt(spoken, "de"))

    content = b"".join(client.get(f"/v/{page.video.key}/de.vtt"))

    assert parse_captions(content) == spoken
    assert content.count(b"-->") == len(spoken)
    assert len(spoken) > 400  # nothing is left of those that are only tags
