"""The provider of OAI-PMH, asked by two harvesters and checked against its schema."""

import base64
import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from lxml import etree

from exchange.models import Record
from media.models import Video, VideoPage, VideoPageOccupation
from media.publication import Visibility
from tests.factories.media import make_video_index, make_video_page
from tests.factories.pages import make_occupation, make_site, restrict

OAI = {"oai": "http://www.openarchives.org/OAI/2.0/", "lom": "http://ltsc.ieee.org/xsd/LOM"}
SCHEMAS = settings.BASE_DIR.parent / "shared" / "data" / "xsd"

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return make_video_index(make_site())


def make_videos(index, count):
    return [make_video_page(index, title=f"Film {n}", slug=f"film-{n}") for n in range(count)]


def ask(client, **arguments):
    """The parsed answer to a verb."""
    arguments = {name.rstrip("_"): value for name, value in arguments.items()}
    response = client.get("/oai/", arguments)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    return etree.fromstring(response.content)


def error_of(root):
    return root.xpath("string(oai:error/@code)", namespaces=OAI)


def titles(root):
    return root.xpath("//*[local-name()='title' and not(*)]/text()")


def list_records(client, **arguments):
    return ask(client, verb="ListRecords", metadataPrefix="oai_dc", **arguments)


def test_record_in_dublin_core(client, index):
    page = make_video_page(index, title="Größen & Einheiten")

    (record,) = list_records(client).xpath("//oai:record", namespaces=OAI)

    words = {}
    for element in record.xpath("oai:metadata/*/*", namespaces=OAI):
        words.setdefault(etree.QName(element).localname, []).append(element.text)
    assert words["title"] == ["Größen & Einheiten"]
    assert words["identifier"][0] == page.full_url
    assert words["rights"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert words["type"] == ["MovingImage"]
    assert (
        record.xpath("string(oai:header/oai:identifier)", namespaces=OAI)
        == f"oai:localhost:video/{page.video.key}"
    )


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("lom:general/lom:title/lom:string", "Sicherung prüfen"),
        ("lom:technical[lom:format='text/html']/lom:location", "http://localhost/videos/sicherung-pruefen/"),
        ("lom:educational/lom:typicalAgeRange/lom:string", "15-99"),
        ("lom:rights/lom:description/lom:string", "https://creativecommons.org/licenses/by/4.0/"),
        (
            "lom:classification/lom:taxonPath/lom:taxon/lom:id",
            "http://w3id.org/openeduhub/vocabs/discipline/040",
        ),
    ],
)
def test_record_in_lom_has_what_portals_read(client, index, path, value):
    make_video_page(index, title="Sicherung prüfen", slug="sicherung-pruefen")

    root = ask(client, verb="ListRecords", metadataPrefix="lom")

    assert root.xpath(f"string(//oai:metadata/lom:lom/{path})", namespaces=OAI) == value


def test_author_is_a_card_of_an_organisation(client, index):
    make_video_page(index)

    root = ask(client, verb="ListRecords", metadataPrefix="lom")

    entity = root.xpath("string(//lom:contribute[lom:role/lom:value='author']/lom:entity)", namespaces=OAI)
    assert entity.splitlines()[2:5] == [
        "N:;;;;",
        "FN:Auszubildende des Tandems 3",
        "ORG:Auszubildende des Tandems 3",
    ]


def test_a_list_in_a_format_that_is_none_compares_nothing(client, index):
    make_video_page(index)

    client.get("/oai/", {"verb": "ListRecords", "metadataPrefix": "marc"})

    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Erzaehle"}, "badVerb"),
        ({"verb": "Identify", "from": "2026-01-01"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "gestern"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-02-30"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-02-02", "until": "2026-02-01"},
            "badArgument",
        ),
        (
            {
                "verb": "ListRecords",
                "metadataPrefix": "oai_dc",
                "from": "2026-02-01",
                "until": "2026-02-02T00:00:00Z",
            },
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "nie"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "a\0b"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "alle " * 12_000}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "a" * 60_000}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "%"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "a\0b"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-01\0"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "0000-01-01"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "0001-01-01"}, "noRecordsMatch"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "9999-12-31T23:59:59Z"},
            "noRecordsMatch",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2001-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "resumptionToken": "x"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": ""}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "\0ä"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "A" * 5000}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        (
            {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:localhost:video/nie"},
            "idDoesNotExist",
        ),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "x\0y"}, "idDoesNotExist"),
        (
            {
                "verb": "GetRecord",
                "metadataPrefix": "oai_dc",
                "identifier": "oai:localhost:video/" + "x" * 60_000,
            },
            "idDoesNotExist",
        ),
        ({"verb": "ListMetadataFormats", "identifier": "nie"}, "idDoesNotExist"),
        ({"verb": "Identify", "\x0b": "1"}, "badArgument"),
    ],
)
def test_error_has_the_code_of_the_protocol(client, index, arguments, code):
    make_video_page(index)

    assert error_of(ask(client, **arguments)) == code


