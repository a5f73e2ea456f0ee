# What editors see and hear. Residents never meet these.
editors-not-allowed = Your role does not allow that. If it should, ask the owner (/team).
editors-draft-gone = That edit is no longer open: it was published, thrown away, or is someone else’s. /faq shows what is open.
editors-preview-first = This edit has changed since you last saw it whole. Look at the preview again: /draft preview
editors-misread-too-long = That is too long: up to { $given } characters at a time. Nothing was changed.
editors-misread-choice = I need one of these: { $given }. Nothing was changed.
editors-misread-date = “{ $given }” is not a date I can read. Write it as 2026-11-24.
editors-misread-contact = “{ $given }” is no contact of the base. /contacts lists them.
editors-misread-day-to-come = { $given } is still to come.
editors-misread-flag = “{ $given }” is not yes or no.
editors-misread-number = “{ $given }” is not a number.
editors-misread-values = I cannot read this line: { $given }. Write: name kind value, for example: vote_june vote 6 1
editors-misread-field = There is no part called “{ $given }” here. /draft shows the parts.
editors-misread-is-a-source = “{ $given }” is a source; it cannot stand here. This would fit:
editors-misread-is-a-fact = “{ $given }” is a fact; it cannot stand here. This would fit:
editors-misread-is-a-topic = “{ $given }” is a topic; it cannot stand here. This would fit:
editors-misread-is-a-entry = “{ $given }” is an answer; it cannot stand here. This would fit:
editors-misread-no-code = There is no “{ $given }” to choose. Nothing was changed. These there are:
editors-misread-unsourced = Choose the sources first; without one only this can be said: { $given }. Nothing was changed.
editors-misread-language = Say which language, for example: /draft short es

editors-faq-help = <b>Keeping the answers true</b>
    /faq june vote – find an answer by words or code
    /faq add – write a new answer
    /faq edit { $town-example } – change one
    /faq phrase { $town-example } who voted no – one more way of asking
    /faq history { $town-example } – who changed what, and when
    /faq undo { $town-example } – go back to the version before
    /faq delete { $town-example } – take it away (30 days in the bin)
    /faq restore – bring one back from the bin
    /draft – the edit you have open
    /fact, /source, /alias, /scope, /topic – what answers rest on
    /contacts – phones and addresses a person has to check
    /unanswered – what people could not find
    /try, /testall – test questions
    /stats – figures
    /releases – where a release differs from what you wrote
    /import, /export – a whole file at once
    /broadcast, /correct – write to everyone who asked to be told
    /off, /on – pause the answers
    /audit – what was done, and by which role
    /team – who may do what
    Nothing is public before you press Publish.
editors-faq-found = Which one do you mean?
editors-faq-none = I found no answer for “{ $text }”. /faq add writes a new one.
editors-faq-which = Which answer? Write its code, for example: /faq { $verb } { $town-example }
editors-faq-behind = (Editors: the English text has changed since this translation was made.)
editors-edit = Edit
editors-history = History
editors-delete = Delete
editors-phrase = Add phrasing
editors-phrase-usage = The question no longer stands here. Ask it again, or type the answer it belongs to and the question: /faq phrase { $town-example } who voted no
editors-history-of = <b>History of { $code }</b>, newest first
editors-history-line = <b>Version { $version }</b>, { $day }, { $time }, by { $who }
editors-history-first = The first version.
editors-by-release = a release of the bot
editors-by-former = a former editor
editors-bin-empty = The bin is empty. Deleted answers stay in it for 30 days.
editors-bin = <b>In the bin</b> (30 days). Tap one to bring it back, or type /faq restore and its code.
editors-undo-nothing = There is nothing to undo. Write the code, for example: /faq undo { $town-example }
editors-undo-first = { $code } is in its first version: there is none before it to go back to.

