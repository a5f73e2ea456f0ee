# Las respuestas como páginas para un navegador.
site-lead = Respuestas sobre { $town }, copiadas el { $day }. Pueden haber cambiado desde entonces: el bot las tiene como son ahora.
site-commands = Lo que empieza con una barra, como /meetings, se escribe al bot en Telegram.
site-search = Buscar en las respuestas
site-hint = Unas palabras, o un código como { $code }
site-hits = { $count } respuestas que mejor encajan
site-none = Ninguna respuesta encaja. Pruebe con otras palabras.
site-topics = Temas
site-skip = Ir a las respuestas
site-languages = Idiomas
site-sources = Fuentes
site-see = Vea también
site-top = Arriba
site-foot = Esta es una copia de lo que dice el bot; no es una página de { $town-copy_of }. Nada aquí es consejo legal.
site-next = Esta página no sabe la próxima reunión; el bot sí: /meetings