def test_repeated_argument_is_an_error(client, index):
    response = client.get("/oai/?verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=lom")

    assert error_of(etree.fromstring(response.content)) == "badArgument"


@pytest.mark.parametrize(
    "values",
    [
        [],
        {"last": "x"},
        {"last": ["2026-01-01T00:00:00Z", "1"], "prefix": 3},
        {"last": ["2026-01-01T00:00:00Z", 2**70], "prefix": "oai_dc"},
        {"last": ["2026-01-01T00:00:00Z", float("inf")], "prefix": "oai_dc"},
        {"last": ["gestern", 1], "prefix": "oai_dc"},
        {"last": ["2026-01-01T00:00:00Z", 1], "prefix": "oai_dc", "set_name": "a\0b"},
        {"last": ["2026-01-01T00:00:00Z", 1], "prefix": "oai_dc", "set_name": "\ud800"},
        {"last": ["2026-01-01T00:00:00Z", 1], "prefix": "oai_dc", "set_name": "a" * 301},
        {"last": ["2026-01-01T00:00:00Z", 1], "prefix": "oai_dc", "start": "\ud800"},
        {"last": ["2026-01-01T00:00:00Z", 1], "prefix": "oai_dc", "end": "2026-01-01\0"},
        {"last": ["2026-01-01T00:00:00Z", 1], "prefix": "oai_dc", "cursor": 2**70},
        {"last": ["2026-01-01T00:00:00Z", 1], "prefix": "oai_dc", "rows": 9},
    ],
)
def test_made_up_token_is_refused(client, index, values):
    token = base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")

    assert error_of(ask(client, verb="ListRecords", resumptionToken=token)) == "badResumptionToken"


def test_request_is_repeated_except_after_a_bad_one(client, index):
    good = ask(client, verb="Identify").find("oai:request", OAI)
    bad = ask(client, verb="Identify", x="1").find("oai:request", OAI)

    assert dict(good.attrib) == {"verb": "Identify"}
    assert dict(bad.attrib) == {}
    assert good.text == "http://localhost/oai/"


def test_characters_that_no_file_may_hold_break_nothing(client, index):
    page = make_video_page(index)
    page.occupation_links = [
        VideoPageOccupation(occupation=make_occupation("Chemie\x0blaborant/-in", number="41322-117"))
    ]
    page.save()

    names = ask(client, verb="ListSets").xpath("//oai:setName/text()", namespaces=OAI)

    assert "Chemielaborant/-in" in names


def test_half_a_character_in_a_question_breaks_nothing(client, index):
    identifier = "--x\r\nContent-Disposition: form-data; name=identifier\r\n\r\n+2AA-\r\n"
    verb = "--x\r\nContent-Disposition: form-data; name=verb\r\n\r\nListMetadataFormats\r\n--x--\r\n"

    response = client.generic(
        "POST", "/oai/", identifier + verb, content_type="multipart/form-data; boundary=x; charset=utf-7"
    )

    assert error_of(etree.fromstring(response.content)) == "idDoesNotExist"


def test_question_may_come_by_post_from_any_program(index):
    client = Client(enforce_csrf_checks=True)

    response = client.post("/oai/", {"verb": "Identify"})

    assert response.status_code == 200
    assert b"<Identify" in response.content
    assert client.delete("/oai/").status_code == 405


