# Temas, cronología, fuentes, comprobación.
browse-topics = <b>Temas</b>
    Toque uno, o escriba /topics y su número.
browse-topics-empty = Aún no hay respuestas en la base. Quien opera el bot puede cargarlas con “python -m bot seed”.
browse-topic = <b>{ $topic }</b>
    Toque una pregunta o escriba su código.
browse-topic-empty = Ahora no hay respuestas en este tema. /topics muestra los demás.
browse-no-topic = No hay un tema número { $number }. /topics muestra la lista.
browse-page = Página { $page } de { $pages }
browse-back = Atrás
browse-next = Más
browse-timeline = <b>Lo que pasó, en orden</b>
browse-timeline-empty = Aún no hay hechos con fecha en la base. /topics muestra lo que hay.
browse-timeline-more = Escriba un código o tóquelo para leer la respuesta con sus fuentes.
browse-sources = <b>De dónde salen las respuestas</b>
    { $sources } páginas de { $publishers } medios e instituciones respaldan { $entries } respuestas. Las más citadas:
browse-sources-more = Escriba /sources y un código, por ejemplo /sources { $town-example }, para ver todas las fuentes de una respuesta.
browse-sources-of = <b>Fuentes de { $stamp }</b>
    { $title }
browse-sources-empty = Aún no hay fuentes en la base.
browse-verify-usage = Escriba /verify y el código que está bajo una respuesta, por ejemplo /verify { $town-example }.3
browse-verify-unknown = Ninguna respuesta de este bot tuvo nunca el código { $code }. Si lo vio en un mensaje, ese mensaje no salió de aquí.
browse-verify-current = { $stamp } es auténtica y es la versión vigente, pública desde el { $day }.
browse-verify-old = { $stamp } es auténtica, pero ya no está vigente: se reemplazó el { $day }. La versión vigente es { $current }.
browse-verify-future = { $code } no tiene una versión { $version }. La más nueva es { $current }.
browse-verify-retired = { $stamp } es auténtica, pero la respuesta se retiró después.
browse-verify-replaced = { $stamp } fue una respuesta de este bot. La reemplazó { $heir }: { $title }
browse-verify-changed = Qué cambió: { $parts }
browse-part-title = la pregunta
browse-part-short = la respuesta corta
browse-part-points = los puntos
browse-part-detail = los detalles
browse-part-basis = cómo lo sabemos
browse-part-sources = las fuentes
browse-part-facts = los hechos que la sustentan
browse-part-dates = las fechas
browse-part-phrasings = solo las formas de preguntar
inline-open = Abrir en el bot
inline-more = Más: abrir el bot
inline-none = Sin respuesta a eso: abrir el bot
inline-help = Dónde hallar ayuda
inline-paused = Las respuestas están en pausa
