# Sa editè yo wè. Rezidan yo pa janm wè tèks sa yo.
editors-not-allowed = Wòl ou pa pèmèt sa. Si li ta dwe pèmèt li, mande pwopriyetè a (/team).
editors-draft-gone = Modifikasyon sa a pa louvri ankò: yo te pibliye l, yo te jete l, oswa li se pou yon lòt moun. /faq montre sa ki louvri.
editors-preview-first = Modifikasyon sa a chanje depi ou te wè l antye. Gade apèsi a ankò: /draft preview
editors-misread-too-long = Li twò long: jiska { $given } karaktè chak fwa. Anyen pa chanje.
editors-misread-choice = Mwen bezwen youn nan sa yo: { $given }. Anyen pa chanje.
editors-misread-date = “{ $given }” se pa yon dat mwen ka li. Ekri l konsa: 2026-11-24.
editors-misread-contact = “{ $given }” pa yon kontak baz la genyen. /contacts montre yo.
editors-misread-day-to-come = { $given } poko rive.
editors-misread-flag = “{ $given }” se pa wi ni non.
editors-misread-number = “{ $given }” se pa yon nimewo.
editors-misread-values = Mwen pa ka li liy sa a: { $given }. Ekri: non kalite valè, pa egzanp: vote_june vote 6 1
editors-misread-field = Pa gen okenn pati ki rele “{ $given }” isit la. /draft montre pati yo.
editors-misread-is-a-source = “{ $given }” se yon sous; li pa ka mete la a. Men sa ki ka mache:
editors-misread-is-a-fact = “{ $given }” se yon fè; li pa ka mete la a. Men sa ki ka mache:
editors-misread-is-a-topic = “{ $given }” se yon sijè; li pa ka mete la a. Men sa ki ka mache:
editors-misread-is-a-entry = “{ $given }” se yon repons; li pa ka mete la a. Men sa ki ka mache:
editors-misread-no-code = Pa gen “{ $given }” pou chwazi. Anyen pa chanje. Men sa ki genyen:
editors-misread-unsourced = Chwazi sous yo anvan; san sous, se sa sèlman ou ka di: { $given }. Anyen pa chanje.
editors-misread-language = Di nan ki lang, pa egzanp: /draft short ht

editors-faq-help = <b>Kenbe repons yo kòrèk</b>
    /faq vòt jen – chèche yon repons pa mo oswa pa kòd
    /faq add – ekri yon nouvo repons
    /faq edit { $town-example } – chanje youn
    /faq phrase { $town-example } kiyès ki te vote non – yon lòt fason pou mande
    /faq history { $town-example } – kiyès ki chanje kisa, ak kilè
    /faq undo { $town-example } – tounen nan vèsyon anvan an
    /faq delete { $town-example } – retire l (30 jou nan poubèl la)
    /faq restore – fè youn soti nan poubèl la
    /draft – modifikasyon ou gen louvri a
    /fact, /source, /alias, /scope, /topic – sou kisa repons yo chita
    /contacts – telefòn ak adrès yon moun dwe verifye
    /unanswered – sa moun pa t ka jwenn
    /try, /testall – teste kesyon
    /stats – chif
    /releases – kote yon nouvo vèsyon diferan ak sa nou ekri
    /import, /export – yon fichye antye an yon sèl fwa
    /broadcast, /correct – ekri tout moun ki te mande avètisman
    /off, /on – mete repons yo sou poz
    /audit – sa ki fèt, ak ki wòl
    /team – kiyès ki ka fè kisa
    Anyen pa piblik anvan ou peze Pibliye.
