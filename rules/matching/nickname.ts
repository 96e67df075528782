/** Given names with the forms people go by, most of them Czech, German and English. A line is one name; the first word stands for all. */
const forms = `
jan honza johann hans john jack johnny jonny johannes
josef pepa pepik joseph joe sepp joey
jiri jirka jura george georg juraj jorg jurgen
frantisek franta franz frank frankie
karel kaja karl charles charlie chuck carl
vaclav vasek wenzel
tomas tom thomas tommy
petr peter pete petya peta
pavel paul pavlik
martin marty
michal michael mike mick mickey misa
jaroslav jarda
miroslav mirek
ladislav lada laszlo
zdenek zdenda
milan milanek
antonin tonda anton tony anthony toni
stanislav standa
vladimir vlada
david dave davy
daniel dan danny
lukas luke luki
jakub kuba james jim jimmy jacob jamie
ondrej andrew andy andreas drew andrej
vojtech vojta adalbert
matej matthew matt matthias mathias matyas matous
filip philip phil philipp
marek mark markus marcus
robert bob rob bobby robbie
william bill will billy wilhelm willi willy vilem
richard dick rick ricky rich
edward ed eddie ted eduard
alexander alex sasa sascha xander
alexandra sandra saska
nicolas nick nicholas mikulas niklas klaus nikolaus
benjamin ben benny
samuel sam sammy
christopher chris kit krystof christoph
christian kristian
stephen steve steven stefan stepan
gregory greg rehor gregor
ronald ron ronnie
donald don donnie
kenneth ken kenny
lawrence larry laurence lorenz vavrinec
friedrich fritz bedrich fred frederick freddy
heinrich heinz jindrich henry harry hank heiner
ludwig ludvik louis lutz
maximilian max
sebastian basti
wolfgang wolf
rudolf rudi ruda
jana jane johanna janet janca janicka
marie mary maria maruska mia molly polly
anna ann anne anicka annie nancy anni
eva eve evicka
hana hanka hannah
katerina katka catherine kate katie kathy katharina kathrin kitty
lenka lena helena helen ellen
lucie lucy lucka lucia lucinka
petra petruska
alzbeta elizabeth elisabeth beth betty liz lizzie eliska elsa lisa liesl bess
veronika verca
tereza teresa terka theresa tess resi terezka
barbora barbara bara barb babsi
zuzana susan susanne zuzka sue susie
margaret marketa maggie meg peggy gretel margarethe margareta
jaroslava jarka
ludmila lida
vera verka
monika moni monica
michaela misa
kristyna christine christina kristina tina chris
josefa pepina josephine
magdalena magda lena
gabriela gabi gabriele gaby
dorothea dora dorothy dorota dolly
victoria vicky viktorie
jennifer jenny jen
jessica jess
rebecca becky
patricia pat patty
deborah debbie
samantha sam
`

const standsFor = new Map<string, string>()

for (const line of forms.trim().split('\n')) {
  const [first, ...others] = line.split(' ') as [string, ...string[]]

  for (const form of [first, ...others]) if (!standsFor.has(form)) standsFor.set(form, first)
}

/** The name that stands for all forms of a folded given name ("honza" is "jan"); an unknown name stands for itself. Only the first word counts. */
export function nickname(text: string): string {
  const first = text.split(' ', 1)[0] ?? ''

  return standsFor.get(first) ?? first
}

/** Whether a folded word is a given name of the list. */
export function isGivenName(word: string): boolean {
  return standsFor.has(word)
}
