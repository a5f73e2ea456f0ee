# Meetings, alerts about them, what a chat wants to hear, and what owners see.

meeting-list = <b>Upcoming meetings</b>
meeting-list-body = <b>Upcoming: { $body }</b>
meeting-list-rest = and { $count } more
meeting-list-more = Type /meeting and a number for details, for example /meeting { $number }. One body only: /meetings { $town-body2 }
meeting-zone = All times are local time in { $city }.
meeting-choose-body = <b>Which body?</b>
meeting-no-body = I do not know a body called “{ $given }”. /meetings shows the ones that have meetings coming.
meeting-no-such = There is no meeting with the number { $given }. /meetings shows the list.
meeting-gone = That meeting is no longer on the list. /meetings shows what is.
meeting-none-never = <b>No meeting date is known.</b> I have not been able to read a city calendar yet, so I cannot say when the next meeting is. Please look at the city’s own calendar.
meeting-none-down = <b>The calendar cannot be reached.</b> I know of no upcoming meeting, but I could not check since { $moment }. Please look at the city’s own calendar.
meeting-none = <b>No upcoming meeting is listed</b> on the city calendar. I checked { $ago }.
meeting-next = <b>The next meeting I know of:</b>
meeting-found = <b>The meetings I know of:</b>
meeting-none-such = <b>I know of no such meeting.</b> The next one on the list:
meeting-next-more = Details: /meeting_{ $number }. All meetings: /meetings. To be told in time: /subscribe
meeting-in-a-line = Next on our calendar: { $name }, { $when }; all: /meetings

meeting-kind-special = special meeting
meeting-kind-workshop = workshop
meeting-kind-emergency = emergency meeting
meeting-kind-budget = budget meeting
meeting-kind-closed = closed session
meeting-and = and
meeting-time-unknown = time to be announced
meeting-time-note = time as announced: “{ $note }”
meeting-usual-note = The later session is the usual one for this body; the agenda says what holds.
meeting-place = Place: { $place }
meeting-place-unknown = Place: not stated yet
meeting-online = Online
meeting-status-cancelled = Cancelled
meeting-status-postponed = Postponed; no new date is known
meeting-status-rescheduled = Moved to another date
meeting-status-moved = Moved to { $when }
meeting-status-unlisted = No longer on the city calendar; nobody has said that it is cancelled
meeting-reason = Reason given: “{ $reason }”
meeting-doubt = Another source says it is cancelled. That is not confirmed: please check before you go.
meeting-doubt-note = The calendar’s note says: “{ $note }”. I cannot tell whether the meeting takes place: please check before you go.
meeting-checking = The calendar has just changed; I am checking the change before I tell it.
meeting-checking-off = The calendar now says that it is off; I am checking this. Please look again before you go.
meeting-continuation = From the calendar: “{ $note }”
meeting-agenda-there = Agenda
meeting-agenda-there-short = Agenda posted
meeting-agenda-not = Agenda not posted yet
meeting-agenda-of = <b>Agenda: { $name }</b>
    { $when }
meeting-agenda-none-yet = The agenda is not posted yet. To be told when it is: /subscribe
meeting-agenda-no-items = The agenda is posted, but its items cannot be listed here. Please open it:
meeting-agenda-rest = and { $count } more items
meeting-agenda-language = Titles are shown as the city wrote them.
meeting-closed = This is a closed session: it is listed, but the public cannot take part.
meeting-take-part = To comment or to speak, follow what the agenda and the official page say.
meeting-take-part-codes = What is known about it: { $codes }
meeting-official = Official page of this meeting
meeting-official-none = This is not the official notice; that is on the city’s calendar.
meeting-typed = You can also type: /agenda_{ $number } /calendar_{ $number } /mute_{ $number } /alerts
meeting-by-hand = Entered by hand by those who run this bot, { $moment }.
meeting-never = The city calendar has not been read yet.
meeting-stale = Could not be re-checked since { $moment }. Please look at the city’s calendar too.
meeting-fresh = Confirmed on the city calendar { $ago }.
meeting-looked = I last looked at the city calendar { $ago }.
meeting-ago-now = less than a minute ago
meeting-ago = { $span } ago
meeting-span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
    }
meeting-span-hours = { $count } h
meeting-span-minutes = { $count } min
meeting-muted = Muted: I will tell you nothing more about meeting { $number } ({ $body }). To undo: /unmute_{ $number }
meeting-unmuted = You will hear about meeting { $number } ({ $body }) again.
meeting-muted-file = I will not send a new calendar file for this meeting any more.
meeting-file = { $name }
    { $when }
    Open the file to add it to your calendar. If the meeting moves or is cancelled, I will send you the new file here; to end that: /stop