editors-faq-found = Kiyès ou vle di?
editors-faq-none = Mwen pa jwenn repons pou “{ $text }”. /faq add ekri yon nouvo.
editors-faq-which = Ki repons? Ekri kòd li, pa egzanp: /faq { $verb } { $town-example }
editors-faq-behind = (Editè yo: tèks anglè a chanje apre tradiksyon sa a.)
editors-edit = Modifye
editors-history = Istwa
editors-delete = Efase
editors-phrase = Ajoute fason sa a
editors-phrase-usage = Kesyon an pa la ankò. Poze l ankò, oswa ekri repons li ladan l lan ak kesyon an: /faq phrase { $town-example } kiyès ki te vote non
editors-history-of = <b>Istwa { $code }</b>, pi nouvo anvan
editors-history-line = <b>Vèsyon { $version }</b>, { $day }, { $time }, pa { $who }
editors-history-first = Premye vèsyon an.
editors-by-release = yon nouvo vèsyon bot la
editors-by-former = yon ansyen editè
editors-bin-empty = Poubèl la vid. Repons yo efase rete ladan l 30 jou.
editors-bin = <b>Nan poubèl la</b> (30 jou). Peze youn pou fè l tounen, oswa ekri /faq restore ak kòd li.
editors-undo-nothing = Pa gen anyen pou defè. Ekri kòd la, pa egzanp: /faq undo { $town-example }
editors-undo-first = { $code } nan premye vèsyon li: pa gen youn anvan pou tounen ladan l.

editors-draft-of = <b>W ap modifye { $code }</b>, depi vèsyon { $version }
editors-draft-new = <b>Nouvo: { $code }</b>
editors-draft-changes = Chanjman jiska kounye a:
editors-draft-how = Peze yon pati pou chanje l, apre sa Apèsi. Oswa ekri: /draft short ht, /draft preview, /draft discard. Sa ou ekri rete jiskaske ou pibliye l oswa jete l.
editors-others = Atansyon: yon lòt moun gen yon modifikasyon louvri sou sa tou ({ $names }).
editors-preview = Apèsi
editors-discard = Jete
editors-discarded = Li jete. Sa ki piblik nan { $code } rete jan li te ye.
editors-discarded-all = Li jete. Sa ki piblik rete jan li te ye.
editors-discarded-message = Li jete. Anyen pa voye.
editors-publish = Pibliye
editors-approve = Apwouve epi pibliye
editors-back = Remèt
editors-change = Chanje
editors-take = Mete chanjman pa m yo sou pa l yo
editors-open-open = Louvri: { $code }
editors-open-review = Pou verifye: { $code }
editors-part-empty = { $part } (vid)
editors-part-title = Kesyon
editors-part-short = Repons kout
editors-part-points = Pwen yo
editors-part-detail = Detay
editors-part-basis = Kijan nou konnen
editors-part-phrasings = Fason pou mande
editors-part-terms = Mo kle
editors-part-topic = Sijè
editors-part-facts = Enfòmasyon
editors-part-sources = Sous
editors-part-as-of = Dat li valab
editors-part-searched-to = Nou chèche rive
editors-part-review-by = Dat pou verifye
editors-part-certainty = Ki jan li sèten
editors-part-related = Repons ki gen rapò
editors-part-slug = Non lyen an
editors-part-expires-with = Jiska reyinyon
editors-part-overtaken-by = Sa ki vin apre l
editors-part-replaces = Li pran plas
editors-part-legal = Sijè legal
editors-part-says = Sa li di
editors-part-holds = Kilè li te konsa
editors-part-contradicted-by = Sous ki di yon lòt bagay
editors-part-values = Valè
editors-part-publisher = Medya
editors-part-date = Dat
editors-part-date-is = Ki jan dat la sèten
editors-part-url = Adrès
editors-part-via = Kote yo li l
editors-part-copy-at = Kopi nan
editors-part-lean = Tandans
editors-part-name = Non
editors-part-order = Plas nan lis la
editors-part-means = Vle di
editors-part-language = Lang
editors-part-reply = Repons
editors-part-examples = Egzanp
editors-part-cues = Modèl mo
editors-part-courtesy = Politès yo retire
editors-part-lists = Lis mo
editors-part-function = Louvri
editors-part-outcome = Sa pou fè
editors-part-on = Dat
editors-part-entry = Repons
editors-part-message = Mesaj
editors-ask = <b>Voye nouvo tèks la ban mwen: { $part }</b>
editors-form-line = Yon liy tèks senp.
editors-form-html = Jiska 2,000 karaktè. Lèt fonse ak lèt panche rete. Yo site yon valè yon reyalite pa non li ant akolad, pa egzanp {"{"}vote_june30{"}"}.
editors-form-lines = Youn sou chak liy. Lis ou voye a ranplase ansyen an; yon tirè (-) vide l.
editors-form-codes = Kòd yo, ak espas ant yo. Yon tirè (-) vide lis la.
editors-form-code = Yon kòd.
editors-form-date = Yon dat tankou 2026-11-24.
editors-form-period = Ki dat sous yo rive: yon jou tankou 2026-11-24, yon mwa (2026-11), yon ane (2026), oswa undated (san dat).
editors-form-flag = Wi oswa non.
editors-form-choice = Peze youn, oswa ekri l.
editors-form-number = Yon nimewo antye.
editors-form-values = Sèlman valè ki chanje yo, youn sou chak liy: non, kalite, valè. Lòt yo rete; yon non ak yon tirè retire youn. Pa egzanp:
    vote_june30 vote 6 1
    date_june30 date 2025-06-30
    phone_clerk -
