"""The provider: each verb of OAI-PMH as a function from arguments to elements."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element as Element
from wagtail.models import Site

from cms.core.feeds import network_name, xml_text
from cms.core.models import NetworkSettings
from exchange.descriptions import Description, descriptions, videos_of
from exchange.metadata_formats import FORMATS, SCHEMA_LOCATION, XSI
from exchange.models import Record, RecordQuerySet
from exchange.oai import KEY, OaiError, Selection, checked_arguments, moment, stamp
from exchange.processing import bring_up_to_date, note_withdrawals
from exchange.sets import named_sets

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
IDENTIFIER_NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai-identifier"
RECORDS_PER_ANSWER = 100
SILENT_ABOUT_ARGUMENTS = {"badVerb", "badArgument"}  # the protocol's word on the echo of a request

oai = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE, "xsi": XSI})


@csrf_exempt
def provider(request: HttpRequest) -> HttpResponseBase:
    """Answer a verb by GET or POST; errors of the protocol come with status 200, as it demands."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    query = request.POST if request.method == "POST" else request.GET
    echo = oai("request", base_url())
    try:
        arguments = checked_arguments(pairs(query))
        echo.attrib.update({name: xml_text(value) for name, value in arguments.items()})
        answer = Answer(Site.find_for_request(request), arguments)
        body = VERBS[arguments["verb"]](answer)
    except OaiError as error:
        if error.code in SILENT_ABOUT_ARGUMENTS:
            echo.attrib.clear()
        body = oai("error", xml_text(error), code=error.code)
    return envelope(echo, body)


def pairs(query: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in query.lists() for value in values]


