import { towns, words, type CountryWords } from './word-list.ts'

/** Names, streets and towns of Germany. */
export const german: CountryWords = {
  country: 'DE',
  givenNames: {
    male: words(`Peter, Michael, Thomas, Andreas, Wolfgang, Klaus, Jürgen, Günter, Stefan, Christian, Uwe, Werner, Horst,
      Frank, Dieter, Manfred, Bernd, Matthias, Markus, Jörg, Sebastian, Florian, Lukas, Jonas`),
    female:
      words(`Maria, Ursula, Monika, Petra, Elisabeth, Sabine, Renate, Helga, Karin, Brigitte, Ingrid, Erika, Andrea,
      Gisela, Claudia, Susanne, Stefanie, Nicole, Anja, Katrin, Jutta, Heike, Lena, Käthe`),
  },
  familyNames:
    words(`Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch,
    Bauer, Richter, Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hofmann, Hartmann, Lange, Werner,
    Krause, Lehmann, Köhler, Huber, Kaiser, Fuchs, Peters, Scholz, Möller, Weiß, Jung, Vogel, Keller, Günther`),
  familyNameOf: (name) => name,
  streets:
    words(`Hauptstraße, Bahnhofstraße, Schulstraße, Gartenstraße, Dorfstraße, Bergstraße, Goethestraße, Lindenstraße,
    Kirchstraße, Schillerstraße, Ringstraße, Mozartstraße, Am Markt, Waldweg, Rosenweg, Industriestraße, Mühlenweg,
    Friedhofstraße, Wiesenweg, Feldstraße, Kantstraße, Beethovenstraße`),
  towns: towns(`Berlin: 10115 | 10405 | 12043 | 13353, München: 80331 | 80799 | 81541, Hamburg: 20095 | 22303,
    Dresden: 01067 | 01127, Leipzig: 04109 | 04229, Nürnberg: 90402, Regensburg: 93047, Chemnitz: 09111, Passau: 94032,
    Zittau: 02763, Weiden: 92637, Stuttgart: 70173, Köln: 50667, Frankfurt am Main: 60311, Hof: 95028`),
  legalForms: ['GmbH', 'GmbH', 'GmbH', 'AG', 'KG'],
  mailDomains: ['gmx.de', 'web.de', 't-online.de', 'gmail.com'],
}
