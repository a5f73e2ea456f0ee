# Saludo, ayuda, quiénes somos, menú, errores.
language-en = English
language-es = Español
language-ht = Kreyòl ayisyen
start-hello = <b>Key West Civic Bot</b>
    Respondo preguntas sobre el acuerdo entre la policía de Key West (Cayo Hueso) e ICE (“la migra”), llamado 287(g): qué se firmó, cómo votó la Comisión, qué dijo el Estado. Cada respuesta indica sus fuentes y su fecha. También conozco las próximas reuniones de la ciudad, y puedo avisarle cuando se acerque una, se cambie o se cancele.

    Escriba su pregunta, por ejemplo:
    • ¿Cómo quedó la votación del 30 de junio?
    • ¿Qué es un acuerdo 287(g)?
    • ¿Cómo hablo en una reunión?

    No soy la Ciudad, ni ICE, ni el Estado, y no doy asesoría legal. Aquí no hace falta su nombre: guardo lo menos posible. Vea /privacy
start-first = Pregúnteme sobre el 287(g) y las reuniones de la ciudad.
start-help = <b>Lo que puede hacer</b>
    Escriba una pregunta con sus palabras: en inglés, español o criollo haitiano. También sirven palabras sencillas: “cuándo es la próxima reunión”, “no más mensajes”, “borre mis datos”.

    /topics – ver todas las preguntas
    /more, /why, /follow KW-14 – más de una respuesta; cómo lo sabemos; aviso si cambia
    /share KW-14 – el enlace de una respuesta, para enviarlo a alguien
    /timeline – lo que pasó, en orden
    /sources – de dónde salen las respuestas
    /meetings – próximas reuniones; /agenda, /calendar
    /subscribe, /alerts – recibir avisos de reuniones, y cómo
    /mine – lo que debía recibir
    /follow KW-14 – saber si una respuesta cambia
    /send – una pregunta o un error, a los editores
    /language – English, Español, Kreyòl
    /settings – idioma, modo sencillo, lo que se guarda
    /verify KW-14.3 – ¿es auténtica y vigente esta respuesta?
    /privacy, /mydata, /forget – sus datos
    /stop – dejar de recibir avisos
    /about – quién opera este bot
    /cancel – dejar lo que estaba haciendo

    Lo que hace un botón también se puede escribir: el número de una opción, un código como KW-14 o un comando.
start-help-editor = <b>Para editores</b>
    /faq – buscar, cambiar o agregar una respuesta; /faq solo lo muestra todo
    /draft – su edición abierta
    /unanswered – lo que se pregunta en vano
    /fact, /source, /topic, /alias, /scope – las partes
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
    Key West Civic Bot responde con una lista de datos comprobados y con fuentes. No toma partido sobre el acuerdo. No lo opera la Ciudad de Key West, ni ICE, ni el Estado de Florida.

    Responsable: { $operator }
    Contacto: { $contact }

    La base tiene { $entries } respuestas, en tres idiomas. Las respuestas llevan fecha; si una está mal, toque “No me sirvió” o use /send.
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
menu-subscribe = Recibir avisos de reuniones
menu-alerts = Sus avisos de reuniones
menu-mine = Qué avisos le tocaban y cuándo
menu-language = English, Español, Kreyòl
menu-settings = Idioma, modo sencillo, lo guardado
menu-privacy = Qué se guarda sobre usted
menu-mydata = Ver lo que se guarda
menu-forget = Borrar lo que se guarda
menu-stop = Dejar de recibir avisos
menu-about = Quién opera este bot
menu-verify = Comprobar el código de una respuesta
menu-cancel = Dejar lo que estaba haciendo
menu-name = Key West Civic Bot
menu-description = Pregunte por el acuerdo 287(g) entre la policía de Key West e ICE: votos, fechas, leyes. Pregunte cuándo es la próxima reunión de la ciudad y reciba avisos de reuniones, cambios y cancelaciones. Respuestas neutrales, con fuentes y fecha, en inglés, español y criollo haitiano. No es la Ciudad, ni ICE, ni el Estado. No es asesoría legal.
menu-short = Respuestas con fuentes sobre el 287(g) de Key West con ICE, y avisos de reuniones. English, Español, Kreyòl.
