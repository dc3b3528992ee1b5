// The door of the fictitious people.

export { makePerson, peopleWithCards } from './people.ts';
export { settlePersonas } from './settle-personas.ts';
