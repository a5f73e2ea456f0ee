# Lo que ven y oyen los editores. Los residentes nunca encuentran estos textos.
editors-not-allowed = Su rol no lo permite. Si debería poder, pídaselo al dueño (/team).
editors-draft-gone = Esa edición ya no está abierta: se publicó, se descartó o es de otra persona. /faq muestra lo que está abierto.
editors-preview-first = Esta edición cambió desde que usted la vio completa. Mire la vista previa otra vez: /draft preview
editors-misread-too-long = Es demasiado largo: hasta { $given } caracteres por vez. No se cambió nada.
editors-misread-choice = Necesito una de estas: { $given }. No se cambió nada.
editors-misread-date = “{ $given }” no es una fecha que yo pueda leer. Escríbala así: 2026-11-24.
editors-misread-contact = “{ $given }” no es un contacto de la base. /contacts los muestra.
editors-misread-day-to-come = { $given } todavía no llega.
editors-misread-flag = “{ $given }” no es sí ni no.
editors-misread-number = “{ $given }” no es un número.
editors-misread-values = No puedo leer esta línea: { $given }. Escriba: nombre tipo valor, por ejemplo: vote_june vote 6 1
editors-misread-field = Aquí no hay ninguna parte llamada “{ $given }”. /draft muestra las partes.
editors-misread-is-a-source = “{ $given }” es una fuente; no puede ir aquí. Esto serviría:
editors-misread-is-a-fact = “{ $given }” es un hecho; no puede ir aquí. Esto serviría:
editors-misread-is-a-topic = “{ $given }” es un tema; no puede ir aquí. Esto serviría:
editors-misread-is-a-entry = “{ $given }” es una respuesta; no puede ir aquí. Esto serviría:
editors-misread-no-code = No hay “{ $given }” para elegir. No se cambió nada. Estos sí existen:
editors-misread-unsourced = Elija primero las fuentes; sin ninguna solo se puede decir: { $given }. No se cambió nada.
editors-misread-language = Diga en qué idioma, por ejemplo: /draft short es

editors-faq-help = <b>Mantener ciertas las respuestas</b>
    /faq voto junio – buscar una respuesta por palabras o código
    /faq add – escribir una respuesta nueva
    /faq edit { $town-example } – cambiar una
    /faq phrase { $town-example } quién votó que no – una forma más de preguntar
    /faq history { $town-example } – quién cambió qué y cuándo
    /faq undo { $town-example } – volver a la versión anterior
    /faq delete { $town-example } – quitarla (30 días en la papelera)
    /faq restore – recuperar una de la papelera
    /draft – la edición que tiene abierta
    /fact, /source, /alias, /scope, /topic – en qué se apoyan las respuestas
    /contacts – teléfonos y direcciones que una persona debe verificar
    /unanswered – lo que la gente no pudo encontrar
    /try, /testall – probar preguntas
    /stats – cifras
    /releases – dónde una versión nueva difiere de lo que ustedes escribieron
    /import, /export – un archivo entero de una vez
    /broadcast, /correct – escribir a todos los que pidieron avisos
    /off, /on – pausar las respuestas
    /audit – qué se hizo y con qué función
    /team – quién puede hacer qué
    Nada es público antes de que usted toque Publicar.
editors-faq-found = ¿Cuál quiere decir?
editors-faq-none = No encontré ninguna respuesta para “{ $text }”. /faq add escribe una nueva.
editors-faq-which = ¿Cuál respuesta? Escriba su código, por ejemplo: /faq { $verb } { $town-example }
editors-faq-behind = (Editores: el texto en inglés cambió después de esta traducción.)
editors-edit = Editar
editors-history = Historial
editors-delete = Borrar
editors-phrase = Agregar esta forma
editors-phrase-usage = La pregunta ya no está aquí. Hágala de nuevo, o escriba la respuesta a la que corresponde y la pregunta: /faq phrase { $town-example } quién votó que no
editors-history-of = <b>Historial de { $code }</b>, lo más nuevo primero
editors-history-line = <b>Versión { $version }</b>, { $day }, { $time }, por { $who }
editors-history-first = La primera versión.
editors-by-release = una versión del bot
editors-by-former = alguien que ya no edita
editors-bin-empty = La papelera está vacía. Las respuestas borradas quedan en ella 30 días.
editors-bin = <b>En la papelera</b> (30 días). Toque una para recuperarla, o escriba /faq restore y su código.
editors-undo-nothing = No hay nada que deshacer. Escriba el código, por ejemplo: /faq undo { $town-example }
editors-undo-first = { $code } está en su primera versión: no hay una anterior a la cual volver.

