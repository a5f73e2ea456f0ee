# Saludo, ayuda, quiénes somos, menú, errores.
language-en = English
language-es = Español
language-ht = Kreyòl ayisyen
language-of-en = inglés
language-of-es = español
language-of-ht = criollo haitiano
language-short-en = English
language-short-es = Español
language-short-ht = Kreyòl
language-or = { $most } o { $last }
start-hello = <b>{ $town-bot }</b>
    { $town-hello } Cada respuesta indica sus fuentes y su fecha. También conozco las próximas reuniones de la ciudad, y puedo avisarle cuando se acerque una, se cambie o se cancele.

    Escriba su pregunta, por ejemplo:
    • { $town-question }
    • { $town-question2 }
    • { $town-question3 }

    { $town-not_ours }, y no doy asesoría legal. Aquí no hace falta su nombre: guardo lo menos posible. Vea /privacy
start-first = Pregúnteme sobre { $town-ask_about }.
start-help = <b>Lo que puede hacer</b>
    Escriba una pregunta con sus palabras{ $town-count ->
        [1] {""}
       *[other] : en { $town-tongues }
    }. También sirven palabras sencillas: “cuándo es la próxima reunión”, “no más mensajes”, “borre mis datos”.

    /topics – ver todas las preguntas
    /more, /why – más de una respuesta; cómo lo sabemos
    /share { $town-example } – el enlace de una respuesta, para enviarlo a alguien
    /timeline – lo que pasó, en orden
    /sources – de dónde salen las respuestas
    /meetings – próximas reuniones; /meeting, /agenda, /calendar – una de ellas
    /subscribe, /unsubscribe, /alerts – recibir avisos de reuniones, y cómo; /mute, /unmute – de una de ellas
    /mine – lo que debía recibir
    /follow { $town-example } – saber si una respuesta cambia; /unfollow
    /helpful, /nothelpful – qué le parece una respuesta; /none – ninguna opción sirve
    /send – una pregunta o un error, a los editores
    { $town-count ->
        [1] {""}
       *[other] /language – { $town-languages }{"\u000A"}
    }/settings – idioma, modo sencillo, lo que se guarda
    /verify { $town-example }.3 – ¿es auténtica y vigente esta respuesta?
    /privacy, /mydata, /forget – sus datos
    /stop – dejar de recibir avisos
    /about – quién opera este bot; /start, /help – el saludo, esta lista
    /cancel – dejar lo que estaba haciendo

    Lo que hace un botón también se puede escribir: el número de una opción, un código como { $town-example } o un comando.
start-help-editor = <b>Para editores</b>
    /faq – buscar, cambiar o agregar una respuesta; /faq solo lo muestra todo
    /draft – su edición abierta
    /unanswered – lo que se pregunta en vano
    /fact, /source, /topic, /alias, /scope – las partes; /contacts – teléfonos por verificar
    /releases – dónde difiere una versión nueva
    /try, /testall – preguntar al buscador
    /import, /export – archivos
    /broadcast, /correct – mensajes a los residentes
    /off, /on – pausar las respuestas
    /stats, /audit, /poster
start-help-owner = <b>Para propietarios</b>
    /team – quién puede editar
    /health – fuentes y avisos
    /addmeeting, /editmeeting, /cancelmeeting – reuniones a mano
    /approve, /drop, /accept – cambios que esperan su decisión
    /go – confirmar
start-about = <b>Acerca de este bot</b>
    { $town-bot } responde con una lista de datos comprobados y con fuentes. { $town-neutral }

    Responsable: { $operator }
    Contacto: { $contact }

    La base tiene { $entries } respuestas{ $town-count ->
        [1] {""}
        [2] , en dos idiomas
       *[other] , en tres idiomas
    }. Las respuestas llevan fecha; si una está mal, toque “No me sirvió” o use /send.
start-operator-unset = sin indicar
start-cancelled = Cancelado. No se cambió nada.
start-nothing-to-cancel = No hay nada que cancelar.
start-unknown-command = No conozco el comando { $command }. /help los muestra todos.
start-error = Algo falló de mi lado; quedó anotado con el número { $reference }. Inténtelo de nuevo en un minuto.
start-chatter = Aquí estoy. Escriba una pregunta o abra /topics.
menu-start = Empezar aquí
menu-help = Lo que puede hacer
menu-topics = Ver todas las preguntas
menu-timeline = Lo que pasó, en orden
menu-sources = De dónde salen las respuestas
menu-meetings = Próximas reuniones
menu-calendar = Calendario: archivo y direcciones
menu-subscribe = Recibir avisos de reuniones
menu-alerts = Sus avisos de reuniones
menu-mine = Qué avisos le tocaban y cuándo
menu-language = { $town-languages }
menu-settings = Idioma, modo sencillo, lo guardado
menu-privacy = Qué se guarda sobre usted
menu-mydata = Ver lo que se guarda
menu-forget = Borrar lo que se guarda
menu-stop = Dejar de recibir avisos
menu-about = Quién opera este bot
menu-verify = Comprobar el código de una respuesta
menu-send = Escribir a los editores
menu-cancel = Dejar lo que estaba haciendo
profile-name = { $town-bot }
profile-description = { $town-description }
profile-short = { $town-short }
