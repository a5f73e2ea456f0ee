# Topics, timeline, sources, verify.
browse-topics = <b>Topics</b>
    Tap one, or type /topics and its number.
browse-topics-empty = There are no answers in the base yet. Whoever runs this bot can load them with “python -m bot seed”.
browse-topic = <b>{ $topic }</b>
    Tap a question, or type its code.
browse-topic-empty = There are no answers under this topic now. /topics shows the others.
browse-no-topic = There is no topic number { $number }. /topics shows the list.
browse-page = Page { $page } of { $pages }
browse-back = Back
browse-next = More
browse-timeline = <b>What happened, in order</b>
browse-timeline-empty = No dated events are in the base yet. /topics shows what there is.
browse-timeline-more = Type a code or tap it to read the answer with its sources.
browse-sources = <b>Where the answers come from</b>
    { $sources } pages by { $publishers } publishers stand behind { $entries } answers. Most cited:
browse-sources-more = Type /sources and a code, for example /sources { $town-example }, to see every source of one answer.
browse-sources-of = <b>Sources of { $stamp }</b>
    { $title }
browse-sources-empty = No sources are in the base yet.
browse-verify-usage = Type /verify and the code under an answer, for example /verify { $town-example }.3
browse-verify-unknown = No answer of this bot ever had the code { $code }. If you saw it in a message, that message did not come from here.
browse-verify-current = { $stamp } is genuine, and it is the current version, public since { $day }.
browse-verify-old = { $stamp } is genuine but no longer current: it was replaced on { $day }. The current version is { $current }.
browse-verify-future = { $code } has no version { $version }. The newest is { $current }.
browse-verify-retired = { $stamp } is genuine, but the answer has since been removed.
browse-verify-replaced = { $stamp } was an answer of this bot. { $heir } has taken its place: { $title }
browse-verify-changed = What changed: { $parts }
browse-part-title = the question
browse-part-short = the short answer
browse-part-points = the points
browse-part-detail = the details
browse-part-basis = how we know
browse-part-sources = the sources
browse-part-facts = the facts behind it
browse-part-dates = the dates
browse-part-phrasings = only ways of asking
inline-open = Open in the bot
inline-more = More: open the bot
inline-none = No answer to that: open the bot
inline-help = Where to find help
inline-paused = Answers are paused