editors-draft-of = <b>Editing { $code }</b>, from version { $version }
editors-draft-new = <b>New: { $code }</b>
editors-draft-changes = Changed so far:
editors-draft-how = Tap a part to change it, then Preview. Or type: /draft short es, /draft preview, /draft discard. What you write is kept until you publish it or throw it away.
editors-others = Careful: someone else has an edit of this open as well ({ $names }).
editors-preview = Preview
editors-discard = Throw away
editors-discarded = Thrown away. What is public of { $code } is as it was.
editors-discarded-all = Thrown away. What is public is as it was.
editors-discarded-message = Thrown away. Nothing was sent.
editors-publish = Publish
editors-approve = Approve and publish
editors-back = Give back
editors-change = Change
editors-take = Put my changes on top of theirs
editors-open-open = Open: { $code }
editors-open-review = To review: { $code }
editors-part-empty = { $part } (empty)
editors-part-title = Question
editors-part-short = Short answer
editors-part-points = Points
editors-part-detail = Details
editors-part-basis = How we know
editors-part-phrasings = Ways of asking
editors-part-terms = Key words
editors-part-topic = Topic
editors-part-facts = Facts
editors-part-sources = Sources
editors-part-as-of = As-of date
editors-part-searched-to = Searched to
editors-part-review-by = Review date
editors-part-certainty = How sure
editors-part-related = Related
editors-part-slug = Link name
editors-part-expires-with = Until the meeting of
editors-part-overtaken-by = Overtaken by
editors-part-replaces = Takes the place of
editors-part-legal = Legal topic
editors-part-says = What it says
editors-part-holds = When it held
editors-part-contradicted-by = Sources that say otherwise
editors-part-values = Values
editors-part-publisher = Publisher
editors-part-date = Date
editors-part-date-is = How sure the date is
editors-part-url = Address
editors-part-via = Read in
editors-part-copy-at = Copy at
editors-part-lean = Leaning
editors-part-name = Name
editors-part-order = Place in the list
editors-part-means = Means
editors-part-language = Language
editors-part-reply = Reply
editors-part-examples = Examples
editors-part-cues = Word patterns
editors-part-courtesy = Courtesies cut off
editors-part-lists = Lists of words
editors-part-function = Opens
editors-part-outcome = What to do
editors-part-on = Date
editors-part-entry = Answer
editors-part-message = Message
editors-ask = <b>Send me the new text: { $part }</b>
editors-form-line = One line of plain text.
editors-form-html = Up to 2,000 characters. Bold and italic are kept. A value of a fact can be quoted by its name in braces, for example {"{"}vote_june30{"}"}.
editors-form-lines = One on each line. The list you send replaces the old one; a dash (-) empties it.
editors-form-codes = The codes, with spaces between them. A dash (-) empties the list.
editors-form-code = One code.
editors-form-date = A date such as 2026-11-24.
editors-form-period = How far the sources reach: a day such as 2026-11-24, a month (2026-11), a year (2026), or undated.
editors-form-flag = Yes or no.
editors-form-choice = Tap one, or type it.
editors-form-number = A whole number.
editors-form-values = Only the values that change, one on each line: name, kind, value. The others stay; a name and a dash takes one away. For example:
    vote_june30 vote 6 1
    date_june30 date 2025-06-30
    phone_clerk -
editors-ask-now = It says now (tap to copy):
editors-ask-cancel = /cancel leaves it as it is.
editors-pick-code = <b>Choose: { $part }</b>
editors-pick-codes = <b>Choose: { $part }</b>. Tap to choose or to let go, then Done.
editors-pick-all = { $count } in all. Type words to search; a dash (-) empties it.
editors-pick-found = Found for “{ $words }”: { $count }. Type other words to search again.
editors-pick-gone = no longer in the base
editors-pick-before = Back
editors-pick-next = Next
editors-pick-empty = Empty it
editors-pick-done = Done
editors-reordered = in another order
editors-no-change = Nothing differs.
editors-contacts = <b>Phones, e-mails and addresses: { $count } of { $total } not yet checked</b>
    Residents see none of these until someone has checked it on the organisation’s own page, or by calling.
