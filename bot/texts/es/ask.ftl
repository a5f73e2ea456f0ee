# Respuestas, opciones y cuando no sabemos.
ask-certainty-official-document = documento oficial
ask-certainty-several-outlets = varios medios
ask-certainty-one-outlet = un solo medio
ask-certainty-disputed = en disputa: las dos partes
ask-certainty-unknown = no se sabe
ask-sources-to = fuentes: { $day }
ask-sources-undated = fuentes sin fecha
ask-searched-to = búsqueda: { $day }
ask-not-legal = no es asesoría legal
ask-no-sources = No se encontró ninguna página que lo aclare.
ask-fallback = Esta respuesta aún no está en su idioma; aquí va en { $language }.
ask-review = Esta respuesta debía revisarse el { $day }; puede estar desactualizada.
ask-expiring = Escrita antes de la reunión del { $day }; se está revisando.
ask-source-about = fecha aproximada: { $day }
ask-source-not-shown = { $day }, sin fecha exacta visible
ask-source-by-content = { $day }, según su contenido
ask-source-undated = sin fecha visible
ask-source-untitled = sin título visible
ask-source-title-inferred = título según la dirección
ask-source-inferred = dirección sin confirmar
ask-source-mirror = leído en una copia
ask-source-republished = leído en otro sitio que lo reprodujo
ask-source-excerpt = se leyó solo un extracto en otro sitio
ask-source-archive = leído en una copia archivada
ask-source-other = leído en una copia
ask-source-copy-at = { $publisher }, copia en { $site }
ask-source-read-at = leído en una copia en { $site }
ask-source-partisan = medio partidista
ask-source-opinion = opinión
ask-source-newsletter = boletín
ask-source-advocacy = grupo de defensa de una causa
ask-source-party = parte en el caso
ask-did-you-mean = <b>No estoy seguro de qué quiere preguntar.</b> Las respuestas más cercanas que tengo:
ask-hardly-understood = <b>No le entendí bien.</b> Pruebe con otras palabras, o vea si le sirve una de estas:
ask-not-understood = <b>No entendí eso.</b> Pruebe con otras palabras, por ejemplo: { $town-question }
ask-again = Eso está en la respuesta que acabo de mostrarle ({ $stamp }):
ask-again-near = ¿O es una de estas?
ask-in-short = En pocas palabras:
ask-choose = Para leer una entera, tóquela o escriba su número. Si ninguna sirve, escriba /none.
ask-none = Ninguna de estas
ask-also = También preguntó sobre otra cosa:
ask-beside = Si esta es su pregunta:
ask-related-choices = Más sobre esto: { $codes }. Toque un botón o escriba un código.
ask-unknown = <b>No tengo respuesta para eso.</b>
    Solo respondo con una lista de datos comprobados sobre { $town-issue }, y esto no está entre ellos.
ask-unknown-ways = • /topics muestra todo lo que puedo responder.{ $clerk }
    • Toque el botón, o responda a su propio mensaje con /send, para enviar la pregunta a los editores. Solo entonces se guarda el texto.
ask-send = Enviar a los editores
ask-sent = Enviada. Los editores ven su pregunta, no quién la hizo. Cuando haya respuesta, ¿le aviso aquí? Para eso guardaría el número de este chat hasta entonces.
ask-sent-already = Esta pregunta ya se envió. Gracias.
ask-sent-enough = Acaba de enviar varias preguntas. Podrá enviar la siguiente dentro de unos minutos.
ask-sent-masked = Antes de guardarla se taparon los números que podrían decir quién es alguien. Esto es lo que ven los editores:
    <blockquote>{ $text }</blockquote>