editors-draft-of = <b>Edición de { $code }</b>, desde la versión { $version }
editors-draft-new = <b>Nueva: { $code }</b>
editors-draft-changes = Cambios hasta ahora:
editors-draft-how = Toque una parte para cambiarla y luego Vista previa. O escriba: /draft short es, /draft preview, /draft discard. Lo que escribe se guarda hasta que lo publique o lo descarte.
editors-others = Cuidado: otra persona también tiene abierta una edición de esto ({ $names }).
editors-preview = Vista previa
editors-discard = Descartar
editors-discarded = Descartado. Lo público de { $code } queda como estaba.
editors-discarded-all = Descartado. Lo público queda como estaba.
editors-discarded-message = Descartado. No se envió nada.
editors-publish = Publicar
editors-approve = Aprobar y publicar
editors-back = Devolver
editors-change = Cambiar
editors-take = Poner mis cambios sobre los suyos
editors-open-open = Abierta: { $code }
editors-open-review = Por revisar: { $code }
editors-part-empty = { $part } (vacío)
editors-part-title = Pregunta
editors-part-short = Respuesta corta
editors-part-points = Puntos
editors-part-detail = Detalles
editors-part-basis = Cómo lo sabemos
editors-part-phrasings = Maneras de preguntar
editors-part-terms = Palabras clave
editors-part-topic = Tema
editors-part-facts = Hechos
editors-part-sources = Fuentes
editors-part-as-of = Fecha de vigencia
editors-part-searched-to = Se buscó hasta
editors-part-review-by = Fecha de revisión
editors-part-certainty = Qué tan seguro
editors-part-related = Relacionadas
editors-part-slug = Nombre del enlace
editors-part-expires-with = Hasta la reunión del
editors-part-overtaken-by = Lo superó
editors-part-replaces = Reemplaza a
editors-part-legal = Tema legal
editors-part-says = Lo que dice
editors-part-holds = Cuándo fue así
editors-part-contradicted-by = Fuentes que dicen otra cosa
editors-part-values = Valores
editors-part-publisher = Medio o institución
editors-part-date = Fecha
editors-part-date-is = Qué tan segura es la fecha
editors-part-url = Dirección
editors-part-via = Leído en
editors-part-copy-at = Copia en
editors-part-lean = Línea política
editors-part-name = Nombre
editors-part-order = Lugar en la lista
editors-part-means = Significa
editors-part-language = Idioma
editors-part-reply = Respuesta
editors-part-examples = Ejemplos
editors-part-cues = Patrones de palabras
editors-part-courtesy = Cortesías que se quitan
editors-part-lists = Listas de palabras
editors-part-function = Abre
editors-part-outcome = Qué hacer
editors-part-on = Fecha
editors-part-entry = Respuesta
editors-part-message = Mensaje
editors-ask = <b>Envíeme el texto nuevo: { $part }</b>
editors-form-line = Una línea de texto simple.
editors-form-html = Hasta 2,000 caracteres. Se conservan la negrita y la cursiva. Un valor de un hecho se cita por su nombre entre llaves, por ejemplo {"{"}vote_june30{"}"}.
editors-form-lines = Una por línea. La lista que envíe reemplaza a la anterior; un guion (-) la vacía.
editors-form-codes = Los códigos, separados por espacios. Un guion (-) vacía la lista.
editors-form-code = Un código.
editors-form-date = Una fecha como 2026-11-24.
editors-form-period = Hasta dónde llegan las fuentes: un día como 2026-11-24, un mes (2026-11), un año (2026) o undated (sin fecha).
editors-form-flag = Sí o no.
editors-form-choice = Toque una o escríbala.
editors-form-number = Un número entero.
editors-form-values = Solo los valores que cambian, uno por línea: nombre, tipo, valor. Los demás quedan; un nombre y un guion quita uno. Por ejemplo:
    vote_june30 vote 6 1
    date_june30 date 2025-06-30
    phone_clerk -
