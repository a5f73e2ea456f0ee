# Idioma, ajustes, privacidad, borrado, alto.
settings-choose-language = <b>Idioma</b>
    Toque uno, o escriba { $town-commands }.
settings-one-language = Solo respondo en { $town-tongues }.
settings-language-set = Desde ahora respondo en español.
settings-language-unknown = No hablo “{ $given }”. Escriba { $town-commands }.
settings-show = <b>Ajustes</b>
    { $town-count ->
        [1] {""}
       *[other] Idioma: { $language } – /language{"\u000A"}
    }Modo sencillo (sin emojis, para lectores de pantalla): { $plain } – /settings plain, /settings normal
    Lo que se guarda de este chat: /mydata
settings-on = activado
settings-off = desactivado
settings-plain-on = Activar el modo sencillo
settings-plain-off = Desactivar el modo sencillo
settings-plain-set = El modo sencillo está activado. Los mensajes llegan sin emojis.
settings-plain-unset = El modo sencillo está desactivado.
settings-admins-only = En un grupo, solo sus administradores pueden cambiar esto.
privacy-text = <b>Privacidad</b>
    Responsable: { $operator }. Contacto: { $contact }

    <b>Lo que guardo</b>
    • El número de este chat, el idioma que eligió, el modo sencillo.
    • Durante diez minutos, el código de la última respuesta, para que “¿quién votó no?” pueda seguirla.
    • Durante tres días, cuál de mis mensajes responde a cuál de los suyos (solo números), para responder de nuevo si edita la pregunta.
    • Si se suscribe: a qué se suscribió y, durante 90 días, qué avisos se le enviaron.

    <b>Lo que no guardo</b>
    • Su nombre, usuario, teléfono o lugar.
    • Las palabras que escribe. Telegram me las entrega; esperan en una cola hasta la respuesta y luego se borran. Una pregunta que no puedo responder deja solo un puntaje y, por 30 días, un código que no deja leer sus palabras principales. Si tres chats preguntan lo mismo, se guardan solo esas palabras.
    • Solo si toca “Enviar a los editores” se guarda su pregunta, sin quién la hizo y con los números de identidad, tarjetas y teléfonos tapados. Solo si pide que le avise se guarda con ella el número de este chat, hasta avisarle.

    Los totales por día (cuántas preguntas, qué respuestas) se guardan sin ningún chat. Telegram también ve este chat, según su propia política. Las copias de seguridad se borran a los 14 días, y si se restaura una, se vuelve a borrar lo de quienes lo pidieron.

    /mydata lo muestra todo. /forget lo borra. /stop detiene todo lo que envío por mi cuenta.
privacy-mydata = <b>Lo que se guarda de este chat</b>
privacy-mydata-none = No se guarda nada de este chat.
privacy-mydata-language = Idioma: { $language }
privacy-mydata-plain = Modo sencillo: { $plain }
privacy-mydata-context = Últimas respuestas mostradas (diez minutos): { $codes }
privacy-mydata-count = { $what }: { $count }
privacy-kind-settings = Número del chat y ajustes
privacy-kind-replies = Enlaces entre sus mensajes y mis respuestas (tres días)
privacy-kind-suggestions = Preguntas de las que pidió aviso
privacy-kind-subscriptions = Suscripciones
privacy-kind-alerts = Avisos enviados o en espera
privacy-kind-drafts = Ediciones sin terminar
privacy-kind-roles = Rol de editor
privacy-kind-messages = Mensajes enviados sin que usted los pidiera, o por enviar (90 días)
privacy-kind-acts = Lo que hizo como editor (se queda, sin su número)
privacy-kind-misses = Códigos secretos de preguntas que no supe responder (30 días)
privacy-forget-ask = ¿Borrar todo lo guardado de este chat? También termina sus suscripciones y no se puede deshacer. Toque un botón o escriba /forget yes
privacy-forget-yes = Sí, borrarlo
privacy-forget-no = No, conservarlo
privacy-forgotten = Borrado. Esto estaba guardado y ya no está:
privacy-forgotten-none = No había nada guardado de este chat.
privacy-forget-kept = No se borró nada.
privacy-stopped = Listo. Ya no enviaré nada por mi cuenta. Puede seguir preguntando lo que quiera. Para volver a recibir avisos de reuniones: /subscribe
privacy-stopped-already = No le estaba enviando nada por mi cuenta. Puede seguir preguntando lo que quiera.
