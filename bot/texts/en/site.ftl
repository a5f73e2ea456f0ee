# The answers as pages for a browser.
site-lead = Answers about { $town }, written out on { $day }. They may have changed since: the bot has them as they are now.
site-commands = What begins with a slash, such as /meetings, is to be typed to the bot in Telegram.
site-search = Search the answers
site-hint = A few words, or a code such as { $code }
site-hits = { $count } answers fit best
site-none = No answer fits. Try other words.
site-topics = Topics
site-skip = Skip to the answers
site-languages = Languages
site-sources = Sources
site-see = See also
site-top = To the top
site-foot = This is a copy of what the bot says, not a page of { $town-copy_of }. Nothing here is legal advice.
site-next = This page does not know the next meeting; the bot does: /meetings
