"""The few words that a model may put in or leave out, and those whose coming in is counted as another meaning."""

MEANING = frozenset(
    """
    no not none never nothing nobody neither nor without dont doesnt didnt isnt arent wasnt werent cant cannot couldnt
    havent hasnt hadnt wont wouldnt shouldnt except unless hardly barely
    up down higher lower high low highest lowest rise rising rose risen fall falling fell fallen drop dropped dropping
    increase increased increasing decrease decreased decreasing climb climbed more less fewer most least better worse
    improved improving worsened worsening raised reduced grew grown shrank steady stable unchanged changed same
    different above below within outside inside over under between around nearly almost exactly
    normal abnormal usual unusual typical good bad great poor fine okay ok healthy unhealthy safe unsafe dangerous
    serious severe mild critical elevated excellent perfect alarming worrying concerning worried worry concern risk
    average total sum half double triple twice once both all every each many few several only
    two three four five six seven eight nine ten eleven twelve dozen hundred thousand million first second third last
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday today yesterday tomorrow tonight morning afternoon evening noon night daily weekly
    monthly yearly year years month months week weeks day days hour hours minute minutes ago since until before after
    still yet already soon later earlier recent recently current currently past future next previous
    milligram milligrams microgram micrograms gram grams kilogram kilograms pound pounds liter liters milliliter
    milliliters deciliter percent millimoles millimole moles units unit millimeters centimeters inches inch feet
    mercury degrees celsius fahrenheit tablet tablets capsule capsules dose doses puff puffs drops spray
    stop stopped take taken taking taker start started starting continue avoid skip increase reduce should must need
    needs could might may probably likely possibly certainly surely perhaps maybe if
    yes allergy allergic allergies cancer disease diabetes infection diagnosis diagnosed cure cured positive negative
    confirmed suspected resolved active ended began begin written prescribed doctor hospital emergency
    letter because cause caused causes due sign signs symptom symptoms treat treats treatment help helps
    """.split()
)
"""Only for counting what was stopped: every word outside `HARMLESS` is held to."""

HARMLESS = frozenset(
    """
    a an the and so well is are was were am it its that thats this these those there theres here heres
    i you your youre my me we us he she they them his her their of in on at to for from by with as
    let lets tell told telling say says said saying show showing see look looking find found read reading hear heard
    which what while also too just please thank thanks dear hello of course alright sure now another else
    record records result results test tests number numbers value values entry entries note notes noted
    shows showed came comes come back got get gets give gives gave given according based measured recorded reported
    know would like want wanted ask asked asking question answer
    one thing things information checked check lab labs laboratory have has had be been about lists list
    """.split()
)
"""Small words, and words of looking something up: none of them makes a statement of the record another one."""
