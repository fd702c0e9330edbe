"""What makes the guide's pages into those of the web: their order, their keys, their terms.

The program reads the same pages by the same rules (``ui/models/help_text.py``); nothing of them is said here again.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from scorecard_desktop.ui.models.help_text import CONTENTS, Topic, anchor, terms_named, topics

_HOME = '<!doctype html><html lang="en-GB"><title>Scorecard Desktop</title><meta charset="utf-8">'
_HOME += '<meta http-equiv="refresh" content="0; url=guide/index.html"><a href="guide/index.html">The guide</a></html>'


def on_config(config: Any) -> Any:
    """The pages in the order of the contents; headings are linked to as everywhere else."""
    nav: list[Any] = [{"The guide": f"{CONTENTS}.md"}]
    sections: dict[str, list[dict[str, str]]] = {}
    for topic in topics()[1:]:
        if topic.section not in sections:
            sections[topic.section] = []
            nav.append({topic.section: sections[topic.section]})
        sections[topic.section].append({topic.title: f"{topic.name}.md"})
    config["nav"] = nav
    config["mdx_configs"].setdefault("toc", {})["slugify"] = lambda text, _between: anchor(text)
    return config


def on_page_markdown(markdown: str, page: Any, **_more: Any) -> str:
    """Keys as keys, and the terms that a page uses beneath it."""
    named = terms_named("\n".join(f"{name}: {value}" for name, value in page.meta.items()))
    whole = Topic("", "", "", markdown, named).whole
    return re.sub(r"\[([^\]]+)\]\(key:[^)]+\)", r"<kbd>\1</kbd>", whole)


def on_post_build(config: Any) -> None:
    """The address without a page leads to the contents."""
    (Path(config["site_dir"]) / "index.html").write_text(_HOME, "utf-8")
