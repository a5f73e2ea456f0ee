# Hello, help, about, the command menu, errors.
language-en = English
language-es = Español
language-ht = Kreyòl ayisyen
start-hello = <b>Key West Civic Bot</b>
    I answer questions about the agreement between Key West police and ICE, called 287(g): what was signed, how the Commission voted, what the State said. Every answer names its sources and its date. I also know the coming city meetings, and can tell you when one comes up, moves or is cancelled.

    Just type your question, for example:
    • What was the vote on June 30?
    • What is a 287(g) agreement?
    • How do I speak at a meeting?

    I am not the City, ICE or the State, and I give no legal advice. You need no name here: I store as little as I can. See /privacy
start-first = Ask me about 287(g) and city meetings.
start-help = <b>What you can do</b>
    Type a question in your own words: English, Spanish or Haitian Creole. Plain words work too: “when is the next meeting”, “stop”, “delete my data”.

    /topics – browse all questions
    /more, /why, /follow KW-14 – more of an answer; how we know; be told if it changes
    /share KW-14 – a link to an answer, to send to somebody
    /timeline – what happened, in order
    /sources – where the answers come from
    /meetings – upcoming meetings; /agenda, /calendar
    /subscribe, /alerts – be told about meetings, and how
    /mine – what was due to you
    /follow KW-14 – be told if an answer changes
    /send – a question or a mistake, to the editors
    /language – English, Español, Kreyòl
    /settings – language, plain mode, what is stored
    /verify KW-14.3 – is this answer genuine and current?
    /privacy, /mydata, /forget – your data
    /stop – end everything I send on my own
    /about – who runs this bot
    /cancel – leave what you were doing

    Every button has a typed way too: the number of a choice, a code such as KW-14, or a command.
start-help-editor = <b>For editors</b>
    /faq – find, change, add an answer; /faq alone shows all of it
    /draft – your open edit
    /unanswered – what people ask in vain
    /fact, /source, /topic, /alias, /scope – the parts
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
    Key West Civic Bot answers from a checked list of facts with sources. It takes no side on the agreement. It is not run by the City of Key West, by ICE or by the State of Florida.

    Run by: { $operator }
    Contact: { $contact }

    The base holds { $entries } answers, in three languages. Answers are dated; if one is wrong, tap “Not helpful” or use /send.
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
menu-subscribe = Be told about meetings
menu-alerts = Your meeting alerts
menu-mine = What was due to you, and when
menu-language = English, Español, Kreyòl
menu-settings = Language, plain mode, what is stored
menu-privacy = What is stored about you
menu-mydata = Show what is stored
menu-forget = Delete what is stored
menu-stop = End everything sent unasked
menu-about = Who runs this bot
menu-verify = Check an answer’s code
menu-cancel = Leave what you were doing
menu-name = Key West Civic Bot
menu-description = Ask about the 287(g) agreement between Key West police and ICE: votes, dates, law. Ask when the next city meeting is, and be told of meetings, changes and cancellations. Sourced, dated, neutral answers in English, Spanish and Haitian Creole. Not the City, not ICE, not the State. Not legal advice.
menu-short = Sourced answers on Key West’s 287(g) agreement with ICE, and city meeting alerts. English, Español, Kreyòl.
