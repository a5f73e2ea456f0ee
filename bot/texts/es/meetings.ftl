# Reuniones, avisos sobre ellas, lo que cada chat quiere recibir y lo que ven los responsables.

meeting-list = <b>Próximas reuniones</b>
meeting-list-body = <b>Próximas: { $body }</b>
meeting-list-rest = y { $count } más
meeting-list-more = Escriba /meeting y un número para ver los detalles, por ejemplo /meeting { $number }. Una sola comisión o junta: /meetings { $town-body2 }
meeting-zone = Todas las horas son hora local de { $city }.
meeting-choose-body = <b>¿Qué comisión o junta?</b>
meeting-no-body = No conozco ninguna comisión o junta llamada “{ $given }”. /meetings muestra las que tienen reuniones próximas.
meeting-no-such = No hay ninguna reunión con el número { $given }. /meetings muestra la lista.
meeting-gone = Esa reunión ya no está en la lista. /meetings muestra las que hay.
meeting-none-never = <b>No se conoce ninguna fecha.</b> Todavía no he podido leer un calendario de la ciudad, así que no puedo decir cuándo es la próxima reunión. Consulte el calendario de la propia ciudad.
meeting-none-down = <b>No se puede consultar el calendario.</b> No conozco ninguna reunión próxima, pero no he podido comprobarlo desde { $moment }. Consulte el calendario de la propia ciudad.
meeting-none = <b>No hay ninguna reunión próxima</b> en el calendario de la ciudad. Lo comprobé { $ago }.
meeting-next = <b>La próxima reunión que conozco:</b>
meeting-found = <b>Las reuniones que conozco:</b>
meeting-none-such = <b>No conozco ninguna reunión así.</b> La próxima de la lista:
meeting-next-more = Detalles: /meeting_{ $number }. Todas las reuniones: /meetings. Para que le avise: /subscribe
meeting-in-a-line = Lo próximo en nuestro calendario: { $name }, { $when }; todo: /meetings

meeting-kind-special = reunión especial
meeting-kind-workshop = taller
meeting-kind-emergency = reunión de emergencia
meeting-kind-budget = reunión de presupuesto
meeting-kind-closed = sesión cerrada
meeting-and = y
meeting-time-unknown = hora por anunciar
meeting-time-note = hora según el anuncio: “{ $note }”
meeting-usual-note = La sesión posterior es la habitual de esta junta; la agenda indica lo que vale.
meeting-place = Lugar: { $place }
meeting-place-unknown = Lugar: aún no indicado
meeting-online = En línea
meeting-status-cancelled = Cancelada
meeting-status-postponed = Pospuesta; no se conoce la nueva fecha
meeting-status-rescheduled = Cambiada para otra fecha
meeting-status-moved = Cambiada para: { $when }
meeting-status-unlisted = Ya no está en el calendario de la ciudad; nadie ha dicho que esté cancelada
meeting-reason = Motivo indicado: “{ $reason }”
meeting-doubt = Otra fuente dice que está cancelada. No está confirmado: compruébelo antes de ir.
meeting-doubt-note = La nota del calendario dice: «{ $note }». No puedo saber si la reunión se celebra: compruébelo antes de ir.
meeting-checking = El calendario acaba de cambiar; estoy comprobando el cambio antes de avisar.
meeting-checking-off = El calendario dice ahora que no se celebra; lo estoy comprobando. Vuelva a consultarlo antes de ir.
meeting-continuation = Del calendario: “{ $note }”
meeting-agenda-there = Agenda
meeting-agenda-there-short = Agenda publicada
meeting-agenda-not = Agenda aún no publicada
meeting-agenda-of = <b>Agenda: { $name }</b>
    { $when }
