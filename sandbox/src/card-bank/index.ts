// The door of the card-issuing banks.

export { allBins, cardsOfHolders, issueCard, setCardStatus, type Card } from './cards.ts';
export { luhnDigit } from './luhn.ts';
export { cardBankRoutes } from './routes.ts';