editors-ask-now = Kounye a li di (peze pou kopye):
editors-ask-cancel = /cancel kite l jan l ye.
editors-pick-code = <b>Chwazi: { $part }</b>
editors-pick-codes = <b>Chwazi: { $part }</b>. Peze pou chwazi oswa pou retire, epi Fini.
editors-pick-all = { $count } antou. Ekri mo pou chèche; yon tirè (-) vide l.
editors-pick-found = Sa yo jwenn pou “{ $words }”: { $count }. Ekri lòt mo pou chèche ankò.
editors-pick-gone = pa nan baz la ankò
editors-pick-before = Anvan
editors-pick-next = Apre
editors-pick-empty = Vide l
editors-pick-done = Fini
editors-reordered = nan yon lòt lòd
editors-no-change = Pa gen diferans.
editors-contacts = <b>Telefòn, imel ak adrès: { $count } sou { $total } poko verifye</b>
    Piblik la pa wè okenn toutotan yon moun poko verifye l sou paj òganizasyon an menm, oswa nan rele.
editors-contacts-how = Ou verifye youn jodi a? Peze l. Yon lòt jou: /contacts { $name } 2026-11-20
editors-contacts-mark = Verifye jodi a: { $value }
editors-contacts-unchecked = poko verifye, piblik la pa wè l
editors-contacts-checked = verifye { $day }
editors-contacts-open = Ou gen yon modifikasyon { $code } ki louvri. Pibliye l oswa jete l anvan; anyen pa chanje.
editors-and-more = … ak plis ankò.
editors-choice-official-document = Dokiman ofisyèl
editors-choice-several-outlets = Plizyè medya
editors-choice-one-outlet = Yon sèl medya
editors-choice-disputed = Yo pa dakò
editors-choice-unknown = Yo pa konnen
editors-choice-exact = Egzak
editors-choice-about = Apeprè
editors-choice-by-content = Dapre sa ki ladan l
editors-choice-not-shown = Li pa parèt
editors-choice-none = Okenn
editors-choice-yes = Wi
editors-choice-no = Non
editors-choice-partisan = Patizan
editors-choice-opinion = Opinyon
editors-choice-newsletter = Bilten
editors-choice-advocacy = Gwoup ki defann yon kòz
editors-choice-party = Pati nan ka a
editors-choice-any = Nenpòt lang
editors-choice-en = Anglè
editors-choice-es = Panyòl
editors-choice-ht = Kreyòl
editors-choice-chat = Yon ti repons janti
editors-choice-refer = Voye moun nan bay òganizasyon yo
editors-checking = M ap verifye sa sa t ap chanje…
editors-checking-asked = M ap verifye sa sa t ap chanje: { $done } sou { $count } kesyon poze…
editors-document = <b>{ $kind } { $code }</b>
editors-fact-none = Okenn repons pa t ap li yon lòt jan.
editors-fact-changes = <b>{ $count } repons t ap chanje:</b>
editors-problems-none = Pa gen pwoblèm.
editors-problems-stop = <b>Fòk sa yo ranje anvan:</b>
editors-problems-weigh = <b>Tanpri gade sa yo:</b>
editors-may-publish = Anwo a se sa rezidan yo pral wè. Pibliye l? (/draft publish)
editors-may-not-publish = Sa poko ka pibliye. Ranje sa ki nan lis la, apre sa gade apèsi a ankò (/draft preview).
editors-confirm-retire = Retire { $code }? Li rete 30 jou nan poubèl la. (/draft publish)
editors-confirm-restore = Fè { $code } tounen? (/draft publish)
editors-confirm-import = Rann tout sa piblik an yon sèl fwa? (/draft publish)
editors-done-publish = Li pibliye: { $code }.{ $version }. Pwochen kesyon an ap jwenn li.
editors-done-retire = { $code } nan poubèl la. /faq restore { $code } fè l tounen.
editors-done-restore = { $code } piblik ankò.
editors-done-import = Enpòtasyon fèt: { $version } dokiman piblik.
editors-done-followers = N ap avèti { $count } ki swiv repons sa a.
editors-sent-to-review = { $code } ap tann yon dezyèm moun. N ap avèti verifikatè yo.
editors-sent-back = { $code } tounen jwenn moun ki te ekri l la.
editors-raced = <b>Yon lòt moun te pi rapid.</b> { $code } kounye a se vèsyon { $version }, pa { $who }. Anyen nan pa l la pa efase. Men sa li chanje:
editors-clashes = <b>Nou toude chanje pati sa yo.</b> Pa w la t ap ranplase pa l la:

