"""Which mails are one application."""

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Event
from analyzer.labels import LABELS, Label
from analyzer.track.link import identities, joined, link, shared
from tests.track.builders import event, listed, talk

ACK, NO, TALK = Label.AUTO_ACK, Label.REJECTION, Label.INTERVIEW_INVITE
DANA = "Dana Oak <dana.oak@acornmills.com>"
SHARED = "no-reply@us.greenhouse-mail.io"
JOBS = "jobs@acornmills.com"
HARBOUR, RECRUITER = "Harbour Staffing", "Kim Reed <kim.reed@harbourstaffing.com>"

#: name -> (how many events each application has, the events)
CASES: dict[str, tuple[list[int], list[Event]]] = {
    "same company and role": ([2], [event(0, ACK), event(20, NO)]),
    "on the list alone": ([1], [listed(0)]),
    "on the list, then acknowledged": ([3], [listed(0), event(1, ACK), event(20, NO)]),
    "on the list a day after the acknowledgement": ([2], [event(0, ACK), listed(1)]),
    "on the list, the mail names no role": ([2], [listed(0), event(0.4, ACK, role="")]),
    "on the list a week late, the mail names no role": ([2], [event(0, ACK, role=""), listed(7)]),
    "on the list without a role": ([2], [listed(0, role=""), event(3, ACK)]),
    "on the list, then the board's confirmation two days later": (
        [2],
        [listed(0), event(2, ACK, role="", board=True, sender="jobs-noreply@linkedin.com")],
    ),
    "on the list, answered only": ([2], [listed(0), event(30, NO)]),
    "turned down on the day, at noon on the list": ([3], [event(0, ACK), event(0.1, NO), listed(0.2)]),
    "on the list again long after the rejection": ([2, 1], [event(0, ACK), event(5, NO), listed(30)]),
    "on the list twice, months apart": ([1, 1], [listed(0), listed(120)]),
    "two roles of the list at one company": (
        [2, 2],
        [listed(0), listed(0, role="Grain Buyer"), event(1, ACK), event(1, ACK, role="Grain Buyer")],
    ),
    "the list spells the company in another way": ([2], [listed(0, "ACORN MILLS, Inc."), event(0.5, ACK)]),
    "another company of the list": ([1, 1], [listed(0, "Oak & Ash"), event(0.5, ACK)]),
    "spelt in another way": ([2], [event(0, ACK), event(20, NO, "ACORN MILLS, Inc.", "Data Analyst (R-10488)")]),
    "two roles at one company": ([1, 1], [event(0, ACK), event(1, ACK, role="Grain Buyer")]),
    "one role at two companies": ([1, 1], [event(0, ACK), event(1, ACK, "Oak & Ash")]),
    "other rank is another role": ([1, 1], [event(0, ACK), event(1, ACK, role="Senior Data Analyst")]),
    "requisition tells equal roles apart": (
        [2, 1],
        [event(0, ACK, requisition="R-1001"), event(1, ACK, requisition="R-1002"), event(9, NO, requisition="R-1001")],
    ),
    "requisition without company": (
        [2],
        [event(0, ACK, requisition="R-1001"), event(9, NO, "", "", sender=SHARED, requisition="R-1001")],
    ),
    "the same role again after a rejection": ([2, 1], [event(0, ACK), event(10, NO), event(20, ACK)]),
    "the same role again after ninety days": ([1, 1], [event(0, ACK), event(91, ACK)]),
    "the same role again before ninety days": ([2], [event(0, ACK), event(60, ACK)]),
    "an answer after more than ninety days": ([2], [event(0, ACK), event(120, NO)]),
    "an acknowledgement soon after the rejection": ([3], [event(0, ACK), event(0.5, NO), event(1, ACK)]),
    "board confirmation, then the company's own": (
        [2],
        [event(0, ACK, board=True, sender="jobs-noreply@linkedin.com"), event(0.1, ACK, role="")],
    ),
    "two acknowledgements without a role, weeks apart": ([1, 1], [event(0, ACK, role=""), event(20, ACK, role="")]),
    "a second acknowledgement without a role, next morning": ([2], [event(0, ACK, role=""), event(1, ACK, role="")]),
    "two board confirmations without a role": (
        [1, 1],
        [event(0, ACK, role="", board=True), event(0.2, ACK, role="", board=True, subject="another")],
    ),
    "an acknowledged test stays with its application": (
        [3],
        [event(0, ACK, role=""), event(9, Label.ASSESSMENT), event(40, ACK, role="", subject="We got your assessment")],
    ),
    "no role goes to the only open one": (
        [2, 2],
        [event(0, ACK), event(2, NO), event(3, ACK, role="Grain Buyer"), event(9, TALK, role="")],
    ),
    "no role goes to the one with the same sender": (
        [2, 1],
        [
            event(0, ACK, sender="a <one@acornmills.com>"),
            event(1, ACK, role="Grain Buyer", sender="b <two@acornmills.com>"),
            event(9, NO, role="", sender="a <one@acornmills.com>"),
        ],
    ),
    "thread without a name": (
        [3],
        [
            event(0, ACK, message_id="a"),
            event(2, None, "", "", to=DANA, thread=("a",), message_id="b"),
            event(3, TALK, "", "", sender="dana@gmail.com", thread=("a", "b")),
        ],
    ),
    "a mail that came before the one it answers": (
        [2],
        [event(0, TALK, "", "", sender="x@gmail.com", thread=("later",)), event(1, TALK, message_id="later")],
    ),
    "the same calendar entry": (
        [2],
        [event(0, TALK, invite=talk(5)), event(3, TALK, "", "", sender="cal@gmail.com", invite=talk(6))],
    ),
    "no company, same person": ([2], [event(0, TALK, sender=DANA), event(9, NO, "", "", sender=DANA)]),
    "no company, same company domain": ([2], [event(0, ACK), event(9, NO, "", "", sender=DANA)]),
    "no company, same domain, two open": (
        [1, 1, 1],
        [event(0, ACK), event(1, ACK, role="Grain Buyer"), event(9, NO, "", "", sender=DANA)],
    ),
    "no company, shared sender": (
        [1, 1],
        [event(0, ACK, sender=f"Acorn <{SHARED}>"), event(9, NO, "", "", sender=SHARED)],
    ),
    "no company, shared sender, same role": (
        [2],
        [event(0, ACK, sender=f"Acorn <{SHARED}>"), event(9, NO, "", sender=SHARED)],
    ),
    "two acknowledgements that name nobody": (
        [1, 1],
        [event(0, ACK, "", sender=SHARED), event(1, ACK, "", sender=SHARED, subject="other")],
    ),
    "own application, then an acknowledgement": (
        [2],
        [event(0, None, to=JOBS, subject="Application: Data Analyst"), event(0.1, ACK)],
    ),
    "own application by mail alone": ([1], [event(0, None, to=JOBS, text="I would like to apply.")]),
    "own mail about something else": ([], [event(0, None, to=JOBS, text="The parcel came.")]),
    "own application to nobody in particular": ([], [event(0, None, "", "", to="jo@gmail.com", text="I apply.")]),
    "own withdrawal makes no application": ([], [event(0, None, to=JOBS, text="I withdraw my application.")]),
    "own withdrawal and its confirmation": (
        [3],
        [
            event(0, ACK),
            event(5, None, "", "", to="Acorn <no-reply@acornmills.com>", text="I withdraw my application."),
            event(6, Label.WITHDRAWN),
        ],
    ),
    "labels that belong to no application": ([1], [event(0, ACK), event(1, Label.OTHER), event(2, Label.OUTREACH)]),
    "a bare name from the domain": (
        [2],
        [event(0, ACK, "Acornmills", sender=DANA), event(3, NO, "Acorn Mills", sender=DANA)],
    ),
    "no company, the same career site": (
        [2],
        [
            event(0, ACK, sender=SHARED, site="acornmills.recruitee.com"),
            event(9, NO, "", "", sender=SHARED, site="acornmills.recruitee.com"),
        ],
    ),
    "a bare name from the career site": (
        [2],
        [
            event(0, ACK, "溪谷物流", sender=SHARED, site="xigu.zhiye.com"),
            event(9, NO, "Xigu", sender=SHARED, site="xigu.zhiye.com"),
        ],
    ),
    "an agency names its client once": (
        [2],
        [
            event(0, ACK, sender=RECRUITER, agency=HARBOUR),
            event(9, NO, HARBOUR, "", sender=RECRUITER, agency=HARBOUR),
        ],
    ),
    "an agency names its client later": (
        [2],
        [event(0, ACK, HARBOUR, sender=SHARED, agency=HARBOUR), event(9, NO, sender=SHARED, agency=HARBOUR)],
    ),
    "an agency without role, two clients": (
        [1, 1, 1],
        [
            event(0, ACK, sender=RECRUITER, agency=HARBOUR),
            event(1, ACK, "Oak & Ash", "Grain Buyer", sender=RECRUITER, agency=HARBOUR),
            event(9, NO, HARBOUR, "", sender=RECRUITER, agency=HARBOUR),
        ],
    ),
    "an agency with a role, two clients": (
        [2, 1],
        [
            event(0, ACK, sender=RECRUITER, agency=HARBOUR),
            event(1, ACK, "Oak & Ash", "Grain Buyer", sender=RECRUITER, agency=HARBOUR),
            event(9, NO, HARBOUR, sender=RECRUITER, agency=HARBOUR),
        ],
    ),
    "two clients of an agency": (
        [1, 1],
        [event(0, ACK, sender=RECRUITER, agency=HARBOUR), event(1, ACK, "Oak & Ash", sender=RECRUITER, agency=HARBOUR)],
    ),
    "two agencies": (
        [1, 1],
        [event(0, ACK, agency=HARBOUR), event(9, NO, "Beech People", "", sender=SHARED, agency="Beech People")],
    ),
    "a rejection of two roles closes both": (
        [2, 2],
        [
            event(0, ACK),
            event(1, ACK, role="Grain Buyer"),
            event(9, NO, message_id="both", part=1),
            event(9, NO, role="Grain Buyer", message_id="both", part=2),
        ],
    ),
    "an acknowledgement of two roles opens both": (
        [2, 1],
        [
            event(0, ACK, message_id="both", part=1),
            event(0, ACK, role="Grain Buyer", message_id="both", part=2),
            event(9, NO, thread=("both",)),
        ],
    ),
    "an answer to a mail about two roles is bound to none of them": (
        [1, 2],
        [
            event(0, ACK, message_id="both", part=1),
            event(0, ACK, role="Grain Buyer", message_id="both", part=2),
            event(9, TALK, role="Grain Buyer", thread=("both",)),
        ],
    ),
    "a second rejection soon after": ([3], [event(0, ACK), event(9, NO), event(14, NO, subject="again")]),
    "a rejection without a role long after the first": ([2, 1], [event(0, ACK), event(9, NO), event(33, NO, role="")]),
    "nothing at all": ([], []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_which_mails_are_one_application(case: str) -> None:
    expected, events = CASES[case]
    assert sorted(len(group) for group in link(events)) == sorted(expected)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_order_of_the_events_does_not_matter(case: str) -> None:
    _, events = CASES[case]
    for seed in range(5):
        shuffled = Random(seed).sample(events, len(events))  # noqa: S311
        assert link(shuffled) == link(events)


def test_references_in_a_circle_end() -> None:
    events = [
        event(0, TALK, "", "", thread=("b",), message_id="a", sender="x@gmail.com"),
        event(1, TALK, "", "", thread=("a", "b"), message_id="b", sender="y@gmail.com"),
    ]
    assert [len(group) for group in link(events)] == [2]


def test_a_mail_without_a_date_stands_alone_and_harms_nothing() -> None:
    undated = Event("old", datetime(1970, 1, 1, tzinfo=UTC), NO, 1, True, "model", event(0, NO).clues)
    assert sorted(len(group) for group in link([event(0, ACK), event(9, NO), undated])) == [1, 2]


def test_groups_come_in_order_of_their_first_event() -> None:
    events = [event(day, ACK, f"Company {day}") for day in (5, 1, 3)]
    assert [group[0].at for group in link(events)] == sorted(one.at for one in events)


NAMES = st.sampled_from(["", "Acorn Mills", "Oak & Ash", "橡果科技"])
ROLES = st.sampled_from(["", "Data Analyst", "Senior Data Analyst", "数据分析师"])
SENDERS = st.sampled_from([DANA, SHARED, "hr@oakandash.com", "x@gmail.com", "", "不@对"])
IDS = st.sampled_from("abcdefgh")
EVENTS = st.lists(
    st.builds(
        event,
        st.integers(-20000, 400),
        st.sampled_from([*Label, None]),
        NAMES,
        ROLES,
        sender=SENDERS,
        to=st.sampled_from(["", DANA, JOBS]),
        subject=st.sampled_from(["", "Application", "Re: x", "🙂", "\u202eabc", "word " * 100]),
        text=st.sampled_from(["", "I would like to apply", "I withdraw"]),
        thread=st.lists(IDS, max_size=3).map(tuple),
        message_id=st.one_of(IDS, st.uuids().map(str)),
        requisition=st.sampled_from(["", "", "R-1", "R-2"]),
        board=st.booleans(),
        part=st.sampled_from([0, 0, 0, 1, 2]),
        agency=st.sampled_from(["", "", "Acorn Mills", "Harbour Staffing"]),
    ),
    max_size=25,
)


@given(EVENTS, st.randoms(use_true_random=False))
def test_order_never_changes_the_applications(events: list[Event], random: Random) -> None:
    once = list({one.key: one for one in events}.values())
    shuffled = random.sample(once, len(once))
    assert link(shuffled) == link(once)


@given(EVENTS)
def test_copies_never_change_the_applications(events: list[Event]) -> None:
    once = list({one.key: one for one in events}.values())
    assert link([*once, *once]) == link(once)


@given(EVENTS)
def test_every_event_is_in_at_most_one_application_and_none_of_others_labels(events: list[Event]) -> None:
    groups = link(events)
    counted = Counter(one.key for group in groups for one in group)
    assert set(counted.values()) <= {1}
    assert all(group for group in groups)
    assert all(one.label is None or LABELS[one.label].event for group in groups for one in group)


@given(EVENTS)
def test_every_mail_of_an_event_label_is_in_some_application(events: list[Event]) -> None:
    once = {one.key: one for one in events}.values()
    listed = {one.key for group in link(list(once)) for one in group}
    assert {one.key for one in once if one.label and LABELS[one.label].event} <= listed


def test_a_longer_name_from_the_same_domain_is_the_shorter_one() -> None:
    one, longer = event(0, ACK, "Acorn"), event(9, NO, "Acorn Mills Group")
    foreign = event(3, ACK, "Acorn Labs", sender="x@acornlabs.com")
    keys = identities([one, longer, foreign])

    assert keys[longer.message_id] == keys[one.message_id] == "acorn"
    assert keys[foreign.message_id] == "acornlabs"


def test_a_name_and_its_longer_form_are_one_where_the_domain_is_the_name() -> None:
    one = event(0, ACK, "Acorn", sender="jobs@acorn.com")
    longer = event(9, NO, "Acorn Mills", sender="jobs@acorn.com")
    elsewhere = event(3, TALK, "Acorn", sender=SHARED)
    keys = identities([one, longer, elsewhere])

    assert keys[longer.message_id] == keys[one.message_id]


def test_a_name_that_is_a_domain_is_the_name_in_it() -> None:
    one, other = event(0, ACK, "acornmills.com", sender=SHARED), event(9, NO, "Acorn Mills", sender=SHARED)
    third = event(3, ACK, "Acorn.js Labs", sender=SHARED)
    keys = identities([one, other, third])

    assert keys[one.message_id] == keys[other.message_id] == "acornmills"
    assert keys[third.message_id] == "acornjslabs"


def reasons(one: Event, other: Event) -> list[str]:
    return list(shared(one, [other], identities([one, other])))


def test_the_domain_of_an_agency_makes_no_companies_one() -> None:
    one = event(0, ACK, "Acorn", sender=RECRUITER, agency=HARBOUR)
    other = event(9, NO, "Acorn Mills", sender=RECRUITER, agency=HARBOUR)
    keys = identities([one, other])

    assert keys[one.message_id] != keys[other.message_id]
    assert reasons(one, other)[0] == "the same agency"


def test_what_mails_share_is_said() -> None:
    ack = event(0, ACK, message_id="first", requisition="R-1001")

    assert (
        reasons(event(9, NO, "", "", sender=SHARED, thread=("first",)), ack)[0] == "an answer in its thread"
    )
    told = reasons(event(9, NO, requisition="R-1001"), ack)
    assert {"the same requisition", "the same company", "the same role", "the same domain"} <= set(told)
    assert "the same role" not in reasons(event(9, NO, role=""), ack)
    assert "no role named" in reasons(event(9, NO, role=""), ack)
    assert "an answer after the application" in reasons(event(9, NO, role=""), ack)
    assert (
        reasons(event(9, TALK, invite=talk(12)), event(8, TALK, invite=talk(12)))[0]
        == "the same calendar event"
    )


def test_a_name_that_is_only_the_domains_divides_nothing() -> None:
    ack = event(0, ACK, "溪谷物流", "分析师", sender="jobs@xigu.com")
    answer = event(20, NO, "Xigu", "", sender="hr@xigu.com")

    assert [len(group) for group in link([ack, answer])] == [2]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Thank you for your application. We chose another person.", "Grain Buyer"),
        ("It was a pleasure speaking with you. We chose another person.", "Data Analyst"),
    ],
)
def test_a_refusal_without_role_goes_where_its_thanks_fit(text: str, where: str) -> None:
    mails = [
        event(0, ACK),
        event(1, ACK, role="Grain Buyer"),
        event(9, TALK, text="Shall we talk?"),
        event(20, NO, role="", text=text),
    ]
    (group,) = [group for group in link(mails) if any(one.label is NO for one in group)]

    assert {one.clues.role for one in group} == {where, ""}


