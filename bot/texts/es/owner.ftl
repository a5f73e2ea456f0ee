# Lo que solo oye quien opera el bot.
owner-parked = { $count ->
    [one] No se pudo atender una actualización
   *[other] No se pudieron atender { $count } actualizaciones
 } en los últimos diez minutos ({ $faults }). Lo que no se pudo atender se apartó sin su texto; todo lo demás sigue.