editors-contacts-how = Checked one today? Tap it. Another day: /contacts { $name } 2026-11-20
editors-contacts-mark = Checked today: { $value }
editors-contacts-unchecked = not yet checked, not shown
editors-contacts-checked = checked on { $day }
editors-contacts-open = You have an edit of { $code } open. Publish it or throw it away first; nothing was changed.
editors-and-more = … and more.
editors-choice-official-document = Official document
editors-choice-several-outlets = Several outlets
editors-choice-one-outlet = One outlet
editors-choice-disputed = Disputed
editors-choice-unknown = Unknown
editors-choice-exact = Exact
editors-choice-about = About
editors-choice-by-content = By its content
editors-choice-not-shown = Not shown
editors-choice-none = None
editors-choice-yes = Yes
editors-choice-no = No
editors-choice-partisan = Partisan
editors-choice-opinion = Opinion
editors-choice-newsletter = Newsletter
editors-choice-advocacy = Advocacy group
editors-choice-party = Party to the case
editors-choice-any = Any language
editors-choice-en = English
editors-choice-es = Spanish
editors-choice-ht = Creole
editors-choice-chat = A short friendly reply
editors-choice-refer = Refer to the organisations
editors-checking = Checking what this would change…
editors-checking-asked = Checking what this would change: { $done } of { $count } questions asked…
editors-document = <b>{ $kind } { $code }</b>
editors-fact-none = No answer would read differently.
editors-fact-changes = <b>{ $count } answers would change:</b>
editors-problems-none = No problem found.
editors-problems-stop = <b>Must be mended first:</b>
editors-problems-weigh = <b>Please look at:</b>
editors-may-publish = Above is what residents will see. Publish it? (/draft publish)
editors-may-not-publish = This cannot be published yet. Mend what is listed, then look at the preview again (/draft preview).
editors-confirm-retire = Take { $code } away? It stays in the bin for 30 days. (/draft publish)
editors-confirm-restore = Bring { $code } back? (/draft publish)
editors-confirm-import = Make all of this public at once? (/draft publish)
editors-done-publish = Published: { $code }.{ $version }. The next question is answered with it.
editors-done-retire = { $code } is in the bin. /faq restore { $code } brings it back.
editors-done-restore = { $code } is public again.
editors-done-import = Imported: { $version } documents are public.
editors-done-followers = { $count } who follow this answer are being told.
editors-sent-to-review = { $code } waits for a second person. The reviewers are being told.
editors-sent-back = { $code } is given back to its author.
editors-raced = <b>Someone was faster.</b> { $code } is now version { $version }, by { $who }. Nothing of theirs was overwritten. They changed:
editors-clashes = <b>Both of you changed these parts.</b> Yours would replace theirs:

editors-check-missing = not written yet:
editors-check-shape = has the wrong shape:
editors-check-language = a language is missing.
editors-check-length = too long or empty.
editors-check-points = its points.
editors-check-card = more than one screen.
editors-check-overtaken = does not say what came after.
editors-check-outlet = names an outlet it does not cite.
editors-check-contradiction = a source that says otherwise.
editors-check-glossary = a word the house does not use.
editors-check-hedge = a hedge or a “not” differs between languages.
editors-check-gloss = types a definition that should be quoted.
editors-check-pair = weighs more than the opposite view.
editors-check-pointer = points to an answer that is not there.
editors-check-replaces = a code it takes the place of.
editors-check-stolen = a way of asking goes elsewhere.
editors-check-crowded = a way of asking is not answered outright.
editors-check-html = broken formatting.
editors-check-quote = quotes a value that is in no fact.
editors-check-uncited-quote = quotes a fact it does not cite.
editors-check-no-source = has no source.
editors-check-unknown-source = names a source that is not there.
editors-check-stray-source = names a source behind none of its facts.
editors-check-many-sources = names many sources.
editors-check-unknown-fact = names a fact that is not there.
editors-check-unused-fact = no answer uses this fact.
editors-check-unknown-topic = names a topic that is not there.
editors-check-related = related answers.
editors-check-slug = its link name.
editors-check-as-of = its as-of date.
editors-check-reach = how far its sources or its search reach.
editors-check-review-by = its review date.
editors-check-review-due = is due for review.
editors-check-date = its date.
editors-check-address = a web address.
editors-check-phrasings = its ways of asking.
editors-check-claimed = another answer already has this way of asking.
editors-check-near-title = much like another answer.
editors-check-loaded-word = a loaded word.
editors-check-office-today = speaks of an office as held today.
editors-check-readability = hard to read.
editors-check-figures = numbers differ between languages.
editors-check-unsupported-figure = a number that is in none of its facts.
editors-check-follows = which English it follows.
editors-check-behind = the translation is behind the English.
editors-check-value = a value of a fact.
editors-check-alias = a word with two meanings.