editors-check-missing = poko ekri:
editors-check-shape = fòm nan pa bon:
editors-check-language = yon lang manke.
editors-check-length = twò long oswa vid.
editors-check-points = pwen li yo.
editors-check-card = plis pase yon ekran.
editors-check-overtaken = li pa di sa ki vin apre.
editors-check-outlet = li nonmen yon medya li pa site.
editors-check-contradiction = yon sous ki di yon lòt bagay.
editors-check-glossary = yon mo nou pa sèvi isit la.
editors-check-hedge = yon rezèv oswa yon “pa” pa menm nan tout lang.
editors-check-gloss = li ekri yon definisyon li ta dwe site.
editors-check-pair = li peze plis pase opinyon kontrè a.
editors-check-pointer = li voye moun nan yon repons ki pa la.
editors-check-replaces = yon kòd li pran plas li.
editors-check-stolen = yon fason pou mande ale lòt kote.
editors-check-crowded = yon fason pou mande pa jwenn repons dirèk.
editors-check-html = fòma a kase.
editors-check-quote = li site yon valè ki pa nan okenn reyalite.
editors-check-uncited-quote = li sèvi ak yon reyalite li pa site.
editors-check-no-source = li pa gen sous.
editors-check-unknown-source = li nonmen yon sous ki pa la.
editors-check-stray-source = li nonmen yon sous ki pa dèyè okenn reyalite li.
editors-check-many-sources = li nonmen anpil sous.
editors-check-unknown-fact = li nonmen yon reyalite ki pa la.
editors-check-unused-fact = okenn repons pa sèvi ak reyalite sa a.
editors-check-unknown-topic = li nonmen yon sijè ki pa la.
editors-check-related = repons ki gen rapò.
editors-check-slug = non lyen li.
editors-check-as-of = dat li valab.
editors-check-reach = ki dat sous li yo oswa rechèch la rive.
editors-check-review-by = dat pou verifye l.
editors-check-review-due = li lè pou verifye l.
editors-check-date = dat li.
editors-check-address = yon adrès sou entènèt.
editors-check-phrasings = fason pou mande l.
editors-check-claimed = yon lòt repons deja gen fason sa a pou mande.
editors-check-near-title = li sanble anpil ak yon lòt repons.
editors-check-loaded-word = yon mo ki chaje.
editors-check-office-today = li pale de yon pòs kòm si yon moun gen l jodi a.
editors-check-readability = li difisil pou li.
editors-check-figures = chif yo pa menm nan tout lang.
editors-check-unsupported-figure = yon chif ki pa nan okenn reyalite li.
editors-check-follows = ki tèks anglè li swiv.
editors-check-behind = tradiksyon an dèyè anglè a.
editors-check-value = yon valè yon reyalite.
editors-check-alias = yon mo ki vle di de bagay.

