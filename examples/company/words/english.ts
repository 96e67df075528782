import { towns, words, type CountryWords } from './word-list.ts'

/** Names, streets and towns of the United Kingdom. */
export const english: CountryWords = {
  country: 'GB',
  givenNames: {
    male: words(`David, John, Michael, Paul, Andrew, Peter, James, Robert, Richard, Mark, Stephen, Christopher, Daniel,
      Simon, Matthew, Ian, Thomas, Anthony, William, Oliver, Jack, Harry`),
    female: words(`Susan, Margaret, Sarah, Elizabeth, Patricia, Mary, Karen, Helen, Julie, Christine, Emma, Jane, Laura,
      Claire, Rebecca, Charlotte, Lucy, Alison, Amanda, Olivia, Emily, Sophie`),
  },
  familyNames: words(`Smith, Jones, Taylor, Brown, Williams, Wilson, Johnson, Davies, Robinson, Wright, Thompson, Evans,
    Walker, White, Roberts, Green, Hall, Wood, Jackson, Clarke, Hughes, Edwards, Turner, Cooper, Baker, Harrison, Morris,
    Ward, Harris, Kelly`),
  familyNameOf: (name) => name,
  streets: words(`High Street, Station Road, Church Lane, Park Road, Victoria Road, Green Lane, Manor Road, Kings Road,
    Queens Road, New Road, Grange Road, Mill Lane, The Crescent, Albert Road, York Road, Springfield Road`),
  towns: towns(`London: SW1A 2AA | N1 9GU | E14 5AB | SE1 7PB, Manchester: M1 1AE, Birmingham: B1 1HQ, Leeds: LS1 4DY,
    Bristol: BS1 5TR, Oxford: OX1 1BS, Cambridge: CB2 3QJ, Liverpool: L1 8JQ, York: YO1 7HH, Bath: BA1 1LZ`),
  legalForms: ['Ltd', 'Ltd', 'Ltd', 'PLC'],
  mailDomains: ['gmail.com', 'btinternet.com', 'yahoo.co.uk', 'outlook.com'],
}