meeting-file-renewed = { $name }
    { $when }
    The new calendar file: open it, and it replaces the old entry.
meeting-file-name = Meetings in { $city }
meeting-file-cancelled = CANCELLED
meeting-file-end = The end is an estimate.
meeting-file-usual = The usual later session; the agenda says what holds.
meeting-file-session = session { $number }
meeting-button-agenda = Agenda
meeting-button-file = Add to calendar
meeting-button-mute = Mute this meeting
meeting-button-unmute = Unmute this meeting
meeting-button-settings = Alert settings
meeting-button-list = All meetings
meeting-button-all = All bodies
meeting-button-bodies = Choose a body
meeting-button-subscribe = Tell me about meetings

lead-evening = the evening before
lead-days = { $count ->
    [one] the day before
   *[other] { $count } days before
    }
lead-before = { $span } before
lead-at = { $lead } at { $time }
lead-each = { $lead }, for each session

alert-cancelled = ❌ Cancelled: { $name }
alert-postponed = ⏸ Postponed: { $name }
alert-rescheduled = 📅 New date: { $name }
alert-unlisted = ❔ No longer listed: { $name }
alert-reinstated = ✅ On again: { $name }
alert-new-meeting = 🆕 New meeting: { $name }
alert-time-changed = 🕘 New time: { $name }
alert-time-set = 🕘 Time set: { $name }
alert-location-changed = 📍 New place: { $name }
alert-check = ❔ Please check: { $name }
alert-agenda-posted = 📄 Agenda posted: { $name }
alert-agenda-revised = 📄 Agenda changed: { $name }
alert-reminder = ⏰ Reminder: { $name }
alert-deadline = ✍️ Deadline: { $name }
alert-keyword = 🔎 Your word: { $name }
alert-several = <b>{ $count } pieces of news about meetings</b>
alert-several-why = You get this because you are subscribed. Details: /meeting and the number. Settings: /alerts
alert-was = Was: { $when }
alert-was-place = It was to be at: { $place }
alert-starts-in = Starts in { $span }.
alert-starts-session = This session starts in { $span }, at { $time }.
alert-unlisted-means = It has disappeared from the city calendar. Nobody has said that it is cancelled.
alert-postponed-means = No new date is known yet.
alert-deadline-written = Written comments are accepted until { $moment }.
alert-deadline-speak = You can sign up to speak until { $moment }.
alert-deadline-accommodation = Help with access can be asked for until { $moment }.
alert-matches = <b>Your words</b>
alert-why-body = You get this because you follow { $body }.
alert-why-every = You get this because you follow every body.
alert-why-keyword = You get this because you asked for: { $words }.
alert-why-lead = You get this because you asked for a reminder { $lead }.
alert-why-deadline = You get this because you asked for the deadlines of { $body }.
alert-why-file = You get this because you added this meeting to your calendar.
alert-amended = Updated { $moment }: this message now says what holds today.
alert-again = Again, to be sure: the connection broke while I sent this, so you may have it already.

subscribe-done = <b>Subscribed.</b> I will tell you about: { $bodies }.
    New meetings, changes and cancellations, agendas; reminders: { $leads }. Also, from any body: what mentions { $town-subject_or }. Quiet from 9:00 PM to 7:30 AM unless it is urgent.
    Change anything below or with /alerts. Another body: /subscribe { $town-body2 }. End: /unsubscribe
subscribe-already = You already follow { $body }. /alerts shows everything.
unsubscribe-done = Unsubscribed. I will not tell you about meetings any more, and what was waiting is deleted. To come back: /subscribe
unsubscribe-nothing = You were not subscribed to meetings. To be told: /subscribe
unsubscribe-not-that = You were not following { $body }. /alerts shows what you follow.

alerts-not-subscribed = You are not subscribed to meetings. To be told in time: /subscribe
alerts-not-understood = I did not understand that. Examples:
    /alerts 3 hours before
    /alerts body { $town-body2 }
    /alerts kind agenda
    /alerts word police
    /alerts quiet 21:00-7:30
    /alerts daily
    /alerts pause 7 days