@pytest.mark.parametrize("how", ["unpublish", "expire", "restrict", "hide", "delete"])
def test_withdrawn_video_stays_as_deleted(client, index, how):
    (page,) = make_videos(index, 1)
    list_records(client)
    key = page.video.key
    if how == "unpublish":
        page.unpublish()
    elif how == "expire":
        VideoPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    elif how == "restrict":
        restrict(index)
    elif how == "hide":
        VideoPage.objects.filter(pk=page.pk).update(visibility=Visibility.LINK)
    else:
        page.delete()
        Video.objects.get(key=key).delete()

    root = list_records(client)

    (header,) = root.xpath("//oai:header", namespaces=OAI)
    assert header.get("status") == "deleted"
    assert header.findtext("oai:identifier", namespaces=OAI).endswith(key)
    assert root.xpath("//oai:metadata", namespaces=OAI) == []


def test_video_that_comes_back_is_there_again(client, index):
    (page,) = make_videos(index, 1)
    list_records(client)
    page.unpublish()
    list_records(client)
    page.save_revision().publish()

    assert titles(list_records(client)) == ["Film 0"]


def get_record(client, page):
    identifier = f"oai:localhost:video/{page.video.key}"
    return ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier)


@pytest.mark.parametrize("verb", ["GetRecord", "ListMetadataFormats"])
def test_question_for_one_record_leaves_the_others_alone(client, index, verb):
    pages = make_videos(index, 3)
    arguments = {"metadataPrefix": "oai_dc"} if verb == "GetRecord" else {}

    ask(client, verb=verb, identifier=f"oai:localhost:video/{pages[1].video.key}", **arguments)

    assert [record.key for record in Record.objects.all()] == [pages[1].video.key]


def test_record_is_told_as_it_is_this_moment(client, index):
    (page,) = make_videos(index, 1)

    new = get_record(client, page)
    page.unpublish()
    gone = get_record(client, page)

    assert titles(new) == ["Film 0"]
    assert gone.xpath("//oai:header/@status", namespaces=OAI) == ["deleted"]
    assert gone.xpath("//oai:metadata", namespaces=OAI) == []


def test_introduction_notes_nothing_and_its_moment_is_never_undercut(client, index, clock):
    make_videos(index, 1)

    earliest = ask(client, verb="Identify").xpath("string(//oai:earliestDatestamp)", namespaces=OAI)

    assert Record.objects.count() == 0
    clock.shift(60)
    list_records(client)
    assert ask(client, verb="Identify").xpath("string(//oai:earliestDatestamp)", namespaces=OAI) > earliest


def test_hidden_video_was_never_heard_of(client, index):
    make_video_page(index, visibility=Visibility.LINK)

    assert error_of(list_records(client)) == "noRecordsMatch"
    assert Record.objects.count() == 0


def test_renamed_occupation_changes_the_record_and_a_second_look_does_not(client, index, clock):
    page = make_video_page(index)
    occupation = make_occupation("Laborant/-in", number="41322-117")
    page.occupation_links = [VideoPageOccupation(occupation=occupation)]
    page.save()
    list_records(client)
    before = Record.objects.get().datestamp
    clock.shift(60)
    list_records(client)
    untouched = Record.objects.get().datestamp

    occupation.name = "Chemielaborant/-in"
    occupation.save()
    list_records(client)

    assert untouched == before
    assert Record.objects.get().datestamp == before + timedelta(seconds=60)


def test_sets_hold_what_their_names_say(client, index):
    page, _other = make_videos(index, 2)
    occupation = make_occupation("Chemielaborant/-in", number="41322-117")
    page.occupation_links = [VideoPageOccupation(occupation=occupation)]
    page.save()

    specs = ask(client, verb="ListSets").xpath("//oai:setSpec/text()", namespaces=OAI)

    assert specs == ["alle", "beruf", "beruf:41322", "lizenz", "lizenz:cc-by"]
    assert titles(list_records(client, set="beruf:41322")) == ["Film 0"]
    assert titles(list_records(client, set="beruf")) == ["Film 0"]
    assert titles(list_records(client, set="alle")) == ["Film 0", "Film 1"]


def test_whole_day_counts_until_its_last_second(client, index, clock):
    make_videos(index, 1)
    list_records(client)
    day = timezone.now().strftime("%Y-%m-%d")

    assert titles(list_records(client, from_=day, until=day)) == ["Film 0"]
    assert error_of(list_records(client, from_="2026-03-13")) == "noRecordsMatch"


