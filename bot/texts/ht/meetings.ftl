# Reyinyon, avi sou yo, sa chak chat vle resevwa, ak sa responsab yo wè.

meeting-list = <b>Pwochen reyinyon yo</b>
meeting-list-body = <b>Pwochen: { $body }</b>
meeting-list-rest = ak { $count } lòt
meeting-list-more = Tape /meeting ak yon nimewo pou wè detay yo, pa egzanp /meeting { $number }. Yon sèl komite: /meetings { $town-body2 }
meeting-zone = Tout lè yo se lè lokal { $city }.
meeting-choose-body = <b>Ki komite?</b>
meeting-no-body = Mwen pa konnen okenn komite ki rele “{ $given }”. /meetings montre sa ki gen reyinyon k ap vini.
meeting-no-such = Pa gen reyinyon ki gen nimewo { $given }. /meetings montre lis la.
meeting-gone = Reyinyon sa a pa sou lis la ankò. /meetings montre sa ki genyen.
meeting-none-never = <b>Nou pa konnen okenn dat.</b> Mwen poko ka li yon kalandriye vil la, kidonk mwen pa ka di kilè pwochen reyinyon an ye. Tanpri gade kalandriye vil la li menm.
meeting-none-down = <b>Nou pa ka jwenn kalandriye a.</b> Mwen pa konnen okenn reyinyon k ap vini, men mwen pa ka verifye depi { $moment }. Tanpri gade kalandriye vil la li menm.
meeting-none = <b>Pa gen reyinyon k ap vini</b> sou kalandriye vil la. Mwen te verifye sa { $ago }.
meeting-next = <b>Pwochen reyinyon mwen konnen an:</b>
meeting-found = <b>Reyinyon mwen konnen yo:</b>
meeting-none-such = <b>Mwen pa konnen okenn reyinyon konsa.</b> Pwochen ki sou lis la:
meeting-next-more = Detay: /meeting_{ $number }. Tout reyinyon yo: /meetings. Pou m fè w konnen alè: /subscribe
meeting-in-a-line = Pwochen an sou kalandriye nou: { $name }, { $when }; tout: /meetings

meeting-kind-special = reyinyon espesyal
meeting-kind-workshop = atelye
meeting-kind-emergency = reyinyon ijans
meeting-kind-budget = reyinyon sou bidjè
meeting-kind-closed = seyans fèmen
meeting-and = ak
meeting-time-unknown = y ap anonse lè a
meeting-time-note = lè jan yo anonse l: “{ $note }”
meeting-usual-note = Seyans ki pi ta a se abitid komite sa a; ajanda a di sa ki vre.
meeting-place = Kote: { $place }
meeting-place-unknown = Kote: yo poko di l
meeting-online = Sou entènèt
meeting-status-cancelled = Anile
meeting-status-postponed = Ranvwaye; nou poko konnen nouvo dat la
meeting-status-rescheduled = Chanje pou yon lòt dat
meeting-status-moved = Chanje pou { $when }
meeting-status-unlisted = Li pa sou kalandriye vil la ankò; pèsonn pa di li anile
meeting-reason = Rezon yo bay: “{ $reason }”
meeting-doubt = Yon lòt sous di li anile. Sa poko konfime: tanpri verifye anvan ou ale.
meeting-doubt-note = Nòt ki sou kalandriye a di: “{ $note }”. Mwen pa ka di si reyinyon an ap fèt: tanpri verifye anvan ou ale.
meeting-checking = Kalandriye a fèk chanje; m ap verifye chanjman an anvan mwen anonse l.
meeting-checking-off = Kounye a kalandriye a di li p ap fèt; m ap verifye sa. Tanpri gade ankò anvan ou ale.
meeting-continuation = Sou kalandriye a: “{ $note }”
meeting-agenda-there = Ajanda
meeting-agenda-there-short = Ajanda pibliye
meeting-agenda-not = Ajanda poko pibliye
meeting-agenda-of = <b>Ajanda: { $name }</b>
    { $when }
