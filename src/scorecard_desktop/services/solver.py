"""The solver of whole numbers, HiGHS, behind what disclosure control asks of one."""

from __future__ import annotations

from scorecard_desktop.domain.disclosure.solving import Answer, Programme

_TO_THE_END = 1e-9


class HighsSolver:
    """HiGHS (J. A. J. Hall and others, University of Edinburgh), one thread, the same answer every time."""

    def solve(self, programme: Programme, seconds: float) -> Answer:
        """What it finds within so many seconds of the clock."""
        import highspy

        model = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("time_limit", seconds),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", _TO_THE_END),
        ):
            model.setOptionValue(option, value)
        inf = highspy.kHighsInf
        for index, (low, high) in enumerate(programme.ranges):
            model.addVar(float(low), float(high))
            model.changeColIntegrality(index, highspy.HighsVarType.kInteger)
            model.changeColCost(index, float(programme.aim.get(index, 0)))
        for constraint in programme.constraints:
            model.addRow(
                -inf if constraint.low is None else float(constraint.low),
                inf if constraint.high is None else float(constraint.high),
                len(constraint.terms),
                [variable for _, variable in constraint.terms],
                [float(coefficient) for coefficient, _ in constraint.terms],
            )
        model.run()
        status = model.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(None, settled=True)
        found = model.getSolution()
        info = model.getInfo()
        is_table = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        numbers = tuple(found.col_value) if is_table and found.value_valid else None
        return Answer(numbers, settled=numbers is not None and status == highspy.HighsModelStatus.kOptimal)