editors-steals = <b>Kesyon ki teste: { $count }</b> sou { $all }, sa ki gen mo modifikasyon sa a touche
editors-steals-none = Modifikasyon sa a pa t ap chanje repons okenn.
editors-steals-stolen = • “{ $question }”: { $before } → { $after }
editors-steals-broken = • KOUNYE A LI PA BON: “{ $question }”: { $before } → { $after }
editors-steals-crowded = • kounye a se chwa sèlman: “{ $question }”: { $before } → { $after }
editors-steals-lost = • pa gen repons ankò: “{ $question }”: { $before } → { $after }
editors-steals-won = • kounye a li jwenn repons: “{ $question }”: { $after }
editors-steals-more = … ak { $count } lòt; { $harmful } antou vin pi mal.
editors-try-usage = Ekri yon kesyon apre l: /try kiyès ki te vote non
editors-try = <b>{ $verdict }</b>, nòt { $score }, { $language }. Rezon: { $reasons }
editors-outcome-found = Li jwenn repons
editors-outcome-maybe = Yon chwa
editors-outcome-unknown = Yo pa konnen
editors-outcome-chat = Ti koze
editors-outcome-refer = Yo voye l lòt kote
editors-outcome-open = Mennen nan yon fonksyon
editors-test-no-bank = Pa gen kesyon tès nan baz la.
editors-test-running = M ap poze { $count } kesyon tès…
editors-test = <b>{ $right } sou { $count } kesyon tès soti jan yo dwe</b>, { $wrong } jwenn yon move repons.
editors-test-since = <b>Depi dènye piblikasyon an:</b>

editors-broadcast = <b>Yon mesaj pou tout moun ki te mande avètisman</b>
editors-correct = <b>Yon koreksyon { $code }</b> pou tout moun ki te mande avètisman. Di sa ki pa t bon ak sa ki bon; repons lan jan l ye kounye a ap ajoute poukont li.
editors-correct-usage = Ki repons ki pa t bon? Pa egzanp: /correct { $town-example }
editors-paid-off =
    Mesaj pou tout moun yo pati nan vitès gratis la, pa plis pase 28 mesaj chak segonn.
    /broadcast paid on kite yo pati pi vit, jiska 1,000 chak segonn. Lè sa a Telegram pran 0.1 zetwal pou chak mesaj, nan kont zetwal bot la.
editors-paid-on =
    Mesaj pou tout moun yo peye: jiska 1,000 mesaj chak segonn. Telegram pran 0.1 zetwal pou chak mesaj, nan kont zetwal bot la.
    /broadcast paid off tounen nan vitès gratis la. Avètisman sou reyinyon yo pa janm peye.
editors-campaign-none = Pa gen mesaj konsa. /broadcast kòmanse youn.
editors-campaign-missing = Li p ap rive jwenn moun sa yo toutotan li pa ekri nan lang yo:
editors-campaign-next = Voye ban mwen kounye a: { $part }
editors-recipients = <b>{ $count } chat t ap resevwa sa:</b>
editors-send = Voye bay { $count }
editors-refresh = Kote li rive?
editors-stop = Kanpe
editors-document-none = Mwen pa jwenn anyen pou sa. Ajoute youn ak mo add la, pa egzanp: /{ $kind } add
editors-documents = <b>Mwen jwenn { $count }.</b> Peze youn, oswa ekri kòd li apre kòmand lan. Mo add la kòmanse yon nouvo.

