"""Lines hold every word of the text, within the width, and break where a reader would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.exporting.columns import Need, column_widths
from scorecard_desktop.exporting.document import Run, chip, strong, text
from scorecard_desktop.exporting.fonts import Face, clean, font, spans, width
from scorecard_desktop.exporting.typesetting import plain_lines, set_lines

WORDS = st.text(alphabet="abc defg-/–hij .,%£1234567890\n", max_size=120)


def joined(lines):
    return " ".join(
        "".join(item.words for item in line.items) + ("\0" if line.items and line.items[-1].joins else "")
        for line in lines
    ).replace("\0 ", "")


@given(st.lists(WORDS, min_size=1, max_size=4), st.floats(30, 300))
def test_that_no_word_is_lost_or_made_up(parts, room):
    runs = tuple(Run(part, strong=index % 2 == 1) for index, part in enumerate(parts))
    assert joined(set_lines(runs, Face.REGULAR, 10, room)).split() == "".join(parts).split()


@given(WORDS, st.floats(20, 300))
def test_that_no_line_is_wider_than_the_room(words, room):
    for line in set_lines((Run(words),), Face.REGULAR, 10, room):
        assert line.width <= room + 0.05


def test_that_a_line_breaks_after_a_slash_and_within_a_hyphenated_word_but_not_in_a_number():
    assert plain_lines("2173/8963", Face.REGULAR, 8.5, 36) == (("2173/", True), ("8963", False))
    assert [words for words, _ in plain_lines("since 1/4/17 or 10/07/2018 and/or", Face.REGULAR, 10, 62)] == [
        "since 1/4/17",
        "or",
        "10/07/2018",
        "and/or",
    ]
    assert plain_lines("looked-after", Face.REGULAR, 10, 40)[0] == ("looked-", True)
    assert plain_lines("of 260–300 at -5.2", Face.REGULAR, 10, 48) == (
        ("of", False),
        ("260–300", False),
        ("at -5.2", False),
    )


def test_that_a_no_break_space_holds_its_words_together():
    assert [words for words, _ in plain_lines("on 10\u00a0July", Face.REGULAR, 10, 40)] == ["on", "10\u00a0July"]


def test_that_a_word_wider_than_the_line_is_cut_and_read_as_one():
    lines = plain_lines("Donaudampfschiff", Face.REGULAR, 10, 40)
    assert len(lines) > 1
    assert "".join(words for words, _ in lines) == "Donaudampfschiff"
    assert all(joins for _, joins in lines[:-1])


def test_that_runs_that_touch_are_not_parted():
    lines = set_lines(text("see (", strong("bold"), ") now"), Face.REGULAR, 10, 45)
    assert [item.words for item in lines[1].items] == ["(", "bold", ")"]


def test_that_a_chip_stands_in_a_line_with_the_width_of_its_word():
    line = set_lines(text("2 ", chip(Rag.AMBER), " of 3"), Face.REGULAR, 10, 300)[0]
    assert line.width > width("2 of 3", Face.REGULAR, 10) + width("Amber", Face.BOLD, 10)


def test_that_a_symbol_is_drawn_from_the_symbol_face():
    assert spans("On ▲ track", Face.BOLD) == ((Face.BOLD, "On "), (Face.SYMBOL, "▲"), (Face.BOLD, " track"))


@pytest.mark.parametrize("face", Face)
def test_that_every_face_is_there_with_figures_of_one_width(face):
    assert len({font(face).face.charWidths[ord(digit)] for digit in "0123456789"}) == 1


@pytest.mark.parametrize("words", ["★●▲▼↑↓→■✖✓£≥≤−–—’“”•é"])
def test_that_the_signs_of_a_scorecard_can_all_be_drawn(words):
    assert clean(words) == words
    assert "".join(part for _, part in spans(words, Face.REGULAR)) == words


def test_that_what_cannot_be_seen_is_dropped_and_a_decomposed_letter_is_composed():
    assert clean("a\u200bb\ufeff\x07 cafe\u0301\r\nd\te") == "ab café\nd e"


def test_that_a_sign_no_face_has_is_written_in_words_and_a_compatible_one_as_its_plain_form():
    assert clean("done 👍") == "done [thumbs up sign]"
    assert clean("note \U0001d7d8") == "note 0"


def test_that_a_letter_no_face_has_is_refused_by_name_and_place():
    with pytest.raises(Refusal, match=r"“張” .* in “Ms 張 of the team”"):
        spans(clean("Ms 張 of the team"), Face.REGULAR)


NEEDS = st.lists(
    st.tuples(st.floats(10, 90), st.floats(0, 300), st.floats(0, 3)).map(lambda n: Need(n[0], n[0] + n[1], n[2])),
    min_size=1,
    max_size=18,
)


@given(NEEDS, st.floats(200, 800))
def test_that_columns_never_overflow_and_keep_their_words_whole_where_there_is_room(needs, room):
    widths = column_widths(needs, room)
    assert sum(widths) <= room + 0.1
    assert all(wide > 0 for wide in widths)
    if sum(need.least for need in needs) <= room:
        assert all(wide >= need.least - 0.01 for wide, need in zip(widths, needs, strict=True))


def test_that_a_small_table_is_not_pulled_apart():
    assert sum(column_widths([Need(30, 40), Need(30, 40)], 500)) == pytest.approx(128)
