"""What a sheet's colours say: grey for not expected, red, amber and green for its own rating."""

from __future__ import annotations

from colorsys import rgb_to_hsv

from scorecard_desktop.domain.rag import Rag

_GREY_SPREAD = 14
_DARKEST_GREY = 0x60
_LIGHTEST_GREY = 0xF4
_PALE = 0.12


def _channels(fill: str) -> tuple[int, int, int]:
    return int(fill[0:2], 16), int(fill[2:4], 16), int(fill[4:6], 16)


def is_grey(fill: str) -> bool:
    """A fill that reads as grey: neither black, nor nearly white, nor a colour."""
    if not fill:
        return False
    channels = _channels(fill)
    return max(channels) - min(channels) <= _GREY_SPREAD and _DARKEST_GREY <= min(channels) <= _LIGHTEST_GREY


def rag_of_fill(fill: str) -> Rag | None:
    """The rating that a fill stands for; None where it is no traffic light."""
    if not fill:
        return None
    red, green, blue = (channel / 255 for channel in _channels(fill))
    hue, saturation, brightness = rgb_to_hsv(red, green, blue)
    degrees = hue * 360
    if saturation < _PALE or brightness < 0.35:
        return None
    if degrees < 18 or degrees >= 335:
        return Rag.RED
    if 18 <= degrees < 66:
        return Rag.AMBER
    return Rag.GREEN if 66 <= degrees < 170 else None


_WORDS = {
    **dict.fromkeys(
        (
            *("r", "red", "🔴", "off target", "off track", "not met", "missed", "behind", "alert"),
            *("below target", "behind target", "not on target", "not on track", "target not met"),
        ),
        Rag.RED,
    ),
    **dict.fromkeys(
        (
            *("a", "amber", "yellow", "y", "🟠", "🟡", "near target", "close to target", "within tolerance", "warning"),
            *("slightly off", "slightly off track", "slightly off target", "slightly below target"),
            *("slightly behind target", "slightly behind", "just off target", "just below target"),
        ),
        Rag.AMBER,
    ),
    **dict.fromkeys(
        (
            *("g", "green", "🟢", "on target", "on track", "met", "achieved", "exceeded", "ok", "target met"),
            *("above target", "ahead of target", "ahead", "exceeding target", "target exceeded", "meeting target"),
        ),
        Rag.GREEN,
    ),
}


def rag_of_words(text: str) -> Rag | None:
    """The rating that a word or letter stands for; None where it is none."""
    return _WORDS.get(" ".join(text.casefold().split()).strip(" .*■▲●◆★()[]"))
