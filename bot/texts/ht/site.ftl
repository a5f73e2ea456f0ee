# Repons yo kòm paj pou yon navigatè.
site-lead = Repons sou { $town }, kopye { $day }. Yo ka chanje depi lè sa a: bot la gen yo jan yo ye kounye a.
site-commands = Sa ki kòmanse ak yon ba, tankou /meetings, se pou ekri bot la sou Telegram.
site-search = Chèche nan repons yo
site-hint = Kèk mo, oswa yon kòd tankou { $code }
site-hits = { $count } repons ki pi sanble
site-none = Pa gen repons ki koresponn. Eseye lòt mo.
site-topics = Sijè yo
site-skip = Ale nan repons yo
site-languages = Lang yo
site-sources = Sous
site-see = Gade tou
site-top = Anwo
site-foot = Sa a se yon kopi sa bot la di; se pa yon paj { $town-copy_of }. Anyen isit la se pa konsèy legal.
site-next = Paj sa a pa konnen pwochen reyinyon an; bot la konnen l: /meetings