editors-steals = <b>Questions tested: { $count }</b> of { $all }, those whose words this edit touches
editors-steals-none = This edit would change no answer to them.
editors-steals-stolen = • “{ $question }”: { $before } → { $after }
editors-steals-broken = • WRONG NOW: “{ $question }”: { $before } → { $after }
editors-steals-crowded = • only a choice now: “{ $question }”: { $before } → { $after }
editors-steals-lost = • no answer any more: “{ $question }”: { $before } → { $after }
editors-steals-won = • answered now: “{ $question }”: { $after }
editors-steals-more = … and { $count } more; { $harmful } in all for the worse.
editors-try-usage = Write a question after it: /try who voted no
editors-try = <b>{ $verdict }</b>, score { $score }, { $language }. Reasons: { $reasons }
editors-outcome-found = Answered
editors-outcome-maybe = A choice
editors-outcome-unknown = Not known
editors-outcome-chat = Small talk
editors-outcome-refer = Referred
editors-outcome-open = Led to a function
editors-test-no-bank = There are no test questions in the base.
editors-test-running = Asking { $count } test questions…
editors-test = <b>{ $right } of { $count } test questions come out as they should</b>, { $wrong } get a wrong answer.
editors-test-since = <b>Since the last publication:</b>

editors-broadcast = <b>A message to everyone who asked to be told of something</b>
editors-correct = <b>A correction of { $code }</b> to everyone who asked to be told of something. Say what was wrong and what is right; the answer as it stands now is added.
editors-correct-usage = Which answer was wrong? For example: /correct { $town-example }
editors-paid-off =
    Broadcasts go out at the free pace, at most 28 messages a second.
    /broadcast paid on lets them go faster, up to 1,000 a second. Telegram then takes 0.1 Star for each message from the bot's own balance of Stars.
editors-paid-on =
    Broadcasts are paid for: up to 1,000 messages a second. Telegram takes 0.1 Star for each message from the bot's own balance of Stars.
    /broadcast paid off goes back to the free pace. Alerts about meetings are never paid for.
editors-campaign-none = There is no such message. /broadcast begins one.
editors-campaign-missing = Not reached until it is written for them:
editors-campaign-next = Send me now: { $part }
editors-recipients = <b>{ $count } chats would get this:</b>
editors-send = Send to { $count }
editors-refresh = How far is it?
editors-stop = Stop
editors-document-none = I found no { $kind } for that. Add one with the word add, for example: /{ $kind } add
editors-documents = <b>{ $count } found.</b> Tap one, or type its code after the command. The word add begins a new one.

editors-role-owner = owner
editors-role-editor = editor
editors-role-reviewer = reviewer
editors-role-translator = translator
editors-team = <b>Who keeps the answers</b>
editors-team-owners = The owners are set by whoever runs the bot.
editors-team-how = /team invite editor Clara – a link for one person
    /team invite translator Ana es ht – for these languages only
    /team promote 1 reviewer – change a role
    /team remove 1 – end it at once
    /team rule on, /team rule off – the two-person rule
editors-team-remove = Remove { $who }
editors-team-which = Which one? Use the number or the name in /team, for example: /team remove 1 or /team promote 1 reviewer
editors-invite-editor = Invite an editor
editors-invite-reviewer = Invite a reviewer
editors-invite-translator = Invite a translator
editors-invite-usage = Write whom you invite: /team invite editor Clara, /team invite reviewer Rey, or /team invite translator Ana es ht (languages at the end).
editors-invited = This link makes <b>one</b> person { $role }. It works once, for 48 hours. Send it to that person only:
    { $link }
