"""Backups are thinned so that the last hours, days and months can each be gone back to."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.thinning import kept

NOW = datetime(2018, 7, 10, 15, 30, tzinfo=UTC)


def test_that_the_newest_of_each_hour_of_today_each_day_of_this_month_and_each_earlier_month_stays():
    def at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)

    gone = {at(2018, 7, 10, 14, 5), at(2018, 7, 9, 9, 0), at(2018, 6, 2, 9, 0), at(2017, 6, 1, 0, 0)}
    stays = {
        at(2018, 7, 10, 15, 29), at(2018, 7, 10, 14, 50), at(2018, 7, 9, 17, 0), at(2018, 6, 30, 9, 0),
        at(2017, 6, 30, 23, 59),
    }  # fmt: skip
    assert kept(gone | stays, NOW) == stays


def test_that_a_backup_dated_after_now_stays_since_the_clock_was_set_back():
    ahead = {NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)}
    assert kept(ahead, NOW) == ahead


@given(st.lists(st.integers(0, 60 * 24 * 800), max_size=60))
def test_that_the_newest_always_stays_and_thinning_again_takes_nothing_more(minutes):
    made = {NOW - timedelta(minutes=m) for m in minutes}
    stay = kept(made, NOW)
    assert stay <= made
    assert kept(stay, NOW) == stay
    if made:
        assert max(made) in stay
    assert len(stay) <= 24 + 31 + 800 // 28 + 1