meeting-agenda-none-yet = La agenda aún no está publicada. Para que le avise cuando lo esté: /subscribe
meeting-agenda-no-items = La agenda está publicada, pero sus puntos no se pueden mostrar aquí. Ábrala:
meeting-agenda-rest = y { $count } puntos más
meeting-agenda-language = Los títulos aparecen como los escribió la ciudad.
meeting-closed = Es una sesión cerrada: está en el calendario, pero el público no puede participar.
meeting-take-part = Para comentar o hablar, siga lo que indican la agenda y la página oficial.
meeting-take-part-codes = Lo que se sabe al respecto: { $codes }
meeting-official = Página oficial de esta reunión
meeting-official-none = Este no es el aviso oficial; ese está en el calendario de la ciudad.
meeting-typed = También puede escribir: /agenda_{ $number } /calendar_{ $number } /mute_{ $number } /alerts
meeting-by-hand = Anotada a mano por quienes operan este bot, { $moment }.
meeting-never = Todavía no se ha leído el calendario de la ciudad.
meeting-stale = No se ha podido volver a comprobar desde { $moment }. Consulte también el calendario de la ciudad.
meeting-fresh = Confirmada en el calendario de la ciudad { $ago }.
meeting-looked = Consulté el calendario de la ciudad por última vez { $ago }.
meeting-ago-now = hace menos de un minuto
meeting-ago = hace { $span }
meeting-span-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
    }
meeting-span-hours = { $count } h
meeting-span-minutes = { $count } min
meeting-muted = Silenciada: no le diré nada más sobre la reunión { $number } ({ $body }). Para deshacerlo: /unmute_{ $number }
meeting-unmuted = Volverá a recibir noticias de la reunión { $number } ({ $body }).
meeting-muted-file = Ya no le enviaré un nuevo archivo de calendario de esta reunión.
meeting-file = { $name }
    { $when }
    Abra el archivo para añadirla a su calendario. Si la reunión se mueve o se cancela, le enviaré aquí el archivo nuevo; para dejar de recibirlo: /stop
meeting-file-renewed = { $name }
    { $when }
    El archivo nuevo de calendario: ábralo y sustituirá a la entrada anterior.
meeting-file-name = Reuniones en { $city }
meeting-file-cancelled = CANCELADA
meeting-file-end = La hora de fin es una estimación.
meeting-file-usual = La sesión posterior habitual; la agenda indica lo que vale.
meeting-file-session = sesión { $number }
meeting-button-agenda = Agenda
meeting-button-file = Agregar al calendario
meeting-button-mute = Silenciar esta reunión
meeting-button-unmute = No silenciar esta reunión
meeting-button-settings = Ajustes de avisos
meeting-button-list = Todas las reuniones
meeting-button-all = Todas las juntas
meeting-button-bodies = Elegir comisión o junta
meeting-button-subscribe = Avisarme de reuniones

lead-evening = la noche anterior
lead-days = { $count ->
    [one] el día antes
   *[other] { $count } días antes
    }
lead-before = { $span } antes
lead-at = { $lead } a las { $time }
lead-each = { $lead }, en cada sesión

alert-cancelled = ❌ Cancelada: { $name }
alert-postponed = ⏸ Pospuesta: { $name }
alert-rescheduled = 📅 Nueva fecha: { $name }
alert-unlisted = ❔ Ya no figura: { $name }
alert-reinstated = ✅ Sí se hará: { $name }
alert-new-meeting = 🆕 Nueva reunión: { $name }
alert-time-changed = 🕘 Nueva hora: { $name }
alert-time-set = 🕘 Hora fijada: { $name }
alert-location-changed = 📍 Nuevo lugar: { $name }
alert-check = ❔ Por favor, compruebe: { $name }
alert-agenda-posted = 📄 Agenda publicada: { $name }
alert-agenda-revised = 📄 Agenda modificada: { $name }
alert-reminder = ⏰ Recordatorio: { $name }
alert-deadline = ✍️ Fecha límite: { $name }
alert-keyword = 🔎 Su palabra: { $name }
alert-several = <b>{ $count } noticias sobre reuniones</b>
alert-several-why = Recibe esto porque está suscrito. Detalles: /meeting y el número. Ajustes: /alerts
alert-was = Antes: { $when }
alert-was-place = Antes iba a ser en: { $place }
alert-starts-in = Empieza dentro de { $span }.
alert-starts-session = Esta sesión empieza dentro de { $span }, a las { $time }.
alert-unlisted-means = Ha desaparecido del calendario de la ciudad. Nadie ha dicho que esté cancelada.
alert-postponed-means = Aún no se conoce nueva fecha.
alert-deadline-written = Se aceptan comentarios por escrito hasta: { $moment }.
alert-deadline-speak = Puede inscribirse para hablar hasta: { $moment }.
alert-deadline-accommodation = Puede pedir ayuda de accesibilidad hasta: { $moment }.
alert-matches = <b>Sus palabras</b>
alert-why-body = Recibe esto porque sigue a { $body }.
alert-why-every = Recibe esto porque sigue a todas las comisiones y juntas.
alert-why-keyword = Recibe esto porque pidió: { $words }.
alert-why-lead = Recibe esto porque pidió un recordatorio { $lead }.
alert-why-deadline = Recibe esto porque pidió los plazos de { $body }.
alert-why-file = Recibe esto porque añadió esta reunión a su calendario.
alert-amended = Actualizado { $moment }: este mensaje dice ahora lo que vale hoy.
alert-again = De nuevo, para mayor seguridad: la conexión falló mientras enviaba este mensaje; es posible que usted ya lo tenga.

