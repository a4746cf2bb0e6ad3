"""The plan of the house: what lies where, and who may know whom."""

import ast
import importlib.util
import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.house.ground import ROOMS, every_url_pattern, source_files

ROOF = {"__init__.py", "core", "settings", "site", "urls.py", "wsgi.py"}
FORBIDDEN_NAMES = {"utils.py", "util.py", "helpers.py", "misc.py", "common.py", "tools.py"}
LONG_FILE = 400  # lines that still read in one sitting


def test_nothing_else_lies_directly_in_the_roof():
    found = {path.name for path in (settings.BASE_DIR / "cms").iterdir()} - {"__pycache__"}

    assert found <= ROOF


@pytest.mark.skipif(not importlib.util.find_spec("importlinter"), reason="needs requirements-dev.txt")
def test_rooms_import_in_one_direction_only():
    program = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]

    result = subprocess.run(
        [*program, "--no-cache"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_files_are_named_after_what_they_serve():
    assert [path for path in source_files("*.py") if path.name in FORBIDDEN_NAMES] == []


def test_files_read_in_one_sitting():
    long = {
        str(path.relative_to(settings.BASE_DIR))
        for pattern in ("*.py", "*.html", "*.css", "*.js")
        for path in source_files(pattern)
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > LONG_FILE
    }

    assert long == set()


def test_imports_stand_at_the_top_or_say_why_not():
    """ruff finds the imports inside functions; here each exemption must carry a reason behind a dash."""
    exempt = [
        f"{path.relative_to(settings.BASE_DIR)}:{number}"
        for path in source_files("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if "noqa" in line and "PLC0415" in line and not line.partition("PLC0415")[2].strip(" -–")
    ]

    assert exempt == []


def test_only_the_runner_and_its_launcher_start_programs():
    starters = {
        str(path.relative_to(settings.BASE_DIR))
        for path in source_files("*.py")
        if {"subprocess", "pty", "multiprocessing"} & imported_modules(path) or calls_os_system(path)
    }

    assert starters <= {"media/launcher.py", "media/runner.py"}


def imported_modules(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def calls_os_system(path):
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        and node.attr.startswith(("system", "popen", "exec", "spawn", "posix_spawn", "fork"))
        for node in ast.walk(ast.parse(path.read_text()))
    )


def test_upload_folders_lie_outside_the_code_and_the_static_files():
    code = [settings.BASE_DIR / room for room in ROOMS]
    static = settings.STATIC_ROOT

    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        assert not any(folder.is_relative_to(place) for place in [*code, static])
        assert not static.is_relative_to(folder)
    assert not settings.PRIVATE_ROOT.is_relative_to(settings.MEDIA_ROOT)


def test_only_renditions_have_an_address_of_their_own():
    assert settings.STORAGES["renditions"]["OPTIONS"]["base_url"] == settings.MEDIA_URL
    assert "base_url" not in settings.STORAGES["default"].get("OPTIONS", {})


def test_the_writing_api_of_wagtail_is_absent():
    """Version 3 is a preview that can write; neither it nor version 2 is offered at any address."""
    callbacks = {
        getattr(pattern.callback, "__module__", ""): route
        for route, pattern in every_url_pattern(get_resolver())
        if not route.startswith("api/v1/")
    }

    assert {name for name in callbacks if name.startswith(("wagtail.api", "ninja"))} == set()


def test_compiled_catalogues_are_not_in_the_repository():
    git = shutil.which("git")
    if not git or not (settings.BASE_DIR / ".git").exists():
        pytest.skip("needs git and a clone")

    tracked = subprocess.run(
        [git, "ls-files", "*.mo", "var/*", ".venv/*", ".env"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert tracked.stdout == ""
