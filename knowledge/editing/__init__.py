"""What editors do to the base, as pure rules: who may, which fields, what changed, what is wrong.

roles      who may do what
fields     the parts of a document an editor can change, read from typed text
given      a part checked when it is given
changes    what differs between two bodies, and how to lay one edit over another
releases   a release's text beside the editors': what differs, what to take
markup     HTML reduced to what Telegram shows
wordwise   two texts told apart word by word
"""