def test_long_list_comes_in_parts_without_gap_or_double(client, index, monkeypatch):
    monkeypatch.setattr("exchange.views.oai.RECORDS_PER_ANSWER", 2)
    make_videos(index, 5)
    found, sizes = [], []
    root = list_records(client)
    while (token := root.find("oai:ListRecords/oai:resumptionToken", OAI)) is not None:
        found += titles(root)
        sizes.append((token.get("cursor"), token.get("completeListSize")))
        if not token.text:
            break
        root = ask(client, verb="ListRecords", resumptionToken=token.text)

    assert found == [f"Film {number}" for number in range(5)]
    assert sizes == [("0", "5"), ("2", "5"), ("4", "5")]


def test_video_that_is_withdrawn_during_a_harvest_is_not_handed_out(client, index, monkeypatch):
    monkeypatch.setattr("exchange.views.oai.RECORDS_PER_ANSWER", 1)
    _first, second = make_videos(index, 2)
    token = list_records(client).findtext("oai:ListRecords/oai:resumptionToken", namespaces=OAI)
    second.unpublish()

    root = ask(client, verb="ListRecords", resumptionToken=token)

    assert titles(root) == []
    assert root.xpath("//oai:header/@status", namespaces=OAI) == ["deleted"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"verb": "Identify"},
        {"verb": "ListMetadataFormats"},
        {"verb": "ListSets"},
        {"verb": "ListRecords", "metadataPrefix": "oai_dc"},
        {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"},
        {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "GONE"},
        {"verb": "ListRecords"},
    ],
)
def test_answers_are_valid_after_the_schema(client, index, settings, arguments):
    xmlschema = pytest.importorskip("xmlschema", reason="needs requirements-dev.txt")
    if not SCHEMAS.exists():
        pytest.skip("The schemas lie beside the project.")
    settings.BASE_URL = "https://lernen.example.org"
    settings.DEFAULT_FROM_EMAIL = "netzwerk@example.org"
    page, gone = make_videos(index, 2)
    page.occupation_links = [VideoPageOccupation(occupation=make_occupation(number="41322-117"))]
    page.save()
    list_records(client)
    gone.unpublish()
    if arguments.get("identifier"):
        arguments = {**arguments, "identifier": f"oai:lernen.example.org:video/{gone.video.key}"}
    schema = xmlschema.XMLSchema(str(SCHEMAS / "OAI-PMH.xsd"), build=False, allow="local")
    for name in ("oai_dc.xsd", "oai-identifier.xsd"):
        schema.add_schema(str(SCHEMAS / name), build=False)
    schema.build()

    schema.validate(etree.ElementTree(ask(client, **arguments)))


@pytest.mark.parametrize("count", [1, 3])
def test_one_and_three_records_take_the_same_queries(client, index, count, django_assert_num_queries):
    make_videos(index, count)
    list_records(client)

    with django_assert_num_queries(29):
        list_records(client)


class TestHarvesters:
    """Programs that others wrote, over HTTP."""

    @pytest.fixture
    def many(self, index):
        pages = make_videos(index, 250)
        return pages

    def test_sickle_harvests_everything_and_learns_what_is_gone(self, many, live_server, settings):
        sickle = pytest.importorskip("sickle", reason="needs requirements-dev.txt")
        settings.BASE_URL = live_server.url
        harvester = sickle.Sickle(f"{live_server.url}/oai/")
        first = list(harvester.ListRecords(metadataPrefix="oai_dc", set="alle"))
        many[0].unpublish()

        again = list(harvester.ListRecords(metadataPrefix="oai_dc"))
        present = list(harvester.ListRecords(metadataPrefix="oai_dc", ignore_deleted=True))

        assert len({record.header.identifier for record in first}) == 250
        assert len(again) == 250
        assert [record.header.deleted for record in again].count(True) == 1
        assert len(present) == 249
        with pytest.raises(sickle.oaiexceptions.CannotDisseminateFormat):
            harvester.ListRecords(metadataPrefix="marc")
        with pytest.raises(sickle.oaiexceptions.NoRecordsMatch):
            harvester.ListRecords(metadataPrefix="oai_dc", set="nie")

    def test_scythe_harvests_lom(self, index, live_server, settings):
        scythe = pytest.importorskip("oaipmh_scythe", reason="needs requirements-dev.txt")
        settings.BASE_URL = live_server.url
        make_videos(index, 3)
        with scythe.Scythe(f"{live_server.url}/oai/") as harvester:
            records = list(harvester.list_records(metadata_prefix="lom"))

        assert len(records) == 3
