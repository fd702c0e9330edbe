"""Every check on a book, in the order in which they are made. Each is a function of a book alone."""

from scorecard_desktop.domain.rules.budget_movement import movement_mismatch
from scorecard_desktop.domain.rules.casting import casting, sign_convention
from scorecard_desktop.domain.rules.columns import period_order
from scorecard_desktop.domain.rules.comparators import comparator_scale
from scorecard_desktop.domain.rules.duplicates import conflicting_values, duplicate_indicator
from scorecard_desktop.domain.rules.figures import jump, out_of_range, ratio_mismatch, scale
from scorecard_desktop.domain.rules.over_time import period_casting
from scorecard_desktop.domain.rules.overdue import action_overdue, milestone_overdue, task_overdue
from scorecard_desktop.domain.rules.polarity import polarity_doubt, polarity_unknown
from scorecard_desktop.domain.rules.recommendations import recommendation_overdue
from scorecard_desktop.domain.rules.restated import restated
from scorecard_desktop.domain.rules.risks import (
    duplicate_risk,
    not_closed,
    risk_out_of_range,
    score_mismatch,
    target_date_passed,
)
from scorecard_desktop.domain.rules.rule import Rule
from scorecard_desktop.domain.rules.settings import unusable_setting
from scorecard_desktop.domain.rules.sheet import sheet_direction, sheet_rating
from scorecard_desktop.domain.rules.tolerances import tolerance_polarity, tolerance_zero_target
from scorecard_desktop.domain.rules.totals import area_casting, category_casting, derived_casting
from scorecard_desktop.domain.rules.words import commentary_contradiction

RULES: tuple[Rule, ...] = (
    ratio_mismatch,
    scale,
    comparator_scale,
    out_of_range,
    jump,
    casting,
    sign_convention,
    movement_mismatch,
    category_casting,
    derived_casting,
    area_casting,
    period_casting,
    score_mismatch,
    risk_out_of_range,
    duplicate_risk,
    target_date_passed,
    not_closed,
    recommendation_overdue,
    task_overdue,
    milestone_overdue,
    action_overdue,
    tolerance_polarity,
    tolerance_zero_target,
    polarity_doubt,
    polarity_unknown,
    sheet_rating,
    sheet_direction,
    restated,
    duplicate_indicator,
    conflicting_values,
    period_order,
    unusable_setting,
    commentary_contradiction,
)
