"""What editors do to the base, as pure rules: who may, which fields, what changed, what is wrong.

roles            who may do what
editable_fields  the parts of a document an editor can change, read from typed text
part_problems    a part checked when it is given
field_changes    what differs between two bodies, and how to lay one edit over another
release_merge    a release's text beside the editors': what differs, what to take
telegram_html    HTML reduced to what Telegram shows
word_diff        two texts told apart word by word
"""