alerts-show = <b>Your meeting alerts</b>
alerts-show-bodies = Bodies: { $bodies }
alerts-show-kinds = Kinds: { $kinds }
alerts-show-leads = Reminders: { $leads }
alerts-show-words = Words to look for in agendas and subjects: { $words }
alerts-show-quiet = Quiet hours: { $quiet }
alerts-show-pace = News comes: { $pace }
alerts-show-paused = Paused until { $moment }
alerts-typed = Typed, each turns on or off: /alerts 3 hours before · /alerts body { $town-body2 } · /alerts kind agenda · /alerts word police · /alerts quiet 21:00-7:30 · /alerts daily · /alerts pause 7 days · /alerts resume
alerts-none = none
alerts-none-feminine = none
alerts-bodies-all = every body
alerts-bodies-other = other bodies
alerts-kind-new = new meetings
alerts-kind-reminder = reminders
alerts-kind-agenda = agendas
alerts-kind-change = changes and cancellations
alerts-kind-deadline = deadlines for taking part
alerts-pace-at-once = at once
alerts-pace-daily = once a day; urgent news at once
alerts-pace-weekly = once a week; urgent news at once
alerts-toggle-on = ✓ { $name }
alerts-toggle-off = { $name }
alerts-toggle-on-plain = On: { $name }
alerts-toggle-off-plain = Off: { $name }
alerts-door-bodies = Bodies
alerts-door-kinds = Kinds
alerts-door-leads = Reminders
alerts-door-words = Words
alerts-door-quiet = Quiet hours
alerts-door-pace = At once or gathered
alerts-door-pause = Pause
alerts-door-resume = End the pause
alerts-door-end = Unsubscribe
alerts-panel-bodies = <b>Bodies</b>
    Tap to turn on or off, or type /alerts body and its name.
alerts-panel-kinds = <b>Kinds of message</b>
    Tap to turn on or off, or type /alerts kind and one of: new, reminder, agenda, change, deadline, { $town-keyword }, results, watching.
alerts-panel-leads = <b>Reminders</b>
    Tap to turn on or off, or type your own, such as: 3 hours before.
alerts-panel-words = <b>Words</b>
    Type /alerts word and the word, for example /alerts word police. Tap one to remove it. { $where }
alerts-panel-quiet = <b>Quiet hours</b>
    Nothing comes in these hours, unless a meeting is less than 14 hours away. Or type /alerts quiet 22:00-7:00
alerts-panel-pace = <b>At once or gathered</b>
    What is urgent always comes at once. Or type /alerts now, /alerts daily, /alerts weekly
alerts-panel-pause = <b>Pause</b>
    For how long? Or type /alerts pause 10 days
alerts-body-on = On: I will tell you about { $body }.
alerts-body-off = Off: nothing more about { $body }.
alerts-body-on-all = On: I will tell you about every body.
alerts-body-off-all = Off: no longer about every body.
alerts-body-on-other = On: I will tell you about the other bodies too.
alerts-body-off-other = Off: nothing more about the other bodies.
alerts-kind-on = On: { $kind }.
alerts-kind-off = Off: { $kind }.
alerts-kind-unknown = I do not know the kind “{ $given }”. It is one of: new, reminder, agenda, change, deadline, { $town-keyword }, results, watching.
alerts-lead-on = I will remind you { $lead }.
alerts-lead-off = No more reminder { $lead }.
alerts-lead-unreadable = I could not read that time. Write for example: 3 hours before, 2 days before, the evening before.
alerts-lead-too-many = You have { $count } reminders already. Remove one first: /alerts
alerts-word-on = I will look for “{ $word }”. { $where }
alerts-word-off = I will no longer look for “{ $word }”.
alerts-word-length = A word to look for has between 2 and { $most } letters.
alerts-word-too-many = You have { $count } words already. Remove one first: /alerts
alerts-quiet-on = Quiet hours: { $quiet }.
alerts-quiet-off = No quiet hours: alerts come at any time.
alerts-quiet-unreadable = I could not read these hours. Write for example /alerts quiet 21:00-7:30, or /alerts quiet off
alerts-pace-set-at-once = News comes at once.
alerts-pace-set-daily = News comes once a day, at 6:00 PM. Urgent news still comes at once.
alerts-pace-set-weekly = News comes once a week, on Sunday at 6:00 PM. Urgent news still comes at once.
alerts-paused = Paused until { $moment }. Moves and cancellations of later meetings wait until then. To end the pause: /alerts resume
alerts-resumed = The pause is over.
alerts-pause-unreadable = For how many days? Write for example /alerts pause 7 days; at most { $most }.

