"""One risk of the register in full, in words."""

from __future__ import annotations

from scorecard_desktop.domain.risk import Risk, RiskReview, RiskSettings, beyond_appetite
from scorecard_desktop.ui.models.risk_columns import day
from scorecard_desktop.ui.views.register_page import Reading


class RiskDetail(Reading):
    """One risk as its newest review describes it."""

    def __init__(self) -> None:
        super().__init__("The risk that is current")

    def show_risk(self, risk: Risk | None, review: RiskReview | None, settings: RiskSettings) -> None:
        """Describe a risk; nothing where no review is known."""
        if risk is None or review is None:
            self.say("")
            return
        by = f" by {day(review.target_date)}" if review.target_date is not None else ""
        self.say(
            f"{risk.number}  {review.title}".strip(),
            [
                f"current {review.current.words}",
                f"target {review.target.words}{by}",
                f"prospects {review.prospects.word.lower()}",
                f"owner {review.owner}" if review.owner else "",
                f"reviewed {day(review.reviewed)}",
                f"entered {day(risk.entered)}" if risk.entered is not None else "",
                f"beyond the risk appetite of {settings.appetite}" if beyond_appetite(review, settings) else "",
            ],
            [
                ("", review.description),
                ("Mitigation", review.mitigation),
                ("Progress", review.progress),
                ("Why it changed", review.reason),
                ("Source", review.source.place if review.source is not None else ""),
            ],
        )
