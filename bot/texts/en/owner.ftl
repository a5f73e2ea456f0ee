# What only the owner hears.
owner-parked = { $count ->
    [one] One update
   *[other] { $count } updates
 } could not be handled in the last ten minutes ({ $faults }). What could not be handled was set aside without its text; everything else goes on.
