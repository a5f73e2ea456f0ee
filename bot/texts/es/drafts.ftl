# What editors hear when they give a part: meetings to be tied to, and what is refused.
tied = (Editores: escrita antes de la reunión del { $day }.)
tied-moved = (Editores: escrita antes de la reunión que pasó del { $before } al { $day }.)
tied-off = (Editores: la reunión del { $day }, antes de la cual se escribió, se suspendió. /faq edit { $code } expires_with elige otra; un guion la vacía.)
editors-form-meeting = Toque la reunión, o envíe su día: 2026-12-10. Si ese día hay varias, con el órgano delante: { $town-body-slug }-2026-12-10. Si la reunión se mueve, la respuesta la sigue. Un guion (-) lo vacía.
editors-misread-meeting-which = Ese día hay varias reuniones. Envíe la que quiere decir: { $given }
editors-misread-meeting-none = El calendario no tiene esa reunión ese día: { $given }. Envíe solo el día, u otro. No se cambió nada.
given-refused = No se cambió nada. Envíelo de nuevo como debe ser, o /cancel.
notice-weekly-off = Escritas antes de una reunión que se suspendió:
preview-learning = Reviso qué cambiaría con esto. Primero se aprenden las palabras nuevas: { $seconds } s hasta ahora. Arriba está la respuesta como quedaría; todavía nada es público.
editors-part-page-title = Título
