"""The words of a clerk's note: what calls a meeting off, what names the meeting, what does not."""

import re


def _words_of(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


MONTH_WORDS = (
    "january february march april may june july august september october november december"
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"

# Participles: "cancelled", "the meeting is cancelled". The looser ones are words of their own
# in many titles ("deferred compensation"), so they never stand as a mere mark beside a name.
MARK = r"cancell?ed|cxle?d|cx'?d|cncl'?d|canx|cnx|called off|postponed"
LOOSE = r"withdrawn|suspended|deferred|(?:will|must|is to|to) be (?:rescheduled|postponed)"
NOUN = r"cancellation|postponement|deferral"
GERUND = r"cancell?ing|postponing|deferring|suspending|withdrawing"
INFINITIVE = r"cancel|cxl|postpone|defer|suspend|withdraw"
PASSIVE = (
    r"(?:will|shall|is|was|are|does|do|did)(?: now)? not (?:be(?:ing)? )?(?:held"
    r"|tak(?:e|ing) place|meet(?:ing)?|conven(?:e|ed|ing)|happen(?:ing)?|occur(?:ring)?)"
    r"|(?:won't|isn't|wasn't|doesn't|didn't) (?:be )?(?:held|tak(?:e|ing) place|meet(?:ing)?"
    r"|convened?)|not (?:be(?:ing)? )?held|not taking place|not meeting"
)
NOTHING = (
    r"(?:no|will not be an?) (?:(?:morning|afternoon|evening|night|first|second|regular|special"
    r"|scheduled|public|city|commission|board|committee|council|monthly|weekly|january|february"
    r"|march|april|may|june|july|august|september|october|november|december|\d{1,2}(?:st|nd|rd|th)?)"
    r" ){0,4}(?:meeting|session|hearing)s?"
)
QUORUM = r"(?:no|lack of(?: a)?|without(?: a)?) quorum"
MOVED = (
    r"rescheduled (?:to|for)|continued (?:to|until)|moved to|changed to|(?:meeting )?date"
    r" (?:has been |was |is )?changed?(?: to)?|new (?:meeting )?date(?: is)?"
)
ADJOURNED = r"adjourned (?:to|until)"
POSTPONED = ("postpone", "defer", "suspend", "will be", "must", "is to", "to be")

OFF = re.compile(
    rf"\b(?:(?P<mark>{MARK})|(?P<loose>{LOOSE})|(?P<noun>{NOUN})|(?P<gerund>{GERUND})"
    rf"|(?P<passive>{PASSIVE})|(?P<quorum>{QUORUM})|(?P<nothing>{NOTHING})|(?P<moved>{MOVED})"
    rf"|(?P<adjourned>{ADJOURNED})|(?P<infinitive>{INFINITIVE}))(?!\w)",
    re.IGNORECASE,
)
# Said of a meeting that does take place.
NEUTRAL = re.compile(
    r"\brescheduled from\b|\brecessed to\b|\b(?:not|never|no longer)(?: been| be| yet)? "
    r"(?:cancel\w*|postponed|deferred|suspended|withdrawn)\b|\bun-?cancel\w*",
    re.IGNORECASE,
)
# What names the meeting itself, and the small words around it.
MEETING = _words_of(
    f"""{MONTH_WORDS} {_DAYS} jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue tues wed thu thur thurs fri sat sun am pm noon
    a an the this that these tonight tonight's today's tomorrow's today tomorrow week's month's
    week month year all both entire whole our next upcoming of for on at and
    is are was were be been being has have had will hereby now also just again officially
    please note notice official update updated status important attention alert reminder advised
    regular regularly special emergency called budget joint annual monthly weekly quarterly
    scheduled public virtual meeting meetings mtg session sessions hearing hearings workshop
    workshops retreat commission council board boards committee committees
    authority agency advisory magistrate city county town department indefinitely there it"""
)
# After a participle these begin a reason or what follows from it, not another object.
BECAUSE = _words_of(
    """due because owing for by per as until till in since on following pending with after
    without at so and to from amid under this today tonight effective thanks unless but if
    see new will it we"""
)
# Fewer of them follow "withdrawn" and its like, and an order to do something.
FIRM = _words_of("due because owing until per and as")
# A reason that stands before the meeting: "Due to the storm the meeting is cancelled".
REASON_FIRST = re.compile(
    r"^\W*(?:due to|because of|owing to|in light of|in observance of|per|as of)\b.*"
    r"\b(?=(?:the|this|that|tonight's|today's|tomorrow's|all|our)\b[^,]*\b(?:meeting|session|"
    r"hearing|workshop)\b)",
    re.IGNORECASE,
)
# A word beside one of these is about that thing, whatever else the clause says.
THINGS = re.compile(
    r"\b(?:zoom|webex|teams|virtual|online|remote|live ?stream\w*|broadcast|parking|comments?"
    r"|items?|contracts?|leases?|agreements?|moa|mou|memorand\w+|permits?|licen[sc]es?"
    r"|receptions?|ceremon\w+|reservations?|bookings?|projects?|programs?|grants?|bids?|rfps?"
    r"|rules?|polic(?:y|ies)|plans?|maintenance|compensation|retirement|payments?|debts?|taxes"
    r"|ordinances?|resolutions?|applications?|petitions?|elections?|appointments?|officers?"
    r"|polices?|ice|immigration|sheriff\w*|deput\w+|\d{3}[_(]?[a-z]\w*|revenues?|leave|orders?|accounts?"
    r"|materials?|minutes|packets?|links?|documents?|rooms?|translations?|interpret\w+|lunch|tours?|flights?|classes|shows?|prayers?)\b",
    re.IGNORECASE,
)
# A clause that says what will be talked about, or that another meeting was off.
TOPIC = re.compile(
    r"\b(?:discuss\w*|consider\w*|regarding|re|subject|topics?|purpose|presentation|report"
    r"|review\w*|approv\w*|adopt\w*|ordinance|resolution|proposal|proposed|motion|vote|voting"
    r"|request\w*|direction|rescind\w*|amend\w*|terminat\w*|agenda|hearing on|workshop on"
    r"|replac\w*|makeup|make-up|lieu|instead|formerly|previously|originally|earlier|last)\b",
    re.IGNORECASE,
)
# Nothing has happened yet: "If the meeting is cancelled …", "may be postponed".
CONDITION = re.compile(
    r"\b(?:if|in case|in the event|unless|should|may|might|can|could|would|subject to|whether|when"
    r"|whenever|until|before|once)\b",
    re.IGNORECASE,
)
# The note takes back what it says.
RETRACTED = re.compile(
    r"\bin error\b|\bby mistake\b|\bdisregard\b|\breinstated\b|\bback on\b|\bheld as "
    r"(?:scheduled|planned)\b",
    re.IGNORECASE,
)
PART = re.compile(
    r"\b(?:(?P<which>morning|afternoon|evening|night|first|second)"
    r"|(?P<clock>\d{1,2}(?::\d{2})?\s*[ap]m|noon)) (?:session|meeting|portion|hearing|part)\b",
    re.IGNORECASE,
)
