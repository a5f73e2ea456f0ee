# Hello, help, about, the command menu, errors.
language-en = English
language-es = Español
language-ht = Kreyòl ayisyen
language-of-en = English
language-of-es = Spanish
language-of-ht = Haitian Creole
language-short-en = English
language-short-es = Español
language-short-ht = Kreyòl
language-or = { $most } or { $last }
start-hello = <b>{ $town-bot }</b>
    { $town-hello } Every answer names its sources and its date. I also know the coming city meetings, and can tell you when one comes up, moves or is cancelled.

    Just type your question, for example:
    • { $town-question }
    • { $town-question2 }
    • { $town-question3 }

    { $town-not_ours }, and I give no legal advice. You need no name here: I store as little as I can. See /privacy
start-first = Ask me about { $town-ask_about }.
start-help = <b>What you can do</b>
    Type a question in your own words{ $town-count ->
        [1] {""}
       *[other] : { $town-tongues }
    }. Plain words work too: “when is the next meeting”, “stop”, “delete my data”.

    /topics – browse all questions
    /more, /why – more of an answer; how we know
    /share { $town-example } – a link to an answer, to send to somebody
    /timeline – what happened, in order
    /sources – where the answers come from
    /meetings – upcoming meetings; /meeting, /agenda, /calendar – one of them
    /subscribe, /unsubscribe, /alerts – be told about meetings, and how; /mute, /unmute – one of them
    /mine – what was due to you
    /follow { $town-example } – be told if an answer changes; /unfollow
    /helpful, /nothelpful – what you think of an answer; /none – no choice fits
    /send – a question or a mistake, to the editors
    { $town-count ->
        [1] {""}
       *[other] /language – { $town-languages }{"\u000A"}
    }/settings – language, plain mode, what is stored
    /verify { $town-example }.3 – is this answer genuine and current?
    /privacy, /mydata, /forget – your data
    /stop – end everything I send on my own
    /about – who runs this bot; /start, /help – the greeting, this list
    /cancel – leave what you were doing

    Every button has a typed way too: the number of a choice, a code such as { $town-example }, or a command.
start-help-editor = <b>For editors</b>
    /faq – find, change, add an answer; /faq alone shows all of it
    /draft – your open edit
    /unanswered – what people ask in vain
    /fact, /source, /topic, /alias, /scope – the parts; /contacts – phones to check
    /releases – where a release differs from you
    /try, /testall – ask the matcher
    /import, /export – files
    /broadcast, /correct – messages to residents
    /off, /on – pause answers
    /stats, /audit, /poster
start-help-owner = <b>For owners</b>
    /team – who may edit
    /health – sources and alerts
    /addmeeting, /editmeeting, /cancelmeeting – meetings by hand
    /approve, /drop, /accept – changes that wait for you
    /go – confirm
start-about = <b>About this bot</b>
    { $town-bot } answers from a checked list of facts with sources. { $town-neutral }

    Run by: { $operator }
    Contact: { $contact }

    The base holds { $entries } answers{ $town-count ->
        [1] {""}
        [2] , in two languages
       *[other] , in three languages
    }. Answers are dated; if one is wrong, tap “Not helpful” or use /send.
start-operator-unset = not stated by whoever runs this copy
start-cancelled = Cancelled. Nothing was changed.
start-nothing-to-cancel = There is nothing to cancel.
start-unknown-command = I do not know the command { $command }. /help lists them all.
start-error = Something went wrong on my side; it has been noted under { $reference }. Please try again in a minute.
start-chatter = I am here. Type a question, or open /topics.
menu-start = Start here
menu-help = What you can do
menu-topics = Browse all questions
menu-timeline = What happened, in order
menu-sources = Where the answers come from
menu-meetings = Upcoming meetings
menu-calendar = Calendar file and addresses
menu-subscribe = Be told about meetings
menu-alerts = Your meeting alerts
menu-mine = What was due to you, and when
menu-language = { $town-languages }
menu-settings = Language, plain mode, what is stored
menu-privacy = What is stored about you
menu-mydata = Show what is stored
menu-forget = Delete what is stored
menu-stop = End everything sent unasked
menu-about = Who runs this bot
menu-verify = Check an answer’s code
menu-send = Write to the editors
menu-cancel = Leave what you were doing
profile-name = { $town-bot }
profile-description = { $town-description }
profile-short = { $town-short }
