"""Tests of the log of problems."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data import problem_log
from schemactl.data.problem_log import ProblemLog
from schemactl.model.annotation import Problem

PROBLEMS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.builds(
            Problem,
            st.sampled_from(["unknown-label", "missing-stamp"]),
            st.none() | st.text(),
            st.none() | st.integers(1, 9),
            st.none(),
            st.text(max_size=3),
        ),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(PROBLEMS)
def test_all_come_back_in_the_order_of_files_and_lines(
    problems: list[tuple[int, Problem]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(problem_log, "_MOST_IN_MEMORY", 3)
        log = ProblemLog()
        for file, problem in problems:
            log.add(file, problem)
        expected = sorted(problems, key=lambda one: (one[0], one[1].line or 0))
        assert [tuple(one) for one in log] == expected
        assert log.summary.total() == len(problems)
        assert log.errors == log.summary["unknown-label"]