editors-role-owner = pwopriyetè
editors-role-editor = editè
editors-role-reviewer = verifikatè
editors-role-translator = tradiktè
editors-team = <b>Kiyès ki kenbe repons yo</b>
editors-team-owners = Se moun k ap fè bot la mache ki chwazi pwopriyetè yo.
editors-team-how = /team invite editor Clara – yon lyen pou yon moun
    /team invite translator Ana es ht – pou lang sa yo sèlman
    /team promote 1 reviewer – chanje yon wòl
    /team remove 1 – fini ak li touswit
    /team rule on, /team rule off – règ de moun nan
editors-team-remove = Retire { $who }
editors-team-which = Kiyès? Sèvi ak nimewo a oswa non an nan /team, pa egzanp: /team remove 1 oswa /team promote 1 reviewer
editors-invite-editor = Envite yon editè
editors-invite-reviewer = Envite yon verifikatè
editors-invite-translator = Envite yon tradiktè
editors-invite-usage = Ekri kiyès ou envite: /team invite editor Clara, /team invite reviewer Rey, oswa /team invite translator Ana es ht (lang yo alafen).
editors-invited = Lyen sa a fè <b>yon</b> moun { $role }. Li mache yon sèl fwa, pandan 48 èdtan. Voye l bay moun sa a sèlman:
    { $link }
editors-joined = Byenveni. Wòl ou isit la se: { $role }. /faq montre sa ou ka fè.
editors-join-failed = Envitasyon sa a pa bon: yo te sèvi ak li, li twò ansyen, oswa li pa pou ou. Mande pwopriyetè a yon lòt.
editors-removed = { $who } pa gen aksè ankò.
editors-rule-on = Règ de moun nan mache: yon lòt moun dwe apwouve anvan anyen piblik.
editors-rule-off = Règ de moun nan pa mache: yon editè ka pibliye poukont li.
editors-rule-turn-on = Mete règ de moun nan
editors-rule-turn-off = Retire règ de moun nan
editors-rule-usage = Ekri /team rule on oswa /team rule off

editors-off-usage = Ekri sa moun ta dwe li pandan tan sa a, jiska { $limit } karaktè: /off N ap verifye repons yo. N ap tounen a midi. – oswa /off alerts ak yon mesaj, pou mete avètisman reyinyon yo sou poz tou.
editors-off = Repons yo sou poz; avètisman yo kontinye. Jiska /on, moun ki mande li nòt ou a.
editors-off-alerts = Repons yo ak avètisman yo sou poz jiska /on. Moun ki mande li nòt ou a.
editors-off-alerts-too = Mete avètisman yo sou poz tou
editors-off-answers-too = Kite avètisman yo kontinye
editors-on-button = Reponn ankò
editors-on = Repons yo mache ankò.
editors-on-already = Repons yo ap mache.
editors-go-nothing = Pa gen anyen ki kenbe.
editors-go-held = Baz la te remete apati yon kopi, epi voye mesaj kanpe. { $count } mesaj ap tann; gen kèk ki ka te deja ale. Voye yo, oswa jete yo? (/go send, /go drop)
editors-go-send = Voye yo
editors-go-drop = Jete yo
editors-go-sending = Voye mesaj rekòmanse: { $count } mesaj.
editors-go-dropped = { $count } mesaj jete. Voye mesaj rekòmanse apati kounye a.

editors-audit = <b>Sa ki fèt</b> ({ $count }), pi nouvo anvan
editors-audit-empty = Anyen poko fèt.
editors-act-add = ajoute
editors-act-change = chanje
editors-act-retire = efase
editors-act-restore = fè tounen
editors-act-import = enpòte
editors-act-invite = envite
editors-act-join = antre
editors-act-promote = bay yon lòt wòl:
editors-act-remove = retire
editors-act-rule = chanje règ la
editors-act-off = mete sou poz
editors-act-on = rekòmanse
editors-act-go = kite voye mesaj rekòmanse:
editors-act-dismiss = mete sou kote
editors-act-broadcast = voye bay tout moun:
editors-act-correct = voye yon koreksyon:
editors-act-stop = kanpe