editors-ask-now = Ahora dice (toque para copiar):
editors-ask-cancel = /cancel lo deja como está.
editors-pick-code = <b>Elija: { $part }</b>
editors-pick-codes = <b>Elija: { $part }</b>. Toque para elegir o quitar; después, Listo.
editors-pick-all = { $count } en total. Escriba palabras para buscar; un guion (-) lo vacía.
editors-pick-found = Encontrados para “{ $words }”: { $count }. Escriba otras palabras para buscar de nuevo.
editors-pick-gone = ya no está en la base
editors-pick-before = Atrás
editors-pick-next = Siguiente
editors-pick-empty = Vaciar
editors-pick-done = Listo
editors-reordered = en otro orden
editors-no-change = No hay diferencias.
editors-contacts = <b>Teléfonos, correos y direcciones: { $count } de { $total } sin verificar</b>
    El público no ve ninguno hasta que alguien lo verifique en la página de la propia organización, o llamando.
editors-contacts-how = ¿Verificó uno hoy? Tóquelo. Otro día: /contacts { $name } 2026-11-20
editors-contacts-mark = Verificado hoy: { $value }
editors-contacts-unchecked = sin verificar, no se muestra
editors-contacts-checked = verificado el { $day }
editors-contacts-open = Tiene abierta una edición de { $code }. Primero publíquela o descártela; no se cambió nada.
editors-and-more = … y más.
editors-choice-official-document = Documento oficial
editors-choice-several-outlets = Varios medios
editors-choice-one-outlet = Un solo medio
editors-choice-disputed = En disputa
editors-choice-unknown = No se sabe
editors-choice-exact = Exacta
editors-choice-about = Aproximada
editors-choice-by-content = Por su contenido
editors-choice-not-shown = No aparece
editors-choice-none = Ninguna
editors-choice-yes = Sí
editors-choice-no = No
editors-choice-partisan = Partidista
editors-choice-opinion = De opinión
editors-choice-newsletter = Boletín
editors-choice-advocacy = Grupo de defensa de una causa
editors-choice-party = Parte en el caso
editors-choice-any = Cualquier idioma
editors-choice-en = Inglés
editors-choice-es = Español
editors-choice-ht = Criollo haitiano
editors-choice-chat = Una contestación breve y amable
editors-choice-refer = Referir a las organizaciones
editors-checking = Reviso qué cambiaría con esto…
editors-checking-asked = Reviso qué cambiaría con esto: { $done } de { $count } preguntas hechas…
editors-document = <b>{ $kind } { $code }</b>
editors-fact-none = Ninguna respuesta se leería distinto.
editors-fact-changes = <b>Cambiarían { $count } respuestas:</b>
editors-problems-none = No se encontró ningún problema.
editors-problems-stop = <b>Hay que arreglarlo primero:</b>
editors-problems-weigh = <b>Mírelo, por favor:</b>
editors-may-publish = Arriba está lo que verán los residentes. ¿Lo publico? (/draft publish)
editors-may-not-publish = Esto todavía no se puede publicar. Arregle lo que está en la lista y mire la vista previa otra vez (/draft preview).
editors-confirm-retire = ¿Quitar { $code }? Queda 30 días en la papelera. (/draft publish)
editors-confirm-restore = ¿Recuperar { $code }? (/draft publish)
editors-confirm-import = ¿Hacer público todo esto de una vez? (/draft publish)
editors-done-publish = Publicado: { $code }.{ $version }. La próxima pregunta ya se contesta con esto.
editors-done-retire = { $code } está en la papelera. /faq restore { $code } la recupera.
editors-done-restore = { $code } es pública otra vez.
editors-done-import = Importado: { $version } documentos son públicos.
editors-done-followers = Se avisa a { $count } que siguen esta respuesta.
editors-sent-to-review = { $code } espera a una segunda persona. Se avisa a quienes revisan.
editors-sent-back = { $code } vuelve a quien la escribió.
editors-raced = <b>Otra persona fue más rápida.</b> { $code } ya va por la versión { $version }, de { $who }. No se borró nada de lo suyo. Cambió esto:
editors-clashes = <b>Ustedes dos cambiaron estas partes.</b> Lo suyo reemplazaría lo de la otra persona:

editors-check-missing = todavía sin escribir:
editors-check-shape = tiene una forma equivocada:
editors-check-language = falta un idioma.
editors-check-length = demasiado largo o vacío.
editors-check-points = sus puntos.
editors-check-card = más de una pantalla.
editors-check-overtaken = no dice qué pasó después.
editors-check-outlet = nombra un medio que no cita.
editors-check-contradiction = una fuente que dice otra cosa.
editors-check-glossary = una palabra que aquí no se usa.
editors-check-hedge = una reserva o un “no” difiere entre idiomas.
editors-check-gloss = escribe una definición que debe citarse.
editors-check-pair = pesa más que la opinión contraria.
editors-check-pointer = remite a una respuesta que no existe.
editors-check-replaces = un código al que reemplaza.
editors-check-stolen = una manera de preguntar va a otra respuesta.
editors-check-crowded = una manera de preguntar no se responde directamente.
editors-check-html = formato roto.
editors-check-quote = cita un valor que no está en ningún hecho.
editors-check-uncited-quote = cita un hecho que no menciona.
editors-check-no-source = no tiene fuente.
editors-check-unknown-source = nombra una fuente que no existe.
editors-check-stray-source = nombra una fuente que no respalda ninguno de sus hechos.
editors-check-many-sources = nombra muchas fuentes.
editors-check-unknown-fact = nombra un hecho que no existe.
editors-check-unused-fact = ninguna respuesta usa este hecho.
editors-check-unknown-topic = nombra un tema que no existe.
editors-check-related = respuestas relacionadas.
editors-check-slug = el nombre de su enlace.
editors-check-as-of = su fecha de vigencia.
editors-check-reach = hasta dónde llegan sus fuentes o la búsqueda.
editors-check-review-by = su fecha de revisión.
editors-check-review-due = ya toca revisarla.
editors-check-date = su fecha.
editors-check-address = una dirección web.
editors-check-phrasings = sus maneras de preguntar.
editors-check-claimed = otra respuesta ya tiene esta manera de preguntar.
editors-check-near-title = muy parecida a otra respuesta.
editors-check-loaded-word = una palabra con carga política.
editors-check-office-today = habla de un cargo como si se ocupara hoy.
editors-check-readability = difícil de leer.
editors-check-figures = los números difieren entre idiomas.
editors-check-unsupported-figure = un número que no está en ninguno de sus hechos.
editors-check-follows = a qué texto en inglés sigue.
editors-check-behind = la traducción va detrás del inglés.
editors-check-value = un valor de un hecho.
editors-check-alias = una palabra con dos significados.

editors-steals = <b>Preguntas probadas: { $count }</b> de { $all }, las que comparten palabras con este cambio
editors-steals-none = Este cambio no cambiaría la respuesta de ninguna.
editors-steals-stolen = • “{ $question }”: { $before } → { $after }
editors-steals-broken = • AHORA MAL: “{ $question }”: { $before } → { $after }
editors-steals-crowded = • ahora solo opciones: “{ $question }”: { $before } → { $after }
editors-steals-lost = • ya sin respuesta: “{ $question }”: { $before } → { $after }
editors-steals-won = • ahora contestada: “{ $question }”: { $after }
editors-steals-more = … y { $count } más; { $harmful } en total para peor.
editors-try-usage = Escriba una pregunta después: /try quién votó que no
editors-try = <b>{ $verdict }</b>, puntuación { $score }, { $language }. Razones: { $reasons }
editors-outcome-found = Contestada
editors-outcome-maybe = Opciones
editors-outcome-unknown = No se sabe
editors-outcome-chat = Conversación
editors-outcome-refer = Referida
editors-outcome-open = Llevada a una función
editors-test-no-bank = No hay preguntas de prueba en la base.
editors-test-running = Hago { $count } preguntas de prueba…
editors-test = <b>{ $right } de { $count } preguntas de prueba salen como deben</b>; { $wrong } reciben una respuesta equivocada.
editors-test-since = <b>Desde la última publicación:</b>