subscribe-done = <b>Suscripción hecha.</b> Le avisaré sobre: { $bodies }.
    Reuniones nuevas, cambios y cancelaciones, agendas; recordatorios: { $leads }. También, de cualquier comisión o junta: lo que mencione { $town-subject_or }. Silencio de 9:00 p. m. a 7:30 a. m., salvo lo urgente.
    Cambie lo que quiera abajo o con /alerts. Otra comisión o junta: /subscribe { $town-body2 }. Terminar: /unsubscribe
subscribe-already = Ya sigue a { $body }. /alerts lo muestra todo.
unsubscribe-done = Suscripción terminada. Ya no le avisaré de reuniones, y lo que estaba en espera se borró. Para volver: /subscribe
unsubscribe-nothing = No estaba suscrito a las reuniones. Para recibir avisos: /subscribe
unsubscribe-not-that = No seguía a { $body }. /alerts muestra lo que sigue.

alerts-not-subscribed = No está suscrito a las reuniones. Para recibir avisos a tiempo: /subscribe
alerts-not-understood = No lo he entendido. Ejemplos:
    /alerts 3 horas antes
    /alerts junta { $town-body2 }
    /alerts tipo agenda
    /alerts palabra policía
    /alerts silencio 21:00-7:30
    /alerts diario
    /alerts pausa 7 días
alerts-show = <b>Sus avisos de reuniones</b>
alerts-show-bodies = Comisiones y juntas: { $bodies }
alerts-show-kinds = Tipos: { $kinds }
alerts-show-leads = Recordatorios: { $leads }
alerts-show-words = Palabras que busco en agendas y asuntos: { $words }
alerts-show-quiet = Horas de silencio: { $quiet }
alerts-show-pace = Las noticias llegan: { $pace }
alerts-show-paused = En pausa hasta { $moment }
alerts-typed = Por escrito, cada uno se activa o desactiva: /alerts 3 horas antes · /alerts junta { $town-body2 } · /alerts tipo agenda · /alerts palabra policía · /alerts silencio 21:00-7:30 · /alerts diario · /alerts pausa 7 días · /alerts reanudar
alerts-none = ninguno
alerts-none-feminine = ninguna
alerts-bodies-all = todas las comisiones y juntas
alerts-bodies-other = otras comisiones y juntas
alerts-kind-new = reuniones nuevas
alerts-kind-reminder = recordatorios
alerts-kind-agenda = agendas
alerts-kind-change = cambios y cancelaciones
alerts-kind-deadline = plazos para participar
alerts-pace-at-once = al momento
alerts-pace-daily = una vez al día; lo urgente, al momento
alerts-pace-weekly = una vez por semana; lo urgente, al momento
alerts-toggle-on = ✓ { $name }
alerts-toggle-off = { $name }
alerts-toggle-on-plain = Activado: { $name }
alerts-toggle-off-plain = Desactivado: { $name }
alerts-door-bodies = Comisiones y juntas
alerts-door-kinds = Tipos
alerts-door-leads = Recordatorios
alerts-door-words = Palabras
alerts-door-quiet = Horas de silencio
alerts-door-pace = Al momento o agrupadas
alerts-door-pause = Pausa
alerts-door-resume = Terminar la pausa
alerts-door-end = Cancelar la suscripción
alerts-panel-bodies = <b>Comisiones y juntas</b>
    Toque para activar o desactivar, o escriba /alerts junta y su nombre.
alerts-panel-kinds = <b>Tipos de mensaje</b>
    Toque para activar o desactivar, o escriba /alerts tipo y uno de estos: nueva, recordatorio, agenda, cambio, plazo, { $town-keyword }, resultados, vigilando.
