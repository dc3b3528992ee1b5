// The door of the specimens: id cards of people who do not exist.

export { drawBack, drawFront } from './draw-card.ts';
