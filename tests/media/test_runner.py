import json
import os
import signal
import socketserver
import subprocess
import sys
import time
from pathlib import Path

import pytest

from media import jail, programs, runner

SECOND = jail.Limits(seconds=1, processor_seconds=10, file_size=1_000_000)
MINUTE = jail.Limits(seconds=60, processor_seconds=60, file_size=1_000_000)


def run_python(code, limits=MINUTE):
    """Run a line of Python where otherwise ffmpeg runs."""
    with runner.workplace() as place:
        return runner.run([sys.executable, "-I", "-c", code], place, limits, readable=jail.python_folders())


def test_the_jail_shows_no_network_no_secrets_and_no_other_files(clips):
    if not programs.jail_available():
        pytest.skip("There is no jail on this machine.")
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        code = (
            "import json, os, socket\n"
            "try: reached = bool(socket.create_connection(('127.0.0.1', PORT), 2))\n"
            "except OSError: reached = False\n"
            "print(json.dumps([os.path.exists('/etc/passwd'), os.path.exists('NEIGHBOUR'), reached, os.getppid()]))"
        )

        ended = run_python(
            code.replace("PORT", str(server.server_address[1])).replace("NEIGHBOUR", str(clips["red.mp4"]))
        )

    sees_passwords, sees_neighbour, reaches_server, parent = json.loads(ended.output)
    assert (sees_passwords, sees_neighbour, reaches_server) == (False, False, False)
    assert parent in (0, 1)  # of its own process numbers


def test_the_environment_is_empty_and_the_priority_low(walls, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")

    ended = run_python("import json, os; print(json.dumps([dict(os.environ), os.nice(0)]))")

    environment, niceness = json.loads(ended.output)
    assert set(environment) <= {"LC_ALL", "LC_CTYPE", "PWD"}
    assert niceness >= min(os.nice(0) + 10, 19)


def test_a_program_that_takes_too_long_is_killed(walls):
    started = time.monotonic()

    with pytest.raises(runner.TimeLimitError):
        run_python("import time; time.sleep(60)", SECOND)

    assert time.monotonic() - started < 40


def test_a_program_that_hides_behind_closed_outputs_is_killed(walls):
    with pytest.raises(runner.TimeLimitError):
        run_python("import os, time; os.close(1); os.close(2); time.sleep(60)", SECOND)


def test_memory_and_files_are_limited(walls):
    memory = run_python("bytearray(6 * 1024**3)")
    file = run_python("open('made', 'wb').write(bytes(2_000_000))")
    files = run_python("import os; [os.open('/', os.O_RDONLY) for _ in range(100)]")

    assert memory.messages.strip().endswith("MemoryError")
    assert file.code != 0
    assert "Too many open files" in files.messages


def test_endless_messages_do_not_fill_the_memory(walls):
    ended = run_python("import sys; [sys.stderr.write('x' * 99 + '\\n') for _ in range(100_000)]")

    assert len(ended.messages) == runner.KEPT_OUTPUT


def test_the_end_of_a_program_is_told_as_it_was(walls):
    assert run_python("raise SystemExit(3)").code == 3
    assert run_python("import os; os.kill(os.getpid(), 9)").code == 128 + signal.SIGKILL


@pytest.mark.slow
def test_no_program_outlives_its_worker(walls, tmp_path):
    """A worker is killed without warning; what it started ends with it, also what that started."""
    marker = f"outlives-{os.getpid()}-{time.monotonic_ns()}"
    walled = "" if walls == "jail" else "runner.jail_for = lambda *words: ''\n"
    code = (
        "import sys\nfrom media import jail, runner\n" + walled + "with runner.workplace() as place:\n"
        "    limits = jail.Limits(60, 60, 1_000_000)\n"
        f"    command = [sys.executable, '-I', '-c', 'import os, time; os.fork(); time.sleep(60)  # {marker}']\n"
        "    runner.run(command, place, limits, readable=jail.python_folders())\n"
    )
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
    # The marker reaches the worker by its input, so that only what it starts carries it in its name.
    worker = subprocess.Popen([sys.executable, "-"], stdin=subprocess.PIPE, env=environment)
    worker.stdin.write(code.encode())
    worker.stdin.close()
    wait_until(lambda: len(running(marker)) >= 3, seconds=30)

    worker.send_signal(signal.SIGKILL)
    worker.wait(timeout=60)

    wait_until(lambda: not running(marker))


def running(marker):
    """The processes that carry the marker in their command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (folder / "cmdline").read_bytes():
                found.append(folder.name)
        except OSError:  # it has just ended
            continue
    return found


def wait_until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "This took too long."
        time.sleep(0.05)


def test_work_lies_beside_the_source_where_only_there_links_are_possible(tmp_path, monkeypatch):
    source = tmp_path / "film.mp4"
    source.write_bytes(b"x")

    with runner.workplace(source) as place:
        assert place.inputs[0].stat().st_ino == source.stat().st_ino
        assert place.inputs[0].name == "0"
    monkeypatch.setattr(Path, "hardlink_to", lambda path, target: (_ for _ in ()).throw(OSError))
    with runner.workplace(source) as place:
        assert place.inputs[0].stat().st_ino != source.stat().st_ino
        assert place.inputs[0].read_bytes() == b"x"
