# Answers, choices and honest misses.
ask-certainty-official-document = official document
ask-certainty-several-outlets = several outlets
ask-certainty-one-outlet = one outlet only
ask-certainty-disputed = disputed: both sides given
ask-certainty-unknown = not known
ask-sources-to = sources to { $day }
ask-sources-undated = sources undated
ask-searched-to = searched to { $day }
ask-not-legal = not legal advice
ask-no-sources = No page that settles this was found.
ask-fallback = This answer is not written in your language yet; here it is in { $language }.
ask-review = This answer was due for review on { $day }; it may be out of date.
ask-expiring = Written before the meeting of { $day }; it is being checked.
ask-source-about = about { $day }
ask-source-not-shown = { $day }, exact date not shown
ask-source-by-content = { $day } by its content
ask-source-undated = date not shown
ask-source-untitled = title not shown
ask-source-title-inferred = title from the address
ask-source-inferred = address not confirmed
ask-source-mirror = read in a mirror copy
ask-source-republished = read in a republished copy
ask-source-excerpt = read as an excerpt elsewhere
ask-source-archive = read in an archived copy
ask-source-other = read in a copy
ask-source-copy-at = { $publisher }, copy at { $site }
ask-source-read-at = read in a copy at { $site }
ask-source-partisan = partisan outlet
ask-source-opinion = opinion
ask-source-newsletter = newsletter
ask-source-advocacy = advocacy group
ask-source-party = party to the case
ask-did-you-mean = <b>I am not sure what you mean.</b> The closest answers I have:
ask-hardly-understood = <b>I did not understand that well.</b> Try other words, or see if one of these fits:
ask-not-understood = <b>I did not understand that.</b> Please try other words, for example: { $town-question }
ask-again = That is in the answer I have just shown you ({ $stamp }):
ask-again-near = Or is it one of these?
ask-in-short = In short:
ask-choose = To read one whole, tap it or type its number. If none fits, type /none.
ask-none = None of these
ask-also = You also asked about something else:
ask-beside = If this is your question:
ask-related-choices = More on this: { $codes }. Tap a button or type a code.
ask-unknown = <b>I have no answer to that.</b>
    I answer only from a checked list of facts about { $town-issue }, and this is not among them.
ask-unknown-ways = • /topics shows everything I can answer.{ $clerk }
    • Tap the button, or answer your own message with /send, to send this question to the editors. Only then is its text kept.
ask-send = Send this to the editors
ask-sent = Sent. The editors see your question, not who asked it. When it is answered, shall I tell you here? For that I would keep this chat’s number until then.
ask-sent-already = This question has already been sent. Thank you.
ask-sent-enough = You have just sent several questions. You can send the next one in a few minutes.
ask-sent-masked = Numbers that could tell who someone is were blotted out before it was kept. This is what the editors see:
    <blockquote>{ $text }</blockquote>
ask-send-lost = I can no longer see that question. Please ask it again, then tap the button, or type /send followed by your question.
ask-send-usage = Type /send followed by your question, or answer your own message with /send.
ask-tell-me = Tell me here
ask-tell-me-set = I will tell you here once it is answered. To change your mind: /forget
ask-tell-me-gone = That question is no longer waiting, so there is nothing to tell.
ask-more = More
ask-shorter = Shorter
ask-show-sources = Sources
ask-how-known = How do you know?
ask-share = Share
share-send = Send to someone
share-copy = Copy the link
share-link = <b>{ $title }</b>
    { $link }
ask-follow = Tell me if this changes
ask-which = Ask something first, or type the code: { $command } { $town-example }.
ask-basis-none = There is nothing more on how we know { $code } than its sources: /sources_{ $number }
ask-helpful = Helpful
ask-not-helpful = Not helpful
ask-thanks = Thank you.
ask-why = Thank you. What was wrong? One tap is enough; nothing else is kept.
ask-why-wrong = Not my question
ask-why-unclear = Hard to understand
ask-why-missing = Something is missing
ask-why-old = Out of date
ask-rate-typed = You can also type /helpful or /nothelpful.
ask-nothing-to-rate = There is no recent answer to rate. Ask something first.
ask-switch = Continue in { $language }
ask-gone = That answer has been removed. /topics shows what there is now.
ask-no-such-code = There is no answer with the code { $code }. /topics shows what there is.
ask-nothing-offered = There is no list open to choose from. Ask a question, or open /topics.
ask-too-long = That is a long message. Please ask in fewer words: up to { $limit } characters.
ask-empty = Please write your question in a message, for example: { $town-question }
ask-away = (I was away. Here is the answer to your latest question.)
ask-slow-down = One moment, please: that was many messages at once. I will answer again in a few seconds.
ask-spoken = I cannot listen to voice messages, and have not listened to this one. Tap what you would like to know, or write a few words: spelling does not matter.
ask-media = I can only read text. Please write your question in a message, or use a button.
request-subscribe = I can tell you about coming meetings: a reminder before each one, and word when one is new, moved or cancelled or its agenda is posted. Tap the button, or type /subscribe. You can end it at any time with /stop.
request-alerts = Reminders come a chosen time before each meeting; I cannot send one on fixed weekdays. Examples of what you can type:
    /alerts 30 minutes before
    /alerts 3 hours before
    /alerts quiet 21:00-7:30
    /alerts word { $town-keyword }
request-undo-stop = Undo: tell me about meetings
request-privacy = <b>Is it safe to ask here?</b>
    • A program answers; no person reads along. What you write is deleted once it is answered.
    • I do not pass it to { $town-untold } or anyone else.
    • I do not keep your name or username, and never learn your phone number.
    • A question reaches the editors only if you send it to them, without your name.
    • Telegram itself sees this chat; I cannot promise anything about Telegram, or about what a court may order.

    Run by { $operator }. Contact: { $contact }
    Everything in detail: /privacy. What is stored now: /mydata. Delete it: /forget
request-editors = Nobody answers by hand here. To reach people:
    • the editors, for a question or a mistake: type /send and your message; it is kept without your name
    • whoever runs this bot: { $operator }, { $contact }
ask-old-button = This button no longer works. /help shows what does.