mine-head = <b>Did I miss anything?</b>
    What was due to you in the last 14 days, and what is coming:
mine-nothing = Nothing was due to you.
mine-coming = <b>Coming</b>
mine-gone = a meeting no longer listed
mine-sent = sent { $moment }
mine-will = will be sent { $moment }
mine-kind-cancelled = cancellation
mine-kind-postponed = postponement
mine-kind-rescheduled = new date
mine-kind-unlisted = no longer listed
mine-kind-reinstated = on again
mine-kind-new-meeting = new meeting
mine-kind-time-changed = new time
mine-kind-time-set = time set
mine-kind-location-changed = new place
mine-kind-check = please check
mine-kind-agenda-posted = agenda posted
mine-kind-agenda-revised = agenda changed
mine-kind-reminder = reminder
mine-kind-deadline = deadline
mine-kind-keyword = your word
mine-why-unsubscribed = not sent: you had unsubscribed
mine-why-paused = not sent: you had paused alerts
mine-why-muted = not sent: you muted this meeting
mine-why-topic-off = not sent: this kind was off
mine-why-body-off = not sent: this body was off
mine-why-lead-off = not sent: this reminder was off
mine-why-expired = not sent: it was too late to be of use
mine-why-meeting-off = not sent: the meeting was off
mine-why-meeting-moved = not sent: the meeting moved
mine-why-superseded = not sent: newer news replaced it
mine-why-unknown-time = no reminder: the time is not known
mine-why-found-too-late = not sent: the meeting became known after that moment
mine-why-subscribed-later = not sent: you changed your alerts after that moment
mine-why-just-announced = not sent: you had just heard of it
mine-why-unreachable = not sent: this chat could not be reached
mine-why-uncertain = it may or may not have arrived: the connection broke while it was sent
mine-why-rejected = not sent: a fault on my side
mine-why-not-planned = not sent: I was not running then

follow-set = I will tell you here when { $code } changes: { $title }. To end that: /unfollow { $code }
follow-already = You already follow { $code }: { $title }.
follow-list = <b>You follow</b>
    { $list }
    To stop: /unfollow and the code.
follow-none = You follow no answer. Type /follow and a code, for example /follow { $town-example }, to be told when that answer changes.
follow-ended = Done. I will no longer tell you about changes to it.
follow-changed = <b>{ $code } has changed:</b> { $title }
follow-changed-detail = <b>The details of { $code } have changed:</b> { $title }
follow-gone = <b>{ $code } has been removed:</b> { $title }
follow-before = Before
follow-after = Now
follow-why = You get this because you follow { $code }. To see it whole, type { $code }. To end: /unfollow { $code }

owner-flag = ⚠️ Meeting calendar: { $text }
    /health shows everything.
owner-health = <b>Meeting sources</b>
owner-no-sources = No source has been read. See LEGISTAR_CLIENT, MEETING_ICS_URLS and MEETINGS_FILE in .env.example.
owner-source = <b>{ $name }</b>
    Last good answer: { $checked }. Last tried: { $tried }.
owner-source-error = No answer { $count } times: { $error }
owner-source-suspect = Its list shrank below half, so it is not believed. If that is right: /accept { $name }
owner-held = Held back: { $batch }. It would go to { $count } chats. Tap, or type /approve { $batch } or /drop { $batch }
owner-pending = { $count } changes wait to be confirmed.
owner-flags = Remarks:
    { $flags }
owner-approve = Send
owner-drop = Do not send
owner-approved = Released. { $count } chats will be told.
owner-dropped = Dropped. { $count } chats will not be told while the source says the same.
owner-no-batch = Nothing of that name is held back. /health shows what is.
owner-no-source = There is no such source. There are: { $names }
owner-accepted = The next list of { $name } will be believed.
owner-add-usage = Type: /addmeeting { $town-body } | 2026-12-10 | 9:00 AM, 5:00 PM | City Hall | special meeting
    Only body and date must be there.
owner-edit-usage = Type: /editmeeting 12 time 10:00 AM
    The number is that of /meetings; what can be changed: { $fields }.
owner-cancel-usage = Type: /cancelmeeting 12 The reason, as it should be read
owner-bad-time = That time cannot be read: { $problem }
owner-bad-value = “{ $given }” cannot be { $field }. Dates are written 2026-12-10, times 10:00 AM, status is scheduled, cancelled or postponed, links begin with https://
owner-saved = Saved. This is how it stands now:
owner-not-shown = Saved, but it is not shown: perhaps it lies too far away, or the body is hidden.
