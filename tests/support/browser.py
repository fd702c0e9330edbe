"""Chromium without a screen: a page as it lays it out, and what axe-core says of it."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

REQUIRED = "SCORECARD_REQUIRE_BROWSER"
"""Where this is 1, a missing browser or a missing axe-core is a failure."""
AXE = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
_LEAST_WINDOW = 500
"""A window without a screen is no narrower; a page that is to be narrower is laid out in a frame."""
_ANSWER = re.compile(r'<pre id="answer">(.*?)</pre>', re.DOTALL)


def browser() -> str:
    """Where Chromium is."""
    found = next(
        (where for name in ("chromium", "chromium-browser", "google-chrome") if (where := shutil.which(name))), None
    )
    return found or _not_here("Chromium is not on this machine")


def axe_core() -> str:
    """The script of axe-core, as npm put it beside its lock file."""
    if not AXE.is_file():
        _not_here(f"axe-core is not there: npm ci --prefix {AXE.parents[2]}")
    return AXE.read_text("utf-8")


def _not_here(why: str) -> str:
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(why)
    pytest.skip(f"the page is not looked at in a browser: {why}")


def ask(page: Path, question: str, folder: Path, *, width: int = 1366, dark: bool = False, before: str = "") -> Any:
    """What the JavaScript ``question``, which may wait, answers on ``page`` in a window ``width`` pixels wide."""
    asking = folder / "asking.html"
    script = (
        f"<script>{before}</script><script>(async () => {{ let said; try {{ said = await (async () => {{ {question} }})() }}"
        " catch (error) { said = {fault: String(error)} }"
        ' const pre = document.createElement("pre"); pre.id = "answer"; pre.textContent = JSON.stringify(said);'
        " top.document.body.append(pre) })()</script></body>"
    )
    asked = page.read_text("utf-8").replace("</body>", script)
    if width < _LEAST_WINDOW:
        frame = f'style="width:{width}px;height:900px;border:0" title="page" srcdoc="{html.escape(asked)}"'
        asked = f"<!DOCTYPE html><html><body><iframe {frame}></iframe></body></html>"
    asking.write_text(asked, "utf-8")
    command = [
        browser(),
        *_QUIET,
        f"--user-data-dir={folder / 'browser'}",
        f"--window-size={max(width, _LEAST_WINDOW)},900",
    ]
    if dark:
        command.append("--blink-settings=preferredColorScheme=0")
    command += ["--virtual-time-budget=60000", "--dump-dom", asking.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=110, check=True)
    answer = _ANSWER.search(done.stdout)
    assert answer is not None, f"the page gave no answer: {done.stderr[-600:]}"
    return json.loads(html.unescape(answer.group(1)))


def complaints(page: Path, folder: Path, *, width: int = 1366, dark: bool = False) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and good practice, each with the first place of it."""
    asked = f"return await axe.run({{runOnly: {json.dumps(RULES)}, resultTypes: ['violations']}})"
    found = ask(page, asked, folder, width=width, dark=dark, before=axe_core())
    assert "fault" not in found, found["fault"]
    assert len(found["passes"]) > 5, "axe looked at next to nothing"
    return [
        f"{one['id']}: {one['help']}, {one['nodes'][0]['html'][:200]} ({len(one['nodes'])})"
        for one in found["violations"]
    ]