editors-broadcast = <b>Un mensaje para todos los que pidieron avisos</b>
editors-correct = <b>Una corrección de { $code }</b> para todos los que pidieron avisos. Diga qué estaba mal y qué es lo correcto; la respuesta como está ahora se agrega sola.
editors-correct-usage = ¿Cuál respuesta estaba mal? Por ejemplo: /correct { $town-example }
editors-paid-off =
    Los mensajes a todos salen al ritmo gratuito, como máximo 28 por segundo.
    /broadcast paid on permite más, hasta 1000 por segundo. Telegram cobra entonces 0.1 estrellas por cada mensaje, del saldo de estrellas del propio bot.
editors-paid-on =
    Los mensajes a todos se pagan: hasta 1000 por segundo. Telegram cobra 0.1 estrellas por cada mensaje, del saldo de estrellas del propio bot.
    /broadcast paid off vuelve al ritmo gratuito. Los avisos de reuniones nunca se pagan.
editors-campaign-none = No hay tal mensaje. /broadcast empieza uno.
editors-campaign-missing = No llegará a estas personas hasta que se escriba en su idioma:
editors-campaign-next = Envíeme ahora: { $part }
editors-recipients = <b>Lo recibirían { $count } chats:</b>
editors-send = Enviar a { $count }
editors-refresh = ¿Cómo va?
editors-stop = Detener
editors-document-none = No encontré nada para eso. Agregue uno con la palabra add, por ejemplo: /{ $kind } add
editors-documents = <b>Encontré { $count }.</b> Toque uno, o escriba su código después del comando. La palabra add empieza uno nuevo.

editors-role-owner = dueño
editors-role-editor = editor
editors-role-reviewer = revisor
editors-role-translator = traductor
editors-team = <b>Quién mantiene las respuestas</b>
editors-team-owners = A los dueños los fija quien opera el bot.
editors-team-how = /team invite editor Clara – un enlace para una persona
    /team invite translator Ana es ht – solo para estos idiomas
    /team promote 1 reviewer – cambiar una función
    /team remove 1 – terminarla enseguida
    /team rule on, /team rule off – la regla de dos personas
editors-team-remove = Quitar a { $who }
editors-team-which = ¿A quién? Use el número o el nombre de /team, por ejemplo: /team remove 1 o /team promote 1 reviewer
editors-invite-editor = Invitar a un editor
editors-invite-reviewer = Invitar a un revisor
editors-invite-translator = Invitar a un traductor
editors-invite-usage = Escriba a quién invita: /team invite editor Clara, /team invite reviewer Rey, o /team invite translator Ana es ht (los idiomas al final).
editors-invited = Este enlace hace { $role } a <b>una</b> persona. Sirve una vez, durante 48 horas. Envíeselo solo a esa persona:
    { $link }
editors-joined = Le damos la bienvenida. Su función aquí es: { $role }. /faq muestra lo que puede hacer.
editors-join-failed = Esta invitación no vale: ya se usó, es muy vieja o no es para usted. Pídale otra al dueño.
editors-removed = { $who } ya no tiene acceso.
editors-rule-on = La regla de dos personas está activa: otra persona tiene que aprobar antes de que algo sea público.
editors-rule-off = La regla de dos personas no está activa: un editor puede publicar por su cuenta.
editors-rule-turn-on = Activar la regla de dos personas
editors-rule-turn-off = Quitar la regla de dos personas
editors-rule-usage = Escriba /team rule on o /team rule off