def doubtful(*events: Event) -> list[tuple[Event, int]]:
    return [(one, len(numbers)) for one, numbers in joined(events).doubts]


TWO_OPEN = (event(0, ACK), event(1, ACK, role="Grain Buyer"))


def test_a_mail_without_role_that_fits_two_open_ones_is_in_doubt() -> None:
    mail = event(9, NO, role="", sender=DANA)
    nameless = event(9, NO, "", "", sender=DANA)

    assert doubtful(*TWO_OPEN, mail) == [(mail, 2)]
    assert doubtful(*TWO_OPEN, nameless) == [(nameless, 2)]


@pytest.mark.parametrize(
    "events",
    [
        (*TWO_OPEN, event(9, NO)),
        (*TWO_OPEN, event(2, NO), event(9, NO, role="")),
        (*TWO_OPEN, event(5, TALK), event(9, NO, role="", text="Thank you for your time with our team.")),
        (event(0, ACK), event(9, NO, role="")),
        (event(0, ACK), event(200, ACK, role="Grain Buyer"), event(209, NO, role="")),
        (*TWO_OPEN, event(2, ACK, role="")),
        (event(0, ACK, sender=DANA), event(1, ACK, role="Grain Buyer"), event(9, NO, role="", sender=DANA)),
        (*TWO_OPEN, event(9, NO, role="", thread=(TWO_OPEN[0].message_id,))),
    ],
    ids=[
        "role",
        "one closed",
        "one talked to",
        "one only",
        "one long ago",
        "acknowledgement",
        "person",
        "thread",
    ],
)
def test_what_tells_applications_apart_leaves_no_doubt(events: tuple[Event, ...]) -> None:
    assert doubtful(*events) == []


@given(EVENTS)
def test_who_is_in_doubt_fits_several_groups_that_are_there(events: list[Event]) -> None:
    linked = joined(events)

    assert linked.groups == link(events)
    for one, numbers in linked.doubts:
        assert len(set(numbers)) == len(numbers) > 1
        assert max(numbers) < len(linked.groups)
        assert one.label is not None


def test_a_name_that_only_the_domain_tells_is_one_where_no_mail_tells_another() -> None:
    bare = event(0, Label.AUTO_ACK, "Acornmills", sender="jobs@acornmills.com")
    written = event(9, Label.REJECTION, "Acorn", sender="hr@acornmills.com")

    assert identities([bare])[bare.message_id] == "acornmills"
    assert len(set(identities([bare, written]).values()) - {""}) == 1