meeting-agenda-none-yet = Ajanda a poko pibliye. Pou m fè w konnen lè li pibliye: /subscribe
meeting-agenda-no-items = Ajanda a pibliye, men nou pa ka montre pwen yo isit la. Tanpri louvri l:
meeting-agenda-rest = ak { $count } lòt pwen
meeting-agenda-language = Tit yo parèt jan vil la ekri yo.
meeting-closed = Se yon seyans fèmen: li sou lis la, men piblik la pa ka patisipe.
meeting-take-part = Pou kòmante oswa pale, swiv sa ajanda a ak paj ofisyèl la di.
meeting-take-part-codes = Men sa nou konnen sou sa: { $codes }
meeting-official = Paj ofisyèl reyinyon sa a
meeting-official-none = Sa a se pa avi ofisyèl la; avi a sou kalandriye vil la.
meeting-typed = Ou ka tape tou: /agenda_{ $number } /calendar_{ $number } /mute_{ $number } /alerts
meeting-by-hand = Moun ki dirije bot sa a te antre l alamen, { $moment }.
meeting-never = Nou poko li kalandriye vil la.
meeting-stale = Nou pa ka verifye ankò depi { $moment }. Tanpri gade kalandriye vil la tou.
meeting-fresh = Konfime sou kalandriye vil la { $ago }.
meeting-looked = Dènye fwa mwen te gade kalandriye vil la, se te { $ago }.
meeting-ago-now = mwens pase yon minit de sa
meeting-ago = gen { $span } de sa
meeting-span-days = { $count } jou
meeting-span-hours = { $count } èdtan
meeting-span-minutes = { $count } min
meeting-muted = An silans: mwen p ap di w anyen ankò sou reyinyon { $number } ({ $body }). Pou defè sa: /unmute_{ $number }
meeting-unmuted = W ap resevwa nouvèl reyinyon { $number } ({ $body }) ankò.
meeting-muted-file = Mwen p ap voye yon nouvo fichye kalandriye pou reyinyon sa a ankò.
meeting-file = { $name }
    { $when }
    Louvri fichye a pou mete l nan kalandriye ou. Si reyinyon an chanje dat oswa anile, m ap voye nouvo fichye a ba ou isit la; pou sispann sa: /stop
meeting-file-renewed = { $name }
    { $when }
    Men nouvo fichye kalandriye a: louvri l, l ap ranplase ansyen an.
meeting-file-name = Reyinyon nan { $city }
meeting-file-cancelled = ANILE
meeting-file-end = Lè li fini an se yon estimasyon.
meeting-file-usual = Seyans dabitid ki pi ta a; ajanda a di sa ki vre.
meeting-file-session = seyans { $number }
meeting-button-agenda = Ajanda
meeting-button-file = Mete nan kalandriye
meeting-button-mute = Silans pou reyinyon sa a
meeting-button-unmute = Retire silans lan
meeting-button-settings = Reglaj avi yo
meeting-button-list = Tout reyinyon yo
meeting-button-all = Tout komite yo
meeting-button-bodies = Chwazi yon komite
meeting-button-subscribe = Avèti m sou reyinyon

lead-evening = lavèy nan aswè
lead-days = { $count } jou anvan
lead-before = { $span } anvan
lead-at = { $lead } a { $time }
lead-each = { $lead }, pou chak seyans

alert-cancelled = ❌ Anile: { $name }
alert-postponed = ⏸ Ranvwaye: { $name }
alert-rescheduled = 📅 Nouvo dat: { $name }
alert-unlisted = ❔ Pa sou lis la ankò: { $name }
alert-reinstated = ✅ L ap fèt kanmenm: { $name }
alert-new-meeting = 🆕 Nouvo reyinyon: { $name }
alert-time-changed = 🕘 Nouvo lè: { $name }
alert-time-set = 🕘 Lè a fikse: { $name }
alert-location-changed = 📍 Nouvo kote: { $name }
alert-check = ❔ Tanpri verifye: { $name }
alert-agenda-posted = 📄 Ajanda pibliye: { $name }
alert-agenda-revised = 📄 Ajanda chanje: { $name }
alert-reminder = ⏰ Rapèl: { $name }
alert-deadline = ✍️ Dènye delè: { $name }
alert-keyword = 🔎 Mo ou: { $name }
alert-several = <b>{ $count } nouvèl sou reyinyon</b>
alert-several-why = Ou resevwa sa paske ou abòne. Detay: /meeting ak nimewo a. Reglaj: /alerts
alert-was = Anvan: { $when }
alert-was-place = Anvan li te dwe fèt nan: { $place }
alert-starts-in = L ap kòmanse nan { $span }.
alert-starts-session = Seyans sa a ap kòmanse nan { $span }, a { $time }.
alert-unlisted-means = Li disparèt sou kalandriye vil la. Pèsonn pa di li anile.
alert-postponed-means = Nou poko konnen nouvo dat la.
alert-deadline-written = Yo aksepte kòmantè alekri jiska { $moment }.
alert-deadline-speak = Ou ka enskri pou pale jiska { $moment }.
alert-deadline-accommodation = Ou ka mande èd pou aksè jiska { $moment }.
alert-matches = <b>Mo ou yo</b>
alert-why-body = Ou resevwa sa paske w ap swiv { $body }.
alert-why-every = Ou resevwa sa paske w ap swiv tout komite yo.
alert-why-keyword = Ou resevwa sa paske ou te mande: { $words }.
alert-why-lead = Ou resevwa sa paske ou te mande yon rapèl { $lead }.
alert-why-deadline = Ou resevwa sa paske ou te mande dènye delè { $body }.
alert-why-file = Ou resevwa sa paske ou te mete reyinyon sa a nan kalandriye ou.
alert-amended = Mizajou { $moment }: mesaj sa a di kounye a sa ki vre jodi a.
alert-again = Ankò, pou nou ka sèten: koneksyon an te koupe pandan mwen t ap voye mesaj sa a; petèt ou resevwa li deja.