def envelope(echo: Element, body: Element) -> HttpResponse:
    root = oai("OAI-PMH", oai("responseDate", stamp(timezone.now())), echo, body)
    root.set(SCHEMA_LOCATION, f"{NAMESPACE} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    response = HttpResponse(content, content_type="text/xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def base_url() -> str:
    return settings.BASE_URL + reverse("exchange:oai")


def domain() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


class Answer:
    """One request: the network it asks and the arguments that were checked."""

    def __init__(self, site: Site, arguments: dict[str, str]) -> None:
        self.site = site
        self.arguments = arguments

    @property
    def records(self) -> RecordQuerySet:
        return Record.objects.filter(site=self.site)

    def descriptions_of(self, records: list[Record]) -> dict[str, Description]:
        keys = [record.key for record in records if not record.is_deleted]
        found = descriptions(videos_of(self.site).filter(video__key__in=keys), self.site)
        return {one.key: one for one in found}

    def record_named(self, identifier: str) -> Record:
        """As it is this moment. Raises OaiError if there is no such record, and never was."""
        key = key_in(identifier)
        if key:
            bring_up_to_date(self.site, key)
        record = self.records.filter(key=key).first()
        if record is None:
            raise OaiError("idDoesNotExist", "There is no record of that identifier.")
        return record


def identify(answer: Answer) -> Element:
    """Notes nothing: whatever is noted later gets a later moment."""
    earliest = answer.records.first()
    contact = NetworkSettings.for_site(answer.site).contact_email or settings.DEFAULT_FROM_EMAIL
    return oai(
        "Identify",
        oai("repositoryName", network_name(answer.site)),
        oai("baseURL", base_url()),
        oai("protocolVersion", "2.0"),
        oai("adminEmail", contact),
        oai("earliestDatestamp", stamp(earliest.datestamp if earliest else timezone.now())),
        oai("deletedRecord", "persistent"),
        oai("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        oai("description", identifier_scheme()),
    )


def identifier_scheme() -> Element:
    scheme = ElementMaker(namespace=IDENTIFIER_NAMESPACE, nsmap={None: IDENTIFIER_NAMESPACE, "xsi": XSI})
    root = scheme(
        "oai-identifier",
        scheme("scheme", "oai"),
        scheme("repositoryIdentifier", domain()),
        scheme("delimiter", ":"),
        scheme("sampleIdentifier", identifier_of("k7f3qd")),
    )
    root.set(
        SCHEMA_LOCATION, f"{IDENTIFIER_NAMESPACE} http://www.openarchives.org/OAI/2.0/oai-identifier.xsd"
    )
    return root


def identifier_of(key: str) -> str:
    return f"oai:{domain()}:video/{key}"


def key_in(identifier: str) -> str:
    """The key of the video, or nothing for what is no identifier of ours."""
    prefix = identifier_of("")
    key = identifier.removeprefix(prefix)
    return key if identifier.startswith(prefix) and KEY.fullmatch(key) else ""


def list_formats(answer: Answer) -> Element:
    if "identifier" in answer.arguments:
        answer.record_named(answer.arguments["identifier"])
    formats = [
        oai(
            "metadataFormat",
            oai("metadataPrefix", prefix),
            oai("schema", one.schema),
            oai("metadataNamespace", one.namespace),
        )
        for prefix, one in FORMATS.items()
    ]
    return oai("ListMetadataFormats", *formats)


def list_sets(answer: Answer) -> Element:
    if "resumptionToken" in answer.arguments:
        raise OaiError("badResumptionToken", "The list of sets comes as a whole.")
    names = named_sets(descriptions(videos_of(answer.site), answer.site))
    return oai(
        "ListSets", *[oai("set", oai("setSpec", spec), oai("setName", name)) for spec, name in names.items()]
    )


def get_record(answer: Answer) -> Element:
    prefix = checked_prefix(answer.arguments["metadataPrefix"])
    record = answer.record_named(answer.arguments["identifier"])
    return oai("GetRecord", as_record(record, answer.descriptions_of([record]), prefix))


def list_records(answer: Answer) -> Element:
    selection, records, token = select(answer)
    described = answer.descriptions_of(records)
    return oai("ListRecords", *[as_record(one, described, selection.prefix) for one in records], *token)


def list_identifiers(answer: Answer) -> Element:
    _selection, records, token = select(answer)
    return oai("ListIdentifiers", *[header(record) for record in records], *token)


def select(answer: Answer) -> tuple[Selection, list[Record], list[Element]]:
    """The records of one answer, and the token that leads on. Raises OaiError where there are none."""
    token = answer.arguments.get("resumptionToken")
    if token is not None:
        selection, note = Selection.of_token(token), note_withdrawals
    else:
        selection, note = Selection.of_arguments(answer.arguments), bring_up_to_date
    checked_prefix(selection.prefix)
    note(answer.site)
    chosen = answer.records.between(selection.first, selection.until).in_set(selection.set_name)
    size = selection.size or chosen.count()
    if selection.last:
        datestamp = moment(selection.last[0])
        chosen = chosen.after(datestamp, selection.last[1]) if datestamp else chosen
    records = list(chosen[: RECORDS_PER_ANSWER + 1])
    if not records and not token:
        raise OaiError("noRecordsMatch", "No record fits.")
    return selection, records[:RECORDS_PER_ANSWER], resumption(selection, records, size)


def resumption(selection: Selection, records: list[Record], size: int) -> list[Element]:
    """Nothing for a list that fits into one answer; an empty element ends a list of several."""
    facts = {"completeListSize": str(size), "cursor": str(selection.cursor)}
    if len(records) > RECORDS_PER_ANSWER:
        last = records[RECORDS_PER_ANSWER - 1]
        following = selection.behind(last.datestamp, last.pk, RECORDS_PER_ANSWER, size)
        return [oai("resumptionToken", following.token, **facts)]
    return [oai("resumptionToken", **facts)] if selection.last else []


def checked_prefix(prefix: str) -> str:
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", "Formats: " + ", ".join(FORMATS))
    return prefix


def as_record(record: Record, described: dict[str, Description], prefix: str) -> Element:
    """A record with its metadata; one that vanished this very moment says that it is gone."""
    video = described.get(record.key)
    if video is None:
        record.is_deleted = True
        return oai("record", header(record))
    return oai("record", header(record), oai("metadata", FORMATS[prefix].write(video)))


def header(record: Record) -> Element:
    element = oai(
        "header",
        oai("identifier", identifier_of(record.key)),
        oai("datestamp", stamp(record.datestamp)),
        *[oai("setSpec", name) for name in record.set_names],
    )
    if record.is_deleted:
        element.set("status", "deleted")
    return element


VERBS: dict[str, Callable[[Answer], Element]] = {
    "Identify": identify,
    "ListMetadataFormats": list_formats,
    "ListSets": list_sets,
    "GetRecord": get_record,
    "ListRecords": list_records,
    "ListIdentifiers": list_identifiers,
}
