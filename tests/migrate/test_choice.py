"""What is left to choose, after later versions have moved the labels on offer."""

from schemactl.migrate.choice import End, choice
from schemactl.migrate.outcome import Candidate, Dropped, Mapped, Queued, Unchanged

START = ("topic", "account")
ACCESS = Candidate("topic", "access", "They cannot get in.")
PROFILE = Candidate("topic", "profile", "They can get in.")
QUEUED = Queued("topic", (ACCESS, PROFILE), (0,))


def test_a_label_that_moved_on_is_offered_as_what_it_became() -> None:
    ends = [End(ACCESS, Mapped("topic", "login", (1,))), End(PROFILE, Unchanged())]
    login = Candidate("topic", "login", "They cannot get in.")
    assert choice(START, QUEUED, ends) == Queued("topic", (login, PROFILE), (0,))


def test_nobody_is_asked_where_every_answer_is_the_same_label() -> None:
    ends = [End(ACCESS, Mapped("topic", "user", (1,), (3,))), End(PROFILE, Mapped("topic", "user"))]
    assert choice(START, QUEUED, ends) == Mapped("topic", "user", (0, 1), (3,))


def test_back_where_it_started_nothing_changed() -> None:
    ends = [End(ACCESS, Mapped(*START, (1,))), End(PROFILE, Mapped(*START, (1,)))]
    assert choice(START, QUEUED, ends) == Unchanged((0, 1))


def test_one_label_on_offer_is_still_for_a_person_to_confirm() -> None:
    asked = Queued("topic", (ACCESS,), (0,))
    assert choice(START, asked, [End(ACCESS, Unchanged())]) == asked


def test_a_choice_that_would_be_dropped_is_still_a_choice() -> None:
    ends = [End(ACCESS, Dropped((1,))), End(PROFILE, Unchanged())]
    gone = Candidate("topic", None, "They cannot get in.")
    assert choice(START, QUEUED, ends) == Queued("topic", (gone, PROFILE), (0,))


def test_what_is_dropped_whatever_is_chosen_is_dropped() -> None:
    ends = [End(ACCESS, Dropped((1,))), End(PROFILE, Dropped((2,)))]
    assert choice(START, QUEUED, ends) == Dropped((0, 1, 2))


def test_a_choice_that_leads_to_a_choice_offers_both_with_both_reasons() -> None:
    lock = Candidate("topic", "lock", "A lock stands in the way.")
    ends = [End(ACCESS, Queued("topic", (lock, PROFILE), (1,))), End(PROFILE, Unchanged())]
    offered = (
        Candidate("topic", "lock", "They cannot get in.\nA lock stands in the way."),
        Candidate("topic", "profile", "They cannot get in.\nThey can get in."),
    )
    assert choice(START, QUEUED, ends) == Queued("topic", offered, (0,))


def test_one_choice_of_any_label_makes_it_any_label() -> None:
    ends = [End(ACCESS, Queued("topic", (), (1,))), End(PROFILE, Unchanged())]
    assert choice(START, QUEUED, ends) == Queued("topic", (), (0,))
