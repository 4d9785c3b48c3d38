"""Ordinary English words: none of them alone is taken for a misheard name.

The list is our own: function words, and the common nouns, verbs and adjectives of everyday talk.
"""

ORDINARY = frozenset(
    """
a able about above across act add afraid after afternoon again against age ago agree ahead air all allow almost
alone along already alright also always am among an and angry animal another answer any anybody anyone anything
anyway apart appear apple april are area aren arm around arrive art as ask asleep at ate august aunt autumn away
baby back bad bag ball bank bath bathroom be bear beat beautiful became because become bed bedroom been before
began begin behind being believe bell below belt beside best better between big bird birthday bit bite black
blind blood blow blue board boat body book boot born both bottle bottom bought bowl box boy bread break
breakfast breathe bridge bright bring broke broken brother brought brown brush build bus busy but butter button
buy by cake call called came can cannot cant car card care careful carry case cat catch caught cause cell center
certain chair chance change changed chair cheap check cheese chest chicken child children choose christmas
church circle city clean clear climb clinic clock close cloth clothes cloud coat coffee cold color come comes
coming common computer continue cook cookie cool copy corner correct cost cough could couldnt count country
couple course cousin cover create crazy cross cry cup cut dad daddy dance dark daughter day days dead deal dear
december decide deep did didnt die diet different difficult dig dinner dirty do doctor doctors does doesnt dog
doing done dont door double doubt down dozen draw dream dress drink drive drop dry during dust each ear early
earth ease east easy eat eats egg eight either eleven else empty end enjoy enough enter even evening event ever
every everybody everyone everything exactly example except excuse exercise expect explain eye eyes face fact
fair fall family far farm fast fat father favorite february feed feel feeling feels feet fell felt few field
fifteen fifty fight figure fill final find fine finger finish fire first fish fit five fix flat floor flower fly
follow food foot for forever forget forgot form forty forward found four free fresh friday friend from front
fruit full fun funny game garden gate gave get gets getting gift girl give given glad glass glasses go goes
going gold gone good got grand grandchild granddaughter grandson grass gray great green grew ground group grow
guess guy had hadnt hair half hall hand hands hang happen happened happens happy hard has hasnt hat hate have
havent having he head health hear heard heart heat heavy held hello help helps hen her here hers herself hi hide
high hill him himself his hit hold hole holiday home hope horse hospital hot hour hours house how however huge
hundred hungry hurry hurt hurts husband i ice idea if ill im important in inside instead interest into is isnt
it its itself january job join joke july jump june junk just keep kept key kick kid kids kill kind kitchen knee
knees knew knife know knows lab labs lady lake lamp land large last late lately later laugh law lay lazy lead
leaf learn least leave left leg legs less let letter letters level levels lie life lift light like line lips
list listen little live lived living local long longer look looking looks lose lost lot loud love low lower luck
lunch machine made mail main make makes man many march mark market married matter may maybe me meal mean means
meant meat medical medication medications medicine medicines meet meeting men mess met middle might mile milk
mind mine minute minutes miss mistake mix mom moment monday money month months moon more morning most mother
mouth move movie mr mrs much music must my myself name narrow near nearly neck need needs neighbor neither
nephew never new news newspaper next nice niece night nine no nobody noise none noon nor normal north nose not
note nothing notice november now number numbers nurse october odd of off offer office often oh oil okay old
older on once one ones only open or orange order other others ought our out outside over own page paid pain
paint pair pan pants paper parent park part party pass past patient pay peace pen pencil people perhaps person
pet phone photo piano pick picture pie piece pill pills pink place plan plane plant plate play please pocket
point police poor possible pot pound pounds power present press pretty price print probably problem problems
promise proper pull purple push put puts question questions quick quickly quiet quit quite race radio rain ran
raise rather reach read reading ready real really reason record records red remember report rest result results
return rice rich ride right ring rise river road rock roll roof room rose round rule run sad safe said sale salt
same sand sat saturday save saw say says school sea seat second see seem seems seen seldom self sell send sense
sent september serious set seven several shall shape share sharp she sheet shelf shes shine ship shirt shoe
shoes shop short shot shots should shoulder shout show shower shut sick side sight sign silly simple since sing
sink sister sit six size skin skip sky sleep sleeping slept slow slowly small smart smell smile smoke snack snow
so soap sock soft sold some somebody someone something sometimes son song soon sore sorry sort sound soup sour
south space speak special spell spend spoke spoon spot spring square stairs stand start started state stay step
stick still stomach stone stood stop store storm story strange street strong stuff such sudden suit summer sun
sunday supper suppose sure surprise sweet swim table tablet tablets take taken takes taking talk talking tall
taste taught tea teach team teeth telephone television tell ten tenth terrible test tests than thank thanks that
thats the their them then there these they thick thin thing things think third thirsty thirteen thirty this
those though thought thousand three through throw thursday tie time times tiny tired to today toe together told
tomorrow tonight too took tooth top total touch toward towel town toy train travel treat tree trip trouble true
trust try tuesday turn twelve twenty twice two under understand until up upon upset us use used usual usually
van very view visit visits voice wait waiting wake wakes walk walked walking wall want wanted wants warm was
wash wasnt waste watch water way we weak wear weather wednesday week weeks well went were west wet what whats
wheel when where whether which while white who whole whose why wide wife wild will win wind window winter wipe
wish with within without woke woman women won wonder wonderful wont wood word words wore work worked working
works world worried worry worse worst would wouldnt write writing wrong wrote yard year years yellow yes
yesterday yet you young your yours modern file terms credit secret claim process court crate shake zero
""".split()
)

_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ly")


def is_ordinary(word: str) -> bool:
    """Whether a single plain word is an ordinary one, in whatever form: `walks`, `walked`, `walking`."""
    if word in ORDINARY:
        return True
    stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return any(stem in ORDINARY or f"{stem}e" in ORDINARY for stem in stems if len(stem) > 2)