editors-unanswered = <b>{ $count } kesyon ap tann repons.</b> Peze youn, oswa ekri /unanswered ak non li.
editors-unanswered-none = Pa gen kesyon k ap tann repons.
editors-wish-sent = • <b>{ $name }</b> ({ $language }): “{ $text }”
editors-wish-missed = • <b>{ $name }</b> ({ $language }), { $chats } chat, mo sa yo: { $text }
editors-wish-waits = Yon moun mande pou nou avèti l.
editors-wish-how = Ajoute l nan yon repons kòm yon lòt fason pou mande, ekri yon nouvo repons, oswa mete l sou kote. Ekri: /unanswered { $name } add { $town-example }, /unanswered { $name } new, /unanswered { $name } dismiss
editors-wish-add = Ajoute nan { $code } ({ $score }): { $title }
editors-wish-new = Ekri yon nouvo repons
editors-wish-dismiss = Mete sou kote
editors-wish-dismissed = Li sou kote.
editors-wish-gone = Kesyon sa a pa ap tann ankò.
editors-desk-see = Wè yo
editors-desk-off = Pa voye sa yo ankò
editors-desk-on = Di m ankò
editors-desk-is-on = W ap konnen kesyon yo ak repons ki pa ede, yon fwa pa èdtan pou pi plis. /unanswered off fini sa.
editors-desk-is-off = Yo p ap di w sa ankò. /unanswered montre yo nenpòt lè; /unanswered on fè yo di w ankò.
editors-wish-scores = Nòt kesyon sa a pou { $code }: { $before } kounye a, { $after } si yo ajoute l.
editors-unhappy = <b>Poukisa repons yo pa t itil</b> (30 jou)
editors-few = mwens pase { $floor }

editors-stats = <b>Soti { $first } rive { $last }</b>
editors-stats-caption = Dènye { $days } jou yo
editors-stats-total = Kesyon: { $count }
editors-stats-other = Lòt
editors-stats-days = Kesyon chak jou
editors-stats-outcomes = Ki jan yo soti
editors-stats-languages = Lang
editors-stats-helpful = Moun di yo itil: { $share }
editors-stats-top = Sa yo mande plis:
editors-stats-subscribers = Chat ki te mande avètisman: { $count }
editors-stats-alerts = Mesaj bot la voye: { $sent } ale, { $failed } echwe, { $queued } ap tann
editors-stats-source = Sous reyinyon { $source }: dènye bon lekti { $at }
editors-stats-due = Repons pou verifye: { $count }

editors-export-usage = Ki fòma? Youn nan { $forms }. Pou yon tablo: /export zip (yon tablo pou chak kalite), oswa /export fact (youn sèl)
editors-exported = { $count } dokiman, jan yo piblik kounye a.
editors-import-usage = Voye fichye a ba mwen isit la: yon zip ak tablo yo oswa youn ladan yo an CSV, TOML oswa JSON, jiska 6 MB, nan fòma /export bay la. Yon ranje oswa yon kolòn ou retire pa chanje anyen. M ap montre sa ki ta chanje epi m ap mande anvan anyen piblik.
editors-import-too-large = Fichye a depase 6 MB.
editors-import-refused = Fichye a refize; anyen pa chanje. { $fault }
editors-import-faults = <b>{ $count } erè; anyen pa chanje.</b> Ranje yo nan fichye a epi voye l ankò.
editors-import-fault = • { $place }, { $code }: { $says }
editors-import-same = Tout { $count } dokiman yo deja piblik jan yo ye a. Pa gen anyen pou fè.
editors-import-differences = <b>Fichye sa a t ap chanje:</b>
editors-import-changed = • chanje: { $what }
editors-import-new = • nouvo: { $what }
editors-import-more = … ak { $count } lòt.

