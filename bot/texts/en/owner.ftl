# What only the owner hears.
owner-parked = Update { $update } could not be handled ({ $fault }). It was set aside without its text; everything else goes on.