editors-joined = Welcome. You are now { $role } here. /faq shows what you can do.
editors-join-failed = This invitation is not valid: it was used, is too old, or is not for you. Ask the owner for a new one.
editors-removed = { $who } no longer has access.
editors-rule-on = The two-person rule is on: someone else must approve before anything is public.
editors-rule-off = The two-person rule is off: an editor may publish alone.
editors-rule-turn-on = Turn the two-person rule on
editors-rule-turn-off = Turn the two-person rule off
editors-rule-usage = Write /team rule on or /team rule off

editors-off-usage = Write what people should read meanwhile, up to { $limit } characters: /off We are checking the answers. Back at noon. – or /off alerts and a message, to pause meeting alerts as well.
editors-off = Answers are off; alerts go on. Until /on, people who ask read your notice.
editors-off-alerts = Answers and alerts are off until /on. People who ask read your notice.
editors-off-alerts-too = Pause alerts as well
editors-off-answers-too = Let alerts go on
editors-on-button = Answer again
editors-on = Answers are on again.
editors-on-already = Answers are on.
editors-go-nothing = Nothing is held back.
editors-go-held = The base was restored from a backup, and sending is on hold. { $count } messages wait; some may have been sent before the restore. Send them, or drop them? (/go send, /go drop)
editors-go-send = Send them
editors-go-drop = Drop them
editors-go-sending = Sending goes on: { $count } messages.
editors-go-dropped = { $count } messages were dropped. Sending goes on from now.

editors-audit = <b>What was done</b> ({ $count }), newest first
editors-audit-empty = Nothing was done yet.
editors-act-add = added
editors-act-change = changed
editors-act-retire = deleted
editors-act-restore = brought back
editors-act-import = imported
editors-act-invite = invited
editors-act-join = joined
editors-act-promote = gave another role to
editors-act-remove = removed
editors-act-rule = changed the rule
editors-act-off = paused
editors-act-on = resumed
editors-act-go = let sending go on:
editors-act-dismiss = dismissed
editors-act-broadcast = sent to all:
editors-act-correct = sent a correction:
editors-act-stop = stopped

editors-unanswered = <b>{ $count } questions wait for an answer.</b> Tap one, or type /unanswered and its name.
editors-unanswered-none = No question waits for an answer.
editors-wish-sent = • <b>{ $name }</b> ({ $language }): “{ $text }”
editors-wish-missed = • <b>{ $name }</b> ({ $language }), { $chats } chats, these words: { $text }
editors-wish-waits = Someone asked to be told.
editors-wish-how = Add it to an answer as one more way of asking, write a new answer, or dismiss it. Typed: /unanswered { $name } add { $town-example }, /unanswered { $name } new, /unanswered { $name } dismiss
editors-wish-add = Add to { $code } ({ $score }): { $title }
editors-wish-new = Write a new answer
editors-wish-dismiss = Dismiss
editors-wish-dismissed = Dismissed.
editors-wish-gone = That question no longer waits.
editors-desk-see = See them
editors-desk-off = No more of these
editors-desk-on = Tell me again
editors-desk-is-on = You will hear of questions and of answers that do not help, at most once an hour. /unanswered off ends it.
editors-desk-is-off = You will not be told of these any more. /unanswered shows them at any time; /unanswered on tells you again.
editors-wish-scores = Score of this question for { $code }: { $before } now, { $after } with it added.
editors-unhappy = <b>Why answers did not help</b> (30 days)
editors-few = fewer than { $floor }

editors-stats = <b>From { $first } to { $last }</b>
editors-stats-caption = The last { $days } days
editors-stats-total = Questions: { $count }
editors-stats-other = Other
editors-stats-days = Questions a day
editors-stats-outcomes = How they came out
editors-stats-languages = Languages
editors-stats-helpful = Called helpful: { $share }
editors-stats-top = Most asked:
editors-stats-subscribers = Chats that asked to be told of something: { $count }
editors-stats-alerts = Messages sent unasked: { $sent } sent, { $failed } failed, { $queued } waiting
editors-stats-source = Meeting source { $source }: last read well { $at }
editors-stats-due = Answers due for review: { $count }

