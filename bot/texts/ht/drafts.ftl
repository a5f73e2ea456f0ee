# What editors hear when they give a part: meetings to be tied to, and what is refused.
tied = (Editè yo: yo te ekri sa anvan reyinyon { $day }.)
tied-moved = (Editè yo: yo te ekri sa anvan reyinyon ki sot { $before } pou ale { $day }.)
tied-off = (Editè yo: yo anile reyinyon { $day }, anvan ki yo te ekri sa a. /faq edit { $code } expires_with chwazi yon lòt; yon tirè vide l.)
editors-form-meeting = Peze reyinyon an, oswa voye jou li: 2026-12-10. Si gen plizyè jou sa a, ak komite a devan: { $town-body-slug }-2026-12-10. Si yo deplase reyinyon an, repons lan swiv li. Yon tirè (-) vide l.
editors-misread-meeting-which = Gen plizyè reyinyon jou sa a. Voye sa ou vle di a: { $given }
editors-misread-meeting-none = Kalandriye a pa gen reyinyon sa a jou sa a: { $given }. Voye jou a sèlman, oswa yon lòt. Anyen pa chanje.
given-refused = Anyen pa chanje. Voye l ankò jan li dwe ye a, oswa /cancel.
notice-weekly-off = Yo te ekri sa yo anvan yon reyinyon ki anile:
preview-learning = M ap verifye sa sa t ap chanje. Dabò m ap aprann nouvo mo yo: { $seconds } s jiska kounye a. Anlè a se repons lan jan l ta ye; anyen poko piblik.
editors-part-page-title = Tit