# Sa ki rive jwenn moun san yo pa t mande l nan moman an.
notice-correction = <b>Koreksyon repons { $code }</b>
notice-correction-now = Repons lan kounye a ({ $stamp }):
notice-why-all = Ou resevwa sa paske ou te mande avètisman sou reyinyon oswa sou yon repons. /stop fini ak sa.
notice-progress = <b>{ $state }</b>: { $sent } sou { $total } ale, { $left } rete, { $failed } pa t ka rive, { $unknown } pa sèten, { $dropped } retire.
notice-campaign-sending = Nan wout
notice-campaign-stopped = Li kanpe
notice-campaign-reported = Li fini
notice-answered = Yon kesyon ou te voye jwenn repons:
notice-review = { $code } ap tann apwobasyon w. /faq montre l.
notice-back = Yon verifikatè remèt ou { $code }. /draft montre l.
notice-report = <b>Mesaj ou pou tout moun nan fini.</b>
notice-weekly = <b>Semèn sa a pou editè yo</b>
notice-weekly-due = Pou verifye:
notice-weekly-expiring = Sa yo te ekri anvan yon reyinyon ki fèt deja:
notice-weekly-open = Kesyon k ap tann: { $count }. /unanswered
notice-weekly-behind = Tradiksyon ki dèyè anglè a: { $codes }
notice-weekly-calm = Pa gen anyen k ap tann.
notice-desk = <b>Nan men rezidan yo</b>
notice-desk-sent = Kesyon yo voye bay editè yo: { $count }. /unanswered
notice-desk-unhappy = • Yo di { $stamp } pa ede twa fwa oswa plis: { $title }
notice-backup-failed = <b>Kopi sekou yè swa a pa mache.</b> { $fault }
notice-outage = <b>Baz done a pa t mache pandan anviwon { $minutes } min</b> ({ $fault }). Li mache ankò. Okenn mesaj pa pèdi; n ap reponn moun ki te ekri pandan tan sa a.

start-paused = Repons yo sou poz pou kounye a. Yon nòt editè yo:
privacy-kind-follows = Repons ou swiv
menu-faq = Chèche, modifye, ajoute repons
menu-draft = Modifikasyon ou gen louvri a
menu-fact = Enfòmasyon ak valè yo
menu-source = Sous
menu-alias = Lòt mo pou yon mo
menu-scope = Repons pou lòt zafè
menu-topic = Sijè
menu-contacts = Telefòn ak adrès pou verifye
menu-unanswered = Sa moun pa t ka jwenn
menu-try = Teste yon kesyon
menu-testall = Poze tout kesyon tès yo
menu-poster = Yon afich pou enprime
menu-stats = Chif
menu-import = Voye yon fichye repons
menu-export = Pran yon fichye repons
menu-broadcast = Ekri tout moun ki mande avètisman
menu-correct = Avèti tout moun sou yon koreksyon
menu-off = Mete repons yo sou poz
menu-on = Reponn ankò
menu-audit = Sa ki fèt
menu-team = Kiyès ki kenbe repons yo
menu-go = Kite voye mesaj rekòmanse
menu-health = Sous ak avi: kijan yo ye
menu-addmeeting = Ajoute yon reyinyon alamen
menu-editmeeting = Chanje yon reyinyon alamen
menu-cancelmeeting = Anile yon reyinyon alamen
menu-approve = Lage avi k ap tann ou
menu-drop = Jete avi k ap tann ou
menu-accept = Aksepte yon kalandriye ki pi kout
menu-follow = Jwenn avètisman lè yon repons chanje
editors-poster = Yon afich pou enprime, sou papye fòma Letter. Kòd li a louvri { $link }.
poster-how = Eskane sa a ak kamera telefòn ou: l ap louvri nan Telegram.
poster-foot = { $town-foot }
