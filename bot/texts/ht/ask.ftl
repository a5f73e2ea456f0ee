# Repons, chwa, ak sa nou pa konnen.
ask-certainty-official-document = dokiman ofisyèl
ask-certainty-several-outlets = plizyè medya
ask-certainty-one-outlet = yon sèl medya
ask-certainty-disputed = gen dezakò: toulède bò yo
ask-certainty-unknown = nou pa konnen
ask-sources-to = sous: { $day }
ask-sources-undated = sous san dat
ask-searched-to = rechèch: { $day }
ask-not-legal = se pa konsèy legal
ask-no-sources = Nou pa jwenn okenn paj ki klarifye sa.
ask-fallback = Repons sa a poko ekri nan lang ou; men li an { $language }.
ask-review = Yo te dwe revize repons sa a { $day }; li ka pa ajou.
ask-expiring = Yo te ekri sa anvan reyinyon { $day }; y ap verifye li.
ask-source-about = anviwon { $day }
ask-source-not-shown = { $day }, dat egzak la pa parèt
ask-source-by-content = { $day } dapre sa ki ladan l
ask-source-undated = dat la pa parèt
ask-source-untitled = tit la pa parèt
ask-source-title-inferred = tit dapre adrès la
ask-source-inferred = adrès la poko konfime
ask-source-mirror = nou li l nan yon kopi
ask-source-republished = nou li l nan yon lòt piblikasyon
ask-source-excerpt = nou li yon ekstrè lòt kote
ask-source-archive = nou li l nan yon kopi achiv
ask-source-other = nou li l nan yon kopi
ask-source-copy-at = { $publisher }, kopi nan { $site }
ask-source-read-at = nou li l nan yon kopi nan { $site }
ask-source-partisan = medya ki gen pozisyon politik
ask-source-opinion = opinyon
ask-source-newsletter = bilten
ask-source-advocacy = gwoup ki defann yon kòz
ask-source-party = pati nan ka a
ask-did-you-mean = <b>Mwen pa sèten sa ou vle mande a.</b> Men repons ki pi pre mwen genyen yo:
ask-hardly-understood = <b>Mwen pa byen konprann.</b> Eseye ak lòt mo, oswa gade si youn nan sa yo bon:
ask-not-understood = <b>Mwen pa konprann sa.</b> Tanpri eseye ak lòt mo, pa egzanp: { $town-question }
ask-again = Sa nan repons mwen fenk montre w la ({ $stamp }):
ask-again-near = Oswa se youn nan sa yo?
ask-in-short = An de mo:
ask-choose = Pou li youn antye, peze l oswa tape nimewo li. Si okenn pa bon, tape /none.
ask-none = Okenn nan sa yo
ask-also = Ou te mande yon lòt bagay tou:
ask-beside = Si se kesyon sa a w ap poze:
ask-related-choices = Plis sou sa: { $codes }. Peze yon bouton oswa tape yon kòd.
ask-unknown = <b>Mwen pa gen repons pou sa.</b>
    Mwen reponn sèlman ak yon lis enfòmasyon verifye sou { $town-issue }, epi sa a pa ladan l.
ask-unknown-ways = • /topics montre tout sa mwen ka reponn.{ $clerk }
    • Peze bouton an, oswa reponn pwòp mesaj ou ak /send, pou voye kesyon an bay editè yo. Se lè sa a sèlman nou kenbe tèks la.
ask-send = Voye sa bay editè yo
ask-sent = Nou voye li. Editè yo wè kesyon an, yo pa wè kiyès ki poze l. Lè gen repons, èske m ap di w isit la? Pou sa, m ap kenbe nimewo konvèsasyon sa a jiska lè sa a.
ask-sent-already = Ou te deja voye kesyon sa a. Mèsi.
ask-sent-enough = Ou fèk voye plizyè kesyon. W ap ka voye yon lòt nan kèk minit.
ask-sent-masked = Anvan nou konsève l, nou kache nimewo ki te ka di kiyès yon moun ye. Men sa editè yo wè:
    <blockquote>{ $text }</blockquote>
