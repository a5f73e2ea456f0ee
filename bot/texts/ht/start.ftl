# Bonjou, èd, kiyès nou ye, meni, erè.
language-en = English
language-es = Español
language-ht = Kreyòl ayisyen
language-of-en = angle
language-of-es = panyòl
language-of-ht = kreyòl
language-short-en = English
language-short-es = Español
language-short-ht = Kreyòl
language-or = { $most } oswa { $last }
start-hello = <b>{ $town-bot }</b>
    { $town-hello } Chak repons bay sous li ak dat li. Mwen konnen reyinyon vil la k ap vini yo tou, epi m ka fè w konnen lè youn ap rive, lè l chanje oswa lè l anile.

    Annik tape kesyon ou, pa egzanp:
    • { $town-question }
    • { $town-question2 }
    • { $town-question3 }

    { $town-not_ours }, epi mwen pa bay konsèy legal. Ou pa bezwen bay non ou: mwen kenbe pi piti enfòmasyon m kapab. Gade /privacy
start-first = Poze m kesyon sou { $town-ask_about }.
start-help = <b>Sa ou ka fè</b>
    Tape yon kesyon ak pwòp mo ou{ $town-count ->
        [1] {""}
       *[other] : an { $town-tongues }
    }. Mo tou senp mache tou: “kilè pwochen reyinyon an”, “sispann voye mesaj”, “efase done m yo”.

    /topics – wè tout kesyon yo
    /more, /why – plis sou yon repons; kijan nou konnen
    /share { $town-example } – lyen yon repons, pou voye l bay yon moun
    /timeline – sa ki pase, youn apre lòt
    /sources – ki kote repons yo soti
    /meetings – pwochen reyinyon yo; /meeting, /agenda, /calendar – youn ladan yo
    /subscribe, /unsubscribe, /alerts – resevwa avi sou reyinyon, ak ki jan; /mute, /unmute – youn ladan yo
    /mine – sa ou te dwe resevwa
    /follow { $town-example } – konnen si yon repons chanje; /unfollow
    /helpful, /nothelpful – sa ou panse sou yon repons; /none – okenn chwa pa bon
    /send – yon kesyon oswa yon erè, bay editè yo
    { $town-count ->
        [1] {""}
       *[other] /language – { $town-languages }{"\u000A"}
    }/settings – lang, mòd senp, sa nou kenbe
    /verify { $town-example }.3 – èske repons sa a otantik epi ajou?
    /privacy, /mydata, /forget – done ou
    /stop – sispann tout sa m voye san ou pa mande
    /about – kiyès ki dirije bot sa a; /start, /help – bonjou a, lis sa a
    /cancel – kite sa ou t ap fè a

    Chak bouton gen yon fason pou tape l tou: nimewo yon chwa, yon kòd tankou { $town-example }, oswa yon kòmand.
start-help-editor = <b>Pou editè yo</b>
    /faq – jwenn, chanje, ajoute yon repons; /faq pou kont li montre tout
    /draft – koreksyon ou louvri a
    /unanswered – sa moun mande san jwenn repons
    /fact, /source, /topic, /alias, /scope – moso yo; /contacts – telefòn pou verifye
    /releases – kote yon nouvo vèsyon diferan
    /try, /testall – poze rechèch la kesyon
    /import, /export – fichye
    /broadcast, /correct – mesaj pou rezidan yo
    /off, /on – kanpe repons yo
    /stats, /audit, /poster
start-help-owner = <b>Pou responsab yo</b>
    /team – ki moun ki ka korije
    /health – sous ak avètisman
    /addmeeting, /editmeeting, /cancelmeeting – reyinyon alamen
    /approve, /drop, /accept – chanjman k ap tann ou
    /go – konfime
start-about = <b>Sou bot sa a</b>
    { $town-bot } reponn ak yon lis enfòmasyon verifye ki gen sous. { $town-neutral }

    Moun ki dirije l: { $operator }
    Kontak: { $contact }

    Bot la gen { $entries } repons{ $town-count ->
        [1] {""}
        [2] , nan de lang
       *[other] , nan twa lang
    }. Repons yo gen dat; si youn pa bon, peze “Sa pa ede m” oswa sèvi ak /send.
start-operator-unset = moun ki dirije kopi sa a pa di sa
start-cancelled = Anile. Anyen pa chanje.
start-nothing-to-cancel = Pa gen anyen pou anile.
start-unknown-command = Mwen pa konnen kòmand { $command }. /help montre yo tout.
start-error = Gen yon bagay ki pa mache bò kote m; nou note l sou nimewo { $reference }. Tanpri eseye ankò nan yon minit.
start-chatter = Mwen la. Tape yon kesyon, oswa louvri /topics.
menu-start = Kòmanse isit la
menu-help = Sa ou ka fè
menu-topics = Wè tout kesyon yo
menu-timeline = Sa ki pase, youn apre lòt
menu-sources = Ki kote repons yo soti
menu-meetings = Pwochen reyinyon yo
menu-calendar = Kalandriye: fichye ak adrès
menu-subscribe = Resevwa avi sou reyinyon
menu-alerts = Avi reyinyon ou yo
menu-mine = Sa ou te dwe resevwa, ak kilè
menu-language = { $town-languages }
menu-settings = Lang, mòd senp, sa nou kenbe
menu-privacy = Sa nou kenbe sou ou
menu-mydata = Montre sa nou kenbe
menu-forget = Efase sa nou kenbe
menu-stop = Sispann tout avi
menu-about = Kiyès ki dirije bot sa a
menu-verify = Verifye kòd yon repons
menu-send = Ekri editè yo
menu-cancel = Kite sa ou t ap fè
profile-name = { $town-bot }
profile-description = { $town-description }
profile-short = { $town-short }
