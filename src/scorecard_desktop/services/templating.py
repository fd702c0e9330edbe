"""Templates of packs as officers make them: begun from another, renamed, put in order, removed; and a meeting's texts.

Each function gives the ChangeSet for a session to submit, or raises a Refusal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.pack_text import PackPart, PackText
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.domain.template import PackItem, PackTemplate, Template, TemplateItem
from scorecard_desktop.domain.templates import items_of, template_called, templates
from scorecard_desktop.importing.identity import slug
from scorecard_desktop.services.recording import free_id, next_order

_LONGEST_TITLE = 60


def new_template(book: Book, title: str, like: Template) -> ChangeSet:
    """A template with the items of another. Raises Refusal where the title is empty, too long or taken."""
    named = _title(book, title)
    identity = free_id(book, PackTemplate, slug(named))
    made = PackTemplate(identity, next_order(book.all(PackTemplate)), named, like.purpose)
    items = [_item(identity, at, item) for at, item in enumerate(like.items, 1)]
    return change_set(f"template {named}", [Change(None, made), *(Change(None, item) for item in items)])


def rename_template(book: Book, template: str, title: str) -> ChangeSet:
    """A template under another title. Raises Refusal as ``new_template`` does, and for one of the program’s own."""
    held = _own(book, template)
    named = _title(book, title, but=held.id)
    return change_set(f"name of template {named}", [Change(held, replace(held, title=named))])


def remove_template(book: Book, template: str) -> ChangeSet:
    """A template taken away with its items; packs that were made by it stay as they are."""
    held = _own(book, template)
    items: list[Change] = [Change(item, None) for item in items_of(book, template)]
    chosen = book.get(Setting, Scope.COUNCIL.value, "", "pack.template")
    if chosen is not None and template_called(book, chosen.value) == template_called(book, template):
        items.append(Change(chosen, None))
    return change_set(f"removal of template {held.title}", [*items, Change(held, None)])


def arrange(book: Book, template: str, items: Sequence[PackItem], what: str = "items") -> ChangeSet:
    """The items of a template: these, in this order; ``what`` is what undo calls it. Raises Refusal without any."""
    held = _own(book, template)
    if not items:
        raise Refusal("A pack holds at least one item.")
    wanted = {item.key: item for item in (_item(template, at, one) for at, one in enumerate(items, 1))}
    there = {item.key: item for item in items_of(book, template)}
    changes = [Change(there.get(key), wanted.get(key)) for key in {**there, **wanted}]
    return change_set(f"{what} of template {held.title}", [one for one in changes if one.before != one.after])


def write_for_meeting(book: Book, meeting: date, part: PackPart, text: str) -> ChangeSet:
    """What one part of the covering report says to the meeting of a day; empty text takes it away."""
    held = book.get(PackText, meeting.isoformat(), part.value)
    after = PackText(meeting, part, text.strip()) if text.strip() else None
    label = f"{part.words.lower()} for {meeting.day} {meeting:%b %Y}"
    if held == after:
        return change_set(label, [])
    return change_set(label, [Change(held, after)])


def _own(book: Book, template: str) -> PackTemplate:
    held = book.get(PackTemplate, template)
    if held is None:
        raise Refusal("That template comes with the program. Make one of your own from it, and change that.")
    return held


def _title(book: Book, title: str, but: str = "") -> str:
    named = " ".join(title.split())
    if not named:
        raise Refusal("Give the template a name.")
    if len(named) > _LONGEST_TITLE:
        raise Refusal(f"A template’s name has at most {_LONGEST_TITLE} letters.")
    taken = {word for one in templates(book) if one.name != but for word in (one.name.casefold(), one.title.casefold())}
    if named.casefold() in taken:
        raise Refusal(f"There is a template “{named}” already.")
    return named


def _item(template: str, order: int, item: PackItem) -> TemplateItem:
    return TemplateItem(f"{template}/{order}", template, order, item)
