"""A learning platform: the messages of `lti1p3platform`, behind a web server of its own on this machine."""

import json
import threading
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request

from lessons.lti.models import LearningPlatform

TEACHER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
PUPIL = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
CLIENT_ID, DEPLOYMENT_ID = "client-7", "1"
NAME, EMAIL, USER = "Erika Beispiel", "erika@schule.example", "user-4711"


@cache
def key_pair(number=0):
    """Private and public key as PEM; each number gives others."""
    pair = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = pair.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = pair.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


class Website:
    """Answers paths from a dictionary and remembers what it was asked: a status with an object for JSON, a string
    for a page, bytes, or a function that makes one of them of the query or of what was sent."""

    def __init__(self):
        self.answers, self.asked = {}, []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.reply(None)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                is_form = "form" in self.headers["Content-Type"]
                self.reply(dict(parse_qsl(body)) if is_form else json.loads(body))

            def reply(self, body):
                site.asked.append((self.command, self.path, dict(self.headers), body))
                path, _, query = self.path.partition("?")
                status, content = site.answers.get(self.path) or site.answers.get(path, (404, {}))
                if callable(content):
                    content = content(dict(parse_qsl(query)) if body is None else body)
                is_page = isinstance(content, str)
                raw = content if isinstance(content, bytes) else json.dumps(content).encode()
                raw = content.encode() if is_page else raw
                self.send_response(status)
                self.send_header(
                    "Content-Type", "text/html; charset=utf-8" if is_page else "application/json"
                )
                if status in (301, 302):
                    self.send_header("Location", raw.decode())
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    @property
    def paths(self):
        return [path for _verb, path, _headers, _body in self.asked]


@contextmanager
def running_website():
    site = Website()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


class Configuration(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, **kwargs):
        self.made = kwargs["registration"]

    def get_registration_by_params(self, **kwargs):
        return self.made


class Login(OIDCLoginAbstract):
    def set_lti_message_hint(self, **kwargs):
        self._lti_message_hint = kwargs["hint"]

    def get_redirect(self, url):
        return url


class AuthRequest(Request):
    def build_metadata(self, request):
        return {"method": "GET", "form_data": {}, "get_data": request, "headers": {}, "path": "/auth"}


class Launch(LTIAdvantageMessageLaunchAbstract):
    def render_launch_form(self, launch_data, **kwargs):
        return launch_data


class Platform:
    """One platform with one tool: ours, at `tool_url`."""

    def __init__(self, website, tool_url):
        self.website = website
        self.private_key, self.public_key = key_pair()
        self.registration = (
            Registration()
            .set_iss(website.url)
            .set_client_id(CLIENT_ID)
            .set_deployment_id(DEPLOYMENT_ID)
            .set_launch_url(f"{tool_url}/lti/launch/")
            .set_deeplink_launch_url(f"{tool_url}/lti/launch/")
            .set_oidc_login_url(f"{tool_url}/lti/login/")
            .set_tool_key_set_url(f"{tool_url}/lti/jwks/")
            .set_platform_private_key(self.private_key)
            .set_platform_public_key(self.public_key)
        )
        self.configuration = Configuration(registration=self.registration)
        self.return_url = f"{website.url}/return?id=3"
        website.answers["/jwks"] = (200, {"keys": self.registration.get_jwks()})
        website.answers["/openid"] = (200, self.described())
        website.answers["/register"] = (201, self.registered)

    def described(self):
        url = self.website.url
        return {
            "issuer": url,
            "authorization_endpoint": f"{url}/auth?site=1",
            "token_endpoint": f"{url}/token",
            "jwks_uri": f"{url}/jwks",
            "registration_endpoint": f"{url}/register",
        }

    def registered(self, wish):
        return {**wish, "client_id": CLIENT_ID, TOOL: {**wish[TOOL], "deployment_id": DEPLOYMENT_ID}}

    def approved(self, **fields):
        """The row of ours that knows this platform."""
        values = {
            "name": "Moodle der Schule",
            "state": LearningPlatform.State.APPROVED,
            "issuer": self.website.url,
            "client_id": CLIENT_ID,
            "deployment_ids": DEPLOYMENT_ID,
            "auth_url": f"{self.website.url}/auth?site=1",
            "jwks_url": f"{self.website.url}/jwks",
            **fields,
        }
        return LearningPlatform.objects.create(**values)

    def login_address(self):
        """Where the browser begins."""
        login = Login(None, self.configuration)
        login.set_lti_message_hint(hint="activity-5")
        return login.initiate_login(USER)

    def begin(self, client):
        """Through our login back to the platform: what it is asked there."""
        address = urlsplit(self.login_address())
        response = client.get(f"{address.path}?{address.query}")
        assert response.status_code == 302, response.content.decode()
        return dict(parse_qsl(urlsplit(response["Location"]).query))

    def message(self, asked, roles=(TEACHER,), custom=None, deep_link=None, **claims):
        """What the platform lets the browser send to us. `deep_link` are settings of choosing."""
        launch = Launch(AuthRequest(asked), self.configuration)
        launch.set_user_data(USER, list(roles), NAME, EMAIL, "erika.b")
        launch.set_resource_link_claim("link-9", title="Sicherung")
        launch.set_launch_context_claim("course-8", context_title="Elektro 11b")
        if custom is not None:
            launch.set_custom_parameters_claim(custom)
        if deep_link is not None:
            launch.set_dl(self.return_url)
            launch._deep_linking_launch_data[f"{DEEP_LINKING}deep_linking_settings"].update(deep_link)
        launch.set_extra_claims(claims)
        data = launch.lti_launch()
        return {"id_token": data["id_token"], "state": data["state"]}

    def launch(self, client, **message):
        return client.post("/lti/launch/", self.message(self.begin(client), **message))

    def read_answer(self, response, key_set):
        """The chosen items, verified by the platform with our keys, which it fetches over HTTP."""
        self.website.answers["/keys-of-the-tool"] = (200, key_set)
        self.registration.set_tool_key_set_url(f"{self.website.url}/keys-of-the-tool")
        return self.configuration.validate_deeplinking_resp({"JWT": response.context["jwt"]})