alerts-panel-leads = <b>Recordatorios</b>
    Toque para activar o desactivar, o escriba el suyo, por ejemplo: 3 horas antes.
alerts-panel-words = <b>Palabras</b>
    Escriba /alerts palabra y la palabra, por ejemplo /alerts palabra policía. Toque una para quitarla. { $where }
alerts-panel-quiet = <b>Horas de silencio</b>
    En estas horas no llega nada, salvo que falten menos de 14 horas para una reunión. O escriba /alerts silencio 22:00-7:00
alerts-panel-pace = <b>Al momento o agrupadas</b>
    Lo urgente siempre llega al momento. O escriba /alerts ahora, /alerts diario, /alerts semanal
alerts-panel-pause = <b>Pausa</b>
    ¿Por cuánto tiempo? O escriba /alerts pausa 10 días
alerts-body-on = Activado: le avisaré sobre { $body }.
alerts-body-off = Desactivado: nada más sobre { $body }.
alerts-body-on-all = Activado: le avisaré sobre todas las comisiones y juntas.
alerts-body-off-all = Desactivado: ya no sobre todas las comisiones y juntas.
alerts-body-on-other = Activado: le avisaré también sobre las otras comisiones y juntas.
alerts-body-off-other = Desactivado: nada más sobre las otras comisiones y juntas.
alerts-kind-on = Activado: { $kind }.
alerts-kind-off = Desactivado: { $kind }.
alerts-kind-unknown = No conozco el tipo “{ $given }”. Es uno de estos: nueva, recordatorio, agenda, cambio, plazo, { $town-keyword }, resultados, vigilando.
alerts-lead-on = Le recordaré la reunión: { $lead }.
alerts-lead-off = Ya no habrá recordatorio { $lead }.
alerts-lead-unreadable = No pude leer ese tiempo. Escriba por ejemplo: 3 horas antes, 2 días antes, la noche anterior.
alerts-lead-too-many = Ya tiene { $count } recordatorios. Quite uno primero: /alerts
alerts-word-on = Buscaré “{ $word }”. { $where }
alerts-word-off = Ya no buscaré “{ $word }”.
alerts-word-length = Una palabra para buscar tiene entre 2 y { $most } letras.
alerts-word-too-many = Ya tiene { $count } palabras. Quite una primero: /alerts
alerts-quiet-on = Horas de silencio: { $quiet }.
alerts-quiet-off = Sin horas de silencio: los avisos llegan a cualquier hora.
alerts-quiet-unreadable = No pude leer esas horas. Escriba por ejemplo /alerts silencio 21:00-7:30, o /alerts silencio no
alerts-pace-set-at-once = Las noticias llegan al momento.
alerts-pace-set-daily = Las noticias llegan una vez al día, a las 6:00 p. m. Lo urgente sigue llegando al momento.
alerts-pace-set-weekly = Las noticias llegan una vez por semana, el domingo a las 6:00 p. m. Lo urgente sigue llegando al momento.
alerts-paused = En pausa hasta: { $moment }
    Los cambios y cancelaciones de reuniones posteriores esperan hasta entonces. Para terminar la pausa: /alerts reanudar
alerts-resumed = La pausa ha terminado.
alerts-pause-unreadable = ¿Cuántos días? Escriba por ejemplo /alerts pausa 7 días; como máximo { $most }.

mine-head = <b>¿Me perdí algo?</b>
    Lo que le correspondía en los últimos 14 días y lo que viene:
