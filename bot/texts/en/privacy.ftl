# Language, settings, privacy, forgetting, stopping.
settings-choose-language = <b>Language</b>
    Tap one, or type { $town-commands }.
settings-one-language = I answer in { $town-tongues } only.
settings-language-set = From now on I answer in English.
settings-language-unknown = I do not speak “{ $given }”. Type { $town-commands }.
settings-show = <b>Settings</b>
    { $town-count ->
        [1] {""}
       *[other] Language: { $language } – /language{"\u000A"}
    }Plain mode (no emoji, for screen readers): { $plain } – /settings plain, /settings normal
    What is stored about this chat: /mydata
settings-on = on
settings-off = off
settings-plain-on = Turn plain mode on
settings-plain-off = Turn plain mode off
settings-plain-set = Plain mode is on. Messages come without emoji.
settings-plain-unset = Plain mode is off.
settings-admins-only = In a group, only its admins can change this.
privacy-text = <b>Privacy</b>
    Run by { $operator }. Contact: { $contact }

    <b>What I store</b>
    • This chat’s number, the language you chose, plain mode.
    • For ten minutes, the code of the last answer shown, so that “who voted no?” can follow it.
    • For three days, which of my messages answers which of yours (numbers only), so that an edited question is answered anew.
    • If you subscribe: what you subscribed to, and, for 90 days, which alerts were sent to you.

    <b>What I do not store</b>
    • Your name, username, phone or place.
    • The words you write. Telegram gives them to me; they wait in a queue until answered, then are deleted. A question I cannot answer leaves only a score, and a keyed fingerprint of its main words for 30 days. If three chats ask the same, those words alone are kept.
    • Only if you tap “Send this to the editors” is your question kept, without you, and with numbers of identity, cards and phones blotted out. Only if you ask to be told is this chat’s number kept with it, until you are told.

    Counts per day (how many questions, which answers) are kept without any chat. Telegram itself sees this chat; its own policy applies. Backups are deleted after 14 days, and a restore forgets again whoever was forgotten.

    /mydata shows all of it. /forget deletes it. /stop ends everything I send on my own.
privacy-mydata = <b>What is stored about this chat</b>
privacy-mydata-none = Nothing is stored about this chat.
privacy-mydata-language = Language: { $language }
privacy-mydata-plain = Plain mode: { $plain }
privacy-mydata-context = Last answers shown (for ten minutes): { $codes }
privacy-mydata-count = { $what }: { $count }
privacy-kind-settings = Chat number and settings
privacy-kind-replies = Links between your messages and my replies (three days)
privacy-kind-suggestions = Questions you asked to be told about
privacy-kind-subscriptions = Subscriptions
privacy-kind-alerts = Alerts sent or waiting
privacy-kind-drafts = Unfinished edits
privacy-kind-roles = Editor role
privacy-kind-messages = Messages sent to you unasked, or waiting to be sent (90 days)
privacy-kind-acts = What you did as an editor (it stays, without your number)
privacy-kind-misses = Keyed fingerprints of questions I could not answer (30 days)
privacy-forget-ask = Delete everything stored about this chat? This ends your subscriptions too, and cannot be undone. Tap a button, or type /forget yes
privacy-forget-yes = Yes, delete it
privacy-forget-no = No, keep it
privacy-forgotten = Deleted. This is what was stored and is now gone:
privacy-forgotten-none = Nothing was stored about this chat.
privacy-forget-kept = Nothing was deleted.
privacy-stopped = Stopped. I will send nothing on my own any more. You can still ask me anything. To be told about meetings again: /subscribe
privacy-stopped-already = I was not sending you anything on my own. You can still ask me anything.
