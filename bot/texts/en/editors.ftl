# What editors see and hear. Residents never meet these.
editors-not-allowed = Your role does not allow that. If it should, ask the owner (/team).
editors-draft-gone = That edit is no longer open: it was published, thrown away, or is someone else’s. /faq shows what is open.
editors-preview-first = This edit has changed since you last saw it whole. Look at the preview again: /draft preview
editors-misread-too-long = That is too long: up to { $given } characters at a time. Nothing was changed.
editors-misread-choice = I need one of these: { $given }. Nothing was changed.
editors-misread-date = “{ $given }” is not a date I can read. Write it as 2026-11-24.
editors-misread-number = “{ $given }” is not a number.
editors-misread-values = I cannot read this line: { $given }. Write: name kind value, for example: vote_june vote 6 1
editors-misread-field = There is no part called “{ $given }” here. /draft shows the parts.
editors-misread-language = Say which language, for example: /draft short es

editors-faq-help = <b>Keeping the answers true</b>
    /faq june vote – find an answer by words or code
    /faq add – write a new answer
    /faq edit KW-14 – change one
    /faq history KW-14 – who changed what, and when
    /faq undo KW-14 – go back to the version before
    /faq delete KW-14 – take it away (30 days in the bin)
    /faq restore – bring one back from the bin
    /draft – the edit you have open
    /fact, /source, /alias, /scope, /topic – what answers rest on
    /unanswered – what people could not find
    /try, /testall – test questions
    /stats – figures
    /import, /export – a whole file at once
    /broadcast, /correct – write to everyone who asked to be told
    /off, /on – pause the answers
    /audit – what was done, and by which role
    /team – who may do what
    Nothing is public before you press Publish.
editors-faq-found = Which one do you mean?
editors-faq-none = I found no answer for “{ $text }”. /faq add writes a new one.
editors-faq-which = Which answer? Write its code, for example: /faq { $verb } KW-14
editors-faq-behind = (Editors: the English text has changed since this translation was made.)
editors-edit = Edit
editors-history = History
editors-delete = Delete
editors-history-of = <b>History of { $code }</b>, newest first
editors-history-line = <b>Version { $version }</b>, { $day }, { $time }, by { $who }
editors-history-first = The first version.
editors-by-release = a release of the bot
editors-by-former = a former editor
editors-bin-empty = The bin is empty. Deleted answers stay in it for 30 days.
editors-bin = <b>In the bin</b> (30 days). Tap one to bring it back, or type /faq restore and its code.
editors-undo-nothing = There is nothing to undo. Write the code, for example: /faq undo KW-14

editors-draft-of = <b>Editing { $code }</b>, from version { $version }
editors-draft-new = <b>New: { $code }</b>
editors-draft-changes = Changed so far:
editors-draft-how = Tap a part to change it, then Preview. Or type: /draft short es, /draft preview, /draft discard. What you write is kept until you publish it or throw it away.
editors-others = Careful: someone else has an edit of this open as well ({ $names }).
editors-preview = Preview
editors-discard = Throw away
editors-discarded = Thrown away. The public answer { $code } is as it was.
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
editors-part-detail = Details
editors-part-phrasings = Ways of asking
editors-part-terms = Key words
editors-part-topic = Topic
editors-part-facts = Facts
editors-part-sources = Sources
editors-part-as-of = As-of date
editors-part-review-by = Review date
editors-part-certainty = How sure
editors-part-related = Related
editors-part-slug = Link name
editors-part-expires-with = Until the meeting of
editors-part-says = What it says
editors-part-holds = When it held
editors-part-values = Values
editors-part-publisher = Publisher
editors-part-date = Date
editors-part-date-is = How sure the date is
editors-part-url = Address
editors-part-via = Read in
editors-part-lean = Leaning
editors-part-name = Name
editors-part-order = Place in the list
editors-part-means = Means
editors-part-language = Language
editors-part-reply = Reply
editors-part-examples = Examples
editors-part-outcome = What to do
editors-part-on = Date
editors-part-entry = Answer
editors-part-message = Message
editors-ask = <b>Send me the new text: { $part }</b>
editors-form-line = One line of plain text.
editors-form-html = Up to 2,000 characters. Bold and italic are kept. A value of a fact can be quoted by its name in braces, for example {"{"}vote_june30{"}"}.
editors-form-lines = One on each line. The list you send replaces the old one.
editors-form-codes = Codes, with spaces between them, for example F016 F018. A dash (-) empties the list.
editors-form-code = One code.
editors-form-date = A date such as 2026-11-24.
editors-form-choice = Tap one, or type it.
editors-form-number = A whole number.
editors-form-values = One value on each line: name, kind, value. For example:
    vote_june30 vote 6 1
    date_june30 date 2025-06-30
    phone_clerk phone 305-555-0100 checked 2026-11-20
editors-ask-now = It says now (tap to copy):
editors-ask-cancel = /cancel leaves it as it is.
editors-reordered = in another order
editors-no-change = Nothing differs.
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
editors-choice-partisan = Partisan
editors-choice-opinion = Opinion
editors-choice-any = Any language
editors-choice-en = English
editors-choice-es = Spanish
editors-choice-ht = Creole
editors-choice-chat = A short friendly reply
editors-choice-refer = Refer to the organisations
editors-checking = Checking what this would change…
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

editors-steals = <b>Questions tested: { $count }</b>
editors-steals-none = None would change its answer.
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
editors-test-no-bank = There are no test questions in the base.
editors-test-running = Asking { $count } test questions…
editors-test = <b>{ $right } of { $count } test questions come out as they should</b>, { $wrong } get a wrong answer.
editors-test-since = <b>Since the last publication:</b>

editors-broadcast = <b>A message to everyone who asked to be told of something</b>
editors-correct = <b>A correction of { $code }</b> to everyone who asked to be told of something. Say what was wrong and what is right; the answer as it stands now is added.
editors-correct-usage = Which answer was wrong? For example: /correct KW-14
editors-campaign-none = There is no such message. /broadcast begins one.
editors-campaign-missing = Still to be written: { $languages }
editors-recipients = <b>{ $count } chats would get this:</b>
editors-send = Send to { $count }
editors-refresh = How far is it?
editors-stop = Stop
