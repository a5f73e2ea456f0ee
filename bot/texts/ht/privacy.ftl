# Lang, reglaj, vi prive, efase, sispann.
settings-choose-language = <b>Lang</b>
    Peze youn, oswa tape { $town-commands }.
settings-one-language = Mwen reponn an { $town-tongues } sèlman.
settings-language-set = Depi kounye a, m ap reponn an kreyòl.
settings-language-unknown = Mwen pa pale “{ $given }”. Tape { $town-commands }.
settings-show = <b>Reglaj</b>
    { $town-count ->
        [1] {""}
       *[other] Lang: { $language } – /language{"\u000A"}
    }Mòd senp (san emoji, pou lektè ekran): { $plain } – /settings plain, /settings normal
    Sa nou kenbe sou konvèsasyon sa a: /mydata
settings-on = limen
settings-off = etenn
settings-plain-on = Limen mòd senp
settings-plain-off = Etenn mòd senp
settings-plain-set = Mòd senp limen. Mesaj yo ap vini san emoji.
settings-plain-unset = Mòd senp etenn.
settings-admins-only = Nan yon gwoup, se administratè yo sèlman ki ka chanje sa.
privacy-text = <b>Vi prive</b>
    Moun ki dirije l: { $operator }. Kontak: { $contact }

    <b>Sa mwen kenbe</b>
    • Nimewo konvèsasyon sa a, lang ou chwazi a, mòd senp.
    • Pandan dis minit, kòd dènye repons lan, pou ou ka poze yon kesyon ki suiv li, tankou “kiyès ki vote non?”.
    • Pandan twa jou, kilès nan mesaj mwen yo ki reponn kilès nan pa w yo (nimewo sèlman), pou m ka reponn ankò si ou modifye kesyon an.
    • Si ou abòne: sa ou abòne ladan l, ak avi yo te voye ba ou (pandan 90 jou).

    <b>Sa mwen pa kenbe</b>
    • Non ou, non itilizatè, telefòn oswa kote ou ye.
    • Mo ou ekri yo. Telegram ban mwen yo; yo tann nan yon liy jiskaske m reponn, apre sa yo efase. Yon kesyon mwen pa ka reponn kite yon chif sèlman. Pandan 30 jou, li kite tou yon kòd sekrè nou kalkile ak mo prensipal li yo; kòd la pa montre ni mo yo ni ou menm. Si twa konvèsasyon mande menm bagay, se mo sa yo sèlman nou kenbe.
    • Se sèlman si ou peze “Voye sa bay editè yo” nou kenbe kesyon ou, san nou pa kenbe kiyès ki poze l, epi nou kache nimewo idantite, nimewo kat ak nimewo telefòn. Se sèlman si ou mande pou m di w nou kenbe nimewo konvèsasyon an avè l, jiskaske m di w.

    Nou kenbe total pa jou (konbyen kesyon, ki repons) san okenn nimewo konvèsasyon. Telegram li menm wè konvèsasyon sa a; se pwòp règ li ki aplike. Kopi sekirite yo efase apre 14 jou, epi lè nou remete youn, nou bliye ankò tout moun ki te mande pou nou bliye yo.

    /mydata montre tout. /forget efase tout. /stop sispann tout sa m voye san ou pa mande.
privacy-mydata = <b>Sa nou kenbe sou konvèsasyon sa a</b>
privacy-mydata-none = Nou pa kenbe anyen sou konvèsasyon sa a.
privacy-mydata-language = Lang: { $language }
privacy-mydata-plain = Mòd senp: { $plain }
privacy-mydata-context = Dènye repons ki parèt (pandan dis minit): { $codes }
privacy-mydata-count = { $what }: { $count }
privacy-kind-settings = Nimewo konvèsasyon an ak reglaj yo
privacy-kind-replies = Lyen ant mesaj ou yo ak repons mwen yo (twa jou)
privacy-kind-suggestions = Kesyon ou mande pou m di w sou yo
privacy-kind-subscriptions = Abònman
privacy-kind-alerts = Avi ki voye oswa k ap tann
privacy-kind-drafts = Modifikasyon ki poko fini
privacy-kind-roles = Wòl editè
privacy-kind-messages = Mesaj mwen voye ba ou san ou pa mande, oswa ki poko ale (90 jou)
privacy-kind-acts = Sa ou te fè kòm editè (li rete, san nimewo ou)
privacy-kind-misses = Kòd sekrè kesyon mwen pa t ka reponn (30 jou)
privacy-forget-ask = Efase tout sa nou kenbe sou konvèsasyon sa a? Sa ap fini abònman ou yo tou, epi ou pa ka defèt li. Peze yon bouton, oswa tape /forget yes
privacy-forget-yes = Wi, efase l
privacy-forget-no = Non, kite l
privacy-forgotten = Efase. Men sa ki te la e ki pa la ankò:
privacy-forgotten-none = Pa t gen anyen sou konvèsasyon sa a.
privacy-forget-kept = Anyen pa efase.
privacy-stopped = Fini. Mwen p ap voye anyen san ou pa mande ankò. Ou ka toujou poze m kesyon. Pou w resevwa avi reyinyon ankò: /subscribe
privacy-stopped-already = Mwen pa t ap voye ba ou anyen san ou pa mande. Ou ka toujou poze m kesyon.