editors-off-usage = Escriba lo que la gente debe leer mientras tanto, hasta { $limit } caracteres: /off Estamos revisando las respuestas. Volvemos al mediodía. – o /off alerts y un mensaje, para pausar también los avisos de reuniones.
editors-off = Las respuestas están en pausa; los avisos siguen. Hasta /on, quien pregunte lee su nota.
editors-off-alerts = Las respuestas y los avisos están en pausa hasta /on. Quien pregunte lee su nota.
editors-off-alerts-too = Pausar también los avisos
editors-off-answers-too = Que sigan los avisos
editors-on-button = Volver a contestar
editors-on = Las respuestas están activas otra vez.
editors-on-already = Las respuestas están activas.
editors-go-nothing = No hay nada retenido.
editors-go-held = La base se restauró desde una copia y el envío está retenido. Esperan { $count } mensajes; puede que algunos ya se enviaran antes. ¿Enviarlos o descartarlos? (/go send, /go drop)
editors-go-send = Enviarlos
editors-go-drop = Descartarlos
editors-go-sending = El envío sigue: { $count } mensajes.
editors-go-dropped = Se descartaron { $count } mensajes. El envío sigue desde ahora.

editors-audit = <b>Lo que se hizo</b> ({ $count }), lo más nuevo primero
editors-audit-empty = Todavía no se hizo nada.
editors-act-add = agregó
editors-act-change = cambió
editors-act-retire = borró
editors-act-restore = recuperó
editors-act-import = importó
editors-act-invite = invitó
editors-act-join = entró
editors-act-promote = dio otra función a
editors-act-remove = quitó a
editors-act-rule = cambió la regla
editors-act-off = pausó
editors-act-on = reanudó
editors-act-go = dejó seguir el envío:
editors-act-dismiss = descartó
editors-act-broadcast = envió a todos:
editors-act-correct = envió una corrección:
editors-act-stop = detuvo

editors-unanswered = <b>{ $count } preguntas esperan respuesta.</b> Toque una, o escriba /unanswered y su nombre.
editors-unanswered-none = Ninguna pregunta espera respuesta.
editors-wish-sent = • <b>{ $name }</b> ({ $language }): “{ $text }”
editors-wish-missed = • <b>{ $name }</b> ({ $language }), { $chats } chats, estas palabras: { $text }
editors-wish-waits = Alguien pidió que se le avise.
editors-wish-how = Agréguela a una respuesta como otra manera de preguntar, escriba una respuesta nueva o descártela. Escrito: /unanswered { $name } add { $town-example }, /unanswered { $name } new, /unanswered { $name } dismiss
editors-wish-add = Agregar a { $code } ({ $score }): { $title }
editors-wish-new = Escribir una respuesta nueva
editors-wish-dismiss = Descartar
editors-wish-dismissed = Descartada.
editors-wish-gone = Esa pregunta ya no espera.
editors-desk-see = Verlas
editors-desk-off = No más avisos así
editors-desk-on = Avisarme de nuevo
editors-desk-is-on = Sabrá de las preguntas y de las respuestas que no ayudan, como máximo una vez por hora. /unanswered off lo termina.
editors-desk-is-off = Ya no se le avisará de esto. /unanswered las muestra cuando quiera; /unanswered on le avisa de nuevo.
editors-wish-scores = Puntuación de esta pregunta para { $code }: { $before } ahora, { $after } si se agrega.
editors-unhappy = <b>Por qué no sirvieron las respuestas</b> (30 días)
editors-few = menos de { $floor }

editors-stats = <b>Del { $first } al { $last }</b>
editors-stats-caption = Los últimos { $days } días
editors-stats-total = Preguntas: { $count }
editors-stats-other = Otras
editors-stats-days = Preguntas por día
editors-stats-outcomes = Cómo salieron
editors-stats-languages = Idiomas
editors-stats-helpful = Útiles según la gente: { $share }
editors-stats-top = Lo más preguntado:
editors-stats-subscribers = Chats que pidieron avisos: { $count }
editors-stats-alerts = Mensajes enviados por el bot: { $sent } enviados, { $failed } fallidos, { $queued } en espera
editors-stats-source = Fuente de reuniones { $source }: última lectura buena { $at }
editors-stats-due = Respuestas por revisar: { $count }