editors-export-usage = Which form? One of { $forms }. For a spreadsheet: /export zip (a table a kind), or /export fact (one alone)
editors-exported = { $count } documents, as they are public now.
editors-import-usage = Send me the file here: a zip of tables or one of them as CSV, TOML or JSON, up to 6 MB, in the form /export gives. A row or a column that you leave out changes nothing. I show what would change and ask before anything is public.
editors-import-too-large = The file is larger than 6 MB.
editors-import-refused = The file was refused; nothing was changed. { $fault }
editors-import-faults = <b>{ $count } faults; nothing was changed.</b> Mend them in the file and send it again.
editors-import-fault = • { $place }, { $code }: { $says }
editors-import-same = All { $count } documents are already public as they are. Nothing to do.
editors-import-differences = <b>This file would change:</b>
editors-import-changed = • changed: { $what }
editors-import-new = • new: { $what }
editors-import-more = … and { $count } more.

# What reaches people unasked.
notice-correction = <b>Correction of answer { $code }</b>
notice-correction-now = The answer now ({ $stamp }):
notice-why-all = You get this because you asked to be told of meetings or of an answer. /stop ends it.
notice-progress = <b>{ $state }</b>: { $sent } of { $total } sent, { $left } to go, { $failed } could not be reached, { $unknown } unsure, { $dropped } taken back.
notice-campaign-sending = On its way
notice-campaign-stopped = Stopped
notice-campaign-reported = Done
notice-answered = A question you sent has been answered:
notice-review = { $code } waits for your approval. /faq shows it.
notice-back = A reviewer gave { $code } back to you. /draft shows it.
notice-report = <b>Your message to all is done.</b>
notice-weekly = <b>This week for the editors</b>
notice-weekly-due = Due for review:
notice-weekly-expiring = Written before a meeting that has been held:
notice-weekly-open = Questions waiting: { $count }. /unanswered
notice-weekly-behind = Translations behind the English: { $codes }
notice-weekly-calm = Nothing is due.
notice-desk = <b>From residents</b>
notice-desk-sent = Questions sent to the editors: { $count }. /unanswered
notice-desk-unhappy = • { $stamp } was called not helpful three times or more: { $title }
notice-backup-failed = <b>Last night’s backup failed.</b> { $fault }
notice-outage = <b>The database did not work for about { $minutes } min</b> ({ $fault }). It works again. No message was lost; those who wrote meanwhile are being answered.

start-paused = Answers are paused for the moment. A notice from the editors:
privacy-kind-follows = Answers you follow
menu-faq = Find, edit and add answers
menu-draft = The edit you have open
menu-fact = Facts and their values
menu-source = Sources
menu-alias = Other words for a word
menu-scope = Replies to other matters
menu-topic = Topics
menu-contacts = Phones and addresses to check
menu-unanswered = What people could not find
menu-try = Try a question
menu-testall = Ask all test questions
menu-poster = A poster to print
menu-stats = Figures
menu-import = Send a file of answers
menu-export = Get a file of answers
menu-broadcast = Write to all who asked to be told
menu-correct = Tell all of a correction
menu-off = Pause the answers
menu-on = Answer again
menu-audit = What was done
menu-team = Who keeps the answers
menu-go = Let sending go on after a restore
menu-health = Sources and alerts: how they are
menu-addmeeting = Add a meeting by hand
menu-editmeeting = Change a meeting by hand
menu-cancelmeeting = Cancel a meeting by hand
menu-approve = Release alerts that wait for you
menu-drop = Drop alerts that wait for you
menu-accept = Accept a shorter calendar
menu-follow = Be told when an answer changes
editors-poster = A poster to print, on Letter paper. Its code opens { $link }.
poster-how = Scan this with your phone’s camera: it opens in Telegram.
poster-foot = { $town-foot }
