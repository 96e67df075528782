import { towns, words, type CountryWords, type Gender } from './word-list.ts'

/** Names, streets and towns of the Czech Republic, the commonest first. */
export const czech: CountryWords = {
  country: 'CZ',
  givenNames: {
    male: words(`Jiří, Jan, Petr, Josef, Pavel, Martin, Tomáš, Jaroslav, Miroslav, Zdeněk, František, Václav, Michal,
      Milan, Jakub, Karel, Lukáš, David, Vladimír, Ladislav, Ondřej, Roman, Stanislav, Marek, Radek, Daniel, Antonín,
      Vojtěch, Filip, Adam, Miloslav, Matěj, Aleš, Jaromír, Libor, Dominik, Patrik, Vlastimil, Jindřich, Miloš, Oldřich,
      Lubomír, Rudolf, Ivan, Luboš, Robert, Štěpán, Radim, Richard, Bohumil, Matyáš, Vít, Ivo, Rostislav, Luděk, Dušan,
      Kamil, Šimon, Vladislav, Zbyněk`),
    female: words(`Jana, Marie, Eva, Hana, Anna, Lenka, Kateřina, Věra, Lucie, Alena, Petra, Jaroslava, Veronika,
      Martina, Jitka, Tereza, Ludmila, Helena, Michaela, Zdeňka, Ivana, Monika, Eliška, Zuzana, Markéta, Jarmila,
      Barbora, Jiřina, Marcela, Kristýna, Dana, Dagmar, Adéla, Pavla, Miroslava, Nikola, Božena, Irena, Vlasta, Klára,
      Andrea, Karolína, Natálie, Renata, Pavlína, Iveta, Šárka, Denisa, Nela, Simona, Gabriela, Radka, Blanka, Milada,
      Daniela, Renáta, Olga, Drahomíra, Růžena, Soňa`),
  },
  familyNames: words(`Novák, Svoboda, Novotný, Dvořák, Černý, Procházka, Kučera, Veselý, Krejčí, Horák, Němec, Marek,
    Pokorný, Pospíšil, Hájek, Jelínek, Král, Růžička, Beneš, Fiala, Sedláček, Doležal, Zeman, Kolář, Navrátil, Čermák,
    Vaněk, Urban, Blažek, Kříž, Kovář, Kratochvíl, Bartoš, Vlček, Polák, Musil, Kopecký, Šimek, Konečný, Malý, Holub,
    Čech, Staněk, Štěpánek, Kadlec, Soukup, Dostál, Šťastný, Mareš, Moravec, Sýkora, Tichý, Valenta, Vávra, Matoušek,
    Bláha, Říha, Bureš, Ševčík, Hruška, Mašek, Dušek, Pavlík, Havlíček, Hrubý, Mach, Müller, Liška, Slavík, Vítek,
    Vondra, Kubát, Beran, Strnad, Žák, Toman, Janda, Hanák, Tůma, Březina, Jirásek, Zach, Novotňák, Kašpar, Bednář,
    Jaroš, Šafář, Prokop, Vacek, Hlaváč, Kohout, Hanzlík, Vrba, Kalina, Stejskal, Řezníček, Adamec, Ptáček, Kubíček,
    Cibulka, Peterka, Brož, Bílek, Havránek, Macháček, Šindelář, Klíma, Hudec, Pešek, Rác, Burian, Holý, Žižka, Janoušek,
    Vesecký, Šulc, Zavadil, Kaplan, Smejkal, Tesař, Chalupa, Skála, Bayer, Ulrich, Šebesta, Zapletal, Homolka, Kovařík,
    Trnka, Sklenář, Vlach, Šmíd, Plachý, Zelenka, Hora, Matějka, Ondráček, Rybář, Kalous, Ježek, Wagner, Koudelka, Bém,
    Hoffmann, Lukáš, Švec, Kafka, Mrázek, Neuman, Otáhal, Petřík, Rosa, Srb, Turek, Uher, Vymazal, Winkler, Zedník`),
  familyNameOf: czechFamilyName,
  streets: words(`Hlavní, Nádražní, Školní, Zahradní, Husova, Komenského, Palackého, Masarykova, Krátká, Dlouhá, Lipová,
    Polní, Žižkova, Sokolská, Smetanova, Havlíčkova, Nerudova, Riegrova, Dvořákova, Jiráskova, Jungmannova, Tyršova,
    Lesní, Luční, Na Výsluní, Na Kopci, Pod Lesem, Ke Hřišti, U Potoka, U Hřiště, Sadová, Družstevní, Slunečná, Květná,
    Jabloňová, Třešňová, Březová, Dubová, Javorová, Vinohradská, Mírová, Fibichova, Erbenova, Vrchlického, Čapkova,
    Příčná, Průmyslová, Pražská, Brněnská, Plzeňská, Olomoucká, Ostravská, Jihlavská, Novoměstská, Tovární, Mlýnská,
    Kostelní, Zámecká, Hradební, Náměstí Míru, Náměstí Svobody, Masarykovo náměstí, Karlova, Wilsonova, Štefánikova,
    Kollárova, Purkyňova, Kounicova, Cejl, Úvoz, Lidická, Bratislavská, Hybešova, Vídeňská, Veveří, Nové sady`),
  towns: towns(`Praha: 110 00 | 120 00 | 130 00 | 140 00 | 150 00 | 160 00 | 170 00 | 180 00 | 190 00 | 101 00,
    Brno: 602 00 | 612 00 | 613 00 | 615 00 | 616 00 | 618 00 | 621 00 | 623 00 | 635 00, Ostrava: 702 00 | 703 00 | 708 00,
    Plzeň: 301 00 | 312 00 | 323 00, Liberec: 460 01 | 460 06, Olomouc: 779 00 | 772 00, České Budějovice: 370 01 | 370 05,
    Hradec Králové: 500 02 | 500 03, Ústí nad Labem: 400 01 | 400 11, Pardubice: 530 02 | 530 09, Zlín: 760 01 | 760 05,
    Kladno: 272 01, Most: 434 01, Opava: 746 01, Frýdek-Místek: 738 01, Jihlava: 586 01, Karviná: 733 01, Teplice: 415 01,
    Děčín: 405 02, Karlovy Vary: 360 01, Chomutov: 430 01, Přerov: 750 02, Jablonec nad Nisou: 466 01, Prostějov: 796 01,
    Mladá Boleslav: 293 01, Třebíč: 674 01, Znojmo: 669 02, Kolín: 280 02, Příbram: 261 01, Cheb: 350 02, Písek: 397 01,
    Trutnov: 541 01, Kroměříž: 767 01, Orlová: 735 14, Vsetín: 755 01, Uherské Hradiště: 686 01, Břeclav: 690 02,
    Hodonín: 695 01, Český Těšín: 737 01, Litoměřice: 412 01, Havlíčkův Brod: 580 01, Litvínov: 436 01, Nový Jičín: 741 01,
    Chrudim: 537 01, Strakonice: 386 01, Valašské Meziříčí: 757 01, Klatovy: 339 01, Kopřivnice: 742 21, Jindřichův Hradec: 377 01,
    Vyškov: 682 01, Žďár nad Sázavou: 591 01, Bohumín: 735 81, Blansko: 678 01, Kutná Hora: 284 01, Beroun: 266 01,
    Mělník: 276 01, Náchod: 547 01, Jirkov: 431 11, Žatec: 438 01, Louny: 440 01, Tábor: 390 02, Kuřim: 664 34, Říčany: 251 01`),
  legalForms: ['s.r.o.', 's.r.o.', 's.r.o.', 's.r.o.', 's.r.o.', 's.r.o.', 'a.s.', 'a.s.', 'v.o.s.', 'k.s.'],
  mailDomains: ['seznam.cz', 'gmail.com', 'email.cz', 'centrum.cz', 'post.cz', 'volny.cz'],
}

/** Novák → Nováková, Novotný → Novotná, Krejčí → Krejčí, Svoboda → Svobodová. */
export function czechFamilyName(name: string, gender: Gender): string {
  if (gender === 'male' || name.endsWith('í')) return name
  if (name.endsWith('ý')) return `${name.slice(0, -1)}á`
  if (name.endsWith('a')) return `${name.slice(0, -1)}ová`
  if (/(?:ek|ec)$/.test(name) && name.length > 4) return `${name.slice(0, -2)}${name.slice(-1)}ová`
  return `${name}ová`
}
