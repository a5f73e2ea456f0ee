# Lo que solo oye quien opera el bot.
owner-parked = No se pudo atender la actualización { $update } ({ $fault }). Se apartó sin su texto; todo lo demás sigue.
