# What editors hear when they give a part: meetings to be tied to, and what is refused.
tied = (Editors: written before the meeting of { $day }.)
tied-moved = (Editors: written before the meeting that was moved from { $before } to { $day }.)
tied-off = (Editors: the meeting of { $day }, before which this was written, was called off. /faq edit { $code } expires_with chooses another; a dash empties it.)
editors-form-meeting = Tap the meeting, or send its day: 2026-12-10. If a day has several, with the body before it: { $town-body-slug }-2026-12-10. If the meeting is moved, the answer follows it. A dash (-) empties it.
editors-misread-meeting-which = That day has several meetings. Send the one you mean: { $given }
editors-misread-meeting-none = The calendar has no such meeting on that day: { $given }. Send the day alone, or another. Nothing was changed.
given-refused = Nothing was changed. Send it once more as it should be, or /cancel.
notice-weekly-off = Written before a meeting that was called off:
preview-learning = Checking what this would change. The new words are being learned first: { $seconds } s so far. Above is the answer as it would be; nothing is public yet.
editors-part-page-title = Title