mine-nothing = No le correspondía nada.
mine-coming = <b>Lo que viene</b>
mine-gone = una reunión que ya no figura
mine-sent = enviado { $moment }
mine-will = se enviará { $moment }
mine-kind-cancelled = cancelación
mine-kind-postponed = posposición
mine-kind-rescheduled = nueva fecha
mine-kind-unlisted = ya no figura
mine-kind-reinstated = sí se hará
mine-kind-new-meeting = nueva reunión
mine-kind-time-changed = nueva hora
mine-kind-time-set = hora fijada
mine-kind-location-changed = nuevo lugar
mine-kind-check = por comprobar
mine-kind-agenda-posted = agenda publicada
mine-kind-agenda-revised = agenda modificada
mine-kind-reminder = recordatorio
mine-kind-deadline = fecha límite
mine-kind-keyword = su palabra
mine-why-unsubscribed = no enviado: había cancelado la suscripción
mine-why-paused = no enviado: tenía los avisos en pausa
mine-why-muted = no enviado: silenció esta reunión
mine-why-topic-off = no enviado: este tipo estaba desactivado
mine-why-body-off = no enviado: esta comisión o junta estaba desactivada
mine-why-lead-off = no enviado: este recordatorio estaba desactivado
mine-why-expired = no enviado: ya era demasiado tarde para servir
mine-why-meeting-off = no enviado: la reunión no se iba a hacer
mine-why-meeting-moved = no enviado: la reunión cambió de fecha u hora
mine-why-superseded = no enviado: lo sustituyó una noticia más nueva
mine-why-unknown-time = sin recordatorio: no se conoce la hora
mine-why-found-too-late = no enviado: la reunión se conoció después de ese momento
mine-why-subscribed-later = no enviado: cambió sus avisos después de ese momento
mine-why-just-announced = no enviado: acababa de recibir la noticia
mine-why-unreachable = no enviado: no se pudo llegar a este chat
mine-why-uncertain = puede que haya llegado o no: la conexión se cortó durante el envío
mine-why-rejected = no enviado: un fallo de mi parte
mine-why-not-planned = no enviado: no estaba en marcha en ese momento

follow-set = Le avisaré aquí cuando cambie { $code }: { $title }
    Para dejarlo: /unfollow { $code }
follow-already = Ya sigue { $code }: { $title }
follow-list = <b>Usted sigue</b>
    { $list }
    Para dejarlo: /unfollow y el código.
follow-none = No sigue ninguna respuesta. Escriba /follow y un código, por ejemplo /follow { $town-example }, para saber cuándo cambia esa respuesta.
follow-ended = Hecho. Ya no le avisaré de sus cambios.
follow-changed = <b>{ $code } ha cambiado:</b> { $title }
follow-changed-detail = <b>Han cambiado los detalles de { $code }:</b> { $title }
follow-gone = <b>{ $code } se ha retirado:</b> { $title }
follow-before = Antes
follow-after = Ahora
follow-why = Recibe esto porque sigue { $code }. Para verla entera, escriba { $code }. Para dejarlo: /unfollow { $code }

owner-flag = ⚠️ Calendario de reuniones: { $text }
    /health lo muestra todo.
owner-health = <b>Fuentes de reuniones</b>
owner-no-sources = No se ha leído ninguna fuente. Vea LEGISTAR_CLIENT, MEETING_ICS_URLS y MEETINGS_FILE en .env.example.
owner-source = <b>{ $name }</b>
    Última respuesta buena: { $checked }. Último intento: { $tried }.
owner-source-error = Sin respuesta { $count } veces: { $error }
owner-source-suspect = Su lista quedó en menos de la mitad, así que no se le cree. Si es correcto: /accept { $name }
owner-held = Retenido: { $batch }. Llegaría a { $count } chats. Toque, o escriba /approve { $batch } o /drop { $batch }
owner-pending = { $count } cambios esperan confirmación.
owner-flags = Observaciones:
    { $flags }
owner-approve = Enviar
owner-drop = No enviar
owner-approved = Liberado. Se avisará a { $count } chats.
owner-dropped = Descartado. No se avisará a { $count } chats mientras la fuente diga lo mismo.
owner-no-batch = No hay nada retenido con ese nombre. /health muestra lo que hay.
owner-no-source = No existe esa fuente. Hay: { $names }
owner-accepted = Se creerá la próxima lista de { $name }.
owner-add-usage = Escriba: /addmeeting { $town-body } | 2026-12-10 | 9:00 AM, 5:00 PM | City Hall | special meeting
    Solo la junta y la fecha son obligatorias.
owner-edit-usage = Escriba: /editmeeting 12 time 10:00 AM
    El número es el de /meetings; se puede cambiar: { $fields }.
owner-cancel-usage = Escriba: /cancelmeeting 12 El motivo, tal como debe leerse
owner-bad-time = Esa hora no se puede leer: { $problem }
owner-bad-value = “{ $given }” no sirve para { $field }. Las fechas se escriben 2026-12-10, las horas 10:00 AM, el estado es scheduled, cancelled o postponed, los enlaces empiezan con https://
owner-saved = Guardado. Así queda ahora:
owner-not-shown = Guardado, pero no se muestra: quizá está demasiado lejos o la junta está oculta.
