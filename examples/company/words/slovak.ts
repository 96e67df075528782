import { czechFamilyName } from './czech.ts'
import { towns, words, type CountryWords } from './word-list.ts'

/** Names, streets and towns of Slovakia. */
export const slovak: CountryWords = {
  country: 'SK',
  givenNames: {
    male: words(`Jozef, Ján, Peter, Martin, Michal, Milan, Tomáš, Miroslav, Marek, Štefan, Ľubomír, Juraj, Vladimír,
      Pavol, Ladislav, Ivan, Jaroslav, Lukáš, Patrik, Andrej, Matúš, Róbert, Rastislav, Dávid`),
    female: words(`Mária, Anna, Zuzana, Katarína, Jana, Eva, Monika, Lucia, Martina, Ivana, Andrea, Michaela, Veronika,
      Helena, Viera, Lenka, Adriana, Ľubica, Kristína, Natália, Emília, Gabriela, Daniela, Dominika`),
  },
  familyNames: words(`Horváth, Kováč, Varga, Tóth, Nagy, Baláž, Szabó, Molnár, Lukáč, Kollár, Hudák, Gajdoš, Oravec,
    Polák, Zeman, Bartko, Ďurica, Hruška, Kiss, Mihálik, Rusnák, Šimko, Vaško, Žilka, Novotný, Hronec, Krajčí, Jurčo`),
  familyNameOf: (name, gender) =>
    name.endsWith('o') && gender === 'female' ? `${name.slice(0, -1)}ová` : czechFamilyName(name, gender),
  streets: words(`Hlavná, Školská, Záhradná, Štúrova, Hviezdoslavova, Mierová, Krátka, Dlhá, Lipová, Poľná, Kvetná,
    Námestie SNP, Štefánikova, Moyzesova, Jesenského, Sládkovičova, Kukučínova, Gorkého, Obchodná, Trnavská cesta`),
  towns: towns(`Bratislava: 811 01 | 821 02 | 831 04 | 851 01, Košice: 040 01 | 040 11, Prešov: 080 01, Žilina: 010 01,
    Nitra: 949 01, Banská Bystrica: 974 01, Trnava: 917 01, Martin: 036 01, Trenčín: 911 01, Poprad: 058 01, Skalica: 909 01`),
  legalForms: ['s.r.o.', 's.r.o.', 's.r.o.', 'a.s.'],
  mailDomains: ['gmail.com', 'azet.sk', 'centrum.sk', 'zoznam.sk'],
}
