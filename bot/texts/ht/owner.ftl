# Sa se moun ki dirije bot la sèlman ki tande.
owner-parked = Nou pa t ka trete mizajou { $update } ({ $fault }). Nou mete l sou kote san tèks li; tout lòt bagay kontinye.