editors-export-usage = ¿En qué formato? Uno de { $forms }. Para una hoja de cálculo: /export zip (una tabla por tipo), o /export fact (una sola)
editors-exported = { $count } documentos, como son públicos ahora.
editors-import-usage = Envíeme aquí el archivo: un zip de tablas o una de ellas en CSV, TOML o JSON, de hasta 6 MB, en la forma que da /export. Una fila o columna que usted quite no cambia nada. Muestro lo que cambiaría y pregunto antes de publicar algo.
editors-import-too-large = El archivo pasa de 6 MB.
editors-import-refused = El archivo se rechazó; no se cambió nada. { $fault }
editors-import-faults = <b>{ $count } errores; no se cambió nada.</b> Arréglelos en el archivo y envíelo otra vez.
editors-import-fault = • { $place }, { $code }: { $says }
editors-import-same = Los { $count } documentos ya son públicos tal como están. No hay nada que hacer.
editors-import-differences = <b>Este archivo cambiaría:</b>
editors-import-changed = • cambia: { $what }
editors-import-new = • nuevo: { $what }
editors-import-more = … y { $count } más.

# Lo que llega a la gente sin haberlo preguntado en ese momento.
notice-correction = <b>Corrección de la respuesta { $code }</b>
notice-correction-now = La respuesta ahora ({ $stamp }):
notice-why-all = Recibe esto porque pidió avisos de reuniones o de una respuesta. /stop lo termina.
notice-progress = <b>{ $state }</b>: { $sent } de { $total } enviados, faltan { $left }, { $failed } sin poder llegar, { $unknown } sin confirmar, { $dropped } retirados.
notice-campaign-sending = En camino
notice-campaign-stopped = Detenido
notice-campaign-reported = Terminado
notice-answered = Se contestó una pregunta que usted envió:
notice-review = { $code } espera su aprobación. /faq la muestra.
notice-back = Quien revisa le devolvió { $code }. /draft la muestra.
notice-report = <b>Su mensaje para todos terminó.</b>
notice-weekly = <b>Esta semana para los editores</b>
notice-weekly-due = Por revisar:
notice-weekly-expiring = Escritas antes de una reunión que ya se celebró:
notice-weekly-open = Preguntas en espera: { $count }. /unanswered
notice-weekly-behind = Traducciones detrás del inglés: { $codes }
notice-weekly-calm = No hay nada pendiente.
notice-desk = <b>De los residentes</b>
notice-desk-sent = Preguntas enviadas a los editores: { $count }. /unanswered
notice-desk-unhappy = • { $stamp } fue calificada de poco útil tres veces o más: { $title }
notice-backup-failed = <b>Falló la copia de seguridad de anoche.</b> { $fault }
notice-outage = <b>La base de datos no funcionó durante unos { $minutes } min</b> ({ $fault }). Ya funciona. No se perdió ningún mensaje; ahora se responde a quienes escribieron mientras tanto.

start-paused = Las respuestas están en pausa por el momento. Una nota de los editores:
privacy-kind-follows = Respuestas que usted sigue
menu-faq = Buscar, editar y agregar respuestas
menu-draft = La edición que tiene abierta
menu-fact = Hechos y sus valores
menu-source = Fuentes
menu-alias = Otras palabras para una palabra
menu-scope = Contestaciones a otros asuntos
menu-topic = Temas
menu-contacts = Teléfonos y direcciones por verificar
menu-unanswered = Lo que la gente no pudo encontrar
menu-try = Probar una pregunta
menu-testall = Hacer todas las preguntas de prueba
menu-poster = Un cartel para imprimir
menu-stats = Cifras
menu-import = Enviar un archivo de respuestas
menu-export = Recibir un archivo de respuestas
menu-broadcast = Escribir a todos los que pidieron avisos
menu-correct = Avisar a todos de una corrección
menu-off = Pausar las respuestas
menu-on = Volver a contestar
menu-audit = Lo que se hizo
menu-team = Quién mantiene las respuestas
menu-go = Dejar seguir el envío tras restaurar
menu-health = Fuentes y avisos: cómo están
menu-addmeeting = Agregar una reunión a mano
menu-editmeeting = Cambiar una reunión a mano
menu-cancelmeeting = Cancelar una reunión a mano
menu-approve = Enviar los avisos que esperan
menu-drop = Descartar los avisos que esperan
menu-accept = Aceptar un calendario más corto
menu-follow = Recibir aviso si una respuesta cambia
editors-poster = Un cartel para imprimir, en papel carta. Su código abre { $link }.
poster-how = Escanéelo con la cámara de su teléfono: se abre en Telegram.
poster-foot = { $town-foot }
