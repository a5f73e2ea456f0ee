#!/usr/bin/env python3
"""Run the Containerfile's steps in a clean folder, where there is no builder, and try the result.

COPY and RUN of its first stage are read from the file itself, so that this cannot drift from it.
What is built is made read-only; then, as another user where we may be one, the bot is started from
an empty working folder with its data beside it, asked whether it lives, and stopped.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 90.0


def steps() -> list[tuple[str, str]]:
    """Return (COPY or RUN, rest) of the stage that builds."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    build = text.split("\nFROM ")[1]
    return re.findall(r"^(COPY|RUN) (.+)$", build, re.MULTILINE)


def build(app: Path) -> None:
    """Do the steps, with `app` in the place of /app."""
    for kind, rest in steps():
        print(f"{kind} {rest}", flush=True)
        if kind == "COPY":
            source, target = rest.split()
            there = app / target
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, there, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / source, there)
        else:
            command = rest.replace("python -m venv", f"{sys.executable} -m venv", 1)
            subprocess.run(command.replace("/app", str(app)), shell=True, check=True, cwd=app)
    for path in app.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)


def someone_else() -> list[str]:
    """Return what makes a command run as nobody in particular, when we are root."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        return []
    return ["setpriv", "--reuid=10001", "--regid=10001", "--clear-groups", "--no-new-privs"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def serve(app: Path, work: Path) -> str:
    """Start it, ask it, stop it; return what it said of itself."""
    (work / "data").mkdir(mode=0o700)
    if someone_else():
        for path in (work, work / "data"):
            os.chown(path, 10001, 10001)
    port = free_port()
    environment = {
        "PATH": f"{app}/.venv/bin:/usr/bin:/bin", "PYTHONPATH": str(app), "HOME": "/nowhere",
        "PYTHONDONTWRITEBYTECODE": "1", "MPLCONFIGDIR": str(work / "data"),
        "METRICS_LISTEN": f"127.0.0.1:{port}", "LOG_LEVEL": "ERROR",
        "TELEGRAM_BOT_TOKEN": "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "TELEGRAM_API_URL": "http://127.0.0.1:9",  # nobody there: it waits, and lives
    }  # fmt: skip
    command = [*someone_else(), f"{app}/.venv/bin/python", "-m", "bot", "run"]
    process = subprocess.Popen(command, cwd=work, env=environment)
    try:
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and process.poll() is None:
            try:
                ask(port, "live")
                parts = json.loads(ask(port, "ready"))
                if parts["index"]["ok"]:
                    return json.dumps(parts)
            except OSError:
                pass
            time.sleep(0.2)
        raise SystemExit("It did not come to life.")
    finally:
        process.terminate()
        process.wait(10)
        print(f"stopped with {process.returncode}")


def ask(port: int, what: str) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/{what}", timeout=3) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refused:  # 503: not ready, and says why
        return refused.read().decode()


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="civic-image-"))
    folder.chmod(0o755)
    try:
        app, work = folder / "app", folder / "srv"
        app.mkdir()
        work.mkdir()
        build(app)
        print(serve(app, work))
        left = [path.name for path in work.iterdir()]
        print(f"written beside its data: {sorted(set(left) - {'data'}) or 'nothing'}")
        size = sum(path.stat().st_size for path in app.rglob("*") if path.is_file())
        print(f"the image's own part: {size / 1e6:.0f} MB")
    finally:
        subprocess.run(["chmod", "-R", "u+w", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
