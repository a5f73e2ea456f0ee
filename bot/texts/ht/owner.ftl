# Sa se moun ki dirije bot la sèlman ki tande.
owner-parked = Nan dènye dis minit yo, nou pa t ka trete { $count ->
    [one] yon mizajou
   *[other] { $count } mizajou
 } ({ $faults }). Sa nou pa t ka trete a, nou mete l sou kote san tèks li; tout lòt bagay kontinye.