ask-send-lost = Mwen pa ka wè kesyon sa a ankò. Poze l ankò epi peze bouton an, oswa tape /send ansanm ak kesyon ou.
ask-send-usage = Tape /send ansanm ak kesyon ou, oswa reponn pwòp mesaj ou ak /send.
ask-tell-me = Di m isit la
ask-tell-me-set = M ap di w isit la lè gen repons. Si ou chanje lide: /forget
ask-tell-me-gone = Kesyon sa a pa ap tann ankò, kidonk pa gen anyen pou di.
ask-more = Plis
ask-shorter = Mwens
ask-show-sources = Sous
ask-how-known = Kijan nou konnen?
ask-share = Pataje
share-send = Voye bay yon moun
share-copy = Kopye lyen an
share-link = <b>{ $title }</b>
    { $link }
ask-follow = Di m si sa chanje
ask-which = Poze yon kesyon dabò, oswa tape kòd la: { $command } { $town-example }.
ask-basis-none = Sou kijan nou konnen { $code }, pa gen plis pase sous li yo: /sources_{ $number }
ask-helpful = Sa ede m
ask-not-helpful = Sa pa ede m
ask-thanks = Mèsi.
ask-why = Mèsi. Ki sa ki pa t bon? Peze yon sèl fwa, sa ase; nou pa kenbe anyen anplis.
ask-why-wrong = Se pa t kesyon mwen
ask-why-unclear = Li difisil pou konprann
ask-why-missing = Gen yon bagay ki manke
ask-why-old = Li pa ajou
ask-rate-typed = Ou ka tape /helpful oswa /nothelpful tou.
ask-nothing-to-rate = Pa gen yon repons resan pou bay avi sou li. Poze yon kesyon dabò.
ask-switch = Kontinye an { $language }
ask-gone = Yo retire repons sa a. /topics montre sa ki genyen kounye a.
ask-no-such-code = Pa gen repons ki gen kòd { $code }. /topics montre sa ki genyen.
ask-nothing-offered = Pa gen lis ki louvri pou chwazi. Poze yon kesyon, oswa louvri /topics.
ask-too-long = Mesaj la long. Tanpri mande ak mwens mo: jiska { $limit } karaktè.
ask-empty = Tanpri ekri kesyon ou nan yon mesaj, pa egzanp: { $town-question }
ask-away = (Mwen pa t disponib. Men repons dènye kesyon ou a.)
ask-slow-down = Yon ti moman, tanpri: ou voye anpil mesaj youn apre lòt. M ap reponn ankò nan kèk segonn.
ask-spoken = Mwen pa ka koute mesaj vwa, e mwen pa t koute sa a. Peze sa ou ta renmen konnen, oswa ekri kèk mo: òtograf la pa gen enpòtans.
ask-media = Mwen ka li tèks sèlman. Tanpri ekri kesyon ou nan yon mesaj, oswa sèvi ak yon bouton.
request-subscribe = Mwen ka fè w konnen sou reyinyon k ap vini yo: yon rapèl anvan chak reyinyon, ak yon mesaj lè gen yon nouvo, lè youn chanje oswa anile, oswa lè ajanda a parèt. Peze bouton an, oswa tape /subscribe. Ou ka fini sa nenpòt ki lè ak /stop.
request-alerts = Rapèl yo rive yon tan ou chwazi anvan chak reyinyon; mwen pa ka voye yo nan jou fiks nan semèn nan. Egzanp sa ou ka tape:
    /alerts 30 minit anvan
    /alerts 3 èdtan anvan
    /alerts silans 21:00-7:30
    /alerts mo { $town-keyword }
request-undo-stop = Defèt: fè m konnen reyinyon yo
request-privacy = <b>Èske li san danje pou mande isit la?</b>
    • Se yon pwogram ki reponn; pa gen moun k ap li. Sa ou ekri efase depi m fin reponn.
    • Mwen pa pase l bay { $town-untold } ni okenn lòt moun.
    • Mwen pa kenbe ni non ou ni non itilizatè ou, epi mwen pa janm konnen nimewo telefòn ou.
    • Yon kesyon rive jwenn editè yo sèlman si ou menm ou voye l, san non ou.
    • Telegram li menm wè konvèsasyon sa a; mwen pa ka pwomèt anyen sou Telegram, ni sou sa yon tribinal ka bay lòd fè.

    Moun ki responsab: { $operator }. Kontak: { $contact }
    Tout detay: /privacy. Sa ki sere kounye a: /mydata. Efase l: /forget
request-editors = Pa gen moun k ap reponn isit la. Pou jwenn moun:
    • editè yo, pou yon kesyon oswa yon erè: tape /send ak mesaj ou; li sere san non ou
    • moun ki responsab bot la: { $operator }, { $contact }
ask-old-button = Bouton sa a pa mache ankò. /help montre sa ki mache.
