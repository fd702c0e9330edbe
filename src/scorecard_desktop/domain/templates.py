"""The templates of packs that can be chosen: the officers' own, then those that come with the program."""

from __future__ import annotations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.template import BUILT_IN, PackTemplate, Template, TemplateItem


def own_templates(book: Book) -> list[Template]:
    """Those that officers made, in their order. Their ``name`` is the record's id."""
    return [_template(book, record) for record in sorted(book.all(PackTemplate), key=lambda one: (one.order, one.id))]


def templates(book: Book) -> list[Template]:
    """Every template that can be chosen."""
    return [*own_templates(book), *BUILT_IN]


def template_called(book: Book, name: str) -> Template | None:
    """The template of a name or title, whatever its capitals; None where there is none."""
    wanted = name.strip().casefold()
    return next((one for one in templates(book) if wanted in (one.name.casefold(), one.title.casefold())), None)


def items_of(book: Book, template: str) -> list[TemplateItem]:
    """The items of an officers' template, in their order."""
    return sorted(book.of(TemplateItem, template), key=lambda one: (one.order, one.id))


def _template(book: Book, record: PackTemplate) -> Template:
    items = tuple(one.item for one in items_of(book, record.id))
    return Template(record.id, record.title, record.purpose, items)