subscribe-done = <b>Ou abòne.</b> M ap avèti w sou: { $bodies }.
    Nouvo reyinyon, chanjman ak anilasyon, ajanda; rapèl: { $leads }. Epi, nan nenpòt komite: sa ki mansyone { $town-subject_or }. Silans depi 9:00 PM jiska 7:30 AM, sof sa ki ijan.
    Chanje sa ou vle anba a oswa ak /alerts. Yon lòt komite: /subscribe { $town-body2 }. Fini: /unsubscribe
subscribe-already = Ou deja ap swiv { $body }. /alerts montre tout.
unsubscribe-done = Ou pa abòne ankò. Mwen p ap avèti w sou reyinyon ankò, epi sa ki t ap tann efase. Pou tounen: /subscribe
unsubscribe-nothing = Ou pa t abòne pou reyinyon. Pou m avèti w: /subscribe
unsubscribe-not-that = Ou pa t ap swiv { $body }. /alerts montre sa w ap swiv.

alerts-not-subscribed = Ou pa abòne pou reyinyon. Pou m avèti w alè: /subscribe
alerts-not-understood = Mwen pa konprann sa. Egzanp:
    /alerts 3 èdtan anvan
    /alerts komite { $town-body2 }
    /alerts kalite ajanda
    /alerts mo lapolis
    /alerts silans 21:00-7:30
    /alerts chakjou
    /alerts poz 7 jou
alerts-show = <b>Avi reyinyon ou yo</b>
alerts-show-bodies = Komite: { $bodies }
alerts-show-kinds = Kalite: { $kinds }
alerts-show-leads = Rapèl: { $leads }
alerts-show-words = Mo m ap chèche nan ajanda ak nan sijè yo: { $words }
alerts-show-quiet = Lè silans: { $quiet }
alerts-show-pace = Nouvèl yo vini: { $pace }
alerts-show-paused = An poz jiska { $moment }
alerts-typed = Ou ka tape sa yo tou; chak limen oswa etenn yon bagay: /alerts 3 èdtan anvan · /alerts komite { $town-body2 } · /alerts kalite ajanda · /alerts mo lapolis · /alerts silans 21:00-7:30 · /alerts chakjou · /alerts poz 7 jou · /alerts rekòmanse
alerts-none = okenn
alerts-none-feminine = okenn
alerts-bodies-all = tout komite yo
alerts-bodies-other = lòt komite yo
alerts-kind-new = nouvo reyinyon
alerts-kind-reminder = rapèl
alerts-kind-agenda = ajanda
alerts-kind-change = chanjman ak anilasyon
alerts-kind-deadline = dènye delè pou patisipe
alerts-pace-at-once = touswit
alerts-pace-daily = yon fwa pa jou; sa ki ijan, touswit
alerts-pace-weekly = yon fwa pa semèn; sa ki ijan, touswit
alerts-toggle-on = ✓ { $name }
alerts-toggle-off = { $name }
alerts-toggle-on-plain = Limen: { $name }
alerts-toggle-off-plain = Etenn: { $name }
alerts-door-bodies = Komite
alerts-door-kinds = Kalite
alerts-door-leads = Rapèl
alerts-door-words = Mo
alerts-door-quiet = Lè silans
alerts-door-pace = Touswit oswa ansanm
alerts-door-pause = Poz
alerts-door-resume = Fini poz la
alerts-door-end = Dezabòne
alerts-panel-bodies = <b>Komite</b>
    Peze pou limen oswa etenn, oswa tape /alerts komite ak non l.
alerts-panel-kinds = <b>Kalite mesaj</b>
    Peze pou limen oswa etenn, oswa tape /alerts kalite ak youn nan sa yo: nouvo, rapèl, ajanda, chanjman, delè, { $town-keyword }, rezilta, siveye.