ask-send-lost = Ya no puedo ver esa pregunta. Hágala otra vez y toque el botón, o escriba /send seguido de su pregunta.
ask-send-usage = Escriba /send seguido de su pregunta, o responda a su propio mensaje con /send.
ask-tell-me = Avíseme aquí
ask-tell-me-set = Le avisaré aquí cuando haya respuesta. Si cambia de idea: /forget
ask-tell-me-gone = Esa pregunta ya no está pendiente, así que no hay nada que avisar.
ask-more = Más
ask-shorter = Menos
ask-show-sources = Fuentes
ask-how-known = ¿Cómo lo saben?
ask-share = Compartir
share-send = Enviar a alguien
share-copy = Copiar el enlace
share-link = <b>{ $title }</b>
    { $link }
ask-follow = Avísenme si esto cambia
ask-which = Haga primero una pregunta, o escriba el código: { $command } { $town-example }.
ask-basis-none = Sobre cómo sabemos { $code } no hay más que sus fuentes: /sources_{ $number }
ask-helpful = Me sirvió
ask-not-helpful = No me sirvió
ask-thanks = Gracias.
ask-why = Gracias. ¿Qué falló? Basta un toque; no se guarda nada más.
ask-why-wrong = No era mi pregunta
ask-why-unclear = No se entiende bien
ask-why-missing = Falta algo
ask-why-old = Está desactualizada
ask-rate-typed = También puede escribir /helpful o /nothelpful.
ask-nothing-to-rate = No hay una respuesta reciente para calificar. Primero haga una pregunta.
ask-switch = Seguir en { $language }
ask-gone = Esa respuesta se retiró. /topics muestra lo que hay ahora.
ask-no-such-code = No hay ninguna respuesta con el código { $code }. /topics muestra lo que hay.
ask-nothing-offered = No hay ninguna lista abierta. Haga una pregunta o abra /topics.
ask-too-long = El mensaje es largo. Pregunte con menos palabras: hasta { $limit } caracteres.
ask-empty = Escriba su pregunta en un mensaje, por ejemplo: { $town-question }
ask-away = (Estuve sin conexión un rato. Esta es la respuesta a su última pregunta.)
ask-slow-down = Un momento, por favor: fueron muchos mensajes seguidos. Vuelvo a responder en unos segundos.
ask-spoken = No puedo escuchar mensajes de voz, y no escuché este. Toque lo que quiere saber, o escriba unas palabras: la ortografía no importa.
ask-media = Solo puedo leer texto. Escriba su pregunta en un mensaje o use un botón.
request-subscribe = Puedo avisarle de las próximas reuniones: un recordatorio antes de cada una, y un aviso cuando haya una nueva, se cambie o se cancele, o se publique la agenda. Toque el botón o escriba /subscribe. Puede terminarlo cuando quiera con /stop.
request-alerts = Los recordatorios llegan cierto tiempo antes de cada reunión; no puedo enviarlos en días fijos de la semana. Ejemplos de lo que puede escribir:
    /alerts 30 minutos antes
    /alerts 3 horas antes
    /alerts silencio 21:00-7:30
    /alerts palabra { $town-keyword }
request-undo-stop = Deshacer: avíseme de reuniones
request-privacy = <b>¿Es seguro preguntar aquí?</b>
    • Responde un programa; ninguna persona lee la conversación. Lo que usted escribe se borra en cuanto se responde.
    • No se lo paso a { $town-untold } ni a nadie.
    • No guardo su nombre ni su usuario, y nunca conozco su teléfono.
    • Una pregunta llega a los editores solo si usted se la envía, sin su nombre.
    • Telegram sí ve este chat; no puedo prometer nada sobre Telegram ni sobre lo que ordene un tribunal.

    A cargo de { $operator }. Contacto: { $contact }
    Todo en detalle: /privacy. Lo que hay guardado: /mydata. Borrarlo: /forget
request-editors = Aquí nadie responde a mano. Para llegar a una persona:
    • los editores, por una pregunta o un error: escriba /send y su mensaje; se guarda sin su nombre
    • quien opera este bot: { $operator }, { $contact }
ask-old-button = Este botón ya no funciona. /help muestra lo que sí.
