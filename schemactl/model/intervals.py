"""Intervals on a line: merged, measured, and what two lists of them have in common."""

Interval = tuple[float, float]


def merged(intervals: list[Interval]) -> list[Interval]:
    """Return the intervals in order, those that touch or overlap as one."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def length(intervals: list[Interval]) -> float:
    """Return the sum of the lengths."""
    return sum(end - start for start, end in intervals)


def common_length(first: list[Interval], second: list[Interval]) -> float:
    """Return the length that both merged lists cover, in one walk over both."""
    total, i, j = 0.0, 0, 0
    while i < len(first) and j < len(second):
        total += max(0.0, min(first[i][1], second[j][1]) - max(first[i][0], second[j][0]))
        if first[i][1] <= second[j][1]:
            i += 1
        else:
            j += 1
    return total