alerts-panel-leads = <b>Rapèl</b>
    Peze pou limen oswa etenn, oswa tape pa w la, tankou: 3 èdtan anvan.
alerts-panel-words = <b>Mo</b>
    Tape /alerts mo ak mo a, pa egzanp /alerts mo lapolis. Peze youn pou retire l. { $where }
alerts-panel-quiet = <b>Lè silans</b>
    Anyen pa vini nan lè sa yo, sof si yon reyinyon nan mwens pase 14 èdtan. Oswa tape /alerts silans 22:00-7:00
alerts-panel-pace = <b>Touswit oswa ansanm</b>
    Sa ki ijan toujou vini touswit. Oswa tape /alerts kounye, /alerts chakjou, /alerts chaksemèn
alerts-panel-pause = <b>Poz</b>
    Pou konbyen tan? Oswa tape /alerts poz 10 jou
alerts-body-on = Limen: m ap avèti w sou { $body }.
alerts-body-off = Etenn: anyen ankò sou { $body }.
alerts-body-on-all = Limen: m ap avèti w sou tout komite yo.
alerts-body-off-all = Etenn: pa sou tout komite yo ankò.
alerts-body-on-other = Limen: m ap avèti w sou lòt komite yo tou.
alerts-body-off-other = Etenn: anyen ankò sou lòt komite yo.
alerts-kind-on = Limen: { $kind }.
alerts-kind-off = Etenn: { $kind }.
alerts-kind-unknown = Mwen pa konnen kalite “{ $given }”. Se youn nan sa yo: nouvo, rapèl, ajanda, chanjman, delè, { $town-keyword }, rezilta, siveye.
alerts-lead-on = M ap fè w sonje { $lead }.
alerts-lead-off = P ap gen rapèl ankò { $lead }.
alerts-lead-unreadable = Mwen pa ka li tan sa a. Ekri pa egzanp: 3 èdtan anvan, 2 jou anvan, aswè anvan.
alerts-lead-too-many = Ou gen { $count } rapèl deja. Retire youn dabò: /alerts
alerts-word-on = M ap chèche “{ $word }”. { $where }
alerts-word-off = Mwen p ap chèche “{ $word }” ankò.
alerts-word-length = Yon mo pou chèche gen ant 2 ak { $most } lèt.
alerts-word-too-many = Ou gen { $count } mo deja. Retire youn dabò: /alerts
alerts-quiet-on = Lè silans: { $quiet }.
alerts-quiet-off = Pa gen lè silans: avi yo vini nenpòt lè.
alerts-quiet-unreadable = Mwen pa ka li lè sa yo. Ekri pa egzanp /alerts silans 21:00-7:30, oswa /alerts silans non
alerts-pace-set-at-once = Nouvèl yo vini touswit.
alerts-pace-set-daily = Nouvèl yo vini yon fwa pa jou, a 6:00 PM. Sa ki ijan toujou vini touswit.
alerts-pace-set-weekly = Nouvèl yo vini yon fwa pa semèn, dimanch a 6:00 PM. Sa ki ijan toujou vini touswit.
alerts-paused = An poz jiska { $moment }. Chanjman ak anilasyon reyinyon ki vin apre yo ap tann jiska lè sa a. Pou fini poz la: /alerts rekòmanse
alerts-resumed = Poz la fini.
alerts-pause-unreadable = Pou konbyen jou? Ekri pa egzanp /alerts poz 7 jou; { $most } pi plis.

mine-head = <b>Èske m rate yon bagay?</b>
    Sa ou te dwe resevwa nan dènye 14 jou yo, ak sa k ap vini:
