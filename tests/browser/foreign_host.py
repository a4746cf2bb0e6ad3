"""A page of somebody else: a second web server with another origin, as Moodle or a school's site has."""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = '<!doctype html><html lang="de"><meta charset="utf-8"><title>Schule</title><link rel="icon" href="data:,"><body>{body}'


class ForeignHost:
    """`foreign.show(page, body)` opens a page with that HTML in its body."""

    def __init__(self, server):
        self.server = server
        self.address = f"http://127.0.0.1:{server.server_port}/"

    def show(self, page, body):
        self.server.page = PAGE.format(body=body).encode()
        page.goto(self.address)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.server.page)

    def log_message(self, *args):
        """Nobody reads it."""


@contextlib.contextmanager
def running_foreign_host():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield ForeignHost(server)
        server.shutdown()
        thread.join()
