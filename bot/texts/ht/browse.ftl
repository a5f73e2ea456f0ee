# Sijè, kwonoloji, sous, verifikasyon.
browse-topics = <b>Sijè yo</b>
    Peze youn, oswa tape /topics ak nimewo li.
browse-topics-empty = Poko gen repons nan bot la. Moun ki dirije bot la ka chaje yo ak “python -m bot seed”.
browse-topic = <b>{ $topic }</b>
    Peze yon kesyon, oswa tape kòd li.
browse-topic-empty = Pa gen repons anba sijè sa a kounye a. /topics montre lòt yo.
browse-no-topic = Pa gen sijè nimewo { $number }. /topics montre lis la.
browse-page = Paj { $page } sou { $pages }
browse-back = Retounen
browse-next = Plis
browse-timeline = <b>Sa ki pase, youn apre lòt</b>
browse-timeline-empty = Poko gen evènman ki gen dat nan bot la. /topics montre sa ki genyen.
browse-timeline-more = Tape yon kòd, oswa peze l, pou li repons lan ak sous li yo.
browse-sources = <b>Ki kote repons yo soti</b>
    { $sources } paj nan { $publishers } medya ak enstitisyon sipòte { $entries } repons. Men sa yo site plis:
browse-sources-more = Tape /sources ak yon kòd, pa egzanp /sources { $town-example }, pou wè tout sous yon repons.
browse-sources-of = <b>Sous { $stamp }</b>
    { $title }
browse-sources-empty = Poko gen sous nan bot la.
browse-verify-usage = Tape /verify ak kòd ki anba yon repons, pa egzanp /verify { $town-example }.3
browse-verify-unknown = Okenn repons bot sa a pa t janm gen kòd { $code }. Si ou wè l nan yon mesaj, mesaj sa a pa soti isit la.
browse-verify-current = { $stamp } otantik, epi se vèsyon ki ajou a, piblik depi { $day }.
browse-verify-old = { $stamp } otantik, men li pa ajou ankò: yo ranplase l { $day }. Vèsyon ki ajou a se { $current }.
browse-verify-future = { $code } pa gen vèsyon { $version }. Pi nouvo a se { $current }.
browse-verify-retired = { $stamp } otantik, men yo retire repons lan apre sa.
browse-verify-replaced = { $stamp } te yon repons bot sa a. { $heir } pran plas li: { $title }
browse-verify-changed = Sa ki chanje: { $parts }
browse-part-title = kesyon an
browse-part-short = repons kout la
browse-part-points = pwen yo
browse-part-detail = detay yo
browse-part-basis = kijan nou konnen
browse-part-sources = sous yo
browse-part-facts = enfòmasyon ki dèyè l
browse-part-dates = dat yo
browse-part-phrasings = fason pou mande sèlman
inline-open = Louvri nan bot la
inline-more = Plis: louvri bot la
inline-none = Pa gen repons pou sa: louvri bot la
inline-help = Ki kote pou jwenn èd
inline-paused = Repons yo an poz