mine-nothing = Ou pa t dwe resevwa anyen.
mine-coming = <b>Sa k ap vini</b>
mine-gone = yon reyinyon ki pa sou lis la ankò
mine-sent = voye { $moment }
mine-will = ap voye { $moment }
mine-kind-cancelled = anilasyon
mine-kind-postponed = ranvwa
mine-kind-rescheduled = nouvo dat
mine-kind-unlisted = pa sou lis la ankò
mine-kind-reinstated = l ap fèt kanmenm
mine-kind-new-meeting = nouvo reyinyon
mine-kind-time-changed = nouvo lè
mine-kind-time-set = lè fikse
mine-kind-location-changed = nouvo kote
mine-kind-check = pou verifye
mine-kind-agenda-posted = ajanda pibliye
mine-kind-agenda-revised = ajanda chanje
mine-kind-reminder = rapèl
mine-kind-deadline = dènye delè
mine-kind-keyword = mo ou
mine-why-unsubscribed = pa voye: ou te dezabòne
mine-why-paused = pa voye: ou te mete avi yo an poz
mine-why-muted = pa voye: ou te mete reyinyon sa a an silans
mine-why-topic-off = pa voye: kalite sa a te etenn
mine-why-body-off = pa voye: komite sa a te etenn
mine-why-lead-off = pa voye: rapèl sa a te etenn
mine-why-expired = pa voye: li te twò ta pou l itil
mine-why-meeting-off = pa voye: reyinyon an pa t ap fèt
mine-why-meeting-moved = pa voye: reyinyon an te chanje lè
mine-why-superseded = pa voye: yon nouvèl ki pi nèf ranplase l
mine-why-unknown-time = pa gen rapèl: nou pa konnen lè a
mine-why-found-too-late = pa voye: nou te aprann reyinyon an apre moman sa a
mine-why-subscribed-later = pa voye: ou te chanje avi ou yo apre moman sa a
mine-why-just-announced = pa voye: ou te fèk aprann sa
mine-why-unreachable = pa voye: nou pa t ka jwenn konvèsasyon sa a
mine-why-uncertain = li ka rive oswa li ka pa rive: koneksyon an te koupe pandan n t ap voye l
mine-why-rejected = pa voye: yon erè bò kote m
mine-why-not-planned = pa voye: mwen pa t ap mache lè sa a

follow-set = M ap di w isit la lè { $code } chanje: { $title }. Pou sispann sa: /unfollow { $code }
follow-already = Ou deja ap swiv { $code }: { $title }.
follow-list = <b>W ap swiv</b>
    { $list }
    Pou sispann: /unfollow ak kòd la.
follow-none = Ou pa swiv okenn repons. Tape /follow ak yon kòd, pa egzanp /follow { $town-example }, pou konnen lè repons sa a chanje.
follow-ended = Sa fèt. Mwen p ap di w chanjman l yo ankò.
follow-changed = <b>{ $code } chanje:</b> { $title }
follow-changed-detail = <b>Detay { $code } yo chanje:</b> { $title }
follow-gone = <b>Yo retire { $code }:</b> { $title }
follow-before = Anvan
follow-after = Kounye a
follow-why = Ou resevwa sa paske w ap swiv { $code }. Pou wè l nèt, tape { $code }. Pou sispann: /unfollow { $code }

owner-flag = ⚠️ Kalandriye reyinyon: { $text }
    /health montre tout.
owner-health = <b>Sous reyinyon yo</b>
owner-no-sources = Nou poko li okenn sous. Gade LEGISTAR_CLIENT, MEETING_ICS_URLS ak MEETINGS_FILE nan .env.example.
owner-source = <b>{ $name }</b>
    Dènye bon repons: { $checked }. Dènye esè: { $tried }.
owner-source-error = Pa gen repons { $count } fwa: { $error }
owner-source-suspect = Lis li desann anba mwatye, kidonk nou pa kwè l. Si sa kòrèk: /accept { $name }
owner-held = Kenbe: { $batch }. Li t ap ale nan { $count } chat. Peze, oswa tape /approve { $batch } oswa /drop { $batch }
owner-pending = { $count } chanjman ap tann konfimasyon.
owner-flags = Remak:
    { $flags }
owner-approve = Voye
owner-drop = Pa voye
owner-approved = Lage. Y ap avèti { $count } chat.
owner-dropped = Retire. Yo p ap avèti { $count } chat toutotan sous la di menm bagay la.
owner-no-batch = Pa gen anyen ki kenbe ak non sa a. /health montre sa ki genyen.
owner-no-source = Pa gen sous sa a. Men sa ki genyen: { $names }
owner-accepted = N ap kwè pwochen lis { $name }.
owner-add-usage = Tape: /addmeeting { $town-body } | 2026-12-10 | 9:00 AM, 5:00 PM | City Hall | special meeting
    Se komite a ak dat la sèlman ki obligatwa.
owner-edit-usage = Tape: /editmeeting 12 time 10:00 AM
    Nimewo a se sa ki nan /meetings; sa ou ka chanje: { $fields }.
owner-cancel-usage = Tape: /cancelmeeting 12 Rezon an, jan moun dwe li l
owner-bad-time = Nou pa ka li lè sa a: { $problem }
owner-bad-value = “{ $given }” pa bon pou { $field }. Dat yo ekri 2026-12-10, lè yo 10:00 AM, eta a se scheduled, cancelled oswa postponed, lyen yo kòmanse ak https://
owner-saved = Anrejistre. Men jan li ye kounye a:
owner-not-shown = Anrejistre, men li pa parèt: petèt li twò lwen, oswa komite a kache.
