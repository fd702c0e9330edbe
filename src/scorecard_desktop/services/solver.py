"""The solver of whole numbers, HiGHS, behind what disclosure control asks of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorecard_desktop.domain.disclosure.solving import Answer, Programme

if TYPE_CHECKING:
    import highspy

_TO_THE_END = 1e-9


class HighsSolver:
    """HiGHS (J. A. J. Hall and others, University of Edinburgh), one thread, the same answer every time."""

    def solve(self, programme: Programme, seconds: float) -> Answer:
        """What it finds within so many seconds of the clock."""
        import highspy

        model = highspy.Highs()  # type: ignore[no-untyped-call] # it has no types
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("time_limit", seconds),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", _TO_THE_END),
        ):
            model.setOptionValue(option, value)
        model.passModel(_model(programme))
        model.run()
        status = model.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(None, settled=True)
        found = model.getSolution()
        info = model.getInfo()
        is_table = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        numbers = tuple(found.col_value) if is_table and found.value_valid else None
        return Answer(numbers, settled=numbers is not None and status == highspy.HighsModelStatus.kOptimal)


def _model(programme: Programme) -> highspy.HighsLp:
    """The programme as HiGHS takes it, whole."""
    import highspy

    inf, rows = highspy.kHighsInf, programme.constraints
    made = highspy.HighsLp()
    made.num_col_, made.num_row_ = len(programme.ranges), len(rows)
    made.col_cost_ = [float(programme.aim.get(index, 0)) for index in range(len(programme.ranges))]
    made.col_lower_ = [float(low) for low, _ in programme.ranges]
    made.col_upper_ = [float(high) for _, high in programme.ranges]
    made.row_lower_ = [-inf if row.low is None else float(row.low) for row in rows]
    made.row_upper_ = [inf if row.high is None else float(row.high) for row in rows]
    made.integrality_ = [highspy.HighsVarType.kInteger] * len(programme.ranges)
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row.terms))
    matrix = made.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = starts
    matrix.index_ = [variable for row in rows for _, variable in row.terms]
    matrix.value_ = [float(coefficient) for row in rows for coefficient, _ in row.terms]
    return made
