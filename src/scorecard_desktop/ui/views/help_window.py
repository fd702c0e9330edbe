"""The guide: a window beside the work, never in its way, that opens at the page an officer is on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop import resources
from scorecard_desktop.ui.models.help_text import CONTENTS, Topic, target, topics
from scorecard_desktop.ui.scale import META, SPACE_2, SPACE_3, SPACE_4
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.views.room import give_room
from scorecard_desktop.ui.widgets.find_box import FindBox
from scorecard_desktop.ui.widgets.guide_text import GuideText

_SIZE = (150, 42)
_LIST = 290
_REST = 150
"""Milliseconds."""
_NAME = Qt.ItemDataRole.UserRole


class HelpWindow(QDialog):
    """Pages at the left, found by words; the one that is chosen at the right, with what was looked for marked."""

    def __init__(self, theme: Theme, keys: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Guide")
        give_room(self, *_SIZE)
        self._theme = theme
        self._keys = keys
        self._topics = {topic.name: topic for topic in topics()}
        self._been: list[str] = []
        self._words: list[str] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REST)
        self._soon.timeout.connect(self._show)
        self.box = FindBox("Find in the guide")
        self.list = QListWidget()
        self.list.setAccessibleName("Pages of the guide")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = GuideText(theme, resources.path("docs"))
        self.text.setAccessibleName("Guide")
        self.back = QPushButton("Back")
        self.before = QPushButton("Previous")
        self.after = QPushButton("Next")
        for button, tip in (
            (self.back, "The page before (Alt+Left)"),
            (self.before, "The place before (Shift+F3)"),
            (self.after, "The next place (F3)"),
        ):
            button.setProperty("kind", "quiet")
            button.setAutoDefault(False)
            button.setToolTip(tip)
        self.said = label("", "meta", wrap=False)
        self._lay_out()
        self._connect()
        self._new_look()
        self._filter("")

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE_3)
        left.addWidget(self.box)
        left.addWidget(self.list, 1)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_2)
        tools.addWidget(self.back)
        tools.addStretch(1)
        for part in (self.said, self.before, self.after):
            tools.addWidget(part)
        right = QVBoxLayout()
        right.setSpacing(SPACE_3)
        right.addLayout(tools)
        right.addWidget(self.text, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        across.setSpacing(SPACE_4)
        across.addLayout(left)
        across.addLayout(right, 1)
        for first, second in ((self.box, self.list), (self.list, self.text), (self.text, self.back)):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        self.box.textChanged.connect(self._filter)
        self.box.returnPressed.connect(self._next_hit)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.text.anchorClicked.connect(self._follow)
        self.text.hit_changed.connect(self._say_hits)
        self.back.clicked.connect(self.go_back)
        self.before.clicked.connect(lambda: self.text.go_to_hit(-1))
        self.after.clicked.connect(lambda: self.text.go_to_hit(1))
        for keys, what in (
            (QKeySequence("Ctrl+F"), self._look),
            (QKeySequence("F3"), lambda: self.text.go_to_hit(1)),
            (QKeySequence("Shift+F3"), lambda: self.text.go_to_hit(-1)),
            (QKeySequence("Alt+Left"), self.go_back),
        ):
            QShortcut(keys, self).activated.connect(what)
        self._theme.changed.connect(self._new_look)

    @property
    def topic(self) -> str:
        """The name of the page that is shown; empty where nothing was found."""
        return str(self.list.currentIndex().data(_NAME) or "")

    def show_topic(self, name: str, at: str = "") -> None:
        """Show a page, whatever was looked for, at a heading where one is named."""
        self.box.clear()
        self._choose(name)
        self.text.show_heading(at)

    def go_back(self) -> None:
        """To the page that a link was followed from."""
        if self._been:
            self._choose(self._been.pop())
        self.back.setEnabled(bool(self._been))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in a box of a dialog would press its first button
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    # The list

    @Slot(str)
    def _filter(self, text: str) -> None:
        was = self.topic
        self._words = text.casefold().split()
        self.list.blockSignals(True)
        self.list.clear()
        if self._words:
            self._list_hits()
        else:
            self._list_all()
        self.list.blockSignals(False)
        found = next((row for row in range(self.list.count()) if self.list.item(row).data(_NAME) == was), None)
        first = next((row for row in range(self.list.count()) if self.list.item(row).data(_NAME)), -1)
        self.list.blockSignals(True)
        self.list.setCurrentRow(first if found is None or self._words else found)
        self.list.blockSignals(False)
        if self._words:
            self._soon.start()  # a page may be long: it is set once the typing rests
        else:
            self._show()

    def _list_all(self) -> None:
        section = ""
        for topic in self._topics.values():
            if topic.section != section:
                section = topic.section
                heading = QListWidgetItem(section)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setFont(self._theme.font(META, QFont.Weight.DemiBold))
                heading.setForeground(QColor(self._theme.palette.muted))
                self.list.addItem(heading)
            self._add(topic, topic.title)

    def _list_hits(self) -> None:
        """The pages with all the words: those with them in their titles, then side by side, then by how often."""
        found = [(topic, hits) for topic in self._topics.values() if (hits := topic.hits(self._words))]

        def rank(one: tuple[Topic, int]) -> tuple[bool, bool, int]:
            topic, hits = one
            titled = all(word in topic.title.casefold() for word in self._words)
            return not titled, topic.marked(self._words) == self._words, -hits

        for topic, hits in sorted(found, key=rank):
            self._add(topic, f"{topic.title}  ({hits})")

    def _add(self, topic: Topic, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(_NAME, topic.name)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.list.addItem(item)

    def _choose(self, name: str) -> None:
        if not any(self.list.item(row).data(_NAME) == name for row in range(self.list.count())):
            self.box.clear()
            name = name if name in self._topics else CONTENTS
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == name:
                self.list.setCurrentRow(row)

    # The page

    @Slot()
    def _show(self) -> None:
        self._soon.stop()
        topic = self._topics.get(self.topic)
        if topic is None:
            self.text.mark([])
            self.text.show_page(CONTENTS, "No page of the guide has all of these words.")
            return
        self.text.show_page(topic.name, topic.with_keys(self._keys))
        self.text.mark(topic.marked(self._words))
        if self._words:
            self.text.go_to_hit(1)
        else:
            self.text.show_heading("")

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        page, at = target(self.topic, link.toString())
        if page not in self._topics:
            return
        if page != self.topic:
            self._been.append(self.topic)
            self.back.setEnabled(True)
            self._choose(page)
        self.text.show_heading(at)
        self.text.setFocus()

    @Slot(int, int)
    def _say_hits(self, at: int, of: int) -> None:
        for part in (self.said, self.before, self.after):
            part.setVisible(bool(self._words))
        self.said.setText(f"{at} of {of}" if at else counted(of, "place") if of else "")

    def _next_hit(self) -> None:
        if self._soon.isActive():
            self._show()
        else:
            self.text.go_to_hit(1)

    def _look(self) -> None:
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    @Slot()
    def _new_look(self) -> None:
        self.list.setFixedWidth(self._theme.pixels(_LIST))
        self.box.setFixedWidth(self._theme.pixels(_LIST))
        self.back.setEnabled(bool(self._been))
        was = self.box.text()
        if self.list.count():
            self._filter(was)
