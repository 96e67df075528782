import { words } from './word-list.ts'

/** First words of company names; with a trade they make some thousands of different names. */
export const companyFirstWords =
  words(`Alfa, Bohemia, Moravia, Pragma, Delta, Orion, Vega, Sigma, Helios, Aurora, Titan,
  Sokol, Kometa, Rubín, Safír, Jantar, Granát, Krystal, Radegast, Perun, Svarog, Morava, Vltava, Labe, Ohře, Sázava, Beskyd,
  Krkonoš, Šumava, Hanák, Chodov, Podyjí, Vysočina, Polabí, Slovácko, Euro, Inter, Trans, Unis, Koral, Neptun, Merkur, Jupiter,
  Saturn, Atlas, Fénix, Gryf, Levhart, Rys, Kamzík, Tetřev, Sojka, Kalous, Datel, Modřín, Habr, Jasan, Olše, Kaštan, Platan,
  Zenit, Azimut, Meridian, Ekvátor, Polaris, Kvant, Vektor, Matrix, Modul, Signál, Impuls, Rotor, Stator, Turbo, Hydra, Pneuma,
  Ferro, Cupra, Argo, Silva, Terra, Aqua, Ignis, Ventus, Lumen, Sonus, Medikus, Optimus, Maximus, Primus, Novum, Fortis, Vesta`)

/** What the companies do, in the language of each country. */
export const trades = {
  CZ: words(`Stavby, Trade, Nábytek, Elektro, Instalatérství, Pekárna, Textil, Strojírna, Reality, Doprava, Autoservis,
    Zahradnictví, Tiskárna, Potraviny, Kovovýroba, Truhlářství, Software, Konzult, Cestovní kancelář, Lékárna, Velkoobchod, Obaly`),
  SK: words(
    `Stavby, Trade, Nábytok, Elektro, Pekáreň, Textil, Strojáreň, Reality, Doprava, Autoservis, Tlačiareň, Potraviny`,
  ),
  DE: words(
    `Bau, Handel, Möbel, Elektro, Bäckerei, Textil, Maschinenbau, Immobilien, Transporte, Gartenbau, Druckerei, Technik`,
  ),
  GB: words(
    `Construction, Trading, Furniture, Electrical, Bakery, Textiles, Engineering, Property, Transport, Gardens, Printing`,
  ),
} as const

/** Nouns and qualities of the articles sold. */
export const articleNouns =
  words(`Stůl, Židle, Lampa, Police, Skříň, Komoda, Křeslo, Pohovka, Postel, Matrace, Polštář, Deka, Ubrus,
  Závěs, Koberec, Hrnec, Pánev, Nůž, Talíř, Hrnek, Sklenice, Váza, Svícen, Hodiny, Zrcadlo, Věšák, Koš, Box, Regál, Lavice,
  Stolička, Konvice, Mixér, Toustovač, Vysavač, Žehlička, Ventilátor, Topidlo, Zásuvka, Kabel`)
export const articleQualities =
  words(`dubový, bukový, ocelový, skleněný, keramický, bavlněný, lněný, vlněný, skládací, závěsný, nástěnný,
  stojací, dětský, zahradní, kuchyňský, koupelnový, rohový, otočný, nastavitelný, designový, retro, klasický, malý, velký, úzký`)
export const articleColours = words(
  `bílá, černá, šedá, béžová, hnědá, modrá, zelená, červená, žlutá, přírodní, antracit, krémová`,
)
export const brands = words(
  `Domus, Lumina, Kova, Bosco, Tessera, Nordica, Felis, Orbis, Calida, Verano, Hestia, Mobilo`,
)
